"""Imports are asked for here: each becomes a job, whose subject is the id of the dataset to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import core.datasets.catalogue as catalogue
import core.datasets.originals as originals
import core.datasets.uploads as uploads
from core import jobs
from core.datasets.importing import incoming
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.reporting.inspection import Inspection
from core.datasets.uploads import Upload
from core.errors import AppError, BadInput, Busy
from core.jobs import Job
from core.storage.names import checked_name
from core.storage.state import new_id
from core.workspace import Workspace

INSPECTION_SECONDS = 120.0
MOST_FILES = 1000  # in one import
PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
TEXTS = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".geojson")
OTHERS = (".parquet", ".feather", ".arrow", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sqlite", ".db", ".duckdb")
EXTENSIONS = (*PACKED, *TEXTS, *OTHERS)


@dataclass(frozen=True)
class Request:
    """What an import is asked to do; kept as the specification of its job."""

    files: tuple[dict[str, Any], ...]
    name: str
    source: str
    kind: str
    options: ImportOptions
    series: str = ""
    origin: Mapping[str, Any] | None = None  # what this kind of origin tells beside the files

    def to_json(self) -> dict[str, Any]:
        named = {"upload_id": self.files[0]["upload_id"]} if self.files and "upload_id" in self.files[0] else {}
        origin = {"kind": self.kind, "source": self.source, **(self.origin or {})}
        return named | {
            "files": list(self.files),
            "name": self.name,
            "source": self.source,
            "series": self.series,
            "origin": origin,
            "options": self.options.to_json(),
        }


def start_import(
    ws: Workspace,
    upload_id: str,
    *,
    name: str | None = None,
    options: ImportOptions | None = None,
    version_of: str | None = None,
) -> Job:
    """Puts the import of an upload in the queue. `version_of` is a dataset whose next version it makes."""
    request = _of_uploads([uploads.find(ws, upload_id)], options)
    return add(ws, "import", called(ws, request, name, version_of))


def start_import_of_several(
    ws: Workspace,
    upload_ids: Sequence[str],
    *,
    name: str | None = None,
    options: ImportOptions | None = None,
    version_of: str | None = None,
) -> Job:
    """Puts the import of several files as one table in the queue: the rows of all, with the file of each row.

    Raises BadInput for no file, too many, or the same one twice.
    """
    request = _of_uploads(_several(ws, upload_ids), options)
    return add(ws, "import", called(ws, request, name, version_of))


def reread(ws: Workspace, dataset_id: str, options: ImportOptions | None = None) -> Job:
    """Reads the kept file of a dataset again, as the next version of it; without options, with those of before.

    Raises NotFound when the file is not kept.
    """
    return add(ws, "import", _again(ws, dataset_id, options))


def inspect(ws: Workspace, upload: Upload, options: ImportOptions | None = None) -> Inspection:
    """What an import of this upload would do; stores no dataset. Raises what the import would raise.

    The file is looked at in a child process, so a supervisor has to run. Raises Busy when it takes too long.
    """
    return _looked_at(ws, _of_uploads([upload], options))


def inspect_several(ws: Workspace, upload_ids: Sequence[str], options: ImportOptions | None = None) -> Inspection:
    """What an import of these files as one table would do."""
    return _looked_at(ws, _of_uploads(_several(ws, upload_ids), options))


def inspect_again(ws: Workspace, dataset_id: str, options: ImportOptions | None = None) -> Inspection:
    """What reading the kept file of a dataset again would do."""
    return _looked_at(ws, _again(ws, dataset_id, options))


def add(ws: Workspace, kind: str, request: Request) -> Job:
    return jobs.add(ws, kind, request.to_json(), subject=new_id("ds"))


def called(ws: Workspace, request: Request, name: str | None, version_of: str | None) -> Request:
    """The request under the name that was chosen; a next version has the name of its series."""
    if version_of is not None:
        dataset = catalogue.find(ws, version_of)
        return replace(request, name=dataset.name, series=dataset.series)
    return replace(request, name=checked_name(name) if name else _usual_name(request))


def _usual_name(request: Request) -> str:
    """The name of the first file, and how many more there are."""
    others = len(request.files) - 1
    name = name_of_file(request.files[0]["name"] if others > 0 else request.source)
    return f"{name} and {others} more" if others > 0 else name


def name_of_file(name: str) -> str:
    """A dataset's name: the file's, without the endings that say how it is stored."""
    short = name
    while short.lower().endswith(EXTENSIONS) and short.rpartition(".")[0].strip():
        short = short.rpartition(".")[0]
    return checked_name(short)


def _of_uploads(some: Sequence[Upload], options: ImportOptions | None) -> Request:
    kind = some[0].kind if len(some) == 1 else "files"
    files = tuple(incoming.described(upload) for upload in some)
    source = incoming.label([upload.name for upload in some])
    return Request(files, "", source, kind, options or ImportOptions())


def _several(ws: Workspace, upload_ids: Sequence[str]) -> list[Upload]:
    if not 0 < len(upload_ids) <= MOST_FILES:
        raise BadInput(f"{len(upload_ids):,} files were chosen.", hint=f"Choose 1 to {MOST_FILES:,} files.")
    if len(set(upload_ids)) < len(upload_ids):
        raise BadInput("The same file was chosen twice.", hint="Choose each file once.")
    return [uploads.find(ws, upload_id) for upload_id in upload_ids]


def _again(ws: Workspace, dataset_id: str, options: ImportOptions | None) -> Request:
    dataset = catalogue.find(ws, dataset_id)
    files = tuple(
        {"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in originals.find(ws, dataset)
    )
    chosen = ImportOptions.from_json(dataset.origin.get("options")) if options is None else options
    return Request(files, dataset.name, dataset.source, "again", chosen, dataset.series, {"of": dataset.id})


def _looked_at(ws: Workspace, request: Request) -> Inspection:
    job = jobs.add(ws, "inspect", request.to_json(), subject=str(request.files[0].get("upload_id", "")))
    job = jobs.wait(ws, job.id, seconds=INSPECTION_SECONDS)
    if job.status == "done" and job.result:
        return Inspection.from_json(job.result)
    if not job.error:
        jobs.cancel(ws, job.id)
        raise Busy(f"Looking at “{request.source}” takes too long.", hint="Other work is going on; try again later.")
    raise _raised(job.error)


def _raised(error: dict[str, str]) -> AppError:
    """The error of a job as the exception that it was."""
    leaves: list[type[AppError]] = [AppError, *AppError.__subclasses__()]
    kinds = {leaf.code: leaf for leaf in leaves}
    return kinds.get(error["code"], AppError)(error["message"], hint=error["hint"])
