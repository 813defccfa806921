"""The rows of a file job: a dataset, or a file brought only to be answered, which is imported beside the job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core import datasets, models
from core.datasets import Column, uploads
from core.datasets.importing import limits, pipeline
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.progress import Progress
from core.datasets.importing.storing import database
from core.datasets.importing.task import Import
from core.datasets.uploads import Upload
from core.jobs import Job, Reporter
from core.predicting.conventions import conventions_of
from core.storage import folders
from core.storage.engine import Reader
from core.workspace import Workspace

KEPT = "table.json"
IMPORT_SHARE = 0.3  # of a job that begins with an import


@dataclass(frozen=True)
class Table:
    """Rows to answer. `begun` is the share of the job that it took to have them."""

    reader: Reader
    name: str
    columns: tuple[Column, ...]
    rows: int
    begun: float = 0.0
    warnings: tuple[str, ...] = ()  # of the import, if there was one


@contextmanager
def opened(ws: Workspace, job: Job, reporter: Reporter) -> Iterator[Table]:
    """The table of a job. Raises NotFound when it is gone, BadFile when an upload is no table."""
    if job.spec["dataset_id"] is not None:
        dataset = datasets.find(ws, job.spec["dataset_id"])
        with datasets.reading(ws, dataset) as reader:
            yield Table(reader, dataset.name, dataset.columns, dataset.rows)
    else:
        folder = reporter.folder / "brought"
        if not folder.is_dir():
            _bring(ws, uploads.find(ws, job.spec["upload_id"]), folder, reporter, _options(ws, job))
        with _brought(ws, folder) as table:
            yield table


def _options(ws: Workspace, job: Job) -> ImportOptions:
    """Reads the file as the training file was read, also columns that a person chose under another name."""
    known = conventions_of(ws, models.find(ws, job.spec["model_id"]))
    chosen = {column: known[name] for name, column in job.spec["columns"].items() if name in known}
    return ImportOptions(conventions={**known, **chosen})


def _bring(ws: Workspace, upload: Upload, folder: Path, reporter: Reporter, options: ImportOptions) -> None:
    """Imports an upload into a folder that appears whole, so that a job which goes on finds it."""
    limits.apply(ws.settings)
    progress = Progress(lambda share, message: reporter.progress(IMPORT_SHARE * share, message))
    workplace = reporter.folder / "importing"
    folders.remove(workplace)
    workplace.mkdir()
    with ws.folders.appearing(folder) as beside:
        beside.mkdir()
        memory, threads = ws.settings.import_memory_mb, ws.settings.threads
        with database.writing(
            beside / "data.duckdb", ws.folders, progress, memory_mb=memory, threads=threads
        ) as opened_database:
            report = pipeline.run(Import(opened_database, workplace, options), uploads.path(ws, upload.id))
        kept = {
            "name": upload.name,
            "columns": [[c.name, c.kind, c.type, c.original] for c in report.columns],
            "rows": report.rows_read,
            "warnings": report.warnings,
        }
        (beside / KEPT).write_text(json.dumps(kept), "utf-8")


@contextmanager
def _brought(ws: Workspace, folder: Path) -> Iterator[Table]:
    kept = json.loads((folder / KEPT).read_text("utf-8"))
    with ws.engine.reading(folder / "data.duckdb") as reader:
        columns = tuple(Column(*column) for column in kept["columns"])
        yield Table(reader, kept["name"], columns, kept["rows"], IMPORT_SHARE, tuple(kept["warnings"]))
