"""Which training a person looks at: the one in the URL, as long as it belongs to the dataset that is looked at."""

from __future__ import annotations

from app.ui import errors, state
from core import jobs
from core.errors import NotFound
from core.jobs import Job
from core.models import Model
from core.workspace import Workspace


def current(ws: Workspace) -> Job | None:
    """The training to show, or None for the plan of a new one. Raises NotFound, once, when it is gone."""
    job_id = state.chosen("job")
    if job_id is None:
        return None
    try:
        job = jobs.find(ws, job_id)
    except NotFound:
        state.forget("job")
        raise
    if job.kind != "train" or job.spec["dataset_id"] != (state.chosen("dataset") or job.spec["dataset_id"]):
        state.forget("job")  # remembered from before the person turned to another dataset
        return None
    return job


def sentence(model: Model) -> str:
    """What the training is about."""
    return f"Predicts **{errors.plain(model.target)}** from the other columns of {errors.plain(model.dataset_name)}."
