"""Imports as jobs: files are only ever opened in a child process, and the dataset appears whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import core.datasets.catalogue as catalogue
import core.datasets.originals as originals
from core.datasets.catalogue import Column, Dataset
from core.datasets.importing import incoming, limits, pipeline
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.incoming import File
from core.datasets.importing.progress import Progress
from core.datasets.importing.reporting import inspection
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.storing import database
from core.datasets.importing.task import Import
from core.errors import NotFound
from core.jobs import Job, Reporter
from core.storage import folders
from core.storage.state import now
from core.workspace import Workspace


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of an import, called in its child process."""
    limits.apply(ws.settings)
    if already_done(ws, job):
        return {"dataset_id": job.subject}
    return store(ws, job, reporter, incoming.opened(ws, job.spec["files"], reporter.folder))


def run_inspection(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of an inspection: an import of the first rows into memory."""
    limits.apply(ws.settings)
    files = incoming.opened(ws, job.spec["files"], reporter.folder)
    with _importing(ws, job, reporter, None, rows=inspection.LOOKED_AT_ROWS) as task:
        report = pipeline.run_all(task, files)
        return inspection.made_of(task.database, report, files[0].path).to_json()


def already_done(ws: Workspace, job: Job) -> bool:
    """Whether an earlier attempt ended just before it could say so; what one left that did not is removed."""
    try:
        return bool(catalogue.find(ws, job.subject))
    except NotFound:
        ended(ws, job)
        return False


def store(ws: Workspace, job: Job, reporter: Reporter, files: Sequence[File]) -> dict[str, Any]:
    """Makes the dataset of a job from these files, which its specification names by their hashes.

    The files are kept before the dataset is listed: whenever the process dies, no dataset is listed whose parts are
    not there, and what is there without a dataset is found by its job and removed.
    """
    with ws.folders.appearing(catalogue.path(ws, job.subject)) as beside:
        with _importing(ws, job, reporter, beside, files=files) as task:
            report = pipeline.run_all(task, files)
        reporter.progress(1.0, "Done")
        incoming.keep(ws, files, report)
    catalogue.add(ws, _dataset(ws, job, files, report))
    return {"dataset_id": job.subject}


def ended(ws: Workspace, job: Job) -> None:
    """Removes what an import left that ended without a dataset."""
    for left in ws.folders.datasets.glob(f".{job.subject}.duckdb.*"):
        folders.remove(left)
    with suppress(NotFound):
        catalogue.find(ws, job.subject)
        return
    folders.remove(catalogue.path(ws, job.subject))
    originals.remove_unneeded(ws, originals.hashes(job.spec))


@contextmanager
def _importing(
    ws: Workspace,
    job: Job,
    reporter: Reporter,
    path: Path | None,
    *,
    files: Sequence[File] = (),
    rows: int | None = None,
) -> Iterator[Import]:
    settings, progress = ws.settings, Progress(reporter.progress)
    options = ImportOptions.from_json(job.spec.get("options"))
    told = incoming.provenance(files, job.spec["source"])
    with database.writing(
        path, ws.folders, progress, memory_mb=settings.import_memory_mb, threads=settings.threads
    ) as opened:
        yield Import(opened, reporter.folder, options, rows, told)


def _dataset(ws: Workspace, job: Job, files: Sequence[File], report: ImportReport) -> Dataset:
    hashes = [file.sha256 for file in files]
    described = [file.described for file in files]
    return Dataset(
        id=job.subject,
        name=job.spec["name"],
        source=job.spec["source"],
        rows=report.rows_read,
        columns=tuple(Column(column.name, column.kind, column.type, column.original) for column in report.columns),
        report=asdict(report),
        bytes=sum(file.bytes for file in files),
        stored_bytes=catalogue.path(ws, job.subject).stat().st_size,
        sha256=hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest(),
        created_at=now(),
        series=job.spec["series"],
        origin=job.spec["origin"] | {"files": described, "options": job.spec["options"]},
    )
