"""Rows of Python values, however many, become Parquet parts; each column gets the type that all of its values fit.

Nothing is known before the last row, and nothing is kept in memory: when a value does not fit the type that a column
had so far, a new part begins, and the relation over all parts casts each column to what it was in the end.
"""

from __future__ import annotations

import datetime
import decimal
import json
import math
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from core.datasets.importing.types.sql import literal, quote

ROWS = 10_000  # in one batch
BATCH_CELLS = 500_000  # of a wide table fewer rows are taken at once
LARGEST_INTEGER = 1 << 63
LARGEST_DECIMAL = 10**38


@dataclass(frozen=True)
class Kind:
    """A type of values on the way: how Arrow and DuckDB store it."""

    key: str
    arrow: pyarrow.DataType
    sql: str


NOTHING = Kind("nothing", pyarrow.string(), "VARCHAR")
TEXT = Kind("text", pyarrow.string(), "VARCHAR")
BINARY = Kind("binary", pyarrow.binary(), "BLOB")
BOOLEAN = Kind("boolean", pyarrow.bool_(), "BOOLEAN")
INTEGER = Kind("integer", pyarrow.int64(), "BIGINT")
LONG = Kind("long integer", pyarrow.decimal128(38, 0), "HUGEINT")
DOUBLE = Kind("double", pyarrow.float64(), "DOUBLE")
DATE = Kind("date", pyarrow.date32(), "DATE")
TIMESTAMP = Kind("timestamp", pyarrow.timestamp("us"), "TIMESTAMP")
INSTANT = Kind("instant", pyarrow.timestamp("us", tz="UTC"), "TIMESTAMP WITH TIME ZONE")
TIME = Kind("time", pyarrow.time64("us"), "TIME")

# What holds the values of both; every other pair is kept as text.
WIDER = {
    frozenset(pair): kind
    for pair, kind in {
        (INTEGER, LONG): LONG,
        (INTEGER, DOUBLE): DOUBLE,
        (LONG, DOUBLE): DOUBLE,
        (DATE, TIMESTAMP): TIMESTAMP,
    }.items()
}
KINDS: dict[type, Kind] = {
    type(None): NOTHING,
    str: TEXT,
    bytes: BINARY,
    bytearray: BINARY,
    memoryview: BINARY,
    bool: BOOLEAN,
    int: INTEGER,
    float: DOUBLE,
    datetime.date: DATE,
    datetime.time: TIME,
}


@dataclass
class Part:
    """One Parquet file and the kinds of its columns."""

    path: Path
    kinds: tuple[Kind, ...]
    rows: int = 0


@dataclass
class Staged:
    """A table on the disk. `names` are the columns as their source calls them; in the relation they are c0, c1, …"""

    names: tuple[str, ...]
    parts: list[Part] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return reduce(_widest, (part.kinds for part in self.parts), (NOTHING,) * len(self.names))

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def relation(self) -> str:
        """SQL of all rows in their order."""
        selects = [self._select(part) for part in self.parts] or [self._empty()]
        return f"({' UNION ALL '.join(selects)})"

    def _select(self, part: Part) -> str:
        cells = ", ".join(f"c{at}::{kind.sql} AS c{at}" for at, kind in enumerate(self.kinds))
        return f"SELECT {cells} FROM read_parquet({literal(str(part.path))})"

    def _empty(self) -> str:
        return f"SELECT {', '.join(f'NULL::VARCHAR AS c{at}' for at in range(len(self.names)))} WHERE false"


def stage(names: Sequence[str], rows: Iterator[Sequence[Any]], folder: Path) -> Iterator[Staged]:
    """Writes the rows to `folder`, telling after each batch what there is; the last one told has them all."""
    staged = Staged(tuple(names))
    most = max(1, min(ROWS, BATCH_CELLS // max(len(names), 1)))
    writer: pyarrow.parquet.ParquetWriter | None = None
    try:
        while batch := list(islice(rows, most)):
            columns = list(zip(*batch, strict=True))
            known = staged.parts[-1].kinds if staged.parts else ()
            kinds = tuple(_kind(column, before) for column, before in zip(columns, known or staged.kinds, strict=True))
            if kinds != known:
                if writer:
                    writer.close()
                part = Part(folder / f"part{len(staged.parts)}.parquet", kinds)
                staged.parts.append(part)
                writer = pyarrow.parquet.ParquetWriter(part.path, _schema(kinds), compression="zstd")
            assert writer is not None  # noqa: S101 (there is one as soon as there is a part)
            writer.write_table(_table(columns, kinds))
            staged.parts[-1].rows += len(batch)
            yield staged
    finally:
        if writer:
            writer.close()
    yield staged


def _widest(these: tuple[Kind, ...], those: tuple[Kind, ...]) -> tuple[Kind, ...]:
    return tuple(_wider(one, other) for one, other in zip(these, those, strict=True))


def _wider(one: Kind, other: Kind) -> Kind:
    if one is other or other is NOTHING:
        return one
    return other if one is NOTHING else WIDER.get(frozenset((one, other)), TEXT)


def _kind(column: Sequence[Any], before: Kind) -> Kind:
    """The kind of these values and of those before them: a type only ever widens."""
    return reduce(_wider, (_kind_of(cls, column) for cls in set(map(type, column))), before)


def _kind_of(cls: type, column: Sequence[Any]) -> Kind:
    if cls is int:
        return _integers(value for value in column if type(value) is int)
    if issubclass(cls, decimal.Decimal):
        return _decimals([value for value in column if isinstance(value, decimal.Decimal)])
    if issubclass(cls, datetime.datetime):
        zones = {value.tzinfo is None for value in column if isinstance(value, datetime.datetime)}
        return TEXT if len(zones) > 1 else TIMESTAMP if zones.pop() else INSTANT
    if issubclass(cls, datetime.time) and any(isinstance(v, datetime.time) and v.tzinfo for v in column):
        return TEXT
    return KINDS.get(cls, TEXT)


def _integers(values: Iterable[int]) -> Kind:
    largest = max(map(abs, values))
    return INTEGER if largest < LARGEST_INTEGER else LONG if largest < LARGEST_DECIMAL else TEXT


def _decimals(values: Sequence[decimal.Decimal]) -> Kind:
    """Whole ones are kept to the last digit, others as doubles."""
    if any(not value.is_finite() or value != value.to_integral_value() for value in values):
        return DOUBLE
    return _integers(int(value) for value in values)


def _schema(kinds: Sequence[Kind]) -> pyarrow.Schema:
    return pyarrow.schema([(f"c{at}", kind.arrow) for at, kind in enumerate(kinds)])


def _table(columns: Sequence[Sequence[Any]], kinds: Sequence[Kind]) -> pyarrow.Table:
    arrays = [_array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=_schema(kinds))


def _array(column: Sequence[Any], kind: Kind) -> pyarrow.Array:
    classes = set(map(type, column)) - {type(None)}
    if kind is TEXT and classes != {str}:
        column = [None if value is None else text(value) for value in column]
    elif kind is LONG:
        column = [None if value is None else decimal.Decimal(value) for value in column]
    elif kind is DOUBLE and classes != {float}:
        column = [None if value is None else float(value) for value in column]
    elif kind is INTEGER and classes != {int}:
        column = [None if value is None else int(value) for value in column]
    elif kind is TIMESTAMP and datetime.date in classes:
        column = [_midnight(value) for value in column]
    elif kind is BINARY:
        column = [None if value is None else bytes(value) for value in column]
    return pyarrow.array(column, type=kind.arrow)


def _midnight(value: datetime.date | None) -> datetime.datetime | None:
    """A date as the instant at which it begins."""
    if value is None or isinstance(value, datetime.datetime):
        return value
    return datetime.datetime(value.year, value.month, value.day)  # noqa: DTZ001 (times in tables have no zone)


def text(value: Any) -> str:
    """A value as text: as a person writes it, lists and objects as JSON."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else ("" if math.isnan(value) else repr(value))
        )
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, bytes | bytearray | memoryview):
        return "\\x" + bytes(value).hex()
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=_json)
    return str(value)


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID | decimal.Decimal) else text(value)


def columns(staged: Staged) -> list[tuple[str, str]]:
    """Name and SQL of each column."""
    return [(name, quote(f"c{at}")) for at, name in enumerate(staged.names)]
