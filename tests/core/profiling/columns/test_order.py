"""Whether values rise or fall from row to row."""

from __future__ import annotations

import pytest

from core.profiling.columns.order import in_words
from tests.core.profiling.world import profiled


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("[1, 2, 3]", "strictly increasing"),
        ("[1, NULL, 1, 2]", "increasing"),
        ("[3, 2, 1]", "strictly decreasing"),
        ("[3, 2, 2]", "decreasing"),
        ("[1, 2, 1]", "no"),
        ("[5, 5]", "constant"),
        ("[5]", None),
    ],
)
def test_the_order_of_rows_is_said_in_words(values: str, expected: str | None) -> None:
    assert profiled(f"SELECT unnest({values}) AS x").columns[0].value("monotonic") == expected


def test_one_step_back_among_many_rows_is_found() -> None:
    select = "SELECT CASE WHEN i = 77777 THEN 5 ELSE i END AS x FROM range(300000) AS rows(i)"

    assert profiled(select).columns[0].value("monotonic") == "no"


def test_what_rises_strictly_has_no_value_twice() -> None:
    distinct = profiled("SELECT i AS x FROM range(300000) AS rows(i)").columns[0].numbers["distinct"]

    assert (distinct.value, distinct.precision) == (300_000, "exact")


def test_only_steps_in_both_directions_are_no_order() -> None:
    assert in_words(-1.0, 1.0) == "no"
