"""Comparisons: what changed between two datasets, versions, or parts of one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from app.api.context import Here
from app.api.records.comparisons import Compared, ComparedRows, RowDifferences
from app.api.routers import router
from core import datasets
from core.datasets.conditions import Condition
from core.errors import BadInput
from core.profiling import comparing
from core.profiling.comparing import Comparison, Part, Summary
from core.workspace import Workspace

routes = router("profiles")


@routes.get("/datasets/{dataset_id}/changes", response_model=Summary | None)
def changes_since_last(ws: Here, dataset_id: str) -> Any:
    """What changed since the version before, in a few sentences; null for a first version."""
    return comparing.since_last(ws, datasets.find(ws, dataset_id))


@routes.get("/datasets/{dataset_id}/compare", response_model=Comparison)
def compare_datasets(
    ws: Here, dataset_id: str, before: Annotated[str, Query(description="The dataset that is the older side.")]
) -> Any:
    """Columns, distributions and gaps of two datasets side by side; columns that moved most come first."""
    return comparing.versions(ws, datasets.find(ws, before), datasets.find(ws, dataset_id))


@routes.post("/datasets/{dataset_id}/compare", response_model=Comparison)
def compare_parts(ws: Here, dataset_id: str, given: Compared) -> Any:
    """The same of parts: of two datasets, or of the rows that fit conditions and all others."""
    dataset, wanted = datasets.find(ws, dataset_id), _conditions(given.conditions)
    if given.before:
        before = Part(datasets.find(ws, given.before), _conditions(given.before_conditions))
        return comparing.compare(ws, before, Part(dataset, wanted))
    if not wanted:
        raise BadInput("There is nothing to compare with.", hint="Send `before`, or `conditions` that split the rows.")
    fitting, others = comparing.split(dataset, wanted)
    return comparing.compare(ws, others, fitting)


@routes.post("/datasets/{dataset_id}/compare/rows", response_model=RowDifferences)
def compare_rows(ws: Here, dataset_id: str, given: ComparedRows) -> Any:
    """Which rows came, went or changed, by the columns that name a row."""
    sides = _whole(ws, given.before), _whole(ws, dataset_id)
    counts = comparing.changes(ws, *sides, keys=given.keys)
    rows = comparing.changed_rows(
        ws,
        *sides,
        keys=given.keys,
        what=given.what,
        column=given.column,
        limit=given.limit,
        offset=given.offset,
    )
    return {"counts": counts, "columns": rows.columns, "rows": rows.rows}


def _whole(ws: Workspace, dataset_id: str) -> Part:
    return Part(datasets.find(ws, dataset_id))


def _conditions(given: list[dict[str, Any]]) -> tuple[Condition, ...]:
    return tuple(Condition.from_json(each) for each in given)
