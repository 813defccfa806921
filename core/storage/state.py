"""The state of a workspace as rows: SQLite (WAL) by default, PostgreSQL by URL, reached through SQLAlchemy Core."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

Item = TypeVar("Item")

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: ids are read aloud and typed
BUSY_SECONDS = 15  # longer than any write here takes, also on a loaded machine

metadata = sa.MetaData()


class Instant(sa.types.TypeDecorator[datetime]):
    """A UTC instant. SQLite forgets time zones, so they are taken off on the way in and put back on the way out."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def _table(name: str, *columns: sa.Column[Any] | sa.UniqueConstraint) -> sa.Table:
    """A table whose rows have an opaque id for people and a running number that orders lists."""
    return sa.Table(
        name,
        metadata,
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(20), nullable=False, unique=True),
        *columns,
        sqlite_autoincrement=True,
    )


uploads = _table(
    "uploads",
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False, server_default="file"),
)

datasets = _table(
    "datasets",
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("columns", sa.JSON, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("stored_bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("series", sa.String(20), nullable=False, index=True, server_default=""),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("origin", sa.JSON, nullable=False, server_default="{}"),
)

recipes = _table(
    "recipes",
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("shape", sa.JSON, nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

alert_marks = _table(
    "alert_marks",
    sa.Column("series", sa.String(20), nullable=False, index=True),
    sa.Column("code", sa.String(60), nullable=False),
    sa.Column("column_name", sa.Text, nullable=False),
    sa.Column("mark", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

saved_queries = _table(
    "saved_queries",
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sql", sa.Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)

table_names = _table(
    "table_names",
    sa.Column("series", sa.String(20), nullable=False, index=True),
    sa.Column("slug", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False, unique=True),
)

query_runs = _table(
    "query_runs",
    sa.Column("sql", sa.Text, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("rows", sa.BigInteger),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("error", sa.JSON),
    sa.Column("created_at", Instant, nullable=False),
)

models = _table(
    "models",
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("dataset_id", sa.String(20), nullable=False),
    sa.Column("dataset_name", sa.Text, nullable=False),
    sa.Column("dataset_sha256", sa.String(64), nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("target_type", sa.Text, nullable=False),
    sa.Column("task", sa.String(20), nullable=False),
    sa.Column("metric", sa.String(40), nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("job_id", sa.String(20)),
    sa.Column("classes", sa.JSON),
    sa.Column("features", sa.JSON),
    sa.Column("scores", sa.JSON),
    sa.Column("error", sa.JSON),
    sa.Column("bytes", sa.BigInteger),
    sa.Column("checksum", sa.String(64)),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("finished_at", Instant),
    sa.UniqueConstraint("name", "version", name="models_name_version"),
)

jobs = _table(
    "jobs",
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("subject", sa.String(20), nullable=False, index=True),
    sa.Column("spec", sa.JSON, nullable=False),
    sa.Column("status", sa.String(20), nullable=False, index=True),
    sa.Column("wanted", sa.String(10)),
    sa.Column("wanted_at", Instant),
    sa.Column("progress", sa.Float, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("error", sa.JSON),
    sa.Column("result", sa.JSON),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("pid", sa.Integer),
    sa.Column("pid_started", sa.Float),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("heartbeat_at", Instant),
    sa.Column("finished_at", Instant),
)

job_events = sa.Table(
    "job_events",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("job_id", sa.String(20), nullable=False, index=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list, newest first; `next_cursor` is None on the last page."""

    items: tuple[Item, ...]
    next_cursor: int | None


@dataclass(frozen=True)
class State:
    """The state database."""

    engine: sa.Engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction, committed when the block ends well. It holds the write lock from its first moment."""
        with self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    def page(
        self,
        table: sa.Table,
        record: Callable[[sa.RowMapping], Item],
        *where: sa.ColumnElement[bool],
        limit: int,
        cursor: int | None = None,
        columns: Sequence[sa.Column[Any]] = (),
    ) -> Page[Item]:
        """The newest rows of a table as records. `cursor` is the `next_cursor` of the page before; `columns` are those
        that the records are made from, all of them unless given.
        """
        query = (
            sa.select(*(table.c.seq, *columns) if columns else (table,))
            .where(*where)
            .order_by(table.c.seq.desc())
            .limit(limit + 1)
        )
        if cursor is not None:
            query = query.where(table.c.seq < cursor)
        with self.reading() as connection:
            rows = connection.execute(query).mappings().all()
        more = len(rows) > limit
        return Page(tuple(record(row) for row in rows[:limit]), rows[limit - 1]["seq"] if more else None)

    def close(self) -> None:
        self.engine.dispose()


def open_state(url: str) -> State:
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return State(engine)


def new_id(prefix: str) -> str:
    """A short, opaque id: `new_id("ds")` is like `ds_7k2m9qxa`."""
    return f"{prefix}_" + "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


def now() -> datetime:
    return datetime.now(UTC)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below decides, not the driver
    for pragma in (f"busy_timeout = {BUSY_SECONDS * 1000}", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer: it fails at once. Writers say so.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
