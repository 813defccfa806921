"""What DuckDB's statistics tell of a stored table, and what is measured because they may err."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.datasets.importing.progress import Progress
from core.datasets.importing.storing import database, measuring
from core.datasets.importing.storing.database import Database
from core.datasets.importing.storing.measuring import Stored
from core.storage.folders import Folders


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    folders = Folders(tmp_path)
    folders.create()
    with database.writing(None, folders, Progress(), memory_mb=256, threads=1) as made:
        yield made


def test_limits_and_lengths_are_known_without_a_look(opened: Database) -> None:
    opened.fetch("CREATE TABLE data AS SELECT i - 5 AS number, repeat('x', i + 1) AS word FROM range(100) AS t(i)")

    known = measuring.statistics(opened, ["number", "word"])

    assert (known["number"].lowest, known["number"].highest) == (-5, 94)
    assert (known["word"].shortest, known["word"].longest) == (1, 100)


def test_nothing_is_known_of_an_empty_table(opened: Database) -> None:
    opened.fetch("CREATE TABLE data AS SELECT 1 AS a WHERE false")

    assert measuring.statistics(opened, ["a"]) == {}
    assert measuring.kinds(opened, [Stored("a", "id", "BIGINT")]) == {"a": "number"}


def test_an_id_is_counted_and_not_estimated(opened: Database) -> None:
    opened.fetch("""
CREATE TABLE data AS
SELECT i AS id, i // 2 AS row_no, 'code' || i AS code, 'level ' || i % 7 AS level
FROM range(5000) AS t(i)""")
    columns = [Stored(name, name, "VARCHAR" if name in ("code", "level") else "BIGINT") for name in NAMES]

    assert measuring.kinds(opened, columns) == {"id": "id", "row_no": "number", "code": "id", "level": "category"}


NAMES = ("id", "row_no", "code", "level")
