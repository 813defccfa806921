"""What a comparison of two tables says, as records: the left one is the older, the right one the newer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from core.profiling.records import Number, Precision, Values

Verdict = Literal["stable", "shifted", "strong", "unsure", "unjudged"]
Axis = Literal["number", "date", "time", "length", "levels"]


@dataclass(frozen=True)
class SideFacts:
    """One of the two tables. `condition` says in words which of its rows are meant; empty means all."""

    dataset_id: str
    name: str
    version: int
    rows: int
    condition: str = ""


@dataclass(frozen=True)
class Renamed:
    """A column that seems to have another name now, and what speaks for it."""

    before: str
    after: str
    evidence: str


@dataclass(frozen=True)
class Retyped:
    """A column of another kind or storage type."""

    column: str
    kind_before: str
    kind_after: str
    type_before: str
    type_after: str


@dataclass(frozen=True)
class SchemaChanges:
    """How the columns differ. Renamed columns are in none of the other lists."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    retyped: tuple[Retyped, ...] = ()


@dataclass(frozen=True)
class Spread:
    """Both distributions in the same bins: rows of the left and of the right table in each.

    Bins lie between neighbouring `edges`, or are the `labels` of levels; `rest` counts the rows of all other levels.
    `length` edges are characters. Where values lie far outside, the outermost bins hold `beyond` them all. `sql` gives
    the counts, from `left_table` and `right_table`.
    """

    axis: Axis
    left: tuple[int, ...]
    right: tuple[int, ...]
    edges: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    rest: tuple[int, int] = (0, 0)
    beyond: bool = False
    sql: str = ""


@dataclass(frozen=True)
class Drift:
    """How far two distributions lie apart.

    `psi` is the population stability index, `noise` what it would be on average by chance with so many rows,
    `jensen_shannon` the distance in base 2, from 0 to 1. `test` is the two-sample Kolmogorov-Smirnov test of what has
    an order, the chi-square test of levels; `statistic` is D or chi-square. `n` are the values that the test saw.
    """

    psi: float
    noise: float
    jensen_shannon: float
    test: Literal["kolmogorov_smirnov", "chi_square"]
    statistic: float
    p_value: float
    n: tuple[int, int]
    precision: Precision = "exact"


@dataclass(frozen=True)
class Levels:
    """Values that only one side has: the most frequent of them, how many there are, and in how many rows."""

    values: Values
    distinct: int
    rows: int


@dataclass(frozen=True)
class ColumnComparison:
    """One column on both sides. `after` is its name on the right; the numbers are measures by their keys."""

    name: str
    after: str
    kind: str
    verdict: Verdict
    sentence: str
    left: dict[str, Number] = field(default_factory=dict)
    right: dict[str, Number] = field(default_factory=dict)
    drift: Drift | None = None
    spread: Spread | None = None
    new: Levels | None = None
    vanished: Levels | None = None

    @property
    def missing_shares(self) -> tuple[float, float]:
        """The missing share on the left and on the right."""
        return _missing_share(self.left), _missing_share(self.right)


@dataclass(frozen=True)
class Comparison:
    """Two tables side by side; columns that moved most stand first."""

    left: SideFacts
    right: SideFacts
    schema: SchemaChanges
    columns: tuple[ColumnComparison, ...]
    made_at: str
    seconds: float

    def column(self, name: str) -> ColumnComparison | None:
        return next((column for column in self.columns if name in (column.name, column.after)), None)

    def having(self, *verdicts: Verdict) -> tuple[ColumnComparison, ...]:
        return tuple(column for column in self.columns if column.verdict in verdicts)


def _missing_share(numbers: dict[str, Number]) -> float:
    missing, count = (float(numbers[key].value or 0) if key in numbers else 0.0 for key in ("missing", "count"))
    return missing / (missing + count) if missing + count else 0.0
