"""Steps for good: a job in a child process makes the next version of the dataset, and says what each step did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import core.cleaning.catalogue as catalogue
import core.cleaning.previews as previews
import core.cleaning.running as running
from core import datasets, jobs
from core.cleaning.steps import Sql, Step, Table
from core.datasets import Dataset, making
from core.datasets.importing import jobs as importing
from core.datasets.importing import limits
from core.datasets.importing.progress import Progress
from core.datasets.importing.storing.database import Database
from core.datasets.importing.types.sql import literal
from core.datasets.making import Plan
from core.errors import AppError, BadInput
from core.jobs import Job, Reporter
from core.storage.state import new_id
from core.workspace import Workspace


def start(ws: Workspace, dataset: Dataset, steps: Sequence[Step]) -> Job:
    """Puts the steps in the queue; the job's subject is the id of the version to be.

    They are tried first. Raises what the first of them raises that cannot be done, and BadInput when none is on.
    """
    if not any(step.on for step in steps):
        raise BadInput("No step is on.", hint="Add a step, or switch one on.")
    error = previews.preview(ws, dataset, steps).error
    if error:
        raise _raised(error)
    spec = {"dataset_id": dataset.id, "name": dataset.name, "steps": [step.to_json() for step in steps]}
    return jobs.add(ws, "clean", spec, subject=new_id("ds"))


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of steps, called in its child process."""
    limits.apply(ws.settings)
    if importing.already_done(ws, job):
        return {"dataset_id": job.subject}
    source = datasets.find(ws, job.spec["dataset_id"])
    steps = [Step.from_json(step) for step in job.spec["steps"]]
    counts: list[dict[str, Any]] = []
    origin = {
        "kind": "steps",
        "source": source.id,
        "source_columns": [column.name for column in source.columns],
        "steps": job.spec["steps"],
        "counts": counts,
    }

    def prepare(database: Database) -> str:
        last = _attached(ws, database, source)
        for ran in running.run(last.ask, last, steps):
            reporter.progress(ran.place / len(steps), catalogue.sentence(ran.step))
            counts.append({"place": ran.place, "rows_before": ran.before.rows, "rows_after": ran.after.rows})
            last = ran.after
        return last.name

    plan = Plan(job.subject, source.name, origin, series=source.series)
    making.make(ws, plan, prepare, Progress(reporter.progress))
    return {"dataset_id": job.subject, "counts": counts}


def ended(ws: Workspace, job: Job) -> None:
    """Removes what steps left that ended without a version."""
    importing.ended(ws, job)


def _attached(ws: Workspace, database: Database, source: Dataset) -> Table:
    """The table of the dataset, and the way to others, attached to the database that is being written."""

    def execute(sql: Sql) -> list[tuple[Any, ...]]:
        return database.fetch(sql.text, list(sql.parameters))

    def attached(dataset: Dataset, other: running.Other) -> Table:
        path = literal(str(datasets.path(ws, dataset.id)))
        execute(Sql(f"ATTACH IF NOT EXISTS {path} AS {dataset.id} (READ_ONLY)"))
        return Table(f"{dataset.id}.data", dataset.columns, dataset.rows, execute, other)

    def joined(dataset_id: str) -> Table:
        return attached(datasets.find(ws, dataset_id), running.no_other)

    return attached(source, joined)


def _raised(error: dict[str, str]) -> AppError:
    """The error of a step as the exception that it was."""
    leaves = {leaf.code: leaf for leaf in AppError.__subclasses__()}
    return leaves.get(error["code"], AppError)(error["message"], hint=error["hint"])
