"""What is in a dataset: its rows, the lines that were left out, and files to take away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from app.api.context import Here
from app.api.records.datasets import Rows
from app.api.routers import router
from core import datasets
from core.datasets import Dataset, exporting
from core.workspace import Workspace

routes = router("datasets")

LAST_ROW = 2**53  # more rows than a table can have, and still a number to everybody

Limit = Annotated[int, Query(description="How many rows at most: 1 to 10,000.")]
LeftOut = Annotated[Literal["json", "csv"], Query(description="csv: all of them, as a file.")]
AS_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {}}}}
Offset = Annotated[int, Query(le=LAST_ROW, description="How many rows to leave out at the beginning.")]


@routes.get("/datasets/{dataset_id}/rows", response_model=Rows)
def dataset_rows(
    ws: Here,
    dataset_id: str,
    limit: Limit = 100,
    offset: Offset = 0,
    columns: Annotated[tuple[str, ...], Query(description="Only these; repeated, or with commas between.")] = (),
) -> Any:
    """Rows in the order of the file."""
    dataset = datasets.find(ws, dataset_id)
    return datasets.rows(ws, dataset, limit=limit, offset=offset, columns=_names(dataset, columns))


def _names(dataset: Dataset, given: tuple[str, ...]) -> tuple[str, ...]:
    """The names asked for. A value with commas is a list, unless a column is called that."""
    known = {column.name for column in dataset.columns}
    return tuple(name for value in given for name in ([value] if value in known else value.split(",")))


@routes.get("/datasets/{dataset_id}/rejects", response_model=Rows, responses=AS_CSV)
def dataset_rejects(ws: Here, dataset_id: str, limit: Limit = 100, offset: Offset = 0, format: LeftOut = "json") -> Any:
    """The lines of the file that are not in the table: line number, text and reason."""
    dataset = datasets.find(ws, dataset_id)
    if format == "csv":
        return _left_out(ws, dataset, "rejects")
    return datasets.rejects(ws, dataset, limit=limit, offset=offset)


@routes.get("/datasets/{dataset_id}/misfits", response_model=Rows, responses=AS_CSV)
def dataset_misfits(ws: Here, dataset_id: str, limit: Limit = 100, offset: Offset = 0, format: LeftOut = "json") -> Any:
    """The texts of the file that did not fit their column and are empty in the table: column, text and count."""
    dataset = datasets.find(ws, dataset_id)
    if format == "csv":
        return _left_out(ws, dataset, "misfits")
    return datasets.misfits(ws, dataset, limit=limit, offset=offset)


def _left_out(ws: Workspace, dataset: Dataset, table: str) -> FileResponse:
    return _sent(exporting.export_left_out(ws, dataset, table), f"{dataset.name} {table}.csv", "text/csv")


@routes.get(
    "/datasets/{dataset_id}/export",
    response_class=FileResponse,
    responses={200: {"description": "The file.", "content": {f.media_type: {} for f in exporting.EXPORT_FORMATS}}},
)
def export_dataset(
    ws: Here, dataset_id: str, format: Annotated[str, Query(description="csv, parquet or xlsx.")] = "csv"
) -> FileResponse:
    """The whole table as a file. Texts that a spreadsheet would run as a formula get an apostrophe before them.

    A table imported with `all_text` from a file without a header has no line of names as CSV.
    """
    dataset, wanted = datasets.find(ws, dataset_id), exporting.find_format(format)
    return _sent(exporting.export(ws, dataset, format), f"{dataset.name}.{wanted.key}", wanted.media_type)


def _sent(path: Path, name: str, media_type: str) -> FileResponse:
    """The file, which is gone when it was sent."""
    removal = BackgroundTask(path.unlink, missing_ok=True)
    return FileResponse(path, media_type=media_type, filename=name, background=removal)
