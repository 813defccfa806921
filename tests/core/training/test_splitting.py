"""Which ways there are to divide rows, and which a dataset allows."""

from __future__ import annotations

import pytest

from core.errors import BadInput, NotFound
from core.training import splitting
from core.training.splitting import Split
from core.workspace import Workspace
from tests.worlds import store

TABLE = "SELECT 'a' AS shop, DATE '2024-01-01' AS day, 2024 AS year, 1.5 AS share, 1 AS sold FROM range(3)"
TABLE = TABLE.replace("2024 AS", "2024::BIGINT AS").replace("1.5 AS", "1.5::DOUBLE AS")


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "grouped", "column": "shop"},
        {"kind": "forward", "column": "day"},
        {"kind": "forward", "column": "year"},
    ],
)
def test_a_column_that_names_groups_or_a_time_divides_rows(ws: Workspace, wanted: dict[str, str]) -> None:
    assert splitting.checked(splitting.of(wanted), store(ws, TABLE), "sold").to_json() == wanted


def test_without_a_wish_rows_are_divided_at_random(ws: Workspace) -> None:
    assert splitting.checked(splitting.of(None), store(ws, TABLE), "sold") == Split("random", "")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"kind": "monthly"}, "no split like"),
        ({"kind": "grouped", "by": "shop"}, "no split like"),
        ({"kind": "grouped"}, "needs a column"),
        ({"kind": "forward", "column": "shop"}, "“shop” is a category"),
        ({"kind": "forward", "column": "share"}, "“share” is a number"),
        ({"kind": "grouped", "column": "sold"}, "“sold” is to be predicted"),
    ],
)
def test_a_split_that_cannot_be_is_refused_in_words(ws: Workspace, wanted: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        splitting.checked(splitting.of(wanted), store(ws, TABLE), "sold")


def test_copies_need_no_column(ws: Workspace) -> None:
    assert splitting.checked(splitting.of({"kind": "distinct"}), store(ws, TABLE), "sold") == Split("distinct", "")


def test_an_unknown_column_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="shops"):
        splitting.checked(Split("grouped", "shops"), store(ws, TABLE), "sold")
