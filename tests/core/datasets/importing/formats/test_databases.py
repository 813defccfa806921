"""Files of SQLite and DuckDB, made by those programs, and made by people who mean harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.datasets import ImportOptions
from core.datasets.importing.formats.databases import sqlite_file
from core.datasets.importing.storing import staging
from core.errors import BadFile, NotFound, TooLarge
from tests.core.datasets.importing.conftest import ImportBytes

Make = Any


@pytest.fixture
def sqlite(tmp_path: Path) -> Make:
    """The bytes of an SQLite file after these statements; `rows` go into a table `t`."""

    def make(*statements: str, rows: Iterable[tuple[Any, ...]] = ()) -> bytes:
        path = tmp_path / "made.db"
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            some = list(rows)
            if some:
                connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(some[0]))})", some)
            connection.commit()
        return path.read_bytes()

    return make


@pytest.fixture
def duck(tmp_path: Path) -> Make:
    """The bytes of a DuckDB file after these statements."""

    def make(*statements: str) -> bytes:
        path = tmp_path / "made.duckdb"
        with duckdb.connect(str(path)) as connection:
            for statement in statements:
                connection.execute(statement)
        return path.read_bytes()

    return make


def test_a_table_of_sqlite_has_the_types_of_its_values(import_bytes: ImportBytes, sqlite: Make) -> None:
    rows = [(1, 1.5, "Ann", "2024-01-31", "007", None), (2, 2.0, "Bo", "2024-02-01", "011", None)]
    found = import_bytes(sqlite("CREATE TABLE t (id, x, name, day, code, void)", rows=rows))

    assert found.table == {
        "id": [1, 2],
        "x": [1.5, 2.0],
        "name": ["Ann", "Bo"],
        "day": [date(2024, 1, 31), date(2024, 2, 1)],
        "code": ["007", "011"],
        "void": [None, None],
    }
    assert (found.report.format, found.report.sheet) == ("sqlite", "t")


def test_a_value_of_another_type_than_its_column_is_told(import_bytes: ImportBytes, sqlite: Make) -> None:
    rows: list[tuple[Any, ...]] = [(number, number * 1.5) for number in range(200)]
    found = import_bytes(sqlite("CREATE TABLE t (id INTEGER, x REAL)", rows=[*rows, (200, "oops"), (201, "n/a")]))

    assert found.kinds["x"] == "number"
    assert found.table["x"][199:] == [298.5, None, None]
    assert [misfit[2] for misfit in found.misfits] == ["oops"]


def test_what_begins_whole_may_become_large_or_words(import_bytes: ImportBytes, sqlite: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr(staging, "ROWS", 2)
    rows = [(1, 1, b"a"), (2, 2, b"b"), (3, 2.5, b"c"), (4, None, None), (5, 3, b"\xff"), (6, 4, b"")]
    found = import_bytes(sqlite("CREATE TABLE t (id, x, b)", rows=rows))

    assert found.table["x"] == [1.0, 2.0, 2.5, None, 3.0, 4.0]
    assert found.table["b"] == ["a", "b", "c", None, "\\xFF", ""]


def test_the_largest_of_several_tables_is_read_and_the_others_told(import_bytes: ImportBytes, sqlite: Make) -> None:
    content = sqlite(
        "CREATE TABLE small (a)", "INSERT INTO small VALUES (1)", "CREATE TABLE t (a, b)", rows=[(1, 2), (3, 4)]
    )

    found = import_bytes(content)

    assert found.report.sheets == ("small", "t")
    assert "The database has 2 tables; “t”, the largest, was read, not small." in found.report.warnings
    assert import_bytes(content, ImportOptions(sheet="SMALL")).table == {"a": [1]}


def test_a_view_can_be_chosen(import_bytes: ImportBytes, sqlite: Make) -> None:
    content = sqlite("CREATE TABLE t (a)", "CREATE VIEW twice AS SELECT a * 2 AS b FROM t", rows=[(1,), (2,)])

    assert import_bytes(content, ImportOptions(sheet="twice")).table == {"b": [2, 4]}


def test_a_database_that_was_written_ahead_is_read(import_bytes: ImportBytes, sqlite: Make) -> None:
    content = sqlite("PRAGMA journal_mode = wal", "CREATE TABLE t (a)", rows=[(1,), (2,)])

    assert content[18:20] == b"\x02\x02"
    assert import_bytes(content).table == {"a": [1, 2]}


def test_a_table_that_is_not_there_names_those_that_are(import_bytes: ImportBytes, sqlite: Make) -> None:
    with pytest.raises(NotFound, match="no table “orders”") as refusal:
        import_bytes(sqlite("CREATE TABLE t (a)", rows=[(1,)]), ImportOptions(sheet="orders"))

    assert refusal.value.hint == "There are: t."


def test_names_and_kinds_can_be_chosen_of_a_database_too(import_bytes: ImportBytes, sqlite: Make) -> None:
    options = ImportOptions(names={"a": "when"}, types={"b": "text"}, exclude=("c",))
    content = sqlite("CREATE TABLE t (a, b, c)", rows=[("2024-01-31", 1, 2)])

    found = import_bytes(content, options)

    assert found.table == {"when": [date(2024, 1, 31)], "b": ["1"]}


def test_a_view_without_end_is_given_up(import_bytes: ImportBytes, sqlite: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr(sqlite_file, "MOST_SECONDS", 0.2)
    endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r WHERE n < 0"

    with pytest.raises(TooLarge, match="takes too long"):
        import_bytes(sqlite("CREATE TABLE t (a)", f"CREATE VIEW v AS {endless}", rows=[(1,)]), ImportOptions(sheet="v"))


def test_a_cell_that_is_too_large_is_refused(import_bytes: ImportBytes, sqlite: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr(sqlite_file, "LARGEST_CELL", 1 << 20)

    with pytest.raises(TooLarge, match="larger than 1 MB"):
        import_bytes(sqlite("CREATE TABLE t (a)", "INSERT INTO t VALUES (zeroblob(3000000))"))


def test_a_database_without_a_table_is_refused(import_bytes: ImportBytes, sqlite: Make) -> None:
    with pytest.raises(BadFile, match="holds no table"):
        import_bytes(sqlite("CREATE TABLE t (a)", "DROP TABLE t"))


def test_a_damaged_database_is_refused(import_bytes: ImportBytes, sqlite: Make) -> None:
    content = sqlite("CREATE TABLE t (a)", rows=[("x" * 500,)] * 100)

    with pytest.raises(BadFile, match="damaged"):
        import_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(BadFile, match="damaged"):
        import_bytes(content[:16] + bytes(400))


def test_a_table_of_duckdb_keeps_its_types(import_bytes: ImportBytes, duck: Make) -> None:
    found = import_bytes(
        duck(
            "CREATE TABLE t AS SELECT 1::HUGEINT << 70 AS big, 1.25::DECIMAL(5, 2) AS price, DATE '2024-01-31' AS day, "
            "TIMESTAMPTZ '2024-01-31 12:00:00+02' AS at, {'a': 1} AS part, INTERVAL 1 DAY AS span, 'x' AS word"
        )
    )

    assert found.table == {
        "big": [1 << 70],
        "price": [1.25],
        "day": [date(2024, 1, 31)],
        "at": [datetime(2024, 1, 31, 10)],  # noqa: DTZ001 (times in tables have no zone)
        "part.a": [1],
        "span": ["1 day"],
        "word": ["x"],
    }


def test_tables_of_duckdb_in_schemas_and_views_can_be_chosen(import_bytes: ImportBytes, duck: Make) -> None:
    content = duck(
        "CREATE TABLE t AS SELECT 1 AS a FROM range(9)", "CREATE VIEW v AS SELECT 2 AS b", "CREATE SCHEMA s",
        "CREATE TABLE s.u AS SELECT 3 AS c",
    )  # fmt: skip

    assert import_bytes(content).table == {"a": [1] * 9}
    assert import_bytes(content, ImportOptions(sheet="v")).table == {"b": [2]}
    assert import_bytes(content, ImportOptions(sheet="s.u")).table == {"c": [3]}


def test_a_view_of_duckdb_reaches_no_other_file(import_bytes: ImportBytes, duck: Make, tmp_path: Path) -> None:
    secret = tmp_path / "uploads" / "secret.txt"
    secret.write_text("secret")
    content = duck(f"CREATE VIEW v AS SELECT * FROM read_text('{secret}')", "CREATE TABLE t AS SELECT 1 AS a")

    with pytest.raises(BadFile, match="reads other files"):
        import_bytes(content, ImportOptions(sheet="v"))


def test_a_duckdb_file_of_another_version_or_damaged_is_refused(import_bytes: ImportBytes, duck: Make) -> None:
    content = duck("CREATE TABLE t AS SELECT range AS a FROM range(100000)")

    with pytest.raises(BadFile, match="DuckDB file cannot be read"):
        import_bytes(content[:9000])
    with pytest.raises(BadFile, match="DuckDB file"):
        import_bytes(content[:12] + b"\xc8" + content[13:])


def test_values_of_every_class_are_staged_as_what_all_of_them_are(tmp_path: Path) -> None:
    rows = [
        (Decimal(10**20), Decimal("1.5"), date(2024, 1, 31), {"a": [1]}, True),
        (1, 2, datetime(2024, 2, 1, 12), [2], "x"),  # noqa: DTZ001
    ]

    *_, staged = staging.stage(["a", "b", "c", "d", "e"], iter(rows), tmp_path)
    found = duckdb.sql(f"FROM {staged.relation}").fetchall()

    assert [kind.sql for kind in staged.kinds] == ["HUGEINT", "DOUBLE", "TIMESTAMP", "VARCHAR", "VARCHAR"]
    assert found[0] == (10**20, 1.5, datetime(2024, 1, 31), '{"a": [1]}', "true")  # noqa: DTZ001


def test_a_table_without_rows_has_its_columns(import_bytes: ImportBytes, sqlite: Make) -> None:
    assert import_bytes(sqlite("CREATE TABLE t (a, b)")).table == {"a": [], "b": []}
