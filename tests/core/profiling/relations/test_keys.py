"""What names the rows: the sample proposes, every row decides."""

from __future__ import annotations

import pytest

from core import profiling
from core.errors import BadInput
from core.profiling.records import Key
from core.workspace import Workspace
from tests.core.profiling.world import found, profiled
from tests.worlds import store

LINES = """
SELECT i // 3 AS "order", i % 3 AS line, 'shop ' || i % 2 AS shop, hash(i) % 50 AS amount FROM range(3000) AS rows(i)
"""
THREE = "SELECT i // 100 AS a, i // 10 % 10 AS b, i % 10 AS c, 'x' AS d FROM range(1000) AS rows(i)"
ONE = "SELECT i AS id, i % 9 AS x FROM range(100) AS rows(i)"


def named(keys: tuple[Key, ...]) -> list[tuple[str, ...]]:
    return [key.columns for key in keys if key.is_key]


def test_a_column_that_never_repeats_and_lacks_nothing_is_the_key() -> None:
    keys = profiled(ONE).keys

    assert named(keys) == [("id",)]
    assert (keys[0].violations, keys[0].missing) == (0, 0)


def test_two_columns_name_a_row_where_none_does_alone() -> None:
    assert ("order", "line") in named(profiled(LINES).keys)


def test_three_columns_are_tried_when_asked(ws: Workspace) -> None:
    dataset = store(ws, THREE)

    assert named(profiling.keys(ws, dataset)) == [("b", "c", "a")] or named(profiling.keys(ws, dataset)) == [
        ("a", "b", "c")
    ]
    assert named(profiling.keys(ws, dataset, most_columns=2)) == []


def test_what_holds_a_key_is_no_key_of_its_own(ws: Workspace) -> None:
    assert named(profiling.keys(ws, store(ws, ONE))) == [("id",)]


@pytest.mark.parametrize(
    ("select", "violations", "missing"),
    [
        ("SELECT i AS id FROM range(1000) AS rows(i) UNION ALL SELECT 7 UNION ALL SELECT 7", 2, 0),
        ("SELECT CASE WHEN i <> 5 THEN i END AS id FROM range(1000) AS rows(i)", 0, 1),
    ],
)
def test_what_is_nearly_a_key_says_how_many_rows_break_it(select: str, violations: int, missing: int) -> None:
    keys = profiled(select).keys

    assert [(key.is_key, key.violations, key.missing) for key in keys] == [(False, violations, missing)]


def test_the_sql_of_a_near_key_shows_the_rows_that_share_it() -> None:
    select = "SELECT i AS id FROM range(1000) AS rows(i) UNION ALL SELECT 7 UNION ALL SELECT 9"

    assert found(select, profiled(select).keys[0].sql) == [(7,), (7,), (9,), (9,)]


@pytest.mark.parametrize(
    "select",
    [
        "SELECT i % 3 AS x, i % 4 AS y FROM range(1000) AS rows(i)",
        "SELECT sqrt(i) AS measured FROM range(1000) AS rows(i)",
        "SELECT 1 AS x",
        "SELECT NULL::INTEGER AS x FROM range(20)",
    ],
    ids=["repeats", "measurements", "one row", "empty"],
)
def test_where_nothing_names_the_rows_nothing_is_told(select: str) -> None:
    assert profiled(select).keys == ()


def test_what_the_sample_cannot_refute_is_counted_on_every_row(ws: Workspace) -> None:
    select = "SELECT i // 2 AS a, (i // 2) % 7 AS b FROM range(200000) AS rows(i)"

    assert profiling.keys(ws, store(ws, select), most_columns=2) == ()


@pytest.mark.parametrize("most", [0, 4])
def test_keys_of_other_sizes_are_refused(ws: Workspace, most: int) -> None:
    with pytest.raises(BadInput):
        profiling.keys(ws, store(ws, ONE), most_columns=most)
