from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs, models, training
from core.errors import NotFound
from core.jobs import queue
from core.models import Model
from core.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.seeing import buttons, links, press, tiles, words
from tests.pages.training import Trained


@pytest.fixture
def data_dir(tmp_path: Path, trained: Trained) -> Path:
    return Path(shutil.copytree(trained.folder, tmp_path / "data"))


@pytest.fixture
def waiting(served: Workspace, trained: Trained) -> Model:
    """A model whose training waits for its turn."""
    return training.start(served, trained.customers, target="leaves", name="slow")


def column(page: AppTest, name: str) -> list[object]:
    return list(page.dataframe[0].value[name])


def test_every_model_is_listed_with_its_score_and_interval(opened: Open, trained: Trained) -> None:
    page = opened("models")

    assert set(column(page, "Model")) == {"customers: leaves", "customers: spend"}
    assert set(column(page, "Status")) == {"ready"}
    assert any("ROC AUC" in str(score) and " to " in str(score) for score in column(page, "Score"))


def test_the_card_of_the_model_in_the_url_is_shown(opened: Open, trained: Trained) -> None:
    page = opened("models", model=trained.leaves.id)

    assert "customers: leaves, version 1" in words(page)
    assert {"What it predicts", "How well", "What drives it", "Limits"} <= {
        line.strip("* ") for line in words(page).split("\n")
    }
    assert "ROC AUC" in tiles(page)


def test_without_one_in_the_url_the_newest_is_shown(opened: Open, trained: Trained) -> None:
    page = opened("models")

    assert page.query_params["model"] == trained.spend.id


def test_a_model_can_be_renamed(opened: Open, trained: Trained, served: Workspace) -> None:
    page = opened("models", model=trained.leaves.id)
    page.text_input(key=f"{trained.leaves.id}.name").input("quitters").run()

    page.button(key=f"{trained.leaves.id}.renamed").click().run()

    assert models.find(served, trained.leaves.id).name == "quitters"
    assert "quitters, version 1" in page.subheader[0].value


def test_a_taken_name_is_refused_in_words(opened: Open, trained: Trained) -> None:
    page = opened("models", model=trained.leaves.id)
    page.text_input(key=f"{trained.leaves.id}.name").input("customers: spend").run()

    page.button(key=f"{trained.leaves.id}.renamed").click().run()

    assert "There is a model named" in page.error[0].value


def test_a_model_is_deleted_only_after_a_yes(opened: Open, trained: Trained, served: Workspace) -> None:
    page = opened("models", model=trained.leaves.id)
    assert models.find(served, trained.leaves.id).ready

    press(page, "Yes, delete")

    with pytest.raises(NotFound):
        models.find(served, trained.leaves.id)
    assert page.query_params["model"] == trained.spend.id


def test_a_ready_model_leads_to_predictions_and_to_its_result(opened: Open, trained: Trained) -> None:
    page = opened("models", model=trained.leaves.id)

    assert {"Predict with it", "Result of the training"} <= set(buttons(page))
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["Download", "Card as HTML"]


def test_a_model_in_training_can_be_followed_and_cancelled(opened: Open, served: Workspace, waiting: Model) -> None:
    page = opened("models", model=waiting.id)
    assert "training" in column(page, "Status")
    assert "Open its training" in buttons(page)

    press(page, "Cancel")

    assert models.find(served, waiting.id).status == "cancelled"


def test_an_interrupted_model_is_called_so_and_can_be_continued(
    opened: Open, served: Workspace, waiting: Model
) -> None:
    queue.end(served, str(waiting.job_id), "interrupted", message="The server was restarted.")

    page = opened("models", model=waiting.id)
    assert "interrupted" in column(page, "Status")
    press(page, "Continue")

    assert jobs.find(served, str(waiting.job_id)).status == "waiting"


def test_a_failed_model_says_why(opened: Open, served: Workspace, waiting: Model) -> None:
    error = {"code": "bad_rows", "message": "Nothing to learn from.", "hint": "Bring more rows."}
    queue.end(served, str(waiting.job_id), "failed", message="Failed.", error=error)

    page = opened("models", model=waiting.id)

    assert "failed" in column(page, "Status")
    assert "Bring more rows." in page.error[0].value


def test_without_models_the_way_leads_to_training(opened: Open, served: Workspace, trained: Trained) -> None:
    models.remove(served, trained.leaves.id)
    models.remove(served, trained.spend.id)

    page = opened("models")

    assert "No model yet" in words(page)
    assert "Train one" in links(page)
