"""Looking into a dataset: rows in any order under any conditions, one column in facts, charts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from app.api.context import Here
from app.api.records import exploring as records
from app.api.routers import router
from core import datasets, exploring
from core.datasets import exporting
from core.writing.values import plain

routes = router("datasets")

CHART = set(records.ChartAsked.model_fields) - set(records.View.model_fields)


@routes.post("/datasets/{dataset_id}/explore", response_model=records.RowsFound)
def explore_dataset(ws: Here, dataset_id: str, asked: records.RowsAsked) -> Any:
    """Rows that fit, sorted over the whole table, a page at a time, with how many there are in all."""
    dataset = datasets.find(ws, dataset_id)
    page = {"columns": asked.columns, "limit": asked.limit, "offset": asked.offset, "longest": asked.longest}
    return exploring.rows(ws, dataset, _view(asked), **page)


@routes.post("/datasets/{dataset_id}/explore/column", response_model=records.ColumnFound)
def explore_column(ws: Here, dataset_id: str, asked: records.ColumnAsked) -> Any:
    """One column in the rows that fit: how many values, their range and mean, and the most frequent ones."""
    dataset, view = datasets.find(ws, dataset_id), _view(asked)
    facts = exploring.summary(ws, dataset, asked.column, view)
    found = exploring.choices(ws, dataset, asked.column, view, containing=asked.containing, limit=asked.limit)
    return {
        "column": facts.column, "rows": facts.rows, "facts": facts.values, "values": found.items, "is_all": found.is_all
    }  # fmt: skip


@routes.get("/datasets/{dataset_id}/explore/rows/{place}", response_model=dict[str, Any])
def explore_row(ws: Here, dataset_id: str, place: int) -> Any:
    """One row in full, by its place in the file, from 0."""
    dataset = datasets.find(ws, dataset_id)
    found = exploring.row(ws, dataset, place)
    return {name: plain(value) for name, value in found.items()}


@routes.post(
    "/datasets/{dataset_id}/explore/export",
    response_class=FileResponse,
    responses={200: {"description": "The file.", "content": {f.media_type: {} for f in exporting.EXPORT_FORMATS}}},
)
def export_rows(
    ws: Here,
    dataset_id: str,
    asked: records.View,
    format: Annotated[str, Query(description="csv, parquet or xlsx.")] = "csv",
) -> FileResponse:
    """The rows that fit, all of them and in their order, as a file."""
    dataset, wanted = datasets.find(ws, dataset_id), exporting.find_format(format)
    path = exploring.export(ws, dataset, _view(asked), format=format)
    removal = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=wanted.media_type, filename=f"{dataset.name}.{wanted.key}", background=removal)


@routes.post("/datasets/{dataset_id}/chart", response_model=records.ChartFound)
def chart_dataset(ws: Here, dataset_id: str, asked: records.ChartAsked) -> Any:
    """The numbers of a chart: an aggregate over every row that fits, with the SQL that gives it."""
    spec = exploring.ChartSpec(**asked.model_dump(include=CHART))
    return exploring.chart(ws, datasets.find(ws, dataset_id), spec, _view(asked))


def _view(asked: records.View) -> exploring.View:
    return exploring.View.from_json(asked.model_dump(include=set(records.View.model_fields)))
