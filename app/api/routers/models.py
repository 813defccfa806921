"""Models: train one, see how good it is and why, take it away, let it go."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query

from app.api.context import Here
from app.api.lists import Asked
from app.api.records.models import Model, NewModel, RehearsalAsked, RehearsalStarted, TrainingStarted
from app.api.records.shared import Listing, NewName
from app.api.routers import router
from core import datasets, models, training

routes = router("models")


@routes.post("/models", status_code=202, response_model=TrainingStarted)
def train_model(ws: Here, given: NewModel) -> Any:
    """Start a training. Its job says how far it is; `POST /jobs/{id}/stop` ends it early and keeps the best so far."""
    asked = given.model_dump(exclude={"dataset_id", "split"})
    split = training.Split(**given.split.model_dump()) if given.split else None
    return training.start(ws, datasets.find(ws, given.dataset_id), **asked, split=split)


@routes.post("/models/rehearsal", status_code=202, response_model=RehearsalStarted)
def rehearse(ws: Here, given: RehearsalAsked) -> Any:
    """Look before a training: which columns know too much, and whether groups or time in the rows change the score."""
    job = training.start_rehearsal(ws, datasets.find(ws, given.dataset_id), given.target, task=given.task)
    return {"job_id": job.id if job else None, "splits": job.spec["splits"] if job else []}


@routes.get("/models", response_model=Listing[Model])
def list_models(
    ws: Here,
    window: Asked,
    status: Annotated[Literal["training", "ready", "failed", "cancelled"] | None, Query()] = None,
    name: Annotated[str | None, Query(description="Only the versions under this name.")] = None,
    dataset_id: Annotated[str | None, Query(description="Only models made from this dataset.")] = None,
) -> Any:
    """Models, newest first."""
    return window.of(models.newest, ws, status=status, name=name, dataset_id=dataset_id)


@routes.get("/models/{model_id}", response_model=Model)
def find_model(ws: Here, model_id: str) -> Any:
    """One model."""
    return models.find(ws, model_id)


@routes.patch("/models/{model_id}", response_model=Model)
def rename_model(ws: Here, model_id: str, given: NewName) -> Any:
    """Give a model, in all its versions, another name."""
    return models.rename(ws, model_id, given.name)


@routes.delete("/models/{model_id}", status_code=204)
def remove_model(ws: Here, model_id: str) -> None:
    """Remove a model and its files."""
    models.remove(ws, model_id)
