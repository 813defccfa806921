"""The whole result of a query, kept: as a file to take away, or as a dataset that knows where it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import core.querying.asking as asking
from core import jobs
from core.datasets import find
from core.datasets.exporting import find_format
from core.datasets.importing.storing.database import Database
from core.datasets.making import Plan, make
from core.jobs import Job, Reporter
from core.querying.asking import Task
from core.querying.sandbox.fence import literal
from core.querying.tables import tables
from core.storage import folders
from core.storage.names import checked_name
from core.storage.state import new_id
from core.workspace import Workspace

EXPORT_SECONDS = 120.0  # longer than a look, shorter than a browser waits
KIND = "query"


def export(ws: Workspace, sql: str, format: str) -> Path:
    """Writes everything that a query finds to a new file among the temporary ones; whoever asked removes it.

    Raises what `run` raises, BadInput on an unknown format, and TooLarge when the result does not fit it.
    """
    key = find_format(format).key
    path = ws.folders.temporary / f"{new_id('ex')}.{key}"
    options = {"target": str(path), "format": key}
    try:
        asking.ask(ws, Task(asking.checked(sql), asking.sources(ws), EXPORT_SECONDS, "file", options))
    except BaseException:
        folders.remove(path)
        folders.remove(path.with_name(f"tmp_{path.name}"))
        raise
    return path


def start_dataset(ws: Workspace, sql: str, name: str) -> Job:
    """Puts the making of a dataset from a query in the queue; the job's subject is the id of the dataset to be."""
    return jobs.add(ws, KIND, {"sql": asking.checked(sql), "name": checked_name(name)}, subject=new_id("ds"))


def run(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function: the query fills a table in a process of its own, which becomes the dataset here."""
    sql, path = job.spec["sql"], reporter.folder / "result.duckdb"
    folders.remove(path)
    task = Task(sql, asking.sources(ws), float(ws.settings.import_timeout_seconds), "table", {"target": str(path)})
    try:
        found = asking.ask(ws, task, waiting=lambda: reporter.progress(0.1, "The query runs."))
        reporter.progress(0.7, f"Storing {found['rows']:,} rows.")
        origin = {"kind": KIND, "sql": sql, "sources": _lineage(ws, found["tables"])}
        dataset = make(ws, Plan(job.subject, job.spec["name"], origin), lambda opened: _attach(opened, path))
        return {"dataset_id": dataset.id}
    finally:
        asking.pool.close()
        folders.remove(path)


def ended(ws: Workspace, job: Job) -> None:
    """Removes what is left of a dataset that did not come about."""
    for left in ws.folders.datasets.glob(f".{job.subject}.duckdb.*"):
        folders.remove(left)


def _attach(opened: Database, path: Path) -> str:
    opened.fetch(f"ATTACH {literal(str(path.resolve()))} AS result (READ_ONLY)")
    return "result.main.data"


def _lineage(ws: Workspace, names: list[str]) -> list[dict[str, Any]]:
    """The dataset versions that the query read."""
    found = {table.name: table.dataset_id for table in tables(ws)}
    sources = [find(ws, found[name]) for name in names]
    return [{"dataset_id": source.id, "name": source.name, "version": source.version} for source in sources]
