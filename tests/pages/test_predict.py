from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets, jobs, models, predicting
from core.jobs import Job
from core.models import Model
from core.workspace import Workspace
from tests.pages.conftest import SECONDS, Open
from tests.pages.seeing import links, press, turn_to, words
from tests.pages.training import Trained
from tests.worlds import store

WHOLE = "A whole table"


@pytest.fixture
def data_dir(tmp_path: Path, trained: Trained) -> Path:
    return Path(shutil.copytree(trained.folder, tmp_path / "data"))


def key(model: Model, column: str) -> str:
    return f"predict.{model.id}.{column}"


def headline(page: AppTest) -> str:
    return page.subheader[0].value.replace("\\", "")


def whole_table(opened: Open, trained: Trained) -> AppTest:
    return turn_to(opened("predict", model=trained.leaves.id, dataset=trained.customers.id), "predict.tab", WHOLE)


def answered(page: AppTest, ws: Workspace) -> Job:
    return jobs.wait(ws, page.query_params["job"], seconds=SECONDS)


def test_the_answer_to_a_typical_row_is_there_at_once(opened: Open, trained: Trained, served: Workspace) -> None:
    page = opened("predict", model=trained.leaves.id)

    typical = predicting.typical_row(served, trained.leaves.id)
    assert page.number_input(key=key(trained.leaves, "age")).value == typical["age"]
    assert headline(page) == predicting.live(served, trained.leaves.id, typical).headline
    assert "Why · probability of “yes”" in words(page).replace("*", "")


def test_a_change_changes_the_answer_without_a_button(opened: Open, trained: Trained) -> None:
    page = opened("predict", model=trained.spend.id)
    before = headline(page)

    page.number_input(key=key(trained.spend, "age")).set_value(77).run()

    assert headline(page) != before


def test_a_value_outside_the_training_is_flagged_in_words(opened: Open, trained: Trained) -> None:
    page = opened("predict", model=trained.leaves.id)

    page.number_input(key=key(trained.leaves, "age")).set_value(150).run()

    assert "“age” is 150, outside the" in words(page)


def test_a_value_may_be_left_unknown(opened: Open, trained: Trained) -> None:
    page = opened("predict", model=trained.leaves.id)

    page.selectbox(key=key(trained.leaves, "plan")).set_value(None).run()

    assert "“plan” has no value" in words(page)


def test_a_row_of_the_table_fills_the_form_and_tells_the_truth(
    opened: Open, trained: Trained, served: Workspace
) -> None:
    page = opened("predict", model=trained.leaves.id)

    page.number_input(key=f"predict.row.{trained.leaves.id}").set_value(3).run()

    age, leaves = datasets.rows(served, trained.customers, limit=1, offset=2, columns=("age", "leaves")).rows[0]
    assert page.number_input(key=key(trained.leaves, "age")).value == age
    assert f"In row 3 of customers, leaves is {'yes' if leaves else 'no'}." in words(page)


def test_back_to_the_typical_row(opened: Open, trained: Trained, served: Workspace) -> None:
    page = opened("predict", model=trained.leaves.id)
    page.number_input(key=key(trained.leaves, "age")).set_value(77).run()

    press(page, "Typical row")

    typical = predicting.typical_row(served, trained.leaves.id)
    assert page.number_input(key=key(trained.leaves, "age")).value == typical["age"]


def test_the_form_still_works_when_the_table_is_gone(opened: Open, trained: Trained, served: Workspace) -> None:
    datasets.remove(served, trained.customers.id)

    page = opened("predict", model=trained.leaves.id)

    assert headline(page).startswith("leaves: ")
    assert not page.error


def test_what_if_follows_the_chosen_column(opened: Open, trained: Trained) -> None:
    page = opened("predict", model=trained.spend.id)

    page.selectbox(key=f"predict.what_if.{trained.spend.id}").select("plan").run()

    assert len(page.get("plotly_chart")) == 3
    assert not page.error


def test_without_a_model_the_way_leads_to_training(opened: Open, served: Workspace, trained: Trained) -> None:
    models.remove(served, trained.leaves.id)
    models.remove(served, trained.spend.id)

    page = opened("predict")

    assert "No model yet" in words(page)
    assert "Train a model" in links(page)


def test_a_model_that_failed_says_so_and_leads_to_its_training(
    opened: Open, served: Workspace, trained: Trained
) -> None:
    failed = models.add(served, name="broken", dataset=trained.customers, target="leaves", task="binary")
    models.fail(served, failed.id)

    page = opened("predict", model=failed.id)

    assert "cannot answer: it is failed" in words(page)
    assert "Open its training" in links(page)


def test_a_whole_table_is_compared_with_what_the_model_knows(opened: Open, trained: Trained) -> None:
    page = whole_table(opened, trained)

    assert "columns that the model uses are in customers." in words(page)
    assert "Kept, but not used by the model: name" in words(page)


def test_a_whole_table_becomes_a_file_with_predictions(opened: Open, trained: Trained, served: Workspace) -> None:
    page = press(whole_table(opened, trained), "Predict 400 rows")

    assert answered(page, served).status == "done"
    page.run()

    assert "400 rows answered" in words(page)
    assert page.get("download_button")
    preview = page.dataframe[0].value
    assert list(preview.columns)[:2] == ["prediction", "probability_false"]
    assert len(preview) == 50


def test_a_file_job_in_the_url_opens_its_tab(opened: Open, trained: Trained, served: Workspace) -> None:
    job = predicting.start_file(served, trained.leaves.id, dataset_id=trained.customers.id)
    jobs.wait(served, job.id, seconds=SECONDS)

    page = opened("predict", model=trained.leaves.id, job=job.id)

    assert "400 rows answered" in words(page)


def test_a_file_made_earlier_stands_above_a_dataset_that_does_not_fit(
    opened: Open, trained: Trained, served: Workspace
) -> None:
    job = predicting.start_file(served, trained.leaves.id, dataset_id=trained.customers.id)
    jobs.wait(served, job.id, seconds=SECONDS)
    stranger = store(served, "SELECT range AS unrelated FROM range(9)", name="stranger")

    page = opened("predict", model=trained.leaves.id, job=job.id, dataset=stranger.id)

    assert "400 rows answered" in words(page)
    assert "columns that the model uses are in customers." in words(page)


def test_a_model_without_signal_says_so_before_it_answers(opened: Open, trained: Trained, served: Workspace) -> None:
    report = models.report(served, trained.leaves.id)
    sentence = "No signal: predicting “leaves” is not distinguishable from guessing."
    guessing = report | {"verdict": {"code": "no_signal", "sentence": sentence}}
    models.finish(served, trained.leaves.id, models.load(served, trained.leaves.id), guessing)

    page = opened("predict", model=trained.leaves.id)

    assert sentence in words(page)
