"""A rehearsal before a training: quick models show which columns know too much, and which way to split matters."""

from __future__ import annotations

from typing import Any

import core.training.split_advice as split_advice
from core import jobs
from core.datasets import Dataset
from core.jobs import Job
from core.training.advice import advise
from core.training.split_advice import Trial
from core.training.suspects import Suspect
from core.workspace import Workspace

KIND = "rehearsal"


def start_rehearsal(ws: Workspace, dataset: Dataset, target: str, *, task: str | None = None) -> Job | None:
    """The job of a rehearsal, one from before if there is one; None when the target cannot be predicted.

    Its result has `trials` and `suspects`, each with its words. Raises NotFound for an unknown column.
    """
    advice = advise(ws, dataset, target, task=task)
    if advice.problem:
        return None
    splits = split_advice.candidates(ws, dataset, target)
    spec = {
        "dataset_id": dataset.id,
        "target": target,
        "task": advice.task,
        "splits": [split.to_json() for split in splits],
    }
    known = jobs.newest(ws, kind=KIND, subject=dataset.id).items
    same = (job for job in known if job.spec == spec and job.status in ("waiting", "running", "done"))
    return next(same, None) or jobs.add(ws, KIND, spec, subject=dataset.id)


def stop_rehearsal(ws: Workspace, dataset: Dataset) -> None:
    """Ends the rehearsals on this dataset that still run: the training that begins needs the processor."""
    for job in jobs.newest(ws, kind=KIND, subject=dataset.id).items:
        if job.active:
            jobs.cancel(ws, job.id)


def trials(job: Job) -> tuple[Trial, ...]:
    """What a finished rehearsal found about splits, those that matter first."""
    found = (Trial.from_json(trial) for trial in _result(job, "trials"))
    return tuple(sorted(found, key=lambda trial: not trial.matters))


def suspects(job: Job) -> tuple[Suspect, ...]:
    """The columns that a finished rehearsal found to know too much, worst first."""
    return tuple(Suspect(suspect["column"], suspect["skill"]) for suspect in _result(job, "suspects"))


def _result(job: Job, part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (job.result or {}).get(part, [])
    return found
