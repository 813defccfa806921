"""The Compare page: versions, tables, and parts of one table."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core import datasets
from core.datasets import Dataset
from core.storage.state import new_id
from core.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.seeing import buttons, links, tiles, turn_to, words
from tests.worlds import store

FIRST = "SELECT range AS id, range % 50 AS price, ['a', 'b'][1 + range % 2] AS class FROM range(400)"
LATER = (
    "SELECT range + 5 AS id, range % 50 + 40 AS price, ['a', 'b'][1 + range % 2] AS class, 1 AS more FROM range(405)"
)
KINDS = {"id": "id"}


@pytest.fixture
def first(served: Workspace) -> Dataset:
    return store(served, FIRST, name="sales", kinds=KINDS)


@pytest.fixture
def second(served: Workspace, first: Dataset) -> Dataset:
    alone = store(served, LATER, name="sales", kinds=KINDS)
    later = datasets.add(served, replace(alone, id=new_id("ds"), series=first.series))
    datasets.path(served, alone.id).rename(datasets.path(served, later.id))
    datasets.remove(served, alone.id)
    return later


def test_without_a_table_the_page_shows_the_way_to_one(opened: Open) -> None:
    assert "Bring a table" in links(opened("compare"))


def test_versions_are_compared_at_once(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    assert tiles(page)["Rows before"] == "400"
    assert tiles(page)["Rows now"] == "405"
    assert "New: 1 column (“more”)." in words(page)


def test_the_older_version_is_before_whichever_is_looked_at(opened: Open, first: Dataset, second: Dataset) -> None:
    page = opened("compare", dataset=first.id)

    assert (tiles(page)["Rows before"], tiles(page)["Rows now"]) == ("400", "405")


def test_the_column_that_moved_most_has_the_first_card(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    cards = [line.value for line in page.markdown if "-badge[" in line.value]
    assert "**price** :red-badge[strongly shifted]" in cards[0]
    assert len(page.get("plotly_chart")) == 3


def test_cards_are_found_by_name_and_verdict(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    page.text_input(key="compare.find").set_value("PRI").run()

    assert buttons(page).count("Details") == 1


def test_a_search_without_result_says_so(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    page.text_input(key="compare.find").set_value("nothing").run()

    assert "No column fits these choices." in words(page)


def test_details_show_both_sides_and_how_far_apart_they_are(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    page.button(key="compare.details.price").click().run()

    measures, drift = (table.value.set_index(table.value.columns[0]) for table in page.dataframe[:2])
    assert list(measures.columns) == ["Version 1", "Version 2"]
    assert measures.loc["Mean", "Version 1"] == "24.5"
    assert "Population stability index" in drift.index


def test_columns_that_came_are_listed(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    turn_to(page, "compare.part", "Came and went")

    assert page.dataframe[0].value.iloc[0].tolist()[:2] == ["more", "came"]


def test_rows_are_followed_by_the_key_with_changed_cells_marked(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)

    turn_to(page, "compare.part", "Rows")

    assert (tiles(page)["Added"], tiles(page)["Removed"]) == ("10", "5")
    assert page.dataframe[1].value["price"].iloc[0] == "5 → 40"


def test_without_a_key_the_page_asks_for_one(opened: Open, second: Dataset) -> None:
    page = opened("compare", dataset=second.id)
    turn_to(page, "compare.part", "Rows")

    page.multiselect[0].set_value([]).run()

    assert "Choose the columns that name a row" in words(page)


def test_another_table_can_be_named_in_the_address(opened: Open, served: Workspace, second: Dataset) -> None:
    other = store(served, FIRST, name="other")

    page = opened("compare", dataset=second.id, before=other.id)

    assert tiles(page)["Rows of other"] == "400"
    assert "with" in [box.label for box in page.selectbox]


def test_a_single_version_is_parted_by_conditions(opened: Open, first: Dataset) -> None:
    page = opened("compare", dataset=first.id)

    assert "Say which rows are one part" in words(page)


def test_parts_stand_in_the_address(opened: Open, first: Dataset) -> None:
    where = json.dumps([{"column": "class", "operator": "is", "value": "a"}])

    page = opened("compare", dataset=first.id, where=where)

    assert (tiles(page)["All other rows"], tiles(page)["Rows that fit"]) == ("200", "200")
    assert "“class” is a" in " ".join(buttons(page)).replace("\\", "")


def test_conditions_that_cannot_be_used_are_told_once(opened: Open, first: Dataset) -> None:
    page = opened("compare", dataset=first.id, where='[{"column": "nothing", "operator": "is", "value": 1}]')
    shown = words(page)

    page.run()

    assert "has no column “nothing”" in shown
    assert "has no column" not in words(page)
