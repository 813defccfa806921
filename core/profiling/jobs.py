"""A profile as a job: measured in a process of its own, with progress, and kept when it is done."""

from __future__ import annotations

from typing import Any

from core import datasets, jobs
from core.datasets.catalogue import Dataset
from core.jobs import Job, Reporter
from core.profiling.profiles import profile
from core.workspace import Workspace


def start(ws: Workspace, dataset: Dataset, *, target: str | None = None, exact: bool = False) -> Job:
    """Starts to measure a dataset, and, if `exact`, what was approximate or sampled again; returns the job at once.

    Raises NotFound for a target that is no column.
    """
    if target is not None:
        dataset.column(target)
    spec = {"dataset_id": dataset.id, "target": target, "exact": exact}
    return jobs.add(ws, "profile", spec, subject=dataset.id)


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """Measures in the child process of the job; the profile is then kept beside its dataset."""
    dataset = datasets.find(ws, job.spec["dataset_id"])
    target, exact = job.spec["target"], job.spec["exact"]
    made = profile(ws, dataset, target=target, exact=exact, report=reporter.progress)
    return {"dataset_id": dataset.id, "target": target, "exact": made.exact, "alerts": len(made.alerts)}
