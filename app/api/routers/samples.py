"""Samples: tables that come with Tablecast, to try it with."""

from __future__ import annotations

from typing import Any

from fastapi import Response
from fastapi.concurrency import run_in_threadpool

from app.api.context import Here
from app.api.records.datasets import Dataset, ImportStarted, NewSample, Sample
from app.api.routers import router
from app.api.waiting import imported
from core.datasets import samples

routes = router("samples")


@routes.get("/samples", response_model=list[Sample])
def list_samples() -> Any:
    """The samples there are."""
    return samples.SAMPLES


@routes.post(
    "/samples",
    status_code=201,
    response_model=Dataset | ImportStarted,
    responses={202: {"model": ImportStarted, "description": "The import goes on as a job."}},
)
async def add_sample(ws: Here, given: NewSample, response: Response) -> Any:
    """Import a sample as a dataset."""
    job = await run_in_threadpool(samples.start_import, ws, given.key)
    return await imported(ws, job, response)
