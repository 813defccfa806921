"""What is told of one column: its values to choose from, and its facts."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from core import exploring
from core.datasets.conditions import Condition
from core.errors import NotFound
from core.exploring import View
from core.workspace import Workspace
from tests.worlds import store

THINGS = """
SELECT range AS n, ['a', 'b', 'b', NULL][1 + range % 4] AS word, (range % 4)::DOUBLE AS x, range % 2 = 0 AS even,
       DATE '1850-01-01' + range::INTEGER AS day, NULL::DOUBLE AS nothing
FROM range(100)
"""


def test_the_values_of_a_column_come_with_their_counts_the_most_frequent_first(ws: Workspace) -> None:
    dataset = store(ws, THINGS)

    found = exploring.choices(ws, dataset, "word")

    assert found.items == (("b", 50), ("a", 25))
    assert found.is_all


def test_values_are_those_of_the_rows_that_are_looked_at(ws: Workspace) -> None:
    dataset = store(ws, THINGS)
    view = View((Condition("n", "below", 2),))

    assert exploring.choices(ws, dataset, "word", view).items == (("a", 1), ("b", 1))
    assert exploring.choices(ws, dataset, "word", view, containing="B").items == (("b", 1),)


def test_only_so_many_values_are_told(ws: Workspace) -> None:
    found = exploring.choices(ws, store(ws, THINGS), "n", limit=3)

    assert found.items == ((0, 1), (1, 1), (2, 1))
    assert not found.is_all


def test_texts_too_long_to_choose_are_left_out(ws: Workspace) -> None:
    assert exploring.choices(ws, store(ws, "SELECT repeat('x', 1000) AS essay"), "essay").items == ()


def test_facts_of_a_number_agree_with_pandas(ws: Workspace) -> None:
    dataset = store(ws, THINGS)
    series = pd.Series(range(50, 100)) % 4

    found = exploring.summary(ws, dataset, "x", View((Condition("n", "at_least", 50),)))

    assert found.rows == 50
    assert found.values == {
        "count": 50,
        "missing": 0,
        "distinct": 4,
        "sum": series.sum(),
        "mean": pytest.approx(series.mean()),
        "min": 0,
        "q25": series.quantile(0.25),
        "median": series.quantile(0.5),
        "q75": series.quantile(0.75),
        "max": 3,
    }


def test_facts_suit_what_a_column_holds(ws: Workspace) -> None:
    dataset = store(ws, THINGS)

    assert exploring.summary(ws, dataset, "even").values == {
        "count": 100,
        "missing": 0,
        "distinct": 2,
        "true": 50,
        "false": 50,
    }
    assert exploring.summary(ws, dataset, "day").values["min"] == date(1850, 1, 1)
    assert exploring.summary(ws, dataset, "word").values["last"] == "b"


def test_a_column_without_values_has_facts_without_values(ws: Workspace) -> None:
    found = exploring.summary(ws, store(ws, THINGS), "nothing")

    assert (found.values["count"], found.values["missing"], found.values["mean"]) == (0, 100, None)
    assert ("Mean", None) in found.facts()


def test_infinities_are_values_but_no_part_of_a_mean(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest([1.0, 3.0, 'inf'::DOUBLE]) AS x")

    found = exploring.summary(ws, dataset, "x").values

    assert (found["count"], found["mean"], found["max"]) == (3, 2.0, float("inf"))


def test_no_rows_have_no_facts(ws: Workspace) -> None:
    assert exploring.summary(ws, store(ws, THINGS), "n", View((Condition("n", "below", 0),))).values["sum"] is None


def test_an_unknown_column_is_refused(ws: Workspace) -> None:
    dataset = store(ws, THINGS)

    with pytest.raises(NotFound):
        exploring.choices(ws, dataset, "m")
    with pytest.raises(NotFound):
        exploring.summary(ws, dataset, "m")
