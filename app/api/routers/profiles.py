"""Profiles: what is in a dataset, as data and as files to take away, and what people decided about its alerts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from app.api.context import Here
from app.api.records.models import Advice
from app.api.records.profiles import Mark, Marks, NewMark
from app.api.routers import router
from core import datasets, profiling, training
from core.datasets import Dataset
from core.profiling import marks
from core.profiling.records import Profile
from core.profiling.writing import exports, masking
from core.workspace import Workspace

routes = router("profiles")


Target = Annotated[str | None, Query(description="Also relate every column to this one.")]
Mask = Annotated[
    Literal["personal", "all", "none"],
    Query(description="Whose values are left out: those of personal columns, of all, or of none."),
]
CSV = {200: {"description": "One line per alert.", "content": {"text/csv": {}}}}
MARKDOWN = {200: {"description": "The summary.", "content": {"text/markdown": {}}}}


@routes.get("/datasets/{dataset_id}/profile", response_model=Profile)
def dataset_profile(ws: Here, dataset_id: str, target: Target = None, mask: Mask = "personal") -> Any:
    """Everything measured about a dataset: columns, missing values, associations, and alerts in words.

    The first look measures and may take a while on a large table; later ones are instant.
    """
    dataset = datasets.find(ws, dataset_id)
    profile = profiling.profile(ws, dataset, target=target)
    masked = _masked(ws, dataset, profile, mask)
    kept = None if masked else profiling.stored_bytes(ws, dataset, target=target)
    if kept:
        return Response(kept, media_type="application/json")
    return JSONResponse(profiling.to_json(masking.masked(profile, masked)))


@routes.get("/datasets/{dataset_id}/profile.html", response_class=HTMLResponse)
def dataset_profile_page(ws: Here, dataset_id: str, target: Target = None, mask: Mask = "personal") -> Response:
    """The profile as a page to read, print or send: it needs nothing else, and shows the SQL behind its numbers."""
    return _file(ws, dataset_id, "html", target, mask)


@routes.get("/datasets/{dataset_id}/profile.md", response_class=PlainTextResponse, responses=MARKDOWN)
def dataset_profile_summary(ws: Here, dataset_id: str, target: Target = None, mask: Mask = "personal") -> Response:
    """The profile in short, as Markdown: size, alerts, a line per column."""
    return _file(ws, dataset_id, "md", target, mask)


@routes.get("/datasets/{dataset_id}/alerts.csv", response_class=PlainTextResponse, responses=CSV)
def dataset_alerts(ws: Here, dataset_id: str, target: Target = None, mask: Mask = "personal") -> Response:
    """The alerts as a table. Texts that a spreadsheet would run as a formula get an apostrophe before them."""
    return _file(ws, dataset_id, "csv", target, mask)


@routes.get("/datasets/{dataset_id}/marks", response_model=Marks)
def list_marks(ws: Here, dataset_id: str) -> Any:
    """What people decided about the alerts and columns of a dataset, in any of its versions."""
    return {"items": list(marks.of(ws, datasets.find(ws, dataset_id)).values())}


@routes.put("/datasets/{dataset_id}/marks", response_model=Mark)
def put_mark(ws: Here, dataset_id: str, given: NewMark) -> Any:
    """Pin or dismiss an alert, or say whether a column holds personal data; it replaces what was said before."""
    dataset = datasets.find(ws, dataset_id)
    return marks.put(ws, dataset, given.code, given.column, given.mark, reason=given.reason)


@routes.delete("/datasets/{dataset_id}/marks", status_code=204)
def lift_mark(
    ws: Here, dataset_id: str, code: Annotated[str, Query()], column: Annotated[str | None, Query()] = None
) -> None:
    """Take a mark off: a dismissed alert is shown again."""
    marks.lift(ws, datasets.find(ws, dataset_id), code, column)


@routes.get("/datasets/{dataset_id}/advice", response_model=Advice)
def training_advice(
    ws: Here, dataset_id: str, target: Annotated[str, Query(description="The column to predict.")]
) -> Any:
    """What a training would do with a target: the task and why, the rows that count, and what stands in the way."""
    return training.advise(ws, datasets.find(ws, dataset_id), target)


def _file(ws: Workspace, dataset_id: str, key: str, target: str | None, mask: str) -> Response:
    dataset, format = datasets.find(ws, dataset_id), exports.find(key)
    profile = profiling.profile(ws, dataset, target=target)
    content = exports.write(format, profile, name=dataset.name, mask=_masked(ws, dataset, profile, mask))
    return Response(content, media_type=f"{format.media_type}; charset=utf-8")


def _masked(ws: Workspace, dataset: Dataset, profile: Profile, mask: str) -> frozenset[str]:
    if mask == "personal":
        return marks.personal_columns(profile.alerts, marks.of(ws, dataset))
    return frozenset(column.name for column in profile.columns) if mask == "all" else frozenset()
