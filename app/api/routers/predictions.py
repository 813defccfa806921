"""Predictions: rows in and answers out, or a file in and the file with answers out."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from app.api.context import Here
from app.api.incoming import files
from app.api.incoming.bodies import checked
from app.api.incoming.forms import QUESTIONS_FILE
from app.api.records.predictions import Predictions, Questions, QuestionsFile
from app.api.records.shared import Started
from app.api.routers import router
from core import predicting

routes = router("predictions")


# exclude_unset: what does not apply to a model is left out, not null.
@routes.post("/models/{model_id}/predict", response_model=Predictions, response_model_exclude_unset=True)
def predict(ws: Here, model_id: str, given: Questions) -> Any:
    """Predict rows. Each answer carries its probabilities or interval, and flags for what is unusual about the row."""
    return predicting.rows(ws, model_id, given.rows, explain=given.explain, interval=given.interval).to_json()


@routes.post("/models/{model_id}/predict-file", status_code=202, response_model=Started, openapi_extra=QUESTIONS_FILE)
async def predict_file(ws: Here, model_id: str, request: Request) -> Any:
    """Predict a whole table: a dataset, an upload, or a form's `file`. The job's result is a file."""
    wanted = checked(QuestionsFile, await files.fields(ws, request)).model_dump()
    job = await run_in_threadpool(predicting.start_file, ws, model_id, **wanted)
    return {"job_id": job.id}
