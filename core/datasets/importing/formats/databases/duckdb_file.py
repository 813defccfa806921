"""DuckDB files, read by an engine of their own that reaches nothing else: a view in one could name any other file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from core.datasets.importing.formats import structured
from core.datasets.importing.formats.databases import choosing
from core.datasets.importing.formats.databases.choosing import Choice, Inside
from core.datasets.importing.formats.structured import TypedTable
from core.datasets.importing.storing.database import Database
from core.datasets.importing.types.sql import literal, quote
from core.errors import BadFile
from core.storage import folders

MEMORY = "512MB"
DAMAGED = "Open it in DuckDB and export the table as Parquet."
VERSION = "Export the table as Parquet with the DuckDB that made it."
INTERNAL = ("information_schema", "pg_catalog")
NUMBERS = itertools.count()  # several files of one import are open at once


def open_duckdb(
    database: Database, path: Path, folder: Path, *, table: str | None = None, rows: int | None = None
) -> tuple[TypedTable, Choice]:
    """One table or view of a DuckDB file: the one asked for, or the largest table. `rows` limits how many are read.

    Raises BadFile for a damaged file, and for one of a version that is not read here; NotFound for a missing table.
    """
    target = folder / "table.duckdb"
    folders.remove(target)  # what an attempt left that was interrupted
    with _translated(), closing(_connect(path, target)) as connection:
        choice = choosing.choose(_tables(connection), table)
        Database(connection, database.progress).fetch(_copy(choice.table, rows))
    copied = f"copied_{next(NUMBERS)}"
    database.fetch(f"ATTACH {literal(str(target))} AS {copied} (READ_ONLY)")
    opened = structured.open_relation(database.fetch, f"{copied}.main.copied", "DuckDB")
    return TypedTable(opened.relation, opened.columns, (*choice.warnings, *opened.warnings)), choice


def _connect(path: Path, target: Path) -> duckdb.DuckDBPyConnection:
    """An engine that has these two files open and can open no other."""
    connection = duckdb.connect(
        ":memory:",
        config={"memory_limit": MEMORY, "autoload_known_extensions": False, "python_enable_replacements": False},
    )
    connection.execute(f"ATTACH {literal(str(path))} AS uploaded (TYPE duckdb, READ_ONLY)")
    connection.execute(f"ATTACH {literal(str(target))} AS target (TYPE duckdb)")
    for setting in ("enable_progress_bar = true", "enable_progress_bar_print = false", *FENCE):
        connection.execute(f"SET {setting}")
    return connection


FENCE = ("enable_external_access = false", "lock_configuration = true")


def _tables(connection: duckdb.DuckDBPyConnection) -> list[Inside]:
    tables = connection.execute(
        "SELECT schema_name, table_name, estimated_size * column_count FROM duckdb_tables() "
        "WHERE database_name = 'uploaded'"
    ).fetchall()
    views = connection.execute(
        "SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = 'uploaded' AND NOT internal"
    ).fetchall()
    found = [Inside(_name(schema, name), int(cells or 0)) for schema, name, cells in tables]
    return found + [Inside(_name(schema, name), 0, view=True) for schema, name in views if schema not in INTERNAL]


def _name(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}.{name}"


def _copy(table: Inside, rows: int | None) -> str:
    schema, _, name = table.name.rpartition(".")
    limit = "" if rows is None else f" LIMIT {rows}"
    return f"CREATE TABLE target.main.copied AS FROM uploaded.{quote(schema or 'main')}.{quote(name)}{limit}"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        said = str(error).split("\n")[0]
        if re.search(r"version|serialize|newer|older", said):
            raise BadFile("The DuckDB file was written by a version that is not read here.", hint=VERSION) from error
        if isinstance(error, duckdb.PermissionException):
            raise BadFile("The view reads other files, which is not allowed.", hint="Choose a table.") from error
        raise BadFile(f"The DuckDB file cannot be read ({_bare(said)}).", hint=DAMAGED) from error


def _bare(said: str) -> str:
    """What went wrong without the path, which says nothing to a person."""
    return re.sub(r' "/[^"]*"', "", said)[:160]
