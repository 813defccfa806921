"""What a profile says of a whole table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from core.profiling.records.columns import ColumnProfile, Precision
from core.profiling.records.relations import Associations, Duplicates, Key, Missing, TargetView

Severity = Literal["info", "warning", "problem"]


@dataclass(frozen=True)
class Overview:
    """The whole table at a glance. `glances` has every column with what the cheap queries and a sample tell."""

    rows: int
    columns: int
    cells_missing: int
    stored_bytes: int
    kinds: dict[str, int]
    duplicate_rows: int | None = None
    glances: tuple[ColumnProfile, ...] = ()

    @property
    def missing_share(self) -> float:
        cells = self.rows * self.columns
        return self.cells_missing / cells if cells else 0.0


@dataclass(frozen=True)
class Alert:
    """Something worth a look.

    `where` is the condition on the rows of `data` it speaks of; `sql` shows them, or the numbers behind the alert when
    `rows` is None.
    """

    code: str
    label: str
    severity: Severity
    column: str | None
    sentence: str
    rows: int | None
    sql: str
    action: str
    precision: Precision = "exact"
    where: str = "true"


@dataclass(frozen=True)
class AlertRows:
    """Some of the rows that an alert speaks of; `total` is how many there are."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int


@dataclass(frozen=True)
class Profile:
    """Everything measured about one dataset, and, when one was chosen, about its target. `exact`: no number is less."""

    dataset_id: str
    made_at: str
    seconds: float
    overview: Overview
    columns: tuple[ColumnProfile, ...]
    missing: Missing
    duplicates: Duplicates | None
    associations: Associations
    alerts: tuple[Alert, ...]
    target: TargetView | None = None
    keys: tuple[Key, ...] = ()
    exact: bool = False

    def column(self, name: str) -> ColumnProfile | None:
        return next((column for column in self.columns if column.name == name), None)
