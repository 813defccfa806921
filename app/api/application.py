"""The API as one ASGI application, to be mounted under /api."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

import app.api.errors as errors
from app.api.context import WorkspaceSource
from app.api.documentation import page
from app.api.operating.metrics import Metrics
from app.api.operating.watching import Watched
from app.api.routers import (
    cleaning,
    comparisons,
    datasets,
    exploring,
    health,
    jobs,
    models,
    predictions,
    profiles,
    queries,
    recipes,
    reports,
    samples,
    tables,
    uploads,
)
from core import workspace

ROUTERS = (
    uploads,
    samples,
    recipes,
    datasets,
    tables,
    exploring,
    cleaning,
    profiles,
    queries,
    comparisons,
    models,
    reports,
    predictions,
    jobs,
    health,
)


def build(workspace_source: WorkspaceSource = workspace.current) -> FastAPI:
    """The application. It asks `workspace_source` at each request, so the workspace may open later than it is built."""
    app = FastAPI(
        title="Tablecast",
        version="1",
        description=page.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=page.operation_id,
        responses=page.ERRORS,
    )
    app.state.workspace_source = workspace_source
    app.state.metrics = Metrics(workspace_source)
    app.add_middleware(Watched, metrics=app.state.metrics)
    errors.install(app)
    page.install(app)
    app.include_router(_version_one())
    return app


def _version_one() -> APIRouter:
    version = APIRouter(prefix="/v1")
    for room in ROUTERS:
        version.include_router(room.routes)
    return version
