"""Views as plain data, their SQL as text, and the SQL that people see."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from core.datasets import Dataset, showing
from core.datasets.conditions import Condition
from core.errors import BadInput
from core.exploring import Order, View, views
from core.workspace import Workspace
from tests.worlds import store

FULL = View((Condition("n", "between", (1, 2)),), search="x", sort=(Order("n", True), Order("w")), match="any")


@pytest.fixture
def dataset(ws: Workspace) -> Dataset:
    return store(ws, "SELECT 1 AS n, 'x?' AS w")


@pytest.mark.parametrize("view", [View(), FULL])
def test_a_view_survives_json(view: View) -> None:
    assert View.from_json(view.to_json()) == view


def test_a_check_never_travels() -> None:
    assert View(check="SELECT *\nFROM data\nWHERE n > 1").to_json() == {}
    with pytest.raises(BadInput, match="is no filter"):
        View.from_json({"check": "SELECT *\nFROM data\nWHERE n > 1"})


def test_an_order_may_be_written_shortly() -> None:
    assert View.from_json({"sort": ["-n", "w"]}).sort == (Order("n", True), Order("w"))


@pytest.mark.parametrize(
    "given",
    [None, [], {"where": "1 = 1"}, {"match": "some"}, {"conditions": "n"}, {"sort": [{"by": "n"}]}, {"sort": [1]}],
)
def test_what_is_no_view_is_refused(given: Any) -> None:
    with pytest.raises(BadInput):
        View.from_json(given)


def test_too_many_columns_to_sort_by_are_refused(dataset: Dataset) -> None:
    with pytest.raises(BadInput, match="11 columns"):
        views.build_order(dataset, View(sort=(Order("n"),) * 11))


def test_the_statement_of_a_view_has_its_values_in_it(dataset: Dataset) -> None:
    view = View((Condition("w", "is", "it's ?"),), sort=(Order("n", True),))

    assert views.build_statement(dataset, view) == (
        "SELECT *\nFROM data\nWHERE (\"w\" = 'it''s ?')\nORDER BY \"n\" DESC NULLS LAST, rowid"
    )
    assert views.build_statement(dataset, View()) == "SELECT *\nFROM data"


@pytest.mark.parametrize(
    ("value", "sql"),
    [
        (None, "NULL"),
        (True, "true"),
        (2**100, str(2**100)),
        (1.5, "1.5"),
        (float("inf"), "'inf'::DOUBLE"),
        ("a'b", "'a''b'"),
        (date(1850, 1, 2), "DATE '1850-01-02'"),
        (time(8, 30), "TIME '08:30:00'"),
    ],
)
def test_a_value_is_written_as_sql(value: Any, sql: str) -> None:
    assert showing.literal(value) == sql


def test_question_marks_in_names_and_texts_stay() -> None:
    assert showing.written("SELECT \"a?\" FROM t WHERE x = '?' AND y = ?", [5]) == (
        "SELECT \"a?\" FROM t WHERE x = '?' AND y = 5"
    )
