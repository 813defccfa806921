"""Jobs: how far long work is; stop it, cancel it, continue it, take its file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import FileResponse

from app.api.context import Here
from app.api.lists import Asked
from app.api.records.jobs import Job, JobWithEvents, Status
from app.api.records.shared import Listing
from app.api.routers import router
from core import jobs, predicting

routes = router("jobs")


@routes.get("/jobs", response_model=Listing[Job])
def list_jobs(
    ws: Here,
    window: Asked,
    kind: Annotated[str | None, Query(description="import, inspect, train or predict.")] = None,
    subject: Annotated[str | None, Query(description="The id of a dataset or a model.")] = None,
    status: Annotated[tuple[Status, ...], Query(description="Repeated: any of these.")] = (),
) -> Any:
    """Jobs, newest first."""
    return window.of(jobs.newest, ws, kind=kind, subject=subject, status=status)


@routes.get("/jobs/{job_id}", response_model=JobWithEvents)
def find_job(
    ws: Here, job_id: str, after: Annotated[int, Query(ge=0, description="Only events after this `seq`.")] = 0
) -> Any:
    """One job and what happened during it: the stages and the candidates (the leaderboard) of a training."""
    return {**vars(jobs.find(ws, job_id)), "events": jobs.events(ws, job_id, after=after)}


@routes.post("/jobs/{job_id}/stop", response_model=Job)
def stop_job(ws: Here, job_id: str) -> Any:
    """End a job early and keep the best it has."""
    return jobs.stop(ws, job_id)


@routes.post("/jobs/{job_id}/cancel", response_model=Job)
def cancel_job(ws: Here, job_id: str) -> Any:
    """End a job and keep nothing."""
    return jobs.cancel(ws, job_id)


@routes.post("/jobs/{job_id}/resume", response_model=Job)
def resume_job(ws: Here, job_id: str) -> Any:
    """Continue an interrupted or failed job from what it had finished."""
    return jobs.resume(ws, job_id)


@routes.get(
    "/jobs/{job_id}/result",
    response_class=FileResponse,
    responses={200: {"description": "The file.", "content": {"application/octet-stream": {}}}},
)
def job_result(ws: Here, job_id: str) -> FileResponse:
    """The file that a prediction on a file made."""
    path = predicting.file(ws, job_id)
    return FileResponse(path, filename=path.name)
