"""Imports as jobs: the file is only ever opened in a child process, and the dataset appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import core.datasets.catalogue as catalogue
import core.datasets.uploads as uploads
from core import jobs
from core.datasets.catalogue import Column, Dataset
from core.datasets.importing import database, inspection, limits, pipeline
from core.datasets.importing.inspection import Inspection
from core.datasets.importing.options import ImportOptions
from core.datasets.importing.progress import Progress
from core.datasets.importing.report import ImportReport
from core.datasets.importing.task import Import
from core.datasets.uploads import Upload
from core.errors import AppError, Busy, NotFound
from core.jobs import Job, Reporter
from core.storage import folders
from core.storage.names import checked_name
from core.storage.state import new_id, now
from core.workspace import Workspace

INSPECTION_SECONDS = 120.0
PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
TEXTS = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson")
OTHERS = (".parquet", ".feather", ".arrow", ".xlsx", ".xlsm", ".xls", ".ods")
EXTENSIONS = (*PACKED, *TEXTS, *OTHERS)


def start_import(
    ws: Workspace, upload_id: str, *, name: str | None = None, options: ImportOptions | None = None
) -> Job:
    """Puts the import of an upload in the queue; the job's subject is the id of the dataset to be."""
    upload = uploads.find(ws, upload_id)
    spec = {
        "upload_id": upload.id,
        "source": upload.name,
        "name": checked_name(name) if name else _name_of_file(upload.name),
        "options": (options or ImportOptions()).to_json(),
    }
    return jobs.add(ws, "import", spec, subject=new_id("ds"))


def inspect(ws: Workspace, upload: Upload, options: ImportOptions | None = None) -> Inspection:
    """What an import of this upload would do; stores no dataset. Raises what the import would raise.

    The file is looked at in a child process, so a supervisor has to run. Raises Busy when it takes too long.
    """
    spec = {"upload_id": upload.id, "source": upload.name, "options": (options or ImportOptions()).to_json()}
    job = jobs.add(ws, "inspect", spec, subject=upload.id)
    job = jobs.wait(ws, job.id, seconds=INSPECTION_SECONDS)
    if job.status == "done" and job.result:
        return Inspection.from_json(job.result)
    if not job.error:
        jobs.cancel(ws, job.id)
        raise Busy(f"Looking at “{upload.name}” takes too long.", hint="Other work is going on; try again later.")
    raise _raised(job.error)


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of an import, called in its child process."""
    limits.apply(ws.settings)
    try:
        return {
            "dataset_id": catalogue.find(ws, job.subject).id
        }  # an earlier attempt ended just before it could say so
    except NotFound:
        ended(ws, job)
    upload = uploads.find(ws, job.spec["upload_id"])
    with ws.folders.appearing(catalogue.path(ws, job.subject)) as beside:
        with _importing(ws, job, reporter, beside) as task:
            report = pipeline.run(task, uploads.path(ws, upload.id))
        reporter.progress(1.0, "Done")
    catalogue.add(ws, _dataset(ws, job, upload, report))
    return {"dataset_id": job.subject}


def run_inspection(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of an inspection: an import of the first rows into memory."""
    limits.apply(ws.settings)
    path = uploads.path(ws, uploads.find(ws, job.spec["upload_id"]).id)
    with _importing(ws, job, reporter, None, rows=inspection.LOOKED_AT_ROWS) as task:
        report = pipeline.run(task, path)
        return inspection.made_of(task.database, report, path).to_json()


def ended(ws: Workspace, job: Job) -> None:
    """Removes what an import left that ended without a dataset."""
    for left in ws.folders.datasets.glob(f".{job.subject}.duckdb.*"):
        folders.remove(left)


@contextmanager
def _importing(
    ws: Workspace, job: Job, reporter: Reporter, path: Path | None, *, rows: int | None = None
) -> Iterator[Import]:
    settings, progress = ws.settings, Progress(reporter.progress)
    options = ImportOptions.from_json(job.spec.get("options"))
    with database.writing(
        path, ws.folders, progress, memory_mb=settings.import_memory_mb, threads=settings.threads
    ) as opened:
        yield Import(opened, reporter.folder, options, rows)


def _dataset(ws: Workspace, job: Job, upload: Upload, report: ImportReport) -> Dataset:
    return Dataset(
        id=job.subject,
        name=job.spec["name"],
        source=upload.name,
        rows=report.rows_read,
        columns=tuple(Column(column.name, column.kind, column.type, column.original) for column in report.columns),
        report=asdict(report),
        bytes=upload.bytes,
        stored_bytes=catalogue.path(ws, job.subject).stat().st_size,
        sha256=upload.sha256,
        created_at=now(),
    )


def _name_of_file(name: str) -> str:
    """A dataset's name: the file's, without the endings that say how it is stored."""
    short = name
    while short.lower().endswith(EXTENSIONS) and short.rpartition(".")[0].strip():
        short = short.rpartition(".")[0]
    return checked_name(short)


def _raised(error: dict[str, str]) -> AppError:
    """The error of a job as the exception that it was."""
    leaves: list[type[AppError]] = [AppError, *AppError.__subclasses__()]
    kinds = {leaf.code: leaf for leaf in leaves}
    return kinds.get(error["code"], AppError)(error["message"], hint=error["hint"])
