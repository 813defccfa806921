from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from core import datasets, querying
from core.errors import NotFound
from core.querying.naming import RESERVED, slug
from core.workspace import Workspace
from tests.worlds import store

ROW = "SELECT 1 AS a"


def names(ws: Workspace) -> list[str]:
    return [table.name for table in querying.tables(ws)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sales 2024 (EU)", "sales_2024_eu"),
        ("  a--b  ", "a_b"),
        ("2024", "t_2024"),
        ("Größe", "größe"),
        ("order", "order_table"),
        ("data", "data_table"),
        ("memory", "memory_table"),
        ("!!!", "table_1"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_title_becomes_a_name_that_needs_no_quotes(title: str, name: str) -> None:
    assert slug(title) == name
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW {name} AS SELECT 1")


def test_every_word_that_duckdb_reserves_is_known() -> None:
    words = duckdb.execute(
        "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')"
    ).fetchall()

    assert {word for (word,) in words} <= RESERVED


def test_two_datasets_of_one_title_have_two_names(ws: Workspace) -> None:
    first, second = store(ws, ROW, name="Sales"), store(ws, ROW, name="sales!")

    assert querying.name_of(ws, first) == "sales"
    assert querying.name_of(ws, second) == "sales_2"


def test_a_name_stays_when_another_dataset_goes(ws: Workspace) -> None:
    first, second = store(ws, ROW, name="Sales"), store(ws, ROW, name="Sales")
    assert names(ws) == ["sales_2", "sales"]

    datasets.remove(ws, first.id)

    assert querying.name_of(ws, second) == "sales_2"


def test_the_name_of_a_dataset_that_is_gone_is_free_again(ws: Workspace) -> None:
    first = store(ws, ROW, name="Sales")
    assert names(ws) == ["sales"]
    datasets.remove(ws, first.id)

    again = store(ws, ROW, name="Sales")

    assert querying.name_of(ws, again) == "sales"


def test_after_another_title_the_former_name_still_answers(ws: Workspace) -> None:
    table = store(ws, ROW, name="Sales")
    querying.tables(ws)

    datasets.rename(ws, table.id, "Revenue")

    assert querying.tables(ws)[0].name == "revenue"
    assert querying.run(ws, 'SELECT (FROM sales), (FROM revenue), (FROM "Revenue")').rows == ((1, 1, 1),)


def test_older_versions_have_their_number_in_the_name(ws: Workspace) -> None:
    first = store(ws, "SELECT 1 AS a", name="Sales")
    second = store(ws, "SELECT 2 AS a", name="Sales")
    datasets.remove(ws, second.id)
    newer = store(ws, "SELECT 2 AS a", name="Sales")
    with ws.state.writing() as connection:
        table = datasets.catalogue.table
        connection.execute(table.update().where(table.c.id == newer.id).values(series=first.series, version=2))

    found = querying.tables(ws)

    assert [(t.name, t.version, t.newest) for t in found] == [("sales", 2, True), ("sales_v1", 1, False)]
    assert querying.run(ws, "SELECT (FROM sales), (FROM sales_v1), (FROM sales_v2)").rows == ((2, 1, 2),)


def test_a_dataset_called_like_a_version_keeps_its_name(ws: Workspace) -> None:
    store(ws, "SELECT 1 AS a", name="Sales")
    named = store(ws, "SELECT 7 AS a", name="sales v1")

    assert querying.name_of(ws, named) == "sales_v1"
    assert querying.run(ws, "FROM sales_v1").rows == ((7,),)


def test_the_name_of_a_dataset_that_is_gone_is_an_error(ws: Workspace) -> None:
    table = store(ws, ROW, name="Sales")

    with pytest.raises(NotFound, match="“Sales” is gone"):
        querying.name_of(ws, replace(table, id="ds_gone"))
