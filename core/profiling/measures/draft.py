"""A column's profile while it is being measured: each step of the profile adds to it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.datasets.catalogue import Column
from core.profiling.records import Calendar, ColumnProfile, Histogram, Number, Spelling, Value, ValueCount, Values
from core.profiling.table import Table, holds, terms

LONGEST_SHOWN = 200  # characters of a value that is kept: a cell may have ten million
DISTINCT_ERROR = 0.13  # of approx_count_distinct: DuckDB's HyperLogLog has 64 registers, and 1.04 / sqrt(64) = 0.13
# Types of which a value takes eight bytes at most and NumPy keeps every digit.
TRAVELLING = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    *("DOUBLE", "FLOAT", "DATE", "TIMESTAMP"),
)


@dataclass
class Draft:
    """What is known so far. `low` and `high` are the finite extremes on the column's axis, `low_positive` above 0."""

    column: Column
    rows: int
    numbers: dict[str, Number] = field(default_factory=dict)
    finite: bool = True
    low: float = math.nan
    high: float = math.nan
    low_positive: float = math.nan
    histogram: Histogram | None = None
    log_histogram: Histogram | None = None
    top: Values | None = None
    rare: Values | None = None
    patterns: Values | None = None
    calendar: Calendar | None = None
    examples: tuple[str, ...] = ()
    scripts: Values | None = None
    spellings: tuple[Spelling, ...] = ()
    frequent: tuple[ValueCount, ...] = ()  # texts, more of them than are shown

    @property
    def holds(self) -> str:
        return holds(self.column)

    @property
    def count(self) -> int:
        return int(self.amount("count"))

    @property
    def has_range(self) -> bool:
        return self.count > 0 and math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def can_travel(self) -> bool:
        """Whether all values fit NumPy: there is no infinity, and no date beyond its timestamps, which has no place."""
        return self.column.type in TRAVELLING and self.finite and self.has_range

    @property
    def terms(self) -> dict[str, str]:
        return terms(self.column, finite=self.finite)

    def amount(self, key: str) -> float:
        value = self.numbers[key].value if key in self.numbers else None
        return float(value) if isinstance(value, (int, float)) else 0.0

    def put(self, **values: Any) -> None:
        """Adds exact values by the keys of their measures; what is not a finite number becomes None."""
        self.numbers |= {key: Number(plain(value)) for key, value in values.items()}

    def approximate(self, error: float, **values: Any) -> None:
        """Adds values known up to a relative standard error."""
        self.numbers |= {key: Number(plain(value), "approximate", error=error) for key, value in values.items()}

    def estimate(self, n: int, **values: Any) -> None:
        """Adds values of a sample of `n` rows; of a sample of all rows they are exact."""
        if n == self.rows:
            self.put(**values)
        else:
            self.numbers |= {key: Number(plain(value), "sample", n=n) for key, value in values.items()}

    def profile(self) -> ColumnProfile:
        return ColumnProfile(
            name=self.column.name,
            kind=self.column.kind,
            type=self.column.type,
            holds=self.holds,
            rows=self.rows,
            numbers=self.numbers,
            histogram=self.histogram,
            log_histogram=self.log_histogram,
            top=self.top,
            rare=self.rare,
            patterns=self.patterns,
            calendar=self.calendar,
            examples=self.examples,
            scripts=self.scripts,
            spellings=self.spellings,
        )


Drafts = dict[str, Draft]


def begin(table: Table) -> Drafts:
    return {column.name: Draft(column, table.rows) for column in table.columns}


def plain(value: Any) -> Value:
    """A value of DuckDB or NumPy as one that JSON knows; infinities and NaN become None."""
    if value is None or isinstance(value, (bool, int, str)):
        return value[:LONGEST_SHOWN] if isinstance(value, str) else value
    if isinstance(value, (dt.date, dt.time)):  # a datetime is a date
        return value.isoformat()
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, (float, Decimal)):
        return float(value) if math.isfinite(value) else None
    return str(value)[:LONGEST_SHOWN]
