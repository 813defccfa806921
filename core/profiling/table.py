"""The table under the profile: its columns, the SQL terms in which each is spoken of, and the one door for queries."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

import duckdb
import numpy as np
from numpy.typing import NDArray

from core import datasets
from core.datasets.catalogue import Column, Dataset
from core.storage.engine import quote
from core.workspace import Workspace

MOST_ROWS = 6_000  # rows any query may return: the largest is the grid of weekday, month and hour
MOST_VALUES = 450_000  # rows a query may return as arrays: the values of a column that has few, or the sample
ROW_GROUP = 122_880  # rows that DuckDB stores, and scans, together
WIDEST = 200  # columns in one SELECT: DuckDB plans thousands of aggregates slower than it computes them

DATA = "data"  # the table's name in a dataset's file, and so in all SQL that is shown

Array = NDArray[np.float64]
T = TypeVar("T")
Report = Callable[[float, str], None]

FLOATING = ("DOUBLE", "FLOAT", "REAL")
WHOLE = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
)

# The first row whose beginning fits a column's type says what it holds; anything else is shown and measured as text.
HOLDS = (
    *((type_, "numbers") for type_ in (*FLOATING, *WHOLE, "DECIMAL")),
    ("DATE", "dates"),
    ("TIMESTAMP", "dates"),
    ("TIME", "times"),
    ("BOOLEAN", "booleans"),
)


class Unbounded(Exception):
    """A query returned more rows than any profile query may: a mistake in this room, not in the data."""


@dataclass(frozen=True)
class Table:
    """A table to measure: `name` is its quoted name for this connection, or for one that uses `schema`."""

    connection: duckdb.DuckDBPyConnection
    name: str
    columns: tuple[Column, ...]
    rows: int
    schema: str = ""

    def one(self, sql: str) -> tuple[Any, ...]:
        return self.all(sql)[0]

    def all(self, sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.connection.execute(sql).fetchmany(MOST_ROWS + 1)
        if len(rows) > MOST_ROWS:
            raise Unbounded(sql)
        return rows

    def arrays(self, sql: str) -> dict[str, NDArray[Any]]:
        """The result as one array per column; missing values are masked."""
        arrays: dict[str, Any] = self.connection.execute(sql).fetchnumpy()
        if any(len(values) > MOST_VALUES for values in arrays.values()):
            raise Unbounded(sql)
        return arrays

    def arrow(self, sql: str) -> Any:
        """The result as an Arrow table; of the sample, or of a table that is not long."""
        found = self.connection.sql(sql).to_arrow_table()
        if found.num_rows > MOST_VALUES:
            raise Unbounded(sql)
        return found

    def at_once(self, read: Callable[[Table, str], T], statements: Sequence[str]) -> list[T]:
        """What each statement gives, read by a method of this class.

        DuckDB scans a table of one row group in one thread, however many columns it has: several statements then run
        beside each other.
        """
        if self.rows > ROW_GROUP or len(statements) < 2:
            return [read(self, sql) for sql in statements]
        with ThreadPoolExecutor() as threads:
            return list(threads.map(lambda sql: read(self._beside(), sql), statements))

    def _beside(self) -> Table:
        cursor = self.connection.cursor()
        if self.schema:
            cursor.execute(f"USE {self.schema}")
        return replace(self, connection=cursor)

    def holding(self, *what: str) -> list[Column]:
        return [column for column in self.columns if holds(column) in what]


@contextmanager
def opened(ws: Workspace, dataset: Dataset) -> Iterator[Table]:
    """The dataset's table under the name that the shown SQL gives it."""
    with datasets.reading(ws, dataset) as reader:
        reader.connection.execute(f"USE {reader.schema}")
        yield replace(measured(reader.connection, DATA, dataset.columns), schema=reader.schema)


def measured(connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[Column, ...]) -> Table:
    """The table of this quoted name, its rows counted."""
    found = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return Table(connection, name, columns, int(found[0][0]))


def holds(column: Column) -> str:
    """What the column holds, from its storage type: numbers, dates, times, booleans or texts."""
    return _held_by(column.type)


@cache
def _held_by(type_: str) -> str:
    if type_.endswith("]"):
        return "texts"
    return next((what for beginning, what in HOLDS if type_.startswith(beginning)), "texts")


def is_whole(column: Column) -> bool:
    return column.type in WHOLE


def may_be_infinite(column: Column) -> bool:
    return column.type in FLOATING


def terms(column: Column, *, finite: bool = False) -> dict[str, str]:
    """What a fragment may say about a column. `finite` promises that it has no infinity and no NaN.

    {column} the value as stored, {plain} as Python can take it and without infinities, {text} as text, {moment} as a
    timestamp in UTC without infinities, and {axis} as a finite DOUBLE: the number itself, seconds since 1970 (dates)
    or since midnight (times).
    """
    name = quote(column.name)
    odd = has_infinities(column) and not finite
    plain, axis = plain_sql(column, name), on_axis(column, name)
    return {
        "column": name,
        "plain": f"CASE WHEN isfinite({name}) THEN {plain} END" if odd else plain,
        "text": name if column.type == "VARCHAR" else f"{name}::VARCHAR",
        "moment": f"make_timestamp({_microseconds(column, name)})",
        "axis": f"CASE WHEN isfinite({name}) THEN {axis} END" if odd and may_be_infinite(column) else axis,
    }


def plain_sql(column: Column, value: str) -> str:
    """A value of the column, given as SQL, as Python can take it: a time with a zone in UTC, what is odd as text."""
    if column.type == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('UTC', {value})"
    return f"{value}::VARCHAR" if holds(column) == "texts" and column.type != "VARCHAR" else value


def has_infinities(column: Column) -> bool:
    """Whether the type has values beyond all others."""
    return may_be_infinite(column) or holds(column) == "dates"


def on_axis(column: Column, value: str) -> str:
    """A value of the column, given as SQL, as a DOUBLE on its axis."""
    if holds(column) in ("dates", "times"):
        return f"({_microseconds(column, value)} / 1e6)"
    return f"{value}::DOUBLE"


def _microseconds(column: Column, value: str) -> str:
    # A date may lie beyond the last timestamp; of an infinite one epoch_us is NULL.
    return f"epoch_us(TRY_CAST({value} AS TIMESTAMP))" if column.type == "DATE" else f"epoch_us({value})"


def literal(number: float) -> str:
    """A number as an SQL literal that DuckDB reads as the very same DOUBLE."""
    return f"({float(number)!r}::DOUBLE)" if math.isfinite(number) else f"'{number}'::DOUBLE"


def text_literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# GROUP BY ALL, because GROUP BY takes a name for a column of the table first, and any name may be one.


def build_select(expressions: Sequence[str], source: str) -> str:
    """One SELECT, one expression per line."""
    return "SELECT\n  " + ",\n  ".join(expressions) + f"\nFROM {source}"


def in_batches(columns: Sequence[Column], size: int = WIDEST) -> Iterator[Sequence[Column]]:
    for start in range(0, len(columns), size):
        yield columns[start : start + size]


def wide(table: Table, columns: Sequence[Column], fragments: Callable[[Column], Sequence[str]]) -> dict[str, list[Any]]:
    """Several aggregates of each column in as few SELECTs as possible: the values by column name."""
    wanted = [{column.name: list(fragments(column)) for column in batch} for batch in in_batches(columns)]
    wanted = [batch for batch in wanted if any(batch.values())]
    selects = [build_select([part for parts in batch.values() for part in parts], table.name) for batch in wanted]
    found: dict[str, list[Any]] = {}
    for batch, row in zip(wanted, table.at_once(Table.one, selects), strict=True):
        values = iter(row)
        found |= {name: [next(values) for _ in asked] for name, asked in batch.items()}
    return found
