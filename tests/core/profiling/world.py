"""Small worlds for profiles: a table from a SELECT in a DuckDB of its own, and columns as if they had been measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from core.datasets import Column, Dataset
from core.profiling import profiles
from core.profiling.checks.catalogue import CHECKS
from core.profiling.checks.check import Evidence
from core.profiling.records import Alert, ColumnProfile, Number, Profile, ValueCount, Values
from core.profiling.table import Table, holds, measured
from tests.worlds import KIND_OF_TYPE

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
WEATHER = Path(__file__).parents[2] / "data" / "weather_slice.csv"
WEATHER_SELECT = f"SELECT * FROM read_csv('{WEATHER}')"

# Every way a number, a text or a date can be awkward, in columns of twelve rows.
HARD_SELECT = """
SELECT * FROM (VALUES
  (1, 1.5, 'infinity'::DOUBLE, 170141183460469231731687303715884105727::HUGEINT, 1.10::DECIMAL(10, 2), 'a', NULL, true),
  (2, -2.5, 1.0, 5, 2.20, 'A', NULL, false),
  (3, 0.0, '-infinity', 6, 3.30, ' b ', NULL, true),
  (4, 1e60, 2.0, 7, 4.40, '🙂🙂', NULL, NULL),
  (5, -10.5, 'nan', 8, 5.50, '', NULL, true),
  (6, 3.25, 3.0, NULL, 6.60, 'x''y"z', NULL, true),
  (7, NULL, NULL, 9, 7.70, NULL, NULL, false),
  (8, 3.25, 4.0, 10, 7.70, 'unknown', NULL, true),
  (9, 3.25, 5.0, 10, 8.80, 'n/a', NULL, true),
  (10, 7.0, 5.0, 11, 9.90, 'b', NULL, true),
  (11, 8.0, 6.0, 12, 9.90, 'Grüße aus Köln', NULL, true),
  (12, 9.0, 7.0, 13, 99.90, 'b', NULL, true)
) AS t(i, "its ""real"" name", odd, huge, exact, words, nothing, flag)
"""

TYPES_SELECT = """
SELECT
  DATE '2020-01-01' + (i * i % 40)::INTEGER AS day,
  TIMESTAMP '2020-01-01 10:00:00' + to_hours(i * i) AS moment,
  TIMESTAMPTZ '2020-01-01 10:00:00+02' + to_minutes(i) AS zoned,
  TIME '00:10:00' + to_minutes(i * 7) AS clock,
  i % 3 = 0 AS flag,
  i::FLOAT / 3 AS small,
  (i % 5)::UTINYINT AS tiny,
  [i, i] AS list,
  {'a': i} AS struct,
  uuid() AS uuid,
  to_days(i) AS span,
  i::VARCHAR::BLOB AS blob
FROM range(100) AS rows(i)
"""


@contextmanager
def opened(select: str, kinds: dict[str, str] | None = None) -> Iterator[Table]:
    """The table `data` with the rows of a SELECT; kinds follow the types unless given."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE TABLE data AS {select}")
        described = connection.execute("DESCRIBE data").fetchall()
        yield measured(connection, "data", tuple(column(row[0], row[1], kinds or {}) for row in described))


def column(name: str, type: str = "DOUBLE", kinds: dict[str, str] | None = None) -> Column:
    what = holds(Column(name, "", type, name))
    usual = {"numbers": "number", "dates": "date", "times": "time", "booleans": "boolean", "texts": "category"}
    return Column(name, (kinds or {}).get(name, KIND_OF_TYPE.get(type, usual[what])), type, name)


def dataset_of(table: Table) -> Dataset:
    return Dataset("ds_test", "t", "t.csv", table.rows, table.columns, {}, 0, 0, "", NOW)


def nobody(fraction: float, message: str) -> None:
    """Hears the reports of a profile."""


def profiled(select: str, *, kinds: dict[str, str] | None = None, target: str | None = None) -> Profile:
    with opened(select, kinds) as table:
        return profiles.measure(table, dataset_of(table), target=target, report=nobody, now=NOW)


def found(select: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement about the table."""
    with opened(select) as table:
        return table.connection.execute(sql).fetchall()


def measured_column(
    name: str = "x",
    holds: str = "numbers",
    *,
    kind: str = "",
    type: str = "",
    rows: int = 100,
    top: Any = None,
    **numbers: Any,
) -> ColumnProfile:
    """A column as if it had been measured: 100 values, all different, unless the test says otherwise."""
    kinds = {"numbers": "number", "texts": "category", "dates": "date", "times": "time", "booleans": "boolean"}
    types = {"numbers": "DOUBLE", "texts": "VARCHAR", "dates": "DATE", "times": "TIME", "booleans": "BOOLEAN"}
    values = {
        "count": rows,
        "missing": 0,
        "distinct": rows,
        "mode_share": 1 / max(rows, 1),
        "unique_share": 1.0,
    } | numbers
    return ColumnProfile(
        name=name,
        kind=kind or kinds[holds],
        type=type or types[holds],
        holds=holds,
        rows=rows,
        numbers={key: Number(value) for key, value in values.items()},
        top=Values(tuple(ValueCount(value, count) for value, count in top)) if top else None,
    )


def alerts(code: str, *columns: ColumnProfile, **evidence: Any) -> list[Alert]:
    """What one check says about columns."""
    check = next(check for check in CHECKS if check.code == code)
    return list(check.alerts(Evidence(rows=columns[0].rows, columns=columns, **evidence)))
