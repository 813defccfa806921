"""What is known about a model: everything measured, in words, as a card, and as a file to take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from app.api.context import Here
from app.api.records.models import Report, Summary
from app.api.routers import router
from core import models

routes = router("models")


@routes.get("/models/{model_id}/report", response_model=Report)
def model_report(ws: Here, model_id: str) -> Any:
    """Everything that was measured: scores, leaderboard, curves, importance, what was done to each column."""
    return models.report(ws, model_id)


@routes.get("/models/{model_id}/summary", response_model=Summary)
def model_summary(ws: Here, model_id: str) -> Any:
    """What the model predicts, how well, from what, and with which limits, in words."""
    return models.summary(ws, model_id)


@routes.get(
    "/models/{model_id}/card",
    response_class=JSONResponse,
    responses={200: {"description": "The card.", "content": {"text/markdown": {}, "text/html": {}}}},
)
def model_card(
    ws: Here, model_id: str, format: Annotated[Literal["json", "markdown", "html"], Query()] = "json"
) -> Response:
    """The model card: everything that somebody who relies on the model should know."""
    return CARDS[format](models.card(ws, model_id))


CARDS: dict[str, Callable[[models.Card], Response]] = {
    "json": lambda card: JSONResponse(card.to_json()),
    "markdown": lambda card: Response(card.to_markdown(), media_type="text/markdown"),
    "html": lambda card: HTMLResponse(card.to_html()),
}


@routes.get(
    "/models/{model_id}/download",
    response_class=FileResponse,
    responses={200: {"description": "The file.", "content": {"application/zip": {}}}},
)
def download_model(ws: Here, model_id: str) -> FileResponse:
    """The model as a zip: data only (JSON, arrays, boosters), with its card and checksums."""
    model = models.find(ws, model_id)
    path = models.download(ws, model_id)
    return FileResponse(path, media_type="application/zip", filename=f"{model.name}-{model.version}.zip")
