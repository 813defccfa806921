"""Rows and columns that repeat."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.core.profiling.world import WEATHER, found, profiled

TWICE = """
SELECT *
FROM (VALUES (1, 'a', NULL), (1, 'a', NULL), (1, 'a', NULL), (2, 'b', 5), (2, 'b', 5), (3, 'b', 5)) AS t(x, y, z)
"""


def test_rows_beyond_the_first_of_their_kind_are_counted() -> None:
    assert _counted(TWICE) == (3, 2)


def test_the_rows_that_repeat_most_are_shown() -> None:
    duplicates = profiled(TWICE).duplicates

    assert duplicates is not None
    assert duplicates.columns == ("x", "y", "z")
    assert [(row.values, row.count) for row in duplicates.examples] == [((1, "a", None), 3), ((2, "b", 5), 2)]


def test_duplicates_are_those_of_pandas() -> None:
    columns = ["Location", "RainToday", "Cloud9am"]
    expected = pd.read_csv(WEATHER)[columns].duplicated().sum()

    assert _counted(f"SELECT {', '.join(columns)} FROM read_csv('{WEATHER}')")[0] == expected


def test_a_column_that_never_repeats_settles_it() -> None:
    assert _counted("SELECT i, 'a' AS x FROM range(5) AS rows(i)") == (0, 0)


def test_a_column_that_never_repeats_but_has_gaps_settles_nothing() -> None:
    assert _counted("SELECT * FROM (VALUES (1), (NULL), (NULL)) AS t(x)") == (1, 1)


@pytest.mark.parametrize("select", [TWICE, "SELECT i, 'a' AS x FROM range(5) AS rows(i)"])
def test_the_sql_of_duplicates_gives_their_numbers(select: str) -> None:
    duplicates = profiled(select).duplicates

    assert duplicates is not None
    assert found(select, duplicates.sql) == [(duplicates.rows, duplicates.groups)]


@pytest.mark.parametrize(
    "other", ["i * 2 + 1", "i::VARCHAR", "CASE WHEN i <> 77 THEN i END", "CASE WHEN i = 77 THEN 1 ELSE i END"]
)
def test_columns_that_differ_in_one_row_or_in_type_are_no_twins(other: str) -> None:
    assert _twins(f"SELECT i, {other} AS other FROM range(100) AS rows(i)") == []


def test_columns_that_are_the_same_in_every_row_are_twins() -> None:
    assert _twins(
        "SELECT i % 9 AS i, i % 9 AS other, 'v' || i % 9 AS a, 'v' || i % 9 AS b FROM range(100) AS rows(i)"
    ) == [
        "other",
        "b",
    ]


def test_a_difference_outside_the_sample_is_seen() -> None:
    assert (
        _twins("SELECT i % 9 AS i, CASE WHEN i = 1 THEN 5 ELSE i % 9 END AS other FROM range(120000) AS rows(i)") == []
    )


def _counted(select: str) -> tuple[int, int]:
    duplicates = profiled(select).duplicates
    return (duplicates.rows, duplicates.groups) if duplicates else (-1, -1)


def _twins(select: str) -> list[str | None]:
    return [alert.column for alert in profiled(select).alerts if alert.code == "duplicate_columns"]
