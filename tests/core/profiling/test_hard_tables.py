"""Tables that are empty, tiny, huge in one direction, or full of strange values."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import duckdb
import pytest

from core.profiling import profiles, sql_of, to_json
from core.profiling.sharpening import sharpen
from core.profiling.table import MOST_ROWS, MOST_VALUES, Unbounded
from core.profiling.views import over_time
from core.profiling.views.pairs import draw
from tests.core.profiling.world import (
    HARD_SELECT,
    NOW,
    TYPES_SELECT,
    WEATHER_SELECT,
    dataset_of,
    nobody,
    opened,
    profiled,
)

EMPTY = "SELECT 1 AS i, 'a' AS s, DATE '2020-01-01' AS d, TIME '10:00' AS t, true AS b, 1.5::DOUBLE AS x WHERE false"


@pytest.mark.parametrize("target", [None, "i", "s", "b"])
def test_a_table_without_rows_has_a_profile(target: str | None) -> None:
    profile = profiled(EMPTY, target=target)

    assert (profile.overview.rows, profile.overview.cells_missing, profile.overview.missing_share) == (0, 0, 0.0)
    assert [column.count for column in profile.columns] == [0] * 6
    assert profile.alerts == ()


@pytest.mark.parametrize("target", [None, "i", "s", "b", "d"])
def test_a_table_of_one_row_has_a_profile(target: str | None) -> None:
    profile = profiled(EMPTY.replace("WHERE false", ""), target=target)

    assert [column.value("distinct") for column in profile.columns] == [1] * 6


@pytest.mark.parametrize(
    "type_", ["INTEGER", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP", "TIME", "BOOLEAN", "DECIMAL(9, 2)"]
)
def test_a_column_without_values_is_empty_and_nothing_else(type_: str) -> None:
    profile = profiled(f"SELECT NULL::{type_} AS x FROM range(10)")

    assert [alert.code for alert in profile.alerts if alert.column == "x"] == ["empty"]
    assert profile.columns[0].value("distinct") == 0


@pytest.mark.parametrize("select", [HARD_SELECT, TYPES_SELECT])
def test_every_type_has_a_profile_in_plain_json(select: str) -> None:
    profile = profiled(select)

    assert len(to_json(profile)["columns"]) == len(profile.columns)


@pytest.mark.parametrize("name", ["i", "words", "flag", 'its "real" name', "exact", "huge"])
def test_any_column_can_be_the_target(name: str) -> None:
    view = profiled(HARD_SELECT, target=name).target

    assert view is not None
    assert len(view.powers) == 6


def test_a_huge_integer_keeps_every_digit() -> None:
    column = profiled(HARD_SELECT).column("huge")

    assert column is not None
    assert column.top is not None
    assert column.value("max") == 170141183460469231731687303715884105727
    assert 170141183460469231731687303715884105727 in {item.value for item in column.top.items}


def test_an_infinity_among_the_most_frequent_values_is_shown() -> None:
    top = profiled("SELECT unnest(['inf', 'inf', '1'])::DOUBLE AS x").columns[0].top

    assert top is not None
    assert [(item.value, item.count) for item in top.items] == [("inf", 2), (1.0, 1)]


def test_a_cell_of_ten_megabytes_is_measured_and_cut() -> None:
    select = "SELECT CASE WHEN i = 5 THEN repeat('é🙂', 2500000) ELSE 'short' || i END AS x FROM range(10) AS rows(i)"

    column = profiled(select).columns[0]

    assert column.value("length_max") == 5_000_000
    assert len(str(to_json(column))) < 5_000


@pytest.mark.parametrize(
    "name", ["a b", 'quo"te', "semi;colon", "{brace}", "%s", "ünï", "select", "'", "v", "k", "rowid "]
)
def test_any_name_will_do(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'

    profile = profiled(f"SELECT i % 3 AS {quoted}, 't' || i % 2 AS other FROM range(10) AS rows(i)", target=name)

    assert profile.columns[0].value("distinct") == 3


NAMES_OF_OURS = [
    *("v", "k", "place", "rows", "bin", "shape", "count", "weekday"),
    *("day", "gap", "block", "gaps", "d0", "z0", "c0"),
]


@pytest.mark.parametrize("name", NAMES_OF_OURS)
def test_a_column_may_be_called_what_our_queries_call_theirs(name: str) -> None:
    select = """
    SELECT
      CASE WHEN i < 30 THEN i % 10 END AS {name}, 't' || i % 2 AS t, DATE '2020-01-01' + i::INTEGER AS d, i * 1.5 AS x
    FROM range(40) AS rows(i)
    """

    odd, usual = (profiled(select.format(name=chosen), target="t") for chosen in (f'"{name}"', "x1"))

    assert odd.columns[0].numbers == usual.columns[0].numbers
    assert odd.columns[1:] == usual.columns[1:]
    assert odd.missing.shares == usual.missing.shares
    assert odd.target is not None
    assert usual.target is not None
    assert [bins.counts for bins in odd.target.bins] == [bins.counts for bins in usual.target.bins]


def test_five_thousand_columns_have_a_profile() -> None:
    columns = ", ".join(f"i + {place} AS c{place}" for place in range(4_990))
    texts = ", ".join(f"'t' || i % 3 AS t{place}" for place in range(10))

    profile = profiled(f"SELECT {columns}, {texts} FROM range(20) AS rows(i)")

    assert (profile.overview.columns, len(profile.columns)) == (5_000, 5_000)
    assert profile.columns[4_989].value("max") == 5_008


class Watching:
    """A connection that remembers the most rows that any query returned, as rows or as arrays."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, counts: dict[str, int] | None = None) -> None:
        self.connection = connection
        self.counts = {"rows": 0, "values": 0} if counts is None else counts

    def execute(self, sql: str) -> Any:
        found = self.connection.sql(sql)
        if found is None:  # a statement that returns nothing, and has run
            return self
        self._watched(found, "rows")
        return self.connection.execute(sql)

    def sql(self, sql: str) -> Any:
        return self._watched(self.connection.sql(sql), "values")

    def cursor(self) -> Watching:
        return Watching(self.connection.cursor(), self.counts)

    def _watched(self, found: Any, what: str) -> Any:
        self.counts[what] = max(self.counts[what], found.aggregate("count(*)").fetchall()[0][0])
        return found


LONG_SELECT = """
SELECT i, 'text ' || i AS s, sqrt(i) AS x, i % 7 AS y, TIMESTAMP '2020-01-01' + to_minutes(i) AS at, i % 2 = 0 AS flag
FROM range({rows}) AS rows(i)
"""


@pytest.mark.parametrize("rows", [2_100_000, 100_000])
def test_of_a_table_of_any_size_few_rows_reach_python(rows: int) -> None:
    with opened(LONG_SELECT.format(rows=rows)) as table:
        watching = Watching(table.connection)
        watched = replace(table, connection=watching)  # type: ignore[arg-type]
        profile = profiles.measure(watched, dataset_of(watched), target="y", report=nobody, now=NOW)
        sharpen(watched, profile, nobody)

    assert 0 < watching.counts["rows"] <= MOST_ROWS
    assert 0 < watching.counts["values"] <= MOST_VALUES


def test_what_is_drawn_on_request_brings_few_rows_to_python() -> None:
    with opened(LONG_SELECT.format(rows=300_000)) as table:
        watching = Watching(table.connection)
        watched = replace(table, connection=watching)  # type: ignore[arg-type]
        columns = {column.name: column for column in table.columns}
        pictures = [draw(watched, columns[first], columns[second]) for first, second in combinations(columns, 2)]
        over_time.follow(watched, columns["at"], [columns["x"], columns["flag"], columns["s"]])

    assert len(pictures) == 15
    assert watching.counts["rows"] <= MOST_ROWS


@pytest.mark.parametrize(("method", "rows"), [("all", MOST_ROWS + 1), ("arrays", MOST_VALUES + 1)])
def test_a_query_that_returns_too_much_is_a_mistake(method: str, rows: int) -> None:
    with opened("SELECT 1 AS x") as table, pytest.raises(Unbounded):
        getattr(table, method)(f"FROM range({rows})")


def test_the_sql_behind_every_picture_runs() -> None:
    with opened(WEATHER_SELECT) as table:
        columns = profiled(WEATHER_SELECT).columns
        pictures = [
            sql_of(column, key) for column in columns for key in ("top", "histogram") if column.holds == "numbers"
        ]
        pictures += [sql_of(columns[0], "calendar"), sql_of(columns[1], "patterns"), sql_of(columns[1], "top")]

        assert all(table.all(sql) for sql in pictures)


def test_the_sql_of_a_histogram_gives_its_counts() -> None:
    column = profiled(WEATHER_SELECT).column("MaxTemp")

    assert column is not None
    assert column.histogram is not None
    with opened(WEATHER_SELECT) as table:
        found = dict(table.all(sql_of(column, "histogram")))
    assert [found.get(place, 0) for place in range(40)] == list(column.histogram.counts)
