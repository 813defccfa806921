"""What ties columns, rows and the target together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.profiling.records.columns import Precision, Value

Method = Literal["pearson", "spearman", "cramers_v", "correlation_ratio"]


@dataclass(frozen=True)
class RepeatedRow:
    """One row that occurs `count` times."""

    values: tuple[Value, ...]
    count: int


@dataclass(frozen=True)
class Duplicates:
    """Rows that repeat an earlier row, and how many different rows they repeat, with examples.

    The examples show the first few `columns`, the most frequent row first. `sql` gives rows and groups.
    """

    rows: int
    groups: int
    columns: tuple[str, ...] = ()
    examples: tuple[RepeatedRow, ...] = ()
    sql: str = ""


@dataclass(frozen=True)
class Key:
    """Columns that name a row, or nearly do.

    `violations` are rows beyond the first of the same values, `missing` rows in which a part of the key is missing. A
    key has neither. `sql` finds the rows that share their values with another.
    """

    columns: tuple[str, ...]
    violations: int
    missing: int
    is_key: bool
    sql: str


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
    blocks_sql: str = ""
    patterns_sql: str = ""


@dataclass(frozen=True)
class Pair:
    """How strongly two columns go together. `value` is of the named method; `strength` is its size from 0 to 1.

    Of two numbers the stronger of Pearson's r and Spearman's rho is the value, and both are given. `mutual_information`
    is the share (0 to 1) of what is unknown of the simpler column that the other tells, whatever the shape of it.
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
    mutual_information: float | None = None


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
    sql: str = ""


@dataclass(frozen=True)
class TargetView:
    """Every column against the target. `classes` is empty when the target is a number."""

    target: str
    classes: tuple[str, ...]
    powers: tuple[Power, ...]
    bins: tuple[TargetBins, ...]
