"""The rows of a database become one Parquet file, streamed: neither side ever holds more than a batch of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.datasets.importing.storing import staging
from core.datasets.importing.storing.database import Database
from core.datasets.importing.storing.staging import Kind
from core.datasets.importing.types.sql import literal, quote
from core.datasets.sources.databases import Source
from core.errors import BadInput, Busy

CONNECT_SECONDS = 15
FETCHED_ROWS = 5000  # asked for at once
MOST_REASON = 300  # characters of what a database says

Told = Callable[[int], None]  # hears how many rows came


def extract(source: Source, database: Database, folder: Path, *, seconds: int, told: Told) -> Path:
    """Writes the rows of the source to a Parquet file in `folder`.

    Raises BadInput with the words of the database for a wrong password, table or query, Busy when it cannot be
    reached or takes too long.
    """
    with _translated(source):
        engine = sa.create_engine(source.url, poolclass=sa.NullPool, connect_args=_arguments(source))
        with engine.connect() as connection, connection.begin():
            for statement in source.system.before:
                connection.exec_driver_sql(statement.format(seconds=seconds))
            return rows_to_file(connection, source.sql, database, folder, told)


def rows_to_file(connection: sa.Connection, sql: str, database: Database, folder: Path, told: Told) -> Path:
    """Writes what a statement returns to a Parquet file in `folder`; columns are called as they are there."""
    streaming = connection.execution_options(stream_results=True, max_row_buffer=FETCHED_ROWS)
    result = streaming.exec_driver_sql(sql)
    if not result.returns_rows:
        raise BadInput("The query returns no rows.", hint="Give one SELECT.")
    staged = None
    for staged in staging.stage(list(result.keys()), _rows(result), folder):
        told(staged.rows)
    assert staged is not None  # noqa: S101 (staging tells at least once)
    target = folder / "rows.parquet"
    names = _distinct(staged.names)
    cells = ", ".join(f"{_cell(at, kind)} AS {quote(names[at])}" for at, kind in enumerate(staged.kinds))
    database.fetch(
        f"COPY (SELECT {cells} FROM {staged.relation}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )
    return target


def _cell(at: int, kind: Kind) -> str:
    """A column for Parquet, in which DuckDB writes integers beyond 64 bits as doubles."""
    return f"c{at}::DECIMAL(38, 0)" if kind is staging.LONG else f"c{at}"


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows(result: sa.CursorResult[Any]) -> Iterator[Any]:
    while some := result.fetchmany(FETCHED_ROWS):
        yield from some


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Names that a Parquet file can hold: DuckDB does not see case, and a query may return two columns of one name."""
    taken: dict[str, int] = {}
    found = []
    for name in names:
        number = taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
        found.append(name if number == 1 else f"{name}_{number}")
    return found


def _arguments(source: Source) -> dict[str, Any]:
    return {"connect_timeout": CONNECT_SECONDS}


@contextmanager
def _translated(source: Source) -> Iterator[None]:
    """Errors of drivers in words; without their cause, which may hold the password and would be logged."""
    try:
        yield
    except sa.exc.OperationalError as error:
        reason = _reason(source, error)
        if "password" in reason.lower() or "access denied" in reason.lower() or "authentication" in reason.lower():
            raise BadInput(f"{source.url.host} does not accept the user or the password.", hint="Check both.") from None
        raise Busy(
            f"{source.url.host} does not answer as it should: {reason}", hint="Check host and port; try again."
        ) from None
    except sa.exc.SQLAlchemyError as error:
        raise BadInput(
            f"The database refuses: {_reason(source, error)}", hint="Check the table or the query."
        ) from None


def _reason(source: Source, error: sa.exc.SQLAlchemyError) -> str:
    """What the database says, in one line. Some drivers repeat the password; it is taken out."""
    cause = getattr(error, "orig", None) or error
    said = str(cause.args[-1] if cause.args else cause)  # before it some drivers have a number
    if source.url.password:
        said = said.replace(str(source.url.password), "…")
    return " ".join(said.partition("\nLINE ")[0].split())[:MOST_REASON]
