"""Queries: read the tables in SQL, take the result away, and keep what will be asked again."""

from __future__ import annotations

from typing import Any

from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from app.api.context import Here
from app.api.lists import Asked
from app.api.records.queries import (
    ChangedQuery,
    DatasetToBe,
    ExportedQuery,
    Found,
    NamedQuery,
    Query,
    QueryRun,
    QueryTable,
    RunningQuery,
    SavedQuery,
)
from app.api.records.shared import Listing
from app.api.routers import router
from core import datasets, querying
from core.datasets import exporting

routes = router("queries")


@routes.post("/datasets/{dataset_id}/query", response_model=Found)
def query_dataset(ws: Here, dataset_id: str, given: Query) -> Any:
    """Ask one dataset in SQL. It is the table `data`, and also has its own name."""
    dataset = datasets.find(ws, dataset_id)
    return querying.run(ws, given.sql, datasets=[dataset], limit=given.limit, count=given.count)


@routes.post("/query", response_model=Found)
def query(ws: Here, given: Query) -> Any:
    """Ask all datasets in SQL, by the names that GET /query/tables lists. It only reads, within limits."""
    return querying.run(ws, given.sql, limit=given.limit, count=given.count)


@routes.get("/query/tables", response_model=list[QueryTable])
def query_tables(ws: Here) -> Any:
    """The datasets as tables of SQL: their names, versions and columns."""
    return querying.tables(ws)


@routes.post(
    "/query/export",
    response_class=FileResponse,
    responses={200: {"description": "The file.", "content": {f.media_type: {} for f in exporting.EXPORT_FORMATS}}},
)
def export_query(ws: Here, given: ExportedQuery) -> FileResponse:
    """Everything a query finds, as a file. Texts that a spreadsheet would run as a formula get an apostrophe."""
    wanted = exporting.find_format(given.format)
    path = querying.export(ws, given.sql, wanted.key)
    removal = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=wanted.media_type, filename=f"query.{wanted.key}", background=removal)


@routes.post("/query/dataset", status_code=202, response_model=DatasetToBe)
def make_dataset(ws: Here, given: NamedQuery) -> Any:
    """Keep everything a query finds as a dataset, which knows the query and the tables it read."""
    return querying.start_dataset(ws, given.sql, given.name)


@routes.get("/query/running", response_model=list[RunningQuery])
def running_queries(ws: Here) -> Any:
    """The queries that run now."""
    return querying.running(ws)


@routes.post("/query/running/{run_id}/stop", status_code=204)
def stop_query(ws: Here, run_id: str) -> None:
    """Stop a query that runs, whoever started it."""
    querying.cancel(ws, run_id)


@routes.get("/queries/runs", response_model=Listing[QueryRun])
def query_runs(ws: Here, window: Asked) -> Any:
    """The queries that ran, newest first; the last thousand are kept."""
    return window.of(querying.runs, ws)


@routes.get("/queries", response_model=Listing[SavedQuery])
def list_queries(ws: Here, window: Asked) -> Any:
    """The saved queries, newest first."""
    return window.of(querying.saved, ws)


@routes.post("/queries", status_code=201, response_model=SavedQuery)
def save_query(ws: Here, given: NamedQuery) -> Any:
    """Keep a query under a name."""
    return querying.save(ws, given.name, given.sql)


@routes.get("/queries/{query_id}", response_model=SavedQuery)
def find_query(ws: Here, query_id: str) -> Any:
    """One saved query."""
    return querying.find(ws, query_id)


@routes.put("/queries/{query_id}", response_model=SavedQuery)
def change_query(ws: Here, query_id: str, given: ChangedQuery) -> Any:
    """Give a saved query another name, another text, or both."""
    return querying.change(ws, query_id, name=given.name, sql=given.sql)


@routes.delete("/queries/{query_id}", status_code=204)
def remove_query(ws: Here, query_id: str) -> None:
    """Forget a saved query."""
    querying.remove(ws, query_id)
