"""What a request brings, as the call of core that imports or inspects it: one row for each kind of source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.api.records.datasets import Brought, Inspected, NewDataset
from core import datasets
from core.datasets import ImportOptions, Inspection, recipes, sources, uploads
from core.errors import BadInput
from core.jobs import Job
from core.workspace import Workspace

PASTED = "Pasted table"


@dataclass(frozen=True)
class Seen:
    """An inspection, and the uploads that it was of."""

    inspection: Inspection
    upload_ids: tuple[str, ...] = ()


def start(ws: Workspace, wanted: NewDataset) -> Job:
    """Starts the import that a request asks for. Raises BadInput when it brings nothing, or more than one thing."""
    begin = IMPORTS[_brought(wanted, IMPORTS)]
    return begin(ws, wanted, {"name": wanted.name, "options": options_of(ws, wanted), "version_of": wanted.version_of})


def inspect(ws: Workspace, wanted: Inspected) -> Seen:
    """Looks at what a request brings. Raises BadInput when it brings nothing, or more than one thing."""
    look = INSPECTIONS[_brought(wanted, INSPECTIONS)]
    return look(ws, wanted, options_of(ws, wanted))


def options_of(ws: Workspace, wanted: Any) -> ImportOptions:
    """The options that were sent, over those of a recipe if one was named."""
    if wanted.recipe is not None:
        return recipes.find(ws, wanted.recipe).over(wanted.options)
    return ImportOptions.from_json(wanted.options)


def _brought(wanted: Brought, ways: Mapping[str, Any]) -> str:
    given = [way for way in ways if getattr(wanted, way) is not None]
    if len(given) != 1:
        what = "nothing to read" if not given else f"{' and '.join(given)} together"
        raise BadInput(f"There is {what} in the request.", hint=f"Send exactly one of: {', '.join(ways)}.")
    return given[0]


def _pasted(ws: Workspace, wanted: Brought) -> str:
    return uploads.from_text(ws, wanted.text or "", PASTED).id


def _inspect_upload(ws: Workspace, upload_id: str, options: ImportOptions) -> Seen:
    return Seen(datasets.inspect(ws, uploads.find(ws, upload_id), options), (upload_id,))


Start = Callable[[Workspace, Any, dict[str, Any]], Job]
IMPORTS: dict[str, Start] = {
    "upload_id": lambda ws, wanted, how: datasets.start_import(ws, wanted.upload_id, **how),
    "upload_ids": lambda ws, wanted, how: datasets.start_import_of_several(ws, wanted.upload_ids, **how),
    "text": lambda ws, wanted, how: datasets.start_import(ws, _pasted(ws, wanted), **how),
    "address": lambda ws, wanted, how: sources.start_address(ws, wanted.address, **how),
    "database": lambda ws, wanted, how: sources.start_database(ws, wanted.database.url, wanted.database.query, **how),
}
Look = Callable[[Workspace, Any, ImportOptions], Seen]
INSPECTIONS: dict[str, Look] = {
    "upload_id": lambda ws, wanted, options: _inspect_upload(ws, wanted.upload_id, options),
    "upload_ids": lambda ws, wanted, options: Seen(
        datasets.inspect_several(ws, wanted.upload_ids, options), tuple(wanted.upload_ids)
    ),
    "text": lambda ws, wanted, options: _inspect_upload(ws, _pasted(ws, wanted), options),
    "dataset_id": lambda ws, wanted, options: Seen(datasets.inspect_again(ws, wanted.dataset_id, options)),
}
