"""Files that know their types. Nested values are spread into columns, made rows, or kept as JSON text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from core.datasets.importing.text import names
from core.datasets.importing.types.columns import TextColumn
from core.datasets.importing.types.sql import literal, quote
from core.errors import BadFile, BadInput

Fetch = Callable[[str], list[tuple[object, ...]]]

DEEPEST_STRUCT = 3
NUMBERS = itertools.count()  # several files of one import are open at once
DAMAGED = "Write the file again from the program it comes from, or export CSV."


@dataclass(frozen=True)
class Stored:
    """How a column of one of DuckDB's types is stored here: `sql` holds `{c}`, the column."""

    pattern: str
    kind: str
    type: str
    sql: str = "{c}"
    note: str = ""


FINITE = "CASE WHEN isfinite({c}) THEN {c} END"

STORED = (
    Stored(r"(U?TINY|U?SMALL|U)?INT(EGER)?|UINTEGER|BIGINT", "number", "BIGINT", "{c}::BIGINT"),
    Stored(r"UBIGINT|U?HUGEINT", "number", "HUGEINT", "{c}::HUGEINT"),
    Stored(r"DOUBLE|FLOAT", "number", "DOUBLE", f"({FINITE})::DOUBLE", "NaN and infinity are empty in the table"),
    Stored(r"DECIMAL\((\d|1[0-8]),0\)", "number", "BIGINT", "{c}::BIGINT"),
    Stored(r"DECIMAL\(\d+,0\)", "number", "HUGEINT", "{c}::HUGEINT"),
    Stored(r"DECIMAL\(\d+, ?\d+\)", "number", "DOUBLE", "{c}::DOUBLE"),
    Stored(r"BOOLEAN", "boolean", "BOOLEAN"),
    Stored(r"DATE", "date", "DATE", FINITE),
    Stored(
        r"TIMESTAMP(_S|_MS|_NS)?", "date", "TIMESTAMP", "(CASE WHEN isfinite({c}::TIMESTAMP) THEN {c} END)::TIMESTAMP"
    ),
    Stored(r"TIMESTAMP[^\[]*", "date", "TIMESTAMP", "({c} AT TIME ZONE 'UTC')::TIMESTAMP", "times were moved to UTC"),
    Stored(r"TIME(_NS)?", "time", "TIME", "{c}::TIME"),
    Stored(r"BLOB|BIT", "text", "VARCHAR", "{c}::VARCHAR", "binary values are shown as text"),
    Stored(r"(VARCHAR|UUID|INTERVAL|TIME[^\[]*|ENUM\(.*\)|NULL|\"NULL\")", "text", "VARCHAR", "{c}::VARCHAR"),
    Stored(r"JSON", "text", "VARCHAR", "({c} ->> '$')", "values of several types are kept as text"),
    Stored(r".*", "text", "VARCHAR", "to_json({c})::VARCHAR", "nested values are kept as JSON text"),
)


@dataclass(frozen=True)
class TypedColumn:
    """A column with its value in SQL, its type and kind.

    One that is `proven` holds text, and what it really is has to be found out; `text` is what is known of it.
    """

    name: str
    original: str
    value: str
    kind: str
    type: str
    note: str = ""
    chosen: str = ""  # the kind that a person wants
    proven: bool = False
    text: TextColumn | None = None


@dataclass(frozen=True)
class TypedTable:
    relation: str
    columns: tuple[TypedColumn, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nesting:
    """What becomes of nested values.

    `mode` is “spread” (fields become columns), “text”, or “rows” (each element of a list becomes a row); `rows_of` is
    that list, empty for the only one there is.
    """

    mode: str = "spread"
    rows_of: str = ""


SPREAD = Nesting()


def open_parquet(fetch: Fetch, path: Path, nesting: Nesting = SPREAD) -> TypedTable:
    """Raises BadFile when it is damaged or encrypted."""
    try:
        return open_relation(fetch, f"read_parquet({literal(str(path))})", "Parquet", nesting)
    except BadFile as error:
        if "encrypt" in error.message.lower():
            raise BadFile(
                "The Parquet file is encrypted.", hint="Write it without encryption and upload that."
            ) from error
        raise


def open_arrow(
    connection: duckdb.DuckDBPyConnection, fetch: Fetch, path: Path, nesting: Nesting = SPREAD
) -> TypedTable:
    """An Arrow or Feather file or stream, read into memory: the format is made for that.

    Raises BadFile when it is damaged.
    """
    import pyarrow

    name = f"arrow_{next(NUMBERS)}"
    try:
        connection.register(name, _arrow_table(path))
    except (pyarrow.ArrowException, OSError) as error:
        raise BadFile(f"The Arrow file is damaged ({bare(str(error))}).", hint=DAMAGED) from error
    return open_relation(fetch, name, "Arrow", nesting)


def _arrow_table(path: Path) -> Any:
    """The table in a file, a stream, or a file of Feather's first version; two columns of one name get numbers."""
    import pyarrow
    import pyarrow.feather

    with pyarrow.memory_map(str(path)) as source:
        start = source.read(6)
        source.seek(0)
        if start == b"ARROW1":
            table = pyarrow.ipc.open_file(source).read_all()
        elif start[:4] == b"FEA1":
            table = pyarrow.feather.read_table(str(path))
        else:
            table = pyarrow.ipc.open_stream(source).read_all()
    return table.rename_columns(list(names.clean(table.column_names))) if _repeats(table.column_names) else table


def _repeats(found: Sequence[str]) -> bool:
    return len({name.casefold() for name in found}) < len(found)


def open_relation(fetch: Fetch, relation: str, label: str, nesting: Nesting = SPREAD) -> TypedTable:
    """Raises BadFile when it cannot be read, BadInput when the list that should become rows is not there."""
    try:
        described = _described(fetch, relation)
        if nesting.mode == "rows":
            relation = _unnested(relation, described, nesting.rows_of)
            described = _described(fetch, relation)
    except duckdb.Error as error:
        raise BadFile(f"The {label} file is damaged ({bare(str(error))}).", hint=DAMAGED) from error
    deepest = 0 if nesting.mode == "text" else DEEPEST_STRUCT
    found = [part for name, type in described for part in _spread(name, quote(name), type, deepest)]
    clean = names.clean([original for original, _value, _type in found])
    columns = tuple(_typed(name, *part) for name, part in zip(clean, found, strict=True))
    notes = dict.fromkeys(
        f"“{column.name}”: {column.note}." for column in columns if column.note and column.type == "VARCHAR"
    )
    return TypedTable(relation, columns, tuple(notes))


def _unnested(relation: str, described: Sequence[tuple[str, str]], asked: str) -> str:
    """SQL with one row for each element of a list; a row whose list is empty stays, without one."""
    lists = [name for name, type in described if type.endswith("[]")]
    if not lists or (asked and asked not in lists) or (not asked and len(lists) > 1):
        what = f"“{asked}” is no list" if asked else "There is no list" if not lists else "There are several lists"
        hint = f"Choose one of: {', '.join(lists)}." if lists else "Read nested values in another way."
        raise BadInput(f"{what} that could become rows.", hint=hint)
    name = quote(asked or lists[0])
    return (
        f"(SELECT * REPLACE (unnest(CASE WHEN len({name}) > 0 THEN {name} ELSE [NULL] END) AS {name}) FROM {relation})"
    )


def _described(fetch: Fetch, relation: str) -> list[tuple[str, str]]:
    return [(str(row[0]), str(row[1])) for row in fetch(f"DESCRIBE SELECT * FROM {relation}")]


def _spread(name: str, value: str, type: str, deepest: int) -> Iterator[tuple[str, str, str]]:
    """A column, or the columns of its fields if it is a structure: name, SQL and type of each."""
    if not type.startswith("STRUCT(") or not type.endswith(")") or not deepest:
        yield name, value, type
        return
    for field, field_type in _fields(type):
        yield from _spread(f"{name}.{field}", f"struct_extract({value}, {literal(field)})", field_type, deepest - 1)


def _fields(type: str) -> Iterator[tuple[str, str]]:
    """The fields of `STRUCT(a INTEGER, "b c" STRUCT(d DATE))`."""
    inside, depth, start, quoted = type[len("STRUCT(") : -1], 0, 0, False
    for at, letter in enumerate(inside + ","):
        quoted ^= letter == '"'
        depth += 0 if quoted else (letter in "([") - (letter in ")]")
        if letter == "," and not depth and not quoted:
            match = re.match(r'\s*(?:"((?:[^"]|"")*)"|(\S+)) (.*)', inside[start:at], re.DOTALL)
            if match:
                yield (match[1] or "").replace('""', '"') or match[2], match[3]
            start = at + 1


def _typed(name: str, original: str, value: str, type: str) -> TypedColumn:
    stored = next(row for row in STORED if re.fullmatch(row.pattern, type, re.DOTALL))
    return TypedColumn(name, original, stored.sql.replace("{c}", value), stored.kind, stored.type, stored.note)


def bare(said: str) -> str:
    """What went wrong, without the path, which says nothing to a person."""
    return re.sub(r' in file "[^"]*"', "", said.split("\n")[0])[:160]
