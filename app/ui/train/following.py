"""Which training a person looks at: the one in the URL, as long as it belongs to the dataset that is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.ui import errors, state
from core import jobs, models
from core.errors import NotFound
from core.jobs import Job
from core.models import Model
from core.workspace import Workspace

Thing = TypeVar("Thing")


def current(ws: Workspace) -> Job | None:
    """The training to show, or None for the plan of a new one. Raises NotFound, once, when it is gone."""
    job_id = state.chosen("job")
    if job_id is None:
        return None
    job = _found(lambda: jobs.find(ws, job_id))
    if job.kind != "train" or job.spec["dataset_id"] != (state.chosen("dataset") or job.spec["dataset_id"]):
        state.forget("job")  # remembered from before the person turned to another dataset
        return None
    return job


def model_of(ws: Workspace, job: Job) -> Model:
    """The model that a training makes. Raises NotFound, once, when it was deleted."""
    return _found(lambda: models.find(ws, job.subject))


def sentence(model: Model) -> str:
    """What the training is about."""
    return f"Predicts **{errors.plain(model.target)}** from the other columns of {errors.plain(model.dataset_name)}."


def _found(find: Callable[[], Thing]) -> Thing:
    try:
        return find()
    except NotFound:
        state.forget("job")  # the error is shown once; the next run offers the plan of a new training
        raise
