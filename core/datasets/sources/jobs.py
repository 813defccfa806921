"""Imports from elsewhere as jobs: what is fetched is a file like any other from then on."""

from __future__ import annotations

from typing import Any

import core.datasets.sources.databases as databases
import core.datasets.sources.extracting as extracting
import core.datasets.sources.hosts as hosts
import core.datasets.sources.secrets as secrets
import core.jobs.queue as queue
from core.datasets import uploads
from core.datasets.importing import jobs as importing
from core.datasets.importing import limits, starting
from core.datasets.importing.incoming import File
from core.datasets.importing.progress import Progress
from core.datasets.importing.storing import database
from core.datasets.sources.fetching import Fetch
from core.jobs import Job, Reporter
from core.workspace import Workspace

FETCHING_SHARE = 0.5  # of the progress; the import has the rest
MANY_ROWS = 1_000_000  # half of the way is shown when so many have come: how many there are is not known


def run_fetch(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of an import from an address."""
    limits.apply(ws.settings)
    if importing.already_done(ws, job):
        return {"dataset_id": job.subject}

    def told(done: int, total: int) -> None:
        of = f" of {total / 1e6:,.1f}" if total else ""
        share = done / max(total, done, 1) if total else done / ws.settings.max_upload_bytes
        reporter.progress(FETCHING_SHARE * share, f"Fetching: {done / 1e6:,.1f}{of} MB")

    secret = secrets.take(ws, job)
    fetch = Fetch(hosts.guard(ws.settings.fetch_hosts), ws.settings.max_upload_bytes, told)
    found = fetch.to(reporter.folder / "fetched", secret["address"])
    file = File(uploads.label(found.name), found.path, found.bytes, found.sha256)
    return _store(ws, job, reporter, file, "" if secret["named"] else starting.name_of_file(file.name))


def run_extract(ws: Workspace, job: Job, reporter: Reporter) -> dict[str, Any]:
    """The job function of an import from a database."""
    limits.apply(ws.settings)
    if importing.already_done(ws, job):
        return {"dataset_id": job.subject}
    source = databases.parse(**_arguments(secrets.take(ws, job)))

    def told(rows: int) -> None:
        reporter.progress(FETCHING_SHARE * rows / (rows + MANY_ROWS), f"Reading: {rows:,} rows")

    settings, seconds = ws.settings, ws.settings.import_timeout_seconds
    memory, threads = settings.import_memory_mb, settings.threads
    with database.writing(None, ws.folders, Progress(), memory_mb=memory, threads=threads) as opened:
        path = extracting.extract(source, opened, reporter.folder, seconds=seconds, told=told)
    name, size = f"{job.spec['name']}.parquet", path.stat().st_size
    return _store(ws, job, reporter, File(name, path, size, extracting.hash_of(path)))


def ended(ws: Workspace, job: Job) -> None:
    """Removes what an import from elsewhere left that ended without a dataset, its secret first of all."""
    secrets.forget(ws, job)
    importing.ended(ws, job)


def _store(ws: Workspace, job: Job, reporter: Reporter, file: File, name: str = "") -> dict[str, Any]:
    """The import proper; the job's row names the file from now on, so that a crash leaves none that nobody knows."""
    queue.update(ws, job.id, spec=job.spec | {"files": [file.described], "name": name or job.spec["name"]})
    return importing.store(ws, queue.find(ws, job.id), reporter, [file])


def _arguments(secret: dict[str, str]) -> dict[str, str]:
    return {"url": secret["url"], "sql_or_table": secret["query"]}
