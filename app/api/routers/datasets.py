"""Datasets: bring a file, see what was decided about it, rename it, let it go."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from app.api.context import Here
from app.api.incoming import files, sources
from app.api.incoming.bodies import checked
from app.api.incoming.forms import IMPORTED, INSPECTED
from app.api.lists import Asked
from app.api.records.datasets import (
    Dataset,
    ImportStarted,
    Inspected,
    Inspection,
    ListedDataset,
    NewDataset,
    Rereading,
    Version,
)
from app.api.records.shared import Listing, NewName
from app.api.routers import router
from app.api.waiting import imported
from core import datasets
from core.datasets import differences, recipes
from core.datasets.importing.choosing import doubts

routes = router("datasets")

LATER: dict[int | str, dict[str, Any]] = {
    202: {"model": ImportStarted, "description": "The file is large: its import goes on as a job."}
}


@routes.post("/datasets/inspect", response_model=Inspection, openapi_extra=INSPECTED)
async def inspect_file(ws: Here, request: Request) -> Any:
    """Look at a file: every decision with its evidence, doubts, and a preview. No dataset is stored."""
    wanted = checked(Inspected, await files.fields(ws, request, several=True))
    seen = await run_in_threadpool(sources.inspect, ws, wanted)
    found = await run_in_threadpool(recipes.matching, ws, seen.inspection.report)
    return {
        **seen.inspection.to_json(),
        "upload_id": seen.upload_ids[0] if len(seen.upload_ids) == 1 else None,
        "upload_ids": seen.upload_ids,
        "doubts": doubts.of(seen.inspection),
        "recipes": [
            {"recipe_id": match.recipe.id, "name": match.recipe.name, "share": match.share, "words": match.words}
            for match in found
        ],
    }


@routes.post(
    "/datasets",
    status_code=201,
    response_model=Dataset | ImportStarted,
    responses=LATER,
    openapi_extra=IMPORTED,
)
async def add_dataset(ws: Here, request: Request, response: Response) -> Any:
    """Import a file, several files, a text, a file on the web or the result of a query of a database.

    Large ones are imported by a job, which is answered with 202. With `version_of`, the next version of a dataset.
    """
    wanted = checked(NewDataset, await files.fields(ws, request, several=True))
    job = await run_in_threadpool(sources.start, ws, wanted)
    return await imported(ws, job, response)


@routes.post(
    "/datasets/{dataset_id}/reread",
    status_code=201,
    response_model=Dataset | ImportStarted,
    responses=LATER,
)
async def reread_dataset(ws: Here, dataset_id: str, given: Rereading, response: Response) -> Any:
    """Read the kept file of a dataset again, as its next version. Without options: as before."""
    as_before = given.options is None and given.recipe is None
    options = None if as_before else await run_in_threadpool(sources.options_of, ws, given)
    job = await run_in_threadpool(datasets.reread, ws, dataset_id, options)
    return await imported(ws, job, response)


@routes.get("/datasets", response_model=Listing[ListedDataset])
def list_datasets(ws: Here, window: Asked) -> Any:
    """The datasets there are, newest first: of each the newest version. `/datasets/{id}/versions` lists the others."""
    return window.of(datasets.newest, ws)


@routes.get("/datasets/{dataset_id}/versions", response_model=list[Version])
def dataset_versions(ws: Here, dataset_id: str) -> Any:
    """All versions of the table that this dataset is one of, newest first, each with what changed."""
    known = datasets.versions(ws, dataset_id)
    changes = [_change(earlier, later) for later, earlier in itertools.pairwise(known)]
    return [{**vars(version), "change": change} for version, change in zip(known, [*changes, None], strict=True)]


def _change(earlier: datasets.Dataset, later: datasets.Dataset) -> dict[str, Any]:
    found = differences.between(earlier, later)
    return {**dataclasses.asdict(found), "sentences": found.sentences}


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
