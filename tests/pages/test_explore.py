"""The Explore page: all rows, whatever the table, and what is looked at stands in the URL."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from core import profiling
from core.datasets import Dataset
from core.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.seeing import buttons, links, press, turn_to, words
from tests.worlds import store

MANY = 'SELECT range AS n, range % 3 AS three, \'name \' || range AS "na""me *x*" FROM range(1234)'


def shown(app: AppTest) -> list[int]:
    """The numbers in the grid's first column."""
    return app.dataframe[0].value.iloc[:, 0].tolist()


def asking(**view: object) -> str:
    return json.dumps(view)


@pytest.fixture
def many(served: Workspace) -> Dataset:
    return store(served, MANY, name="many")


def test_without_a_table_the_page_says_how_to_bring_one(opened: Open) -> None:
    app = opened("explore")

    assert "No dataset here yet" in words(app)


def test_the_first_rows_are_shown_with_how_many_there_are(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id)

    assert shown(app) == list(range(100))
    assert "Rows **1–100** of **1,234**" in words(app)
    assert {"See its profile", "Clean it up"} <= set(links(app))
    assert not app.exception


def test_filter_order_page_and_columns_come_from_the_url(opened: Open, many: Dataset) -> None:
    view = asking(conditions=[{"column": "three", "operator": "is", "value": 1}], sort=["-n"])

    app = opened("explore", dataset=many.id, filter=view, at="2", columns='["n"]')

    assert shown(app)[0] == 1231 - 300
    assert list(app.dataframe[0].value.columns) == ["n"]
    assert "Rows **101–200** of **411** :gray[found among 1,234]" in words(app)


def test_a_chip_takes_its_condition_away(opened: Open, many: Dataset) -> None:
    conditions = [{"column": "n", "operator": "below", "value": 5}, {"column": "n", "operator": "above", "value": 2}]
    app = opened("explore", dataset=many.id, filter=asking(conditions=conditions))
    assert shown(app) == [3, 4]

    press(app, "“n” is above 2")

    assert shown(app) == [0, 1, 2, 3, 4]
    assert json.loads(app.query_params["filter"]) == {"conditions": conditions[:1]}


def test_any_of_the_conditions_may_be_enough(opened: Open, many: Dataset) -> None:
    conditions = [{"column": "n", "operator": "below", "value": 2}, {"column": "n", "operator": "is", "value": 7}]
    app = opened("explore", dataset=many.id, filter=asking(conditions=conditions))

    press(app, "All of them")

    assert shown(app) == [0, 1, 7]


def test_a_search_is_held_against_every_row(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id)

    app.text_input[0].set_value("NAME 1233").run()

    assert shown(app) == [1233]
    assert "contains “NAME 1233”" in " ".join(buttons(app)).replace("\\", "")


def test_no_row_that_fits_is_said(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id, filter=asking(search="nothing such"))

    assert "No row fits" in words(app)


def test_a_table_without_rows_is_said(opened: Open, served: Workspace) -> None:
    app = opened("explore", dataset=store(served, "SELECT 1 AS n WHERE false").id)

    assert "This table has no rows" in words(app)


def test_a_filter_that_cannot_be_used_is_told_once(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id, filter=asking(sort=["m"]))
    assert "has no column “m”" in words(app)

    app.run()

    assert shown(app)[:2] == [0, 1]


@pytest.mark.parametrize("text", ["{", '{"where": "1 = 1"}', "[]"])
def test_an_address_that_is_no_filter_is_told(opened: Open, many: Dataset, text: str) -> None:
    app = opened("explore", dataset=many.id, filter=text)

    assert len(app.error) == 1
    assert not app.exception


def test_a_page_beyond_the_end_shows_the_first(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id, at="99")

    assert shown(app)[0] == 0


def test_the_rows_of_an_alert_are_shown_by_its_code(opened: Open, served: Workspace) -> None:
    dataset = store(
        served, "SELECT range AS n, CASE WHEN range % 10 > 0 THEN 'a' || range ELSE ' b ' END AS w FROM range(60)"
    )
    assert any(alert.code == "padded" for alert in profiling.profile(served, dataset).alerts)

    app = opened("explore", dataset=dataset.id, alert="padded", column="w")

    assert shown(app) == [0, 10, 20, 30, 40, 50]
    press(app, "Found by “Spaces at the ends” in “w”")
    assert len(shown(app)) == 60


def test_an_alert_that_is_not_there_is_told(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id, alert="padded", column="n")

    assert "no alert “padded”" in words(app)


def test_five_hundred_columns_are_shown_in_part(opened: Open, served: Workspace) -> None:
    wide = store(served, "SELECT " + ", ".join(f"{i} AS column_{i}" for i in range(500)))

    app = opened("explore", dataset=wide.id)

    assert len(app.dataframe[0].value.columns) == 100
    assert "The first 100 of 500 columns" in words(app)


def test_odd_values_are_drawn(opened: Open, served: Workspace) -> None:
    odd = store(
        served,
        "SELECT 'inf'::DOUBLE AS x, 170141183460469231731687303715884105727 AS h, DATE '0001-01-01' AS d, "
        "NULL::BIGINT AS none, true AS yes, repeat('x', 1000) AS long",
    )

    app = opened("explore", dataset=odd.id)

    row = app.dataframe[0].value.iloc[0]
    assert (row.x, row.h, row.d) == (float("inf"), str(2**127 - 1), "0001-01-01")
    assert len(row.long) == 301
    assert not app.exception


def test_a_chart_says_what_it_shows_and_of_how_many_rows(opened: Open, many: Dataset) -> None:
    view = asking(conditions=[{"column": "n", "operator": "below", "value": 100}])
    app = opened("explore", dataset=many.id, filter=view, chart='{"kind":"bar","x":"three"}')

    turn_to(app, "explore.part", "Chart")

    assert "Number of rows by “three”" in words(app)
    assert "100 rows found among 1,234." in words(app)
    assert len(app.get("plotly_chart")) == 1
    assert not app.exception


def test_a_chart_is_changed_by_its_choices_and_kept_in_the_url(opened: Open, many: Dataset) -> None:
    app = turn_to(opened("explore", dataset=many.id), "explore.part", "Chart")

    app.selectbox(key=f"explore.chart.{many.id}.kind").set_value("scatter").run()
    assert "Choose a column of numbers for the vertical axis." in words(app)
    app.selectbox(key=f"explore.chart.{many.id}.y").set_value("three").run()

    assert "“three” against “n”" in words(app)
    assert '"kind":"scatter"' in str(app.query_params["chart"])


@pytest.mark.parametrize("chart", ['{"kind":"pie"}', "{", '{"kind":"bar","x":"gone"}'])
def test_a_chart_that_cannot_be_drawn_gives_way_to_one_that_can(opened: Open, many: Dataset, chart: str) -> None:
    app = turn_to(opened("explore", dataset=many.id, chart=chart), "explore.part", "Chart")

    assert len(app.get("plotly_chart")) == 1
    assert not app.exception


def test_a_facet_is_a_picture_for_each_value(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id, chart='{"kind":"histogram","x":"n"}')
    app = turn_to(app, "explore.part", "Chart")
    app.selectbox(key=f"explore.chart.{many.id}.kind").set_value("bar").run()

    app.selectbox(key=f"explore.chart.{many.id}.facet").set_value("three").run()

    assert len(app.get("plotly_chart")) == 3


def test_a_link_to_a_chart_opens_the_chart(opened: Open, many: Dataset) -> None:
    app = opened("explore", dataset=many.id, chart=asking(kind="histogram", x="n"))

    assert "**Rows by “n”**" in words(app)


def test_the_first_chart_is_not_of_the_names_of_rows(opened: Open, served: Workspace) -> None:
    table = store(served, "SELECT range AS order_id, range % 7 AS size FROM range(90)")

    assert "**Rows by “size”**" in words(turn_to(opened("explore", dataset=table.id), "explore.part", "Chart"))
