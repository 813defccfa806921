from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs, models
from core.datasets import Dataset
from core.jobs import queue
from core.models import Model
from core.workspace import Workspace
from tests.pages.conftest import Open
from tests.pages.seeing import buttons, press, tabs, tiles, words
from tests.pages.training import Trained
from tests.worlds import store


@pytest.fixture
def data_dir(tmp_path: Path, trained: Trained) -> Path:
    return Path(shutil.copytree(trained.folder, tmp_path / "data"))


def result(opened: Open, model: Model) -> AppTest:
    return opened("train", dataset=model.dataset_id, model=model.id, job=str(model.job_id))


def started(opened: Open, customers: Dataset) -> AppTest:
    """A training that waits for its turn."""
    return press(opened("train", dataset=customers.id, target="leaves"), "Start training")


def grouped_by_city(opened: Open, ws: Workspace) -> tuple[AppTest, Dataset]:
    select = "SELECT 'city ' || (range % 40) AS city, range % 40 * 7 % 11 + range % 3 AS sold FROM range(400)"
    table = store(ws, select)
    return opened("train", dataset=table.id, target="sold"), table


def of_page(app: AppTest, ws: Workspace) -> jobs.Job:
    return jobs.find(ws, app.query_params["job"])


def test_before_a_target_is_chosen_nothing_can_be_started(opened: Open, trained: Trained) -> None:
    page = opened("train", dataset=trained.customers.id)

    assert "Start training" not in buttons(page)


def test_a_target_in_the_url_is_chosen_and_its_task_explained(opened: Open, trained: Trained) -> None:
    page = opened("train", dataset=trained.customers.id, target="leaves")

    assert page.selectbox(key=f"train.target.{trained.customers.id}").value == "leaves"
    assert "One of two classes" in words(page)
    assert "400 rows to learn from. Classes: yes" in words(page)


def test_a_chosen_target_stands_in_the_url(opened: Open, trained: Trained) -> None:
    page = opened("train", dataset=trained.customers.id)

    page.selectbox(key=f"train.target.{trained.customers.id}").select("spend").run()

    assert page.query_params["target"] == "spend"
    assert "A number" in words(page)


def test_a_target_that_cannot_be_predicted_says_why_and_offers_no_start(opened: Open, trained: Trained) -> None:
    page = opened("train", dataset=trained.customers.id, target="since")

    assert "“since” is a date" in page.error[0].value.replace("\\", "")
    assert "Start training" not in buttons(page)


def test_starting_uses_what_was_chosen_and_shows_the_job_at_once(
    opened: Open, trained: Trained, served: Workspace
) -> None:
    page = opened("train", dataset=trained.customers.id, target="leaves")
    place = f"{trained.customers.id}.leaves"
    page.multiselect(key=f"train.exclude.{place}").select("name")
    page.text_input(key=f"train.name.{place}").input("quitters")
    page.selectbox(key=f"train.metric.{place}.binary").select("brier")

    press(page, "Start training")

    spec = of_page(page, served).spec
    assert (spec["metric"], spec["exclude"], spec["budget_seconds"]) == ("brier", ["name"], 60)
    assert page.title[0].value == "quitters, version 1"
    assert {"Stop and keep the best", "Cancel"} & set(buttons(page))


def test_another_task_brings_its_own_metrics(opened: Open, trained: Trained) -> None:
    page = opened("train", dataset=trained.customers.id, target="age")

    page.selectbox(key=f"train.task.{trained.customers.id}.age").select("multiclass").run()

    assert page.selectbox(key=f"train.metric.{trained.customers.id}.age.multiclass").value == "log_loss"


def test_a_running_training_shows_its_stage_and_the_candidates_so_far(
    opened: Open, trained: Trained, served: Workspace
) -> None:
    job = of_page(started(opened, trained.customers), served)
    queue.add_event(served, job.id, "stage", {"name": "searching", "label": "Trying models"})
    scored = {"family": "linear", "label": "Linear model", "status": "kept", "score": 0.8, "low": 0.7, "high": 0.9}
    queue.add_event(served, job.id, "candidate", {"key": "a", **scored})
    queue.add_event(
        served, job.id, "candidate", {"key": "b", "family": "x", "label": "Extra trees", "status": "fitting"}
    )

    page = opened("train", job=job.id, dataset=trained.customers.id)

    assert "Candidates so far" in words(page)
    assert "At work: Extra trees" in words(page)
    assert len(page.get("plotly_chart")) == 1


def test_a_cancelled_training_says_so_and_leads_back_to_its_plan(opened: Open, trained: Trained) -> None:
    page = started(opened, trained.customers)
    press(page, "Cancel")
    page.run()

    assert "Cancelled" in words(page)
    press(page, "Change the plan")
    assert "Start training" in buttons(page)
    assert page.selectbox(key=f"train.target.{trained.customers.id}").value == "leaves"


def test_a_failed_training_shows_what_happened_and_what_to_do(
    opened: Open, trained: Trained, served: Workspace
) -> None:
    job = of_page(started(opened, trained.customers), served)
    error = {"code": "bad_rows", "message": "Nothing to learn from.", "hint": "Bring more rows."}
    queue.end(served, job.id, "failed", message="Failed.", error=error)

    page = opened("train", job=job.id, dataset=trained.customers.id)

    assert "Nothing to learn from." in page.error[0].value
    assert "Bring more rows." in page.error[0].value


def test_an_interrupted_training_can_be_continued(opened: Open, trained: Trained, served: Workspace) -> None:
    job = of_page(started(opened, trained.customers), served)
    queue.end(served, job.id, "interrupted", message="The server was restarted.")

    page = opened("train", job=job.id, dataset=trained.customers.id)
    assert "The server was restarted." in words(page)
    press(page, "Continue")

    assert jobs.find(served, job.id).status == "waiting"


def test_a_finished_training_says_how_good_the_model_is(opened: Open, trained: Trained) -> None:
    page = result(opened, trained.leaves)

    assert words(page).startswith("customers: leaves, version 1")
    assert "leaves" in (page.success or page.warning)[0].value
    assert "ROC AUC" in tiles(page)
    assert tabs(page) == ["How good", "What drives it", "What was tried", "Columns", "How it was made"]


def test_a_model_of_classes_has_its_pictures_and_a_threshold_to_move(opened: Open, trained: Trained) -> None:
    page = result(opened, trained.leaves)

    assert "Can the probabilities be believed?" in words(page)
    before = words(page)
    page.slider(key=f"{trained.leaves.id}.threshold").set_value(0.99).run()

    assert words(page) != before


def test_a_model_of_numbers_has_its_own_pictures(opened: Open, trained: Trained) -> None:
    page = result(opened, trained.spend)

    assert {"Predicted and actual", "Size of the errors (residuals)"} <= set(words(page).replace("*", "").split("\n"))
    assert "RMSE" in tiles(page)


def test_the_recipe_tells_what_was_done_to_every_column(opened: Open, trained: Trained) -> None:
    page = result(opened, trained.leaves)

    tables = [table.value for table in page.dataframe]
    recipe = next(table for table in tables if "What was done" in table.columns)
    assert {"age", "plan", "since", "member"} <= set(recipe["Column"])


def test_a_job_of_another_table_gives_way_to_the_plan(opened: Open, trained: Trained, served: Workspace) -> None:
    other = models.find(served, trained.leaves.id)

    page = opened("train", dataset="ds_other", job=str(other.job_id))

    assert "job" not in page.query_params


def test_a_job_that_is_gone_is_said_once(opened: Open, trained: Trained) -> None:
    page = opened("train", dataset=trained.customers.id, job="jb_gone")
    assert "There is no job" in page.error[0].value

    page.run()

    assert not page.error


def test_a_suspicious_column_can_be_left_out_with_one_click(opened: Open, trained: Trained, served: Workspace) -> None:
    told = {"warnings": [{"code": "leak", "column": "age", "sentence": "“age” alone predicts too well."}]}
    file = served.folders.models / trained.leaves.id / "report.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | told))
    page = result(opened, trained.leaves)

    press(page, "Train again without age")

    assert page.multiselect(key=f"train.exclude.{trained.customers.id}.leaves").value == ["age"]


def test_a_training_whose_model_was_deleted_says_so_once(opened: Open, trained: Trained, served: Workspace) -> None:
    models.remove(served, trained.leaves.id)

    page = result(opened, trained.leaves)
    assert "There is no model" in page.error[0].value
    page.run()

    assert not page.error


def test_a_table_with_groups_asks_what_will_be_predicted(opened: Open, ws: Workspace) -> None:
    page, table = grouped_by_city(opened, ws)

    choice = page.selectbox(key=f"train.split.{table.id}.sold")
    assert choice.options == ["Rows like these", "New values of “city”"]
    assert "Looking at the columns before a training." in words(page)


def test_the_chosen_way_to_split_is_the_one_of_the_training(opened: Open, ws: Workspace) -> None:
    page, table = grouped_by_city(opened, ws)

    page.selectbox(key=f"train.split.{table.id}.sold").select_index(1)
    press(page, "Start training")

    settings = models.newest(ws, dataset_id=table.id).items[0].settings
    assert settings["split"] == {"kind": "grouped", "column": "city"}
    assert [job.status for job in jobs.newest(ws, kind="rehearsal").items] == ["cancelled"]


def test_a_difference_that_matters_is_told_with_its_numbers(opened: Open, ws: Workspace) -> None:
    _, table = grouped_by_city(opened, ws)
    trial = {"kind": "grouped", "column": "city", "groups": 40, "metric": "R²", "matters": True}
    (job,) = jobs.newest(ws, kind="rehearsal").items
    queue.update(ws, job.id, status="running")
    queue.end(ws, job.id, "done", message="", result={"trials": [trial | {"random_score": 0.91, "score": 0.2}]})

    page = opened("train", dataset=table.id, target="sold")

    assert "Will you predict for values of “city” that are not in this table, or for known ones?" in words(page)
    assert "R² 0.91 on random rows, 0.2 on new values of “city”" in words(page)
