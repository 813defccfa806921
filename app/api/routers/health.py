"""Health: alive, ready, and measured."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from app.api.context import Here
from app.api.operating import metrics, readiness
from app.api.records.health import Alive, Ready
from app.api.routers import router

routes = router("health")


@routes.get("/health/live", response_model=Alive)
async def alive() -> Any:
    """Whether this process answers."""
    return Alive()


@routes.get(
    "/health/ready",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Some part is not well."}},
)
def ready(ws: Here, response: Response) -> Any:
    """Whether this process can serve, part by part: state database, folders, supervisor, disk space."""
    parts = readiness.findings(ws)
    well = all(part.ok for part in parts)
    response.status_code = 200 if well else 503
    return {"ready": well, "parts": parts}


@routes.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def measured(request: Request) -> Response:
    """Prometheus text: requests, their durations, jobs by status, memory."""
    return Response(request.app.state.metrics.text(), media_type=metrics.MEDIA_TYPE)
