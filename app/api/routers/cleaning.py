"""Clean-up steps: try them, make a version of them, and take those of an earlier version."""

from __future__ import annotations

from typing import Any

from app.api.context import Here
from app.api.records import cleaning as records
from app.api.routers import router
from core import cleaning, datasets, profiling

routes = router("cleaning")


@routes.get("/clean/kinds", response_model=records.StepKinds)
def list_step_kinds() -> Any:
    """The kinds of steps there are, with their settings."""
    return {"items": cleaning.STEPS}


@routes.post("/datasets/{dataset_id}/clean/preview", response_model=records.Preview)
def preview_steps(ws: Here, dataset_id: str, given: records.Steps) -> Any:
    """What steps would do: rows, cells and missing values before and after each, and the first rows after all."""
    return cleaning.preview(ws, datasets.find(ws, dataset_id), _steps(given))


@routes.post("/datasets/{dataset_id}/clean", status_code=202, response_model=records.CleanStarted)
def clean_dataset(ws: Here, dataset_id: str, given: records.Steps) -> Any:
    """Make the next version of a dataset from steps, by a job. The version they start from stays."""
    return cleaning.start(ws, datasets.find(ws, dataset_id), _steps(given))


@routes.get("/datasets/{dataset_id}/clean/steps", response_model=records.StepsOf)
def dataset_steps(ws: Here, dataset_id: str) -> Any:
    """The steps that made this version, if steps did, and those that its profile suggests."""
    dataset = datasets.find(ws, dataset_id)
    return {
        "steps": [step.to_json() for step in cleaning.steps_of(dataset)],
        "suggestions": [
            {**vars(one), "step": one.step.to_json()} for one in cleaning.suggest(profiling.profile(ws, dataset))
        ],
    }


def _steps(given: records.Steps) -> list[cleaning.Step]:
    return [cleaning.Step(step.kind, step.settings, step.on) for step in given.steps]
