"""Databases of others: what is accepted, what is told, and how rows are streamed from one that SQLAlchemy reaches."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa

from core.datasets.importing.progress import Progress
from core.datasets.importing.storing import database, staging
from core.datasets.importing.storing.database import Database
from core.datasets.sources import databases, extracting
from core.datasets.sources.databases import DATABASES, DatabaseSystem, Source
from core.errors import AppError, BadInput, Busy
from core.storage.folders import Folders

URL = "postgresql://me:hunter2@db.example:5432/shop"


@pytest.fixture(autouse=True)
def drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    """All drivers count as installed: none of them is started here."""
    monkeypatch.setattr(DatabaseSystem, "installed", property(lambda system: True))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    folders = Folders(tmp_path)
    folders.create()
    with database.writing(None, folders, Progress(), memory_mb=512, threads=1) as found:
        yield found


def test_what_is_told_of_a_database_holds_no_password() -> None:
    source = databases.parse(URL, "public.orders")

    assert source.shown == "PostgreSQL shop at db.example: public.orders"
    assert source.origin == {"system": "postgresql", "host": "db.example", "database": "shop", "query": "public.orders"}
    assert source.url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    ("url", "asked", "sql"),
    [
        (URL, "orders", 'SELECT * FROM "orders"'),
        (URL, ' public . "Order lines" ', 'SELECT * FROM "public"."Order lines"'),
        ("mysql://me@db/shop", "shop.orders", "SELECT * FROM `shop`.`orders`"),
        ("mariadb://me@db/shop", "`a b`", "SELECT * FROM `a b`"),
        (URL, "SELECT 1;", "SELECT 1"),
        (URL, "--;\nWITH a AS (SELECT ';') FROM a", "--;\nWITH a AS (SELECT ';') FROM a"),
    ],
)  # fmt: skip
def test_a_table_or_one_select_is_read(url: str, asked: str, sql: str) -> None:
    assert databases.parse(url, asked).sql == sql


@pytest.mark.parametrize(
    "asked",
    ["", " ", "DROP TABLE orders", "SELECT 1; DROP TABLE orders", "COMMIT; SELECT 1", "orders; SELECT 1",
     "/* x */ DELETE FROM a", "EXPLAIN ANALYZE DELETE FROM a", "COPY a TO '/tmp/x'"],
)  # fmt: skip
def test_anything_else_is_refused(asked: str) -> None:
    with pytest.raises(BadInput):
        databases.parse(URL, asked)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("no address", "no address of a database"),
        ("oracle://me:hunter2@db/x", "kind “oracle” are not read"),
        ("sqlite:////etc/passwd", "kind “sqlite” are not read"),
        ("postgresql:///shop", "names no host"),
    ],
)
def test_a_database_that_cannot_be_meant_is_refused_without_its_password(url: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refusal:
        databases.parse(url, "t")

    assert "hunter2" not in refusal.value.message + refusal.value.hint


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DatabaseSystem, "installed", property(lambda system: False))

    with pytest.raises(BadInput, match="driver for MySQL or MariaDB is not installed") as refusal:
        databases.parse("mysql://me@db/shop", "t")

    assert "tablecast[databases]" in refusal.value.hint


def test_whether_a_driver_is_installed_is_seen() -> None:
    assert [row.package for row in DATABASES] == ["psycopg", "pymysql"]
    assert "pip install psycopg" in DATABASES[0].install


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[sa.Connection]:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'shop.db'}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE orders (id INTEGER, name TEXT, x REAL)")
        connection.exec_driver_sql("INSERT INTO orders VALUES (1, 'Ann', 1.5), (2, 'Bo', NULL), (3, NULL, 2)")
        yield connection


def test_rows_are_streamed_to_one_file(shop: sa.Connection, opened: Database, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(staging, "ROWS", 2)
    heard: list[int] = []

    path = extracting.rows_to_file(shop, 'SELECT *, id AS "ID" FROM orders', opened, tmp_path, heard.append)

    found = duckdb.sql(f"FROM '{path}'")
    assert found.columns == ["id", "name", "x", "ID_2"]
    assert found.fetchall() == [(1, "Ann", 1.5, 1), (2, "Bo", None, 2), (3, None, 2.0, 3)]
    assert heard == [2, 3, 3]


def test_a_statement_without_rows_is_refused(shop: sa.Connection, opened: Database, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="returns no rows"):
        extracting.rows_to_file(shop, "CREATE TABLE other (a)", opened, tmp_path, lambda rows: None)


def source(url: str, query: str = "SELECT 1") -> Source:
    """A source that SQLAlchemy can reach without a server."""
    system = DatabaseSystem("sqlite", "SQLite", ("sqlite",), "sqlite", "sqlite3", 0, "", ("PRAGMA query_only = ON",))
    return Source(system, sa.make_url(url), query)


def test_errors_of_a_database_are_said_without_the_password(opened: Database, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(extracting, "_arguments", lambda source: {})
    with pytest.raises(Busy, match="does not answer as it should: no such table: missing"):
        extracting.extract(
            source(f"sqlite:///{tmp_path / 'a.db'}", "SELECT * FROM missing"), opened, tmp_path, seconds=5, told=print
        )


@pytest.mark.parametrize(
    ("said", "leaf", "words"),
    [
        ("FATAL: password authentication failed for hunter2", BadInput, "does not accept the user or the password"),
        ("connection to hunter2 refused", Busy, "does not answer as it should: connection to … refused"),
    ],
)
def test_words_of_drivers_are_translated(said: str, leaf: type[AppError], words: str) -> None:
    with pytest.raises(leaf, match=words), extracting._translated(databases.parse(URL, "t")):
        raise sa.exc.OperationalError("SELECT", {}, Exception(said))


def test_a_wrong_query_is_told_in_the_words_of_the_database() -> None:
    said = sa.exc.ProgrammingError("SELECT", {}, Exception("column x\ndoes not exist"))

    with pytest.raises(BadInput, match="refuses: column x does not exist"), extracting._translated(source("sqlite://")):
        raise said


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal("12345678901234567890"), 12345678901234567890),
        (Decimal("1.25"), 1.25),
        (2**70, 2**70),
        (2**200, str(2**200)),
        (float("inf"), float("inf")),
        (datetime(2024, 1, 31, 12, tzinfo=timezone(timedelta(hours=2))), datetime(2024, 1, 31, 10)),  # noqa: DTZ001
        (time(12, 30), time(12, 30)),
        (time(12, 30, tzinfo=UTC), "12:30:00+00:00"),
        ([1, None], "[1, null]"),
        ({"a": "ä", "n": Decimal("1.5")}, '{"a": "ä", "n": "1.5"}'),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (timedelta(days=1, hours=2), "26:00:00"),
        (b"\x00\xff", b"\x00\xff"),
        (memoryview(b"x"), b"x"),
    ],
)
def test_values_of_every_type_of_a_database_are_kept(opened: Database, tmp_path: Path, value: Any, kept: Any) -> None:
    *_, staged = staging.stage(["v"], iter([(value,), (None,)]), tmp_path)

    cell = "c0::TIMESTAMP" if staged.kinds == (staging.INSTANT,) else "c0"
    assert opened.fetch(f"SELECT {cell} FROM {staged.relation}") == [(kept,), (None,)]
