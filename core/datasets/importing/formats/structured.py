"""Files that know their types: Parquet, Arrow and JSON. Nested values are spread into columns or kept as JSON text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from core.datasets.importing.text import names
from core.datasets.importing.types.columns import TextColumn
from core.datasets.importing.types.sql import literal, quote
from core.errors import BadFile

Fetch = Callable[[str], list[tuple[object, ...]]]

LARGEST_JSON_BYTES = 128 << 20  # one object; DuckDB keeps two of this size in memory
DEEPEST_STRUCT = 3
EMPTY_KEY = re.compile(rb'([{,]\s*)""(\s*:)')  # inside a text no two quotes stand together
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
    Stored(r"DECIMAL.*", "number", "DOUBLE", "{c}::DOUBLE"),
    Stored(r"BOOLEAN", "boolean", "BOOLEAN"),
    Stored(r"DATE", "date", "DATE", FINITE),
    Stored(
        r"TIMESTAMP(_S|_MS|_NS)?", "date", "TIMESTAMP", "(CASE WHEN isfinite({c}::TIMESTAMP) THEN {c} END)::TIMESTAMP"
    ),
    Stored(r"TIMESTAMP.*", "date", "TIMESTAMP", "({c} AT TIME ZONE 'UTC')::TIMESTAMP", "times were moved to UTC"),
    Stored(r"TIME(_NS)?", "time", "TIME", "{c}::TIME"),
    Stored(r"BLOB|BIT", "text", "VARCHAR", "{c}::VARCHAR", "binary values are shown as text"),
    Stored(r"(VARCHAR|UUID|INTERVAL|TIME.*|ENUM\(.*\)|NULL|\"NULL\")", "text", "VARCHAR", "{c}::VARCHAR"),
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


def open_parquet(fetch: Fetch, path: Path) -> TypedTable:
    return open_relation(fetch, f"read_parquet({literal(str(path))})", "Parquet")


def open_arrow(connection: duckdb.DuckDBPyConnection, fetch: Fetch, path: Path) -> TypedTable:
    """An Arrow or Feather file, read into memory: the format is made for that. Raises BadFile when it is damaged."""
    import pyarrow

    name = f"arrow_{next(NUMBERS)}"
    try:
        with pyarrow.memory_map(str(path)) as source:
            connection.register(name, pyarrow.ipc.open_file(source).read_all())
    except (pyarrow.ArrowException, OSError) as error:
        raise BadFile(f"The Arrow file is damaged ({_first_line(error)}).", hint=DAMAGED) from error
    return open_relation(fetch, name, "Arrow")


def open_json(fetch: Fetch, path: Path, folder: Path) -> TypedTable:
    """Records in a list, one to a line, or in the one list of an enclosing object. Raises BadFile when it is broken."""
    table = _read_json(fetch, path)
    if _is_no_table(table):
        named = _with_named_keys(path, folder / "named.json")
        table = _read_json(fetch, named) if named else table
    if _is_no_table(table):
        raise BadFile("The JSON holds no records.", hint="A table in JSON is a list of objects, or one object a line.")
    return table


def _is_no_table(table: TypedTable) -> bool:
    return [column.name for column in table.columns] == ["json"]


def _with_named_keys(path: Path, target: Path) -> Path | None:
    """A copy in which empty keys, with which DuckDB makes no columns, are a space; None if there are none."""
    if path.stat().st_size > LARGEST_JSON_BYTES:
        return None
    text, found = EMPTY_KEY.subn(rb'\1" "\2', path.read_bytes())
    if not found:
        return None
    target.write_bytes(text)
    return target


def _read_json(fetch: Fetch, path: Path) -> TypedTable:
    with path.open("rb") as file:
        shape = "array" if file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") else "auto"
    largest = min(LARGEST_JSON_BYTES, path.stat().st_size + (1 << 20))
    limits = f"sample_size = -1, maximum_object_size = {largest}"
    read = f"read_json({literal(str(path))}, format = '{shape}', {limits})"
    name = f"json_{next(NUMBERS)}"
    try:
        fetch(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM {read}")
    except duckdb.Error as error:
        raise BadFile(f"The JSON does not parse ({_first_line(error)}).", hint=DAMAGED) from error
    table = open_relation(fetch, name, "JSON")
    if fetch(f"SELECT count(*) FROM {name}")[0][0] == 1:
        inner, note = _rows_inside(name, _described(fetch, name))
        if inner:
            table = open_relation(fetch, inner, "JSON")
            return replace(table, warnings=(*table.warnings, note))
    return table


def _rows_inside(table: str, columns: list[tuple[str, str]]) -> tuple[str, str]:
    """SQL of the rows that a single object holds, and what to tell; nothing if the object itself is the row."""
    records = [name for name, type in columns if re.fullmatch(r"STRUCT\(.*\)\[\]", type, re.DOTALL)]
    if len(records) == 1:
        rows = f"(SELECT unnest({quote(records[0])}, max_depth := 2) FROM {table})"
        return rows, f"The rows were found in “{records[0]}”."
    if all(type.endswith("[]") for _name, type in columns):
        lists = {name: quote(name) for name, _type in columns}
    elif all(_numbered(type) for _name, type in columns):
        lists = {
            name: f"[{', '.join(f'{quote(name)}.{quote(n)}' for n, _ in _fields(type))}]" for name, type in columns
        }
    else:
        return "", ""
    cells = ", ".join(f"unnest({cells}) AS {quote(name)}" for name, cells in lists.items())
    return f"(SELECT {cells} FROM {table})", "The file holds one list for each column."


def _numbered(type: str) -> bool:
    """A structure whose fields are numbers, as pandas writes a column: `STRUCT("0" BIGINT, "1" BIGINT)`."""
    return type.startswith("STRUCT(") and type.endswith(")") and all(name.isdigit() for name, _type in _fields(type))


def open_relation(fetch: Fetch, relation: str, label: str) -> TypedTable:
    try:
        described = _described(fetch, relation)
    except duckdb.Error as error:
        raise BadFile(f"The {label} file is damaged ({_first_line(error)}).", hint=DAMAGED) from error
    found = [part for name, type in described for part in _spread(name, quote(name), type, 0)]
    clean = names.clean([original for original, _value, _type in found])
    columns = tuple(_typed(name, *part) for name, part in zip(clean, found, strict=True))
    notes = dict.fromkeys(
        f"“{column.name}”: {column.note}." for column in columns if column.note and column.type == "VARCHAR"
    )
    return TypedTable(relation, columns, tuple(notes))


def _described(fetch: Fetch, relation: str) -> list[tuple[str, str]]:
    return [(str(row[0]), str(row[1])) for row in fetch(f"DESCRIBE SELECT * FROM {relation}")]


def _spread(name: str, value: str, type: str, depth: int) -> Iterator[tuple[str, str, str]]:
    """A column, or the columns of its fields if it is a structure: name, SQL and type of each."""
    if not type.startswith("STRUCT(") or not type.endswith(")") or depth == DEEPEST_STRUCT:
        yield name, value, type
        return
    for field, field_type in _fields(type):
        yield from _spread(f"{name}.{field}", f"struct_extract({value}, {literal(field)})", field_type, depth + 1)


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


def _first_line(error: BaseException) -> str:
    """What went wrong, without the path, which says nothing to a person."""
    return re.sub(r' in file "[^"]*"', "", str(error).split("\n")[0])[:160]
