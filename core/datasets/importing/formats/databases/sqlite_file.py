"""SQLite files, which may come from strangers: opened read-only, nothing in them runs, every wait has an end.

SQLite lets any cell hold any type. Columns with one type keep it; texts, and columns with several, go the way of all
text: what the whole column proves is what it is, and cells that are something else are told.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote as quoted

from core.datasets.importing.formats.databases import choosing
from core.datasets.importing.formats.databases.choosing import Choice, Inside
from core.datasets.importing.formats.structured import TypedColumn, TypedTable
from core.datasets.importing.storing import staging
from core.datasets.importing.storing.staging import BINARY, NOTHING, TEXT, Kind, Staged
from core.datasets.importing.text import names
from core.datasets.importing.types.sql import quote
from core.errors import BadFile, TooLarge

MOST_SECONDS = 300.0  # to count the tables and to read a view, which can be made to never end
LARGEST_CELL = 64 << 20  # bytes
STEPS = 100_000  # of SQLite's machine between two looks at the clock
COUNTED_TABLES = 200  # of more tables the sizes are not counted
DAMAGED = "Repair it with “sqlite3 file .recover”, or export the table as CSV."

Told = Callable[[float], None]  # hears the share of the rows that is read


def open_sqlite(
    path: Path, folder: Path, *, table: str | None = None, rows: int | None = None, told: Told = lambda share: None
) -> tuple[TypedTable, Choice]:
    """One table or view of an SQLite file: the one asked for, or the largest table. `rows` limits how many are read.

    Raises BadFile for a damaged file, NotFound for a table that is not there, TooLarge for cells that are too large.
    """
    with _translated(), closing(_connect(path)) as connection:
        choice = choosing.choose(_tables(connection), table)
        if not choice.table.view:  # a table ends: it may take as long as the import may
            connection.set_progress_handler(None, STEPS)
        staged = _stage(connection, choice.table, folder, rows, told)
    return _typed(staged, choice), choice


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, not even the files beside it that a database in WAL mode wants."""
    connection = sqlite3.connect(f"file:{quoted(str(path))}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda value: value.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
    connection.set_progress_handler(_ends_at(time.monotonic() + MOST_SECONDS), STEPS)
    for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _ends_at(deadline: float) -> Callable[[], bool]:
    return lambda: time.monotonic() > deadline


def _tables(connection: sqlite3.Connection) -> list[Inside]:
    listed = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
    ).fetchall()
    views = {str(name) for name, type, sql in listed if type == "view" or str(sql).upper().startswith("CREATE VIRTUAL")}
    few = len(listed) <= COUNTED_TABLES
    return [
        Inside(name, 0 if name in views or not few else _cells(connection, name), name in views)
        for name, _type, _sql in listed
    ]


def _cells(connection: sqlite3.Connection, name: str) -> int:
    width = len(connection.execute(f"SELECT * FROM {quote(name)} LIMIT 0").description)
    return int(connection.execute(f"SELECT count(*) FROM {quote(name)}").fetchone()[0]) * width


def _stage(connection: sqlite3.Connection, table: Inside, folder: Path, rows: int | None, told: Told) -> Staged:
    limit = "" if rows is None else f" LIMIT {rows}"
    cursor = connection.execute(f"SELECT * FROM {quote(table.name)}{limit}")
    columns = [str(column[0]) for column in cursor.description]
    expected = max(1, table.cells // max(1, len(columns)))
    staged = Staged(tuple(columns))
    for staged in staging.stage(columns, cursor, folder):
        told(staged.rows / max(expected, staged.rows))
    return staged


def _typed(staged: Staged, choice: Choice) -> TypedTable:
    clean = names.clean(staged.names)
    columns = tuple(
        _column(clean[at], original, at, kind)
        for at, (original, kind) in enumerate(zip(staged.names, staged.kinds, strict=True))
    )
    return TypedTable(staged.relation, columns, choice.warnings)


def _column(name: str, original: str, at: int, kind: Kind) -> TypedColumn:
    cell = f"c{at}"
    if kind is BINARY:
        return TypedColumn(name, original, f"{cell}::VARCHAR", "text", "VARCHAR", "binary values are shown as text")
    if kind in (TEXT, NOTHING):
        return TypedColumn(name, original, f"nullif({cell}, '')", "text", "VARCHAR", proven=True)
    value = f"CASE WHEN isfinite({cell}) THEN {cell} END" if kind.sql == "DOUBLE" else cell
    return TypedColumn(name, original, value, "number", kind.sql)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.DataError as error:
        raise TooLarge(
            f"A cell of the database is larger than {LARGEST_CELL >> 20} MB.", hint="Leave that column out, in a view."
        ) from error
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise TooLarge(
                "Reading the database takes too long.", hint="Choose a table and no view, or export it as CSV."
            ) from error
        raise BadFile(f"The SQLite database cannot be read ({error}).", hint=DAMAGED) from error
    except (sqlite3.DatabaseError, OverflowError) as error:
        raise BadFile(f"The SQLite database is damaged ({error}).", hint=DAMAGED) from error
