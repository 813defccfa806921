"""Joining another dataset: its rows, its columns, and the warning where keys repeat."""

from __future__ import annotations

from typing import Any

import pytest

from core import cleaning
from core.cleaning import Preview, Step
from core.datasets import Dataset
from core.workspace import Workspace
from tests.core.cleaning.conftest import Make

ORDERS = "SELECT unnest([1, 2, 3, 4]) AS id, unnest(['a', 'b', 'x', NULL]) AS customer, 'o' AS name"
CUSTOMERS = "SELECT unnest(['a', 'b', 'b', 'c']) AS key, unnest(['Ann', 'Bob', 'Ben', 'Cid']) AS name"


def joined(ws: Workspace, make: Make, other: Dataset, **settings: Any) -> Preview:
    pairs = [{"left": "customer", "right": "key"}]
    return cleaning.preview(ws, make(ORDERS), [Step("join", {"dataset": other.id, "keys": pairs, **settings})])


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (
            "left",
            [
                (1, "a", "o", "Ann"),
                (2, "b", "o", "Bob"),
                (2, "b", "o", "Ben"),
                (3, "x", "o", None),
                (4, None, "o", None),
            ],
        ),
        ("inner", [(1, "a", "o", "Ann"), (2, "b", "o", "Bob"), (2, "b", "o", "Ben")]),
        ("semi", [(1, "a", "o"), (2, "b", "o")]),
        ("anti", [(3, "x", "o"), (4, None, "o")]),
    ],
)
def test_rows_of_each_kind_of_join(kept: Workspace, make: Make, kind: str, rows: list[tuple[Any, ...]]) -> None:
    found = joined(kept, make, make(CUSTOMERS), kind=kind)

    assert list(found.rows) == rows


def test_a_full_join_keeps_the_keys_of_those_who_have_no_partner(kept: Workspace, make: Make) -> None:
    found = joined(kept, make, make(CUSTOMERS), kind="full")

    assert found.rows[-1] == (None, "c", None, "Cid")


def test_a_column_that_is_there_already_gets_a_number(kept: Workspace, make: Make) -> None:
    found = joined(kept, make, make(CUSTOMERS))

    assert [column.name for column in found.columns] == ["id", "customer", "name", "name_2"]


def test_keys_that_repeat_in_the_other_table_are_warned_of_with_counts(kept: Workspace, make: Make) -> None:
    found = joined(kept, make, make(CUSTOMERS))

    assert found.reports[0].notes == (
        "1 values of “key” occur more than once in the other table (2 rows): rows are multiplied.",
    )
    assert (found.reports[0].rows_before, found.reports[0].rows_after) == (4, 5)


def test_keys_that_do_not_repeat_are_not_warned_of(kept: Workspace, make: Make) -> None:
    assert joined(kept, make, make("SELECT 'a' AS key, 1 AS v")).reports[0].notes == ()


def test_keys_of_different_kinds_are_compared_as_text(kept: Workspace, make: Make) -> None:
    other = make("SELECT '2' AS code, 'two' AS word")
    settings = {"dataset": other.id, "keys": [{"left": "id", "right": "code"}], "columns": ["word"], "kind": "inner"}

    found = cleaning.preview(kept, make(ORDERS), [Step("join", settings)])

    assert found.rows == ((2, "b", "o", "two"),)


def test_another_dataset_that_is_not_there_is_told(kept: Workspace, make: Make) -> None:
    settings = {"dataset": "ds_none", "keys": [{"left": "id", "right": "x"}]}

    found = cleaning.preview(kept, make(ORDERS), [Step("join", settings)])

    assert found.error == {
        "code": "not_found",
        "message": "There is no dataset “ds_none”.",
        "hint": "The list of datasets shows those there are.",
    }
