"""What a profile says, as records: every number knows how precise it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Value = float | int | str | bool | None
Precision = Literal["exact", "approximate", "sample"]
Method = Literal["pearson", "spearman", "cramers_v", "correlation_ratio"]
Severity = Literal["info", "warning", "problem"]


@dataclass(frozen=True)
class Number:
    """One measured value. `error` is the relative standard error of an approximate one, `n` the rows of a sample."""

    value: Value
    precision: Precision = "exact"
    error: float | None = None
    n: int | None = None


@dataclass(frozen=True)
class Histogram:
    """Counts between neighbouring edges; the last bin includes its right edge.

    `axis` says what the edges are: plain numbers, numbers on a logarithmic scale, seconds since 1970 in UTC (date),
    or seconds since midnight (time).
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    axis: Literal["number", "log", "date", "time"] = "number"
    precision: Precision = "exact"
    n: int | None = None


@dataclass(frozen=True)
class ValueCount:
    value: Value
    count: int


@dataclass(frozen=True)
class Values:
    """Some values with their counts, most frequent first; texts are cut after 200 characters."""

    items: tuple[ValueCount, ...]
    precision: Precision = "exact"
    n: int | None = None


@dataclass(frozen=True)
class Calendar:
    """How many values fall on each weekday (Monday first), month (January first) and hour (0 to 23)."""

    weekdays: tuple[int, ...]
    months: tuple[int, ...]
    hours: tuple[int, ...]


@dataclass(frozen=True)
class ColumnProfile:
    """What is known about one column. `holds` says which measures apply: numbers, texts, dates, times or booleans."""

    name: str
    kind: str
    type: str
    holds: str
    rows: int
    numbers: dict[str, Number] = field(default_factory=dict)
    histogram: Histogram | None = None
    log_histogram: Histogram | None = None
    top: Values | None = None
    rare: Values | None = None
    patterns: Values | None = None
    calendar: Calendar | None = None
    examples: tuple[str, ...] = ()

    def value(self, key: str) -> Value:
        """The value of a measure, None where it was not or could not be measured."""
        number = self.numbers.get(key)
        return number.value if number else None

    def amount(self, key: str) -> float:
        """The value of a numeric measure, 0 where there is none."""
        value = self.value(key)
        return float(value) if isinstance(value, (int, float)) else 0.0

    @property
    def count(self) -> int:
        return int(self.amount("count"))

    @property
    def missing(self) -> int:
        return int(self.amount("missing"))

    @property
    def missing_share(self) -> float:
        return self.missing / self.rows if self.rows else 0.0


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
class Duplicates:
    """Rows that repeat an earlier row, and how many different rows they repeat."""

    rows: int
    groups: int


@dataclass(frozen=True)
class MissingPattern:
    """Rows in which exactly these columns are missing."""

    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class MissingTogether:
    """The correlation of two columns' gaps: 1 when both are missing at once, -1 when one fills in for the other."""

    first: str
    second: str
    correlation: float


@dataclass(frozen=True)
class Missing:
    """Where values are missing. `shares[i][j]` is the missing share of `columns[j]` in the i-th block of rows."""

    columns: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()
    shares: tuple[tuple[float, ...], ...] = ()
    patterns: tuple[MissingPattern, ...] = ()
    together: tuple[MissingTogether, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Pair:
    """How strongly two columns go together. `value` is of the named method; `strength` is its size from 0 to 1.

    Of two numbers the stronger of Pearson's r and Spearman's rho is the value, and both are given.
    """

    first: str
    second: str
    method: Method
    value: float
    strength: float
    precision: Precision = "exact"
    n: int | None = None
    pearson: float | None = None
    spearman: float | None = None


@dataclass(frozen=True)
class Associations:
    """`matrix[i][j]` is the value of the pair of `columns[i]` and `columns[j]`, None where it cannot be said.

    Columns that go together stand side by side. `left_out` columns could be related but were too many.
    """

    columns: tuple[str, ...] = ()
    matrix: tuple[tuple[float | None, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Power:
    """How well one column alone foretells the target: `score` is the share explained on unseen rows, 0 to 1."""

    column: str
    score: float
    strength: Literal["none", "weak", "moderate", "strong", "suspicious"]
    sentence: str
    n: int


@dataclass(frozen=True)
class TargetBins:
    """The target along one column: per bin, the rows and either the target's mean or the share of each class.

    Bins are the column's histogram (`edges`, one more than bins) or its top values (`labels`).
    """

    column: str
    labels: tuple[str, ...]
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    means: tuple[float | None, ...] = ()
    shares: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class TargetView:
    """Every column against the target. `classes` is empty when the target is a number."""

    target: str
    classes: tuple[str, ...]
    powers: tuple[Power, ...]
    bins: tuple[TargetBins, ...]


@dataclass(frozen=True)
class Alert:
    """Something worth a look. `sql` finds the rows it speaks of, or the numbers behind it when `rows` is None."""

    code: str
    label: str
    severity: Severity
    column: str | None
    sentence: str
    rows: int | None
    sql: str
    action: str
    precision: Precision = "exact"


@dataclass(frozen=True)
class Profile:
    """Everything measured about one dataset, and, when one was chosen, about its target."""

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

    def column(self, name: str) -> ColumnProfile | None:
        return next((column for column in self.columns if column.name == name), None)
