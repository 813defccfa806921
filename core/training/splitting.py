"""How rows are divided into those a model learns from and those that judge it: in the way the model will be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.datasets import Column, Dataset
from core.errors import BadInput

INTEGERS = ("BIGINT", "HUGEINT")  # types whose values can be years, and other steps of time


@dataclass(frozen=True)
class SplitKind:
    """A way to divide rows. `fits` says which columns can tell the parts apart; without it no column is needed."""

    key: str
    label: str
    help: str
    kinds: tuple[str, ...] = ()

    @property
    def needs_column(self) -> bool:
        return bool(self.kinds)


RANDOM = SplitKind("random", "Random rows", "For new rows of the same kind as those in the table.")
GROUPED = SplitKind(
    "grouped",
    "New groups",
    "All rows of one customer, country or device are judged together, by a model that has not seen it.",
    kinds=("id", "category", "text", "number", "boolean"),
)
FORWARD = SplitKind(
    "forward",
    "The future",
    "Later rows are judged by a model that has only seen earlier ones.",
    kinds=("date", "number"),
)
SPLITS = (RANDOM, GROUPED, FORWARD)


@dataclass(frozen=True)
class Split:
    """A chosen way to divide rows; `column` names the groups or the time."""

    kind: str = RANDOM.key
    column: str = ""

    @property
    def row(self) -> SplitKind:
        return next(row for row in SPLITS if row.key == self.kind)

    @property
    def sentence(self) -> str:
        """What the scores say, for a report."""
        return {
            RANDOM.key: "Judged on random rows that the model had not seen.",
            GROUPED.key: f"Judged on values of “{self.column}” that the model had not seen.",
            FORWARD.key: f"Judged on rows later by “{self.column}” than any that the model had seen.",
        }[self.kind]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def of(wanted: Mapping[str, Any] | None) -> Split:
    """The split that a person or a program asks for. Raises BadInput when there is no such kind of split."""
    if not wanted:
        return Split()
    unknown = sorted(set(wanted) - {"kind", "column"})
    known = [row.key for row in SPLITS]
    if unknown or wanted.get("kind", RANDOM.key) not in known:
        raise BadInput(
            f"There is no split like {dict(wanted)}.",
            hint=f"A split has a kind ({', '.join(known)}) and, except for random rows, a column.",
        )
    return Split(str(wanted.get("kind", RANDOM.key)), str(wanted.get("column") or ""))


def checked(split: Split, dataset: Dataset, target: str) -> Split:
    """The same split, if this dataset can be divided so. Raises BadInput, and NotFound for an unknown column."""
    if not split.row.needs_column:
        return Split(split.kind)
    if not split.column:
        raise BadInput(
            f"The split “{split.row.label.lower()}” needs a column.",
            hint="Name the column of the groups or of the time.",
        )
    column = dataset.column(split.column)
    if column.name == target:
        raise BadInput(f"“{target}” is to be predicted; rows cannot be divided by it.", hint="Choose another column.")
    if not can_divide(split.row, column):
        raise BadInput(
            f"“{column.name}” is a {column.kind} ({column.type}): no column to split by “{split.row.label.lower()}”.",
            hint=f"Choose a column of one of these kinds: {', '.join(split.row.kinds)}.",
        )
    return split


def can_divide(row: SplitKind, column: Column) -> bool:
    """Whether a column can tell the parts of such a split apart. A time is a date or a whole number like a year."""
    if row is FORWARD and column.kind == "number":
        return column.type in INTEGERS
    return column.kind in row.kinds
