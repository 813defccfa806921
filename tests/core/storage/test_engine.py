"""One engine, many readers: attached read-only, safe from many threads, nothing else reachable."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from core.errors import NotFound
from core.storage import engine as engine_module
from core.storage.engine import quote
from core.workspace import Workspace


def write(path: Path, rows: int) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE data AS SELECT range AS i FROM range({rows})")
    return path


def count(ws: Workspace, path: Path) -> int:
    with ws.engine.reading(path) as reader:
        row = reader.connection.execute(f"SELECT count(*) FROM {reader.table}").fetchone()
    assert row is not None
    return int(row[0])


def test_a_dataset_file_is_read_through_its_own_name(ws: Workspace) -> None:
    assert count(ws, write(ws.folders.datasets / 'it\'s "odd".duckdb', 7)) == 7


def test_many_threads_read_many_files_at_once(ws: Workspace) -> None:
    paths = [write(ws.folders.datasets / f"d{number}.duckdb", number) for number in range(5)]

    with ThreadPoolExecutor(10) as pool:
        counts = list(pool.map(lambda path: count(ws, path), paths * 20))

    assert counts == [0, 1, 2, 3, 4] * 20


def test_two_files_are_joined_in_one_query(ws: Workspace) -> None:
    few, many = write(ws.folders.datasets / "few.duckdb", 3), write(ws.folders.datasets / "many.duckdb", 9)

    with ws.engine.reading(few) as one, ws.engine.reading(many) as other:
        joined = one.connection.execute(f"SELECT count(*) FROM {one.table} JOIN {other.table} USING (i)").fetchone()

    assert joined == (3,)


def test_a_reader_finishes_although_the_file_is_removed(ws: Workspace) -> None:
    path = write(ws.folders.datasets / "going.duckdb", 100_000)

    with ws.engine.reading(path) as reader:
        path.unlink()
        ws.engine.forget(path)
        total = reader.connection.execute(f"SELECT sum(i) FROM {reader.table}").fetchone()

    assert total == (4_999_950_000,)
    with pytest.raises(NotFound, match=r"going\.duckdb"):
        count(ws, path)


def test_another_process_reads_the_same_file_at_the_same_time(ws: Workspace) -> None:
    path = write(ws.folders.datasets / "shared.duckdb", 5)
    script = f"import duckdb; print(duckdb.connect({str(path)!r}, read_only=True).sql('FROM data').fetchall())"

    with ws.engine.reading(path):
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert other.stdout.strip() == "[(0,), (1,), (2,), (3,), (4,)]"


def test_idle_files_are_let_go_when_there_are_too_many(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "MOST_ATTACHED", 2)
    paths = [write(ws.folders.datasets / f"d{number}.duckdb", number) for number in range(4)]

    counts = [count(ws, path) for path in paths + paths]
    with ws.engine.reading(paths[0]) as reader:
        attached = reader.connection.execute(
            "SELECT count(*) FROM duckdb_databases() WHERE path IS NOT NULL"
        ).fetchone()

    assert counts == [0, 1, 2, 3] * 2
    assert attached is not None
    assert attached[0] <= 3


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "ATTACH '/tmp/elsewhere.duckdb'",
        "COPY (SELECT 1) TO '/tmp/elsewhere.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_nothing_outside_the_data_folder_can_be_reached(ws: Workspace, statement: str) -> None:
    path = write(ws.folders.datasets / "a.duckdb", 1)

    with ws.engine.reading(path) as reader, pytest.raises(duckdb.Error):
        reader.connection.execute(statement).fetchall()


def test_a_dataset_file_cannot_be_changed(ws: Workspace) -> None:
    path = write(ws.folders.datasets / "a.duckdb", 1)

    with ws.engine.reading(path) as reader, pytest.raises(duckdb.Error, match="read-only"):
        reader.connection.execute(f"INSERT INTO {reader.table} VALUES (1)")


@pytest.mark.parametrize("name", ["plain", "with space", 'with "quotes"', "sel;ect --", "emoji 🧮"])
def test_any_name_survives_quoting(name: str) -> None:
    with duckdb.connect() as connection:
        assert connection.sql(f"SELECT 1 AS {quote(name)}").columns == [name]


BREAKING = "SELECT * FROM {} QUALIFY row_number() OVER (PARTITION BY a ORDER BY rowid) = 1 ORDER BY rowid"


def write_breakable(path: Path) -> Path:
    """A file on which the statement above makes DuckDB 2.0 fail inside."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE data AS SELECT range % 7 AS a, range AS b, 'x' || range AS z FROM range(1000)")
    return path


def test_a_mistake_inside_duckdb_costs_one_query_and_not_the_engine(ws: Workspace) -> None:
    path, other = write_breakable(ws.folders.datasets / "a.duckdb"), write(ws.folders.datasets / "b.duckdb", 4)
    count(ws, other)

    with pytest.raises(duckdb.InternalException), ws.engine.reading(path) as reader:
        reader.connection.execute(BREAKING.format(reader.table))

    assert (count(ws, path), count(ws, other)) == (1000, 4)


def test_who_reads_while_duckdb_fails_does_not_spoil_the_engine_that_follows(ws: Workspace) -> None:
    path = write_breakable(ws.folders.datasets / "a.duckdb")

    with ws.engine.reading(path):
        with pytest.raises(duckdb.InternalException), ws.engine.reading(path) as broken:
            broken.connection.execute(BREAKING.format(broken.table))
        assert count(ws, path) == 1000

    assert count(ws, path) == 1000
