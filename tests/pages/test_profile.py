from __future__ import annotations

import pytest

from core import datasets, profiling
from core.datasets import Dataset
from core.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.seeing import buttons, links, tabs, tiles, turn_to, visit, words
from tests.worlds import store

PART = "profile.part"


@pytest.fixture
def wide(served: Workspace) -> Dataset:
    """A table with more columns than fit on one page of cards."""
    columns = ", ".join(f"range * {place} AS sensor_{place:02d}" for place in range(30))
    return store(served, f"SELECT {columns} FROM range(40)", name="wide")


def test_without_a_table_the_page_shows_the_way_to_one(opened: Open) -> None:
    profile = opened("profile")

    assert "No dataset here yet" in words(profile)
    assert "Bring a table" in links(profile)


def test_the_overview_tells_rows_columns_and_gaps(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    assert tiles(profile) | {"Stored": ""} == {
        "Rows": "10",
        "Columns": "5",
        "Missing cells": "2%",
        "Repeated rows": "0",
        "Stored": "",
    }


def test_every_column_has_a_card_with_a_chart_or_examples(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    assert buttons(profile).count("Details") == 5
    assert len(profile.get("plotly_chart")) == 4
    assert "Braund" in words(profile)
    assert "**10%** missing" in words(profile)


def test_the_profile_can_be_taken_away_as_page_text_data_and_table(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    assert [button.proto.label for button in profile.get("download_button")] == [
        "Report as HTML",
        "Summary as Markdown",
        "Everything as JSON",
        "Alerts as CSV",
    ]
    assert profile.radio[0].value == "personal"


def test_years_are_written_without_separators_on_cards_and_in_details(opened: Open, served: Workspace) -> None:
    houses = store(served, "SELECT 1900 + range AS built FROM range(90)", name="houses")
    profile = opened("profile", dataset=houses.id)

    shown = words(profile)
    profile.session_state["detail.built"] = "Numbers"
    profile.button(key="details.built").click().run()

    assert "1900 to 1989" in shown
    assert profile.dataframe[0].value.set_index("Measure")["Value"]["Maximum"] == "1989"


def test_a_page_holds_twelve_cards_and_the_rest_follows(opened: Open, wide: Dataset) -> None:
    profile = opened("profile", dataset=wide.id)

    first = buttons(profile).count("Details")
    profile.session_state["profile.page"] = 3
    last = buttons(profile.run()).count("Details")

    assert (first, last) == (12, 6)


def test_cards_are_found_by_a_part_of_the_name(opened: Open, wide: Dataset) -> None:
    profile = opened("profile", dataset=wide.id)

    profile.text_input(key="profile.find").set_value("SENSOR_2").run()

    assert buttons(profile).count("Details") == 10
    assert "**sensor_20**" in words(profile)


def test_a_search_without_result_says_so(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    profile.text_input(key="profile.find").set_value("nothing like it").run()

    assert "No column fits these choices." in words(profile)


def test_the_column_with_most_gaps_comes_first_when_asked(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    profile.selectbox(key="profile.sort").select_index(2).run()

    names = [line.value for line in profile.markdown if "**" in line.value]
    assert "age" in names[0]


def test_cards_are_narrowed_down_by_how_much_is_missing(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    profile.selectbox(key="profile.gaps").set_value("More than 5% missing").run()

    assert buttons(profile).count("Details") == 1
    assert "**age**" in words(profile)


def test_cards_are_narrowed_down_to_those_with_one_alert(opened: Open, served: Workspace) -> None:
    table = store(served, "SELECT 7 AS always, range AS row, range % 5 AS n FROM range(200)", name="alerts")
    profile = opened("profile", dataset=table.id)

    profile.selectbox(key=f"profile.alert.{table.id}").set_value("Constant").run()

    assert buttons(profile).count("Details") == 1
    assert "**always**" in words(profile)


def test_all_columns_fit_into_one_list(opened: Open, wide: Dataset) -> None:
    profile = opened("profile", dataset=wide.id)

    profile.segmented_control(key="profile.shape").set_value("list").run()

    assert len(profile.dataframe[0].value) == 30
    assert len(profile.get("plotly_chart")) == 0


def test_cards_show_the_target_along_each_column(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    profile.selectbox(key=f"profile.target.{titanic.id}").set_value("survived").run()

    assert "survived = yes" in profile.get("plotly_chart")[0].proto.spec


def test_alerts_are_counted_on_their_tab_and_told_in_words(opened: Open, served: Workspace) -> None:
    constant = store(served, "SELECT 7 AS always, range AS row FROM range(20)", name="constant")
    profile = opened("profile", dataset=constant.id)
    alerts = profiling.profile(served, constant).alerts

    turn_to(profile, PART, f"Alerts ({len(alerts)})")

    assert f"Alerts ({len(alerts)})" in tabs(profile)
    assert alerts[0].sentence in words(profile)


def test_gaps_are_drawn_per_column_and_along_the_rows(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    turn_to(profile, PART, "Missing")

    assert "Per column" in words(profile)
    assert len(profile.get("plotly_chart")) == 2


def test_a_table_without_gaps_says_so(opened: Open, wide: Dataset) -> None:
    profile = opened("profile", dataset=wide.id)

    turn_to(profile, PART, "Missing")

    assert "No value is missing anywhere in this table." in words(profile)


def test_associations_are_a_map_and_a_ranked_list(opened: Open, wide: Dataset) -> None:
    profile = opened("profile", dataset=wide.id)

    turn_to(profile, PART, "Together")

    assert len(profile.get("plotly_chart")) == 1
    assert list(profile.dataframe[0].value.columns)[:3] == ["Column", "and", "Strength"]


def test_a_chosen_target_is_shown_along_every_column(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    profile.selectbox(key=f"profile.target.{titanic.id}").set_value("survived").run()
    turn_to(profile, PART, "Target")

    assert "What tells most about survived" in words(profile)
    assert "Train a model that predicts survived" in links(profile)


def test_details_show_every_number(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)

    profile.session_state["detail.fare"] = "Numbers"
    profile.button(key="details.fare").click().run()

    measures = profile.dataframe[0].value.set_index("Measure")["Value"]
    assert measures["Mean"] == "27.02"


def test_a_deleted_table_is_said_to_be_gone_once_and_the_page_recovers(
    opened: Open, served: Workspace, titanic: Dataset, wide: Dataset
) -> None:
    datasets.remove(served, titanic.id)

    profile = opened("profile", dataset=titanic.id)
    shown = words(profile)
    profile.run()

    assert f"There is no dataset “{titanic.id}”." in shown
    assert tiles(profile)["Columns"] == "30"


def test_names_that_look_like_markdown_are_shown_as_they_are(opened: Open, served: Workspace) -> None:
    odd = store(served, """SELECT range AS "<b>*x*</b> $1$" FROM range(9)""", name="**odd**")

    profile = opened("profile", dataset=odd.id)

    assert any("\\*x\\*" in line.value for line in profile.markdown)


def test_what_was_chosen_stays_when_another_page_is_visited(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id)
    profile.selectbox(key=f"profile.target.{titanic.id}").set_value("fare").run()

    visit(profile, "home")
    visit(profile, "profile")

    assert profile.selectbox(key=f"profile.target.{titanic.id}").value == "fare"
    assert profile.query_params["dataset"] == titanic.id


def test_a_link_to_a_target_shows_it(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id, target="survived")

    assert profile.selectbox(key=f"profile.target.{titanic.id}").value == "survived"


def test_a_target_that_another_table_does_not_have_is_forgotten(opened: Open, titanic: Dataset) -> None:
    profile = opened("profile", dataset=titanic.id, target="nope")

    assert profile.selectbox(key=f"profile.target.{titanic.id}").value is None
    assert "target" not in profile.query_params


def test_of_a_table_without_rows_every_number_is_exact(opened: Open, served: Workspace) -> None:
    table = store(served, "SELECT 'a' AS x, 1 AS n WHERE false")

    assert "Every number was counted over every row." in words(opened("profile", dataset=table.id))
