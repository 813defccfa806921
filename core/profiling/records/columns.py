"""What is known of one column: every number knows how precise it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Value = float | int | str | bool | None
Precision = Literal["exact", "approximate", "sample"]
Reason = Literal["case", "spaces", "accents", "punctuation", "words", "typo"]


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
    or seconds since midnight (time). `left_out` values have no place on it: zero and less on a logarithmic one.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    axis: Literal["number", "log", "date", "time"] = "number"
    precision: Precision = "exact"
    n: int | None = None
    left_out: int = 0


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
class Spelling:
    """Values that are probably one, the most frequent first. `key` is what they share, `rows` all rows that have one.

    `reason` is the least that has to be overlooked: case, spaces, accents, punctuation, the order of words, or a typing
    error.
    """

    key: str
    reason: Reason
    values: tuple[ValueCount, ...]
    rows: int


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
    scripts: Values | None = None
    spellings: tuple[Spelling, ...] = ()

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
