"""Starting a training: what was asked is checked before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core import jobs, models, training
from core.datasets import Dataset
from core.errors import BadInput, NotFound
from core.workspace import Workspace
from tests.worlds import store


def table(ws: Workspace) -> Dataset:
    return store(ws, "SELECT range AS x, range % 7 AS z, range % 2 = 0 AS y, 1 AS one FROM range(100)", name="coins")


def test_a_started_training_is_a_model_and_a_job_that_know_each_other(ws: Workspace) -> None:
    model = training.start(ws, table(ws), target="y", budget_seconds=30, exclude=["z"], seed=5)

    job = jobs.find(ws, model.job_id or "")
    assert (model.status, model.name, model.task) == ("training", "coins: y", "binary")
    assert (job.kind, job.status, job.subject) == ("train", "waiting", model.id)
    spec = training.TrainingSpec.from_json(job.spec)
    assert (spec.metric, spec.budget_seconds, spec.exclude, spec.seed) == ("roc_auc", 30, ("z",), 5)


def test_the_budget_is_the_setting_unless_said(ws: Workspace) -> None:
    model = training.start(ws, table(ws), target="y")

    assert model.settings["budget_seconds"] == ws.settings.default_budget_seconds


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"target": "one"}, "is the same in every row"),
        ({"task": "guessing"}, "There is no task “guessing”"),
        ({"metric": "rmse"}, "“rmse” does not fit the task binary"),
        ({"budget_seconds": 1}, "A training of 1 second was asked for"),
        ({"budget_seconds": 10**6}, "A training of 1,000,000 seconds was asked for"),
        ({"exclude": ["y"]}, "“y” is to be predicted and cannot be excluded"),
        ({"exclude": ["x", "z", "one"]}, "Every column is excluded"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    ws: Workspace, asked: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        training.start(ws, table(ws), **{"target": "y", **asked})

    assert models.newest(ws).items == ()
    assert jobs.newest(ws).items == ()


def test_an_unknown_excluded_column_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="has no column “w”"):
        training.start(ws, table(ws), target="y", exclude=["w"])


def test_the_model_notes_how_its_file_was_written(ws: Workspace) -> None:
    columns = [
        {"name": "x", "type": "DATE", "written": "date %m/%d/%Y"},
        {"name": "z", "type": "VARCHAR", "written": ""},
        {"name": "y", "type": "BOOLEAN", "written": ""},
    ]
    dataset = replace(table(ws), report={"format": "text", "columns": columns})

    model = training.start(ws, dataset, target="y")

    assert model.settings["conventions"] == {"x": "date %m/%d/%Y", "z": "words"}
