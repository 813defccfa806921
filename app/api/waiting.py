"""Waiting for a job a little, so that small files are answered at once, without holding up anybody."""

from __future__ import annotations

import time
from typing import Any

import anyio
from fastapi import Response
from fastapi.concurrency import run_in_threadpool

import app.api.errors as errors
from app.api.records.datasets import Dataset, ImportStarted
from core import datasets, jobs
from core.jobs import Job
from core.workspace import Workspace

PATIENCE_SECONDS = 10.0  # after this, a client is better served with a job to ask about
STEP_SECONDS = 0.05  # between two looks; sleeping holds no thread


async def imported(ws: Workspace, job: Job, response: Response) -> Any:
    """The dataset that an import job makes, or after some patience the job itself, with status 202."""
    job = await ended_or_late(ws, job, seconds=PATIENCE_SECONDS)
    if job.active:
        response.status_code = 202
        return ImportStarted.model_validate(job)
    if job.status != "done":
        raise errors.of_job(job)
    return Dataset.model_validate(await run_in_threadpool(datasets.find, ws, job.subject))


async def ended_or_late(ws: Workspace, job: Job, *, seconds: float) -> Job:
    """The job when it has ended, or as it is after so many seconds."""
    deadline = time.monotonic() + seconds
    while job.active and time.monotonic() < deadline:
        await anyio.sleep(STEP_SECONDS)
        job = await run_in_threadpool(jobs.find, ws, job.id)
    return job
