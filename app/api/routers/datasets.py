"""Datasets: bring a file, see what was decided about it, rename it, let it go."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from app.api.context import Here
from app.api.incoming import files
from app.api.incoming.bodies import checked
from app.api.incoming.forms import FILE_OR_UPLOAD
from app.api.lists import Asked
from app.api.records.datasets import Dataset, ImportStarted, Inspected, Inspection, ListedDataset, NewDataset
from app.api.records.shared import Listing, NewName
from app.api.routers import router
from app.api.waiting import imported
from core import datasets
from core.datasets import ImportOptions, uploads

routes = router("datasets")


@routes.post("/datasets/inspect", response_model=Inspection, openapi_extra=FILE_OR_UPLOAD)
async def inspect_file(ws: Here, request: Request) -> Any:
    """Look at a file: every decision with its evidence, and a preview. No dataset is stored."""
    wanted = checked(Inspected, await files.fields(ws, request))
    options = ImportOptions.from_json(wanted.options)
    upload = await run_in_threadpool(uploads.find, ws, wanted.upload_id)
    found = await run_in_threadpool(datasets.inspect, ws, upload, options)
    return {"upload_id": upload.id, **found.to_json()}


@routes.post(
    "/datasets",
    status_code=201,
    response_model=Dataset | ImportStarted,
    responses={202: {"model": ImportStarted, "description": "The file is large: its import goes on as a job."}},
    openapi_extra=FILE_OR_UPLOAD,
)
async def add_dataset(ws: Here, request: Request, response: Response) -> Any:
    """Import a file: a form's `file`, or an upload. Large files are imported by a job, which is answered with 202."""
    wanted = checked(NewDataset, await files.fields(ws, request))
    options = ImportOptions.from_json(wanted.options)
    job = await run_in_threadpool(datasets.start_import, ws, wanted.upload_id, name=wanted.name, options=options)
    return await imported(ws, job, response)


@routes.get("/datasets", response_model=Listing[ListedDataset])
def list_datasets(ws: Here, window: Asked) -> Any:
    """The datasets there are, newest first."""
    return window.of(datasets.newest, ws)


@routes.get("/datasets/{dataset_id}", response_model=Dataset)
def find_dataset(ws: Here, dataset_id: str) -> Any:
    """One dataset, with its import report."""
    return datasets.find(ws, dataset_id)


@routes.patch("/datasets/{dataset_id}", response_model=Dataset)
def rename_dataset(ws: Here, dataset_id: str, given: NewName) -> Any:
    """Give a dataset another name."""
    return datasets.rename(ws, dataset_id, given.name)


@routes.delete("/datasets/{dataset_id}", status_code=204)
def remove_dataset(ws: Here, dataset_id: str) -> None:
    """Remove a dataset and its files. Models made from it stay."""
    datasets.remove(ws, dataset_id)
