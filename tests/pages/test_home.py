from __future__ import annotations

import pytest

from core import jobs
from core.datasets import Dataset, samples
from core.workspace import Workspace
from tests.pages.conftest import SECONDS, Open
from tests.pages.seeing import buttons, links, press, words


@pytest.fixture
def weather(served: Workspace) -> None:
    """The sample of Australian weather, imported."""
    jobs.wait(served, samples.start_import(served, "weather_aus").id, seconds=SECONDS)


def test_a_newcomer_is_told_what_this_is_and_to_bring_a_table(opened: Open) -> None:
    home = opened("home")

    assert home.title[0].value == "Tablecast"
    assert "No dataset yet" in words(home)
    assert "Upload" in buttons(home)


def test_the_tables_there_are_lead_to_their_profile_and_to_training(opened: Open, titanic: Dataset) -> None:
    home = opened("home")

    assert "titanic" in words(home)
    assert "10 rows × 5 columns" in words(home)
    assert {"Profile", "Train"} <= set(links(home))


def test_with_a_table_the_next_step_is_to_look_at_it(opened: Open, titanic: Dataset) -> None:
    home = opened("home")

    assert "Profile" in buttons(home)
    assert "Upload" not in buttons(home)


def test_a_sample_table_offers_its_model_in_one_click(opened: Open, served: Workspace, weather: None) -> None:
    home = opened("home")

    press(home, "Train the sample model")

    started = jobs.newest(served, kind="train", limit=1).items[0]
    assert started.spec["target"] == "RainTomorrow"
    assert home.query_params["job"] == started.id


def test_a_job_that_is_going_on_is_listed_with_a_way_to_follow_it(opened: Open, served: Workspace) -> None:
    jobs.add(served, "train", {"name": None, "target": "churn"}, subject="md_none")

    home = opened("home")

    assert "Training: churn" in words(home)
    assert "Follow" in links(home)
