"""Profiles: what is in a dataset, and what a training would do with one of its columns."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import HTMLResponse

from app.api.context import Here
from app.api.records.models import Advice
from app.api.routers import router
from core import datasets, profiling, training
from core.profiling.records import Profile

routes = router("profiles")


Target = Annotated[str | None, Query(description="Also relate every column to this one.")]


@routes.get("/datasets/{dataset_id}/profile", response_model=Profile)
def dataset_profile(ws: Here, dataset_id: str, target: Target = None) -> Any:
    """Everything measured about a dataset: columns, missing values, associations, and alerts in words.

    The first look measures and may take a while on a large table; later ones are instant.
    """
    return profiling.profile(ws, datasets.find(ws, dataset_id), target=target)


@routes.get("/datasets/{dataset_id}/profile.html", response_class=HTMLResponse)
def dataset_profile_page(ws: Here, dataset_id: str, target: Target = None) -> HTMLResponse:
    """The profile as a page to read, print or send: it needs nothing else, and shows the SQL behind its numbers."""
    dataset = datasets.find(ws, dataset_id)
    return HTMLResponse(profiling.to_html(profiling.profile(ws, dataset, target=target), name=dataset.name))


@routes.get("/datasets/{dataset_id}/advice", response_model=Advice)
def training_advice(
    ws: Here, dataset_id: str, target: Annotated[str, Query(description="The column to predict.")]
) -> Any:
    """What a training would do with a target: the task and why, the rows that count, and what stands in the way."""
    return training.advise(ws, datasets.find(ws, dataset_id), target)
