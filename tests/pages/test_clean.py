"""The Clean page: steps are put together, tried, undone, and become a version."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from app.ui.clean import fields
from core import cleaning, datasets, jobs, profiling
from core.cleaning import Step
from core.datasets import Dataset
from core.workspace import Workspace
from tests.pages.conftest import SECONDS, Open
from tests.pages.seeing import buttons, links, press, tiles, words
from tests.worlds import store

MESSY = """
SELECT range % 90 AS id, CASE WHEN range % 10 = 0 THEN ' oslo' ELSE 'oslo' END AS city,
       CASE WHEN range % 20 = 0 THEN -999 ELSE range % 50 END AS age
FROM range(180)
"""
TRIM = Step("trim", {"columns": ["city"]})
UNIQUE = Step("deduplicate", {"columns": ["id"]})


def asking(*steps: Step) -> str:
    return json.dumps([step.to_json() for step in steps])


@pytest.fixture
def messy(served: Workspace) -> Dataset:
    return store(served, MESSY, name="messy")


def choose(app: AppTest, kind: str) -> AppTest:
    """Chooses a kind of step in the form."""
    return app.selectbox(key="clean.kind").set_value(kind).run()


def pick(app: AppTest, label: str, values: list[str]) -> AppTest:
    return next(field for field in app.multiselect if field.label == label).set_value(values).run()


def button(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def test_without_a_table_the_page_says_how_to_bring_one(opened: Open) -> None:
    assert "No dataset here yet" in words(opened("clean"))


def test_a_table_is_shown_as_it_is_before_any_step(opened: Open, messy: Dataset) -> None:
    app = opened("clean", dataset=messy.id)

    assert tiles(app) == {"Rows": "180", "Columns": "3"}
    assert app.button(key="clean.make").disabled
    assert "Profile it" in links(app)
    assert not app.exception


def test_steps_of_the_url_are_tried_and_say_what_they_do(opened: Open, messy: Dataset) -> None:
    app = opened("clean", dataset=messy.id, steps=asking(TRIM, UNIQUE))

    assert "1. Trim spaces of “city”" in words(app)
    assert "18 cells changed" in words(app)
    assert "90 rows fewer" in words(app)
    assert tiles(app)["Rows"] == "180 → 90"


def test_a_step_is_put_together_in_the_form_and_added(opened: Open, messy: Dataset) -> None:
    app = choose(opened("clean", dataset=messy.id), "case")
    assert "needs to know: Columns" in words(app)
    assert app.button(key="clean.add").disabled

    pick(app, "Columns", ["city"])
    app.selectbox(key=f"clean.field.{messy.id}.0.None.case.case").set_value("upper").run()
    button(app, "clean.add")

    assert "1. Write “city” in UPPER CASE" in words(app)
    assert json.loads(app.query_params["steps"]) == [
        {"kind": "case", "settings": {"columns": ["city"], "case": "upper"}, "on": True}
    ]


def test_steps_are_switched_off_moved_removed_and_undone(opened: Open, messy: Dataset) -> None:
    app = opened("clean", dataset=messy.id, steps=asking(TRIM, UNIQUE))

    button(app, "clean.Switch it off or on.0")
    assert "1. Trim spaces of “city” (off)" in words(app)

    button(app, "clean.Move it down.0")
    assert "2. Trim spaces of “city” (off)" in words(app)

    button(app, "clean.Take it away.0")
    assert "1. Trim spaces of “city” (off)" in words(app)

    button(app, "clean.undo")
    button(app, "clean.undo")
    button(app, "clean.undo")
    assert "1. Trim spaces of “city”" in words(app)
    assert "(off)" not in words(app)


def test_a_step_is_changed_in_the_form(opened: Open, messy: Dataset) -> None:
    app = opened("clean", dataset=messy.id, steps=asking(TRIM))

    button(app, "clean.Change it.0")
    assert "**Change step 1**" in words(app)
    pick(app, "Columns", [])
    button(app, "clean.add")

    assert "1. Trim spaces of all columns" in words(app)
    assert "**Add a step**" in words(app)


def test_a_step_that_cannot_be_done_says_why_and_makes_no_version(opened: Open, messy: Dataset) -> None:
    app = opened("clean", dataset=messy.id, steps=asking(Step("case", {"columns": ["town"]})))

    assert "The table at this step has no column “town”." in words(app)
    assert app.button(key="clean.make").disabled


@pytest.mark.parametrize("text", ["{", "{}", '[{"sql": 1}]'])
def test_an_address_that_holds_no_steps_is_told(opened: Open, messy: Dataset, text: str) -> None:
    app = opened("clean", dataset=messy.id, steps=text)
    assert len(app.error) == 1

    app.run()

    assert tiles(app) == {"Rows": "180", "Columns": "3"}


def test_what_the_profile_suggests_is_added_by_one_click(opened: Open, served: Workspace, messy: Dataset) -> None:
    profiling.profile(served, messy)
    app = opened("clean", dataset=messy.id)
    assert "Mark “-999” in “age” as missing" in words(app)

    place = next(
        i for i, one in enumerate(cleaning.suggest(profiling.profile(served, messy))) if one.code == "disguised_missing"
    )
    button(app, f"clean.suggest.{place}")

    assert "1. Mark “-999” in “age” as missing" in words(app)
    assert "9 cells changed" in words(app)


def test_the_steps_become_a_version_that_can_be_looked_at(opened: Open, served: Workspace, messy: Dataset) -> None:
    app = opened("clean", dataset=messy.id, steps=asking(TRIM, UNIQUE))

    press(app, "Make version 2")
    jobs.wait(
        served,
        app.query_params["job"][0] if isinstance(app.query_params["job"], list) else app.query_params["job"],
        seconds=SECONDS,
    )
    app.run()

    assert "version 2: 90 rows (there were 180)" in words(app)
    assert {"Look at it", "See its profile"} <= set(links(app))
    press(app, "Go on cleaning")
    made = datasets.newest(served).items[0]
    assert app.query_params["dataset"] in (made.id, [made.id])
    assert tiles(app) == {"Rows": "90", "Columns": "3"}


def test_earlier_steps_are_applied_to_another_table_without_those_it_cannot_do(
    opened: Open, served: Workspace, messy: Dataset
) -> None:
    steps = (TRIM, Step("filter", {"conditions": [{"column": "age", "operator": "above", "value": 0}]}))
    jobs.wait(served, cleaning.start(served, messy, steps).id, seconds=SECONDS)
    following = store(served, "SELECT 1 AS id, ' x ' AS city", name="next")

    app = opened("clean", dataset=following.id)
    assert "This table has no “age”" in words(app)
    button(app, "clean.earlier.apply")

    assert "1. Trim spaces of “city”" in words(app)
    assert "2. Rows where “age” is above 0 are kept (off)" in words(app)


# Between them these have every kind of widget.
@pytest.mark.parametrize("kind", ["merge", "filter", "rename", "sort", "group", "join", "trim", "bins", "derive"])
def test_the_form_of_a_step_can_be_opened(opened: Open, messy: Dataset, kind: str) -> None:
    app = choose(opened("clean", dataset=messy.id), kind)

    assert not app.exception
    assert not app.error
    assert "Add" in buttons(app)


def test_every_kind_of_setting_has_a_widget() -> None:
    assert {field.input for kind in cleaning.STEPS for field in kind.fields} == fields.INPUTS.keys()


def test_a_table_without_rows_can_be_cleaned(opened: Open, served: Workspace) -> None:
    empty = store(served, "SELECT 1 AS n, 'x' AS w WHERE false")

    app = opened("clean", dataset=empty.id, steps=asking(Step("trim", {})))

    assert "No row is left." in words(app)
    assert not app.exception
