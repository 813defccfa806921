"""Reading the rows to learn from: the right rows, as arrays, within the memory there is."""

from __future__ import annotations

import numpy as np

from core.training.reading import most_rows, read
from core.workspace import Workspace
from tests.worlds import store

EVERY_KIND = """
    SELECT
        range AS n,
        CASE WHEN range % 2 = 0 THEN 1.5::DECIMAL(9, 2) END AS amount,
        range % 3 = 0 AS flag,
        'v' || (range % 3) AS name,
        TIMESTAMP '2024-01-01' + INTERVAL (range) HOUR AS seen,
        TIME '12:30:00' AS clock,
        CASE WHEN range % 5 > 0 THEN range % 2 END AS y
    FROM range(50)
"""


def test_every_kind_of_column_becomes_its_array(ws: Workspace) -> None:
    table = read(ws, store(ws, EVERY_KIND), target="y", classes=("0", "1"), exclude=(), seed=0)

    assert {name: values.dtype.str for name, values in table.batch.items()} == {
        "n": "<f8",
        "amount": "<f8",
        "flag": "<f8",
        "name": "|O",
        "seen": "<M8[us]",
        "clock": "|O",
    }
    assert np.isnan(table.batch["amount"][0])
    assert (table.batch["name"][0], table.batch["clock"][0]) == ("v1", "12:30:00")


def test_rows_without_a_target_or_of_other_classes_are_not_read(ws: Workspace) -> None:
    table = read(ws, store(ws, EVERY_KIND), target="y", classes=("1",), exclude=("name",), seed=0)

    assert table.rows == 20
    assert table.batch["n"].tolist()[:3] == [1, 3, 7]
    assert "name" not in table.batch


def test_a_numeric_target_is_read_as_it_is(ws: Workspace) -> None:
    table = read(
        ws, store(ws, "SELECT range AS x, range / 4 AS y FROM range(9)"), target="y", classes=(), exclude=(), seed=0
    )

    assert table.target.tolist() == [n / 4 for n in range(9)]


def test_a_table_too_large_for_the_memory_is_sampled_the_same_way_each_time(ws: Workspace) -> None:
    dataset = store(ws, "SELECT range AS x, range % 2 AS y FROM range(5000)")
    options = {"target": "y", "classes": ("0", "1"), "exclude": (), "seed": 4, "free_bytes": 1}

    first, second = read(ws, dataset, **options), read(ws, dataset, **options)  # type: ignore[arg-type]

    assert (first.rows, first.of, first.sampled) == (1000, 5000, True)
    np.testing.assert_array_equal(first.batch["x"], second.batch["x"])
    assert np.all(np.diff(first.batch["x"]) > 0)


def test_the_rows_that_fit_grow_with_the_memory() -> None:
    assert most_rows(columns=30, free_bytes=8_000_000_000) > most_rows(columns=30, free_bytes=1_000_000_000) > 100_000
