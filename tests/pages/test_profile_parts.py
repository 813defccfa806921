"""The parts of the Profile page: alerts and what people decide about them, pairs, time, keys, and what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import datasets, profiling
from core.datasets import Dataset
from core.profiling import marks
from core.storage.state import new_id
from core.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.seeing import buttons, links, press, tabs, turn_to, words
from tests.worlds import store

PART = "profile.part"
SALES = """
    SELECT DATE '2024-01-01' + range::INTEGER AS day, range % 7 + range / 50 AS price,
      (range % 7) * 3 + range / 40 AS tax,
      ['north', 'south'][1 + range % 2] AS region, 7 AS always, 'p' || (range % 40) || '@mail.example' AS mail,
      range AS number
    FROM range(400)
"""


@pytest.fixture
def sales(served: Workspace) -> Dataset:
    return store(served, SALES, name="sales")


def alerts_tab(served: Workspace, table: Dataset) -> str:
    found = profiling.profile(served, table).alerts
    return f"Alerts ({len(marks.arranged(found, marks.of(served, table)).shown)})"


def test_an_alert_shows_its_rows_in_a_window(opened: Open, served: Workspace, sales: Dataset) -> None:
    profile = opened("profile", dataset=sales.id)
    turn_to(profile, PART, alerts_tab(served, sales))

    press(profile, "Show 400 rows")

    assert "The first 100 of 400 rows." in words(profile)
    assert len(profile.dataframe[0].value) == 100
    assert "See them in the grid" in links(profile)


def test_a_pinned_alert_stands_first(opened: Open, served: Workspace, sales: Dataset) -> None:
    last = profiling.profile(served, sales).alerts[-1]
    marks.put(served, sales, last.code, last.column, "pinned")
    profile = opened("profile", dataset=sales.id)

    turn_to(profile, PART, alerts_tab(served, sales))

    assert ":material/push_pin:" in next(line.value for line in profile.markdown if "-badge[" in line.value)


def test_a_dismissed_alert_is_counted_and_can_be_restored(opened: Open, served: Workspace, sales: Dataset) -> None:
    marks.put(served, sales, "constant", "always", "dismissed", reason="by design")
    profile = opened("profile", dataset=sales.id)
    turn_to(profile, PART, alerts_tab(served, sales))
    assert "1 dismissed alert" in [expander.label for expander in profile.expander]

    turn_to(profile, "alerts.dismissed", True)
    press(profile, "Restore")

    assert marks.of(served, sales) == {}


def test_alerts_are_found_by_column(opened: Open, served: Workspace, sales: Dataset) -> None:
    profile = opened("profile", dataset=sales.id)
    turn_to(profile, PART, alerts_tab(served, sales))

    profile.selectbox(key=f"alerts.column.{sales.id}").set_value("always").run()

    headings = [line.value for line in profile.markdown if "-badge[" in line.value]
    assert headings
    assert all("always" in heading for heading in headings)


def test_an_alert_that_can_be_put_right_links_to_where(opened: Open, served: Workspace, sales: Dataset) -> None:
    profile = opened("profile", dataset=sales.id)

    turn_to(profile, PART, alerts_tab(served, sales))

    assert any("“always”" in label for label in links(profile))


def test_two_columns_of_ones_choice_are_drawn_together(opened: Open, sales: Dataset) -> None:
    profile = opened("profile", dataset=sales.id)
    turn_to(profile, PART, "Together")

    profile.selectbox(key="pair.first").set_value("region").run()
    profile.selectbox(key="pair.second").set_value("price").run()

    assert "**region and price**" in words(profile)
    assert len(profile.get("plotly_chart")) == 2


def test_a_table_with_a_date_is_followed_over_time(opened: Open, sales: Dataset) -> None:
    profile = opened("profile", dataset=sales.id)

    turn_to(profile, PART, "Time")

    assert "Rows per" in words(profile)
    assert len(profile.get("plotly_chart")) >= 2


def test_without_a_date_there_is_no_time(opened: Open, titanic: Dataset) -> None:
    assert "Time" not in tabs(opened("profile", dataset=titanic.id))


def test_keys_and_repeated_rows_are_told(opened: Open, sales: Dataset) -> None:
    profile = opened("profile", dataset=sales.id)

    turn_to(profile, PART, "Keys")

    assert "number" in list(profile.dataframe[0].value["Columns"])
    assert "No row repeats another." in words(profile)


def test_who_calls_a_column_personal_keeps_its_values_out_of_files(
    opened: Open, served: Workspace, sales: Dataset
) -> None:
    profile = opened("profile", dataset=sales.id)
    profile.button(key="details.region").click().run()

    profile.toggle(key=f"personal.{sales.series}.region").set_value(True).run()

    assert marks.of(served, sales)[marks.PERSONAL_DATA, "region"].mark == "personal"


def test_values_are_told_with_what_is_written_alike(opened: Open, served: Workspace) -> None:
    table = store(served, "SELECT ['Berlin', 'berlin', 'Rome'][1 + range % 3] AS city FROM range(90)", name="cities")
    profile = opened("profile", dataset=table.id)
    profile.session_state["detail.city"] = "Values"

    profile.button(key="details.city").click().run()

    assert "Probably the same value, written differently" in words(profile)


def test_what_changed_since_the_version_before_is_told(opened: Open, served: Workspace, sales: Dataset) -> None:
    alone = store(served, f"SELECT *, 1 AS more FROM ({SALES}) LIMIT 300", name="sales")
    later = datasets.add(served, replace(alone, id=new_id("ds"), series=sales.series))
    datasets.path(served, alone.id).rename(datasets.path(served, later.id))

    profile = opened("profile", dataset=later.id)

    assert "Since version 1:" in words(profile)
    assert "100 rows fewer (25%)." in words(profile)
    assert "See what changed" in links(profile)


def test_numbers_that_are_not_exact_can_be_made_so(opened: Open, served: Workspace) -> None:
    large = store(served, "SELECT hash(range) % 1_000_003 / 7 AS x, md5(range::VARCHAR) AS t FROM range(60_000)")
    profile = opened("profile", dataset=large.id)
    assert "approximate or from a sample" in words(profile)

    press(profile, "Count exactly")

    assert "Every number was counted over every row." in words(profile)
    assert "Count exactly" not in buttons(profile)
