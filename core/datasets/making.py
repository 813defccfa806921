"""Datasets made from datasets: what a SELECT returns becomes a dataset of its own, or the next version of one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import core.datasets.catalogue as catalogue
from core.datasets.catalogue import Column, Dataset
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.formats import structured
from core.datasets.importing.progress import Progress
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.storing import database, loading, typed
from core.datasets.importing.storing.database import Database
from core.datasets.importing.task import Import
from core.storage.names import checked_name
from core.storage.state import now
from core.workspace import Workspace

Prepare = Callable[[Database], str]


@dataclass(frozen=True)
class Plan:
    """A dataset to be made. `series` is that of the dataset whose next version it is, empty for a new one."""

    dataset_id: str
    name: str
    origin: dict[str, Any]
    series: str = ""


def make(ws: Workspace, plan: Plan, prepare: Prepare, progress: Progress | None = None) -> Dataset:
    """Stores the rows of a relation as a dataset; for child processes.

    `prepare` gets the database that is being written, attaches or registers what it reads from, and returns the
    relation in SQL: a table's name or a SELECT in parentheses. Types that are not stored here are converted, and the
    report says so. Raises BadInput on an impossible name.
    """
    settings = ws.settings
    target = catalogue.path(ws, plan.dataset_id)
    with ws.folders.appearing(target) as beside, tempfile.TemporaryDirectory(dir=ws.folders.temporary) as folder:
        memory, threads = settings.import_memory_mb, settings.threads
        with database.writing(beside, ws.folders, progress or Progress(), memory_mb=memory, threads=threads) as opened:
            report = ImportReport(format="table")
            relation = structured.open_relation(opened.fetch, prepare(opened), "table")
            typed.store(Import(opened, Path(folder), ImportOptions()), relation, report)
            loading.store_report(opened, report.to_json())
    return catalogue.add(ws, _dataset(ws, plan, report))


def _dataset(ws: Workspace, plan: Plan, report: ImportReport) -> Dataset:
    stored_bytes = catalogue.path(ws, plan.dataset_id).stat().st_size
    return Dataset(
        id=plan.dataset_id,
        name=checked_name(plan.name),
        source=str(plan.origin.get("source", "")),
        rows=report.rows_read,
        columns=tuple(Column(column.name, column.kind, column.type, column.original) for column in report.columns),
        report=asdict(report),
        bytes=stored_bytes,
        stored_bytes=stored_bytes,
        sha256="",
        created_at=now(),
        series=plan.series,
        origin=plan.origin,
    )
