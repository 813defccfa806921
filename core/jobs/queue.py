"""The queue as rows: a job survives a restart because it never lived in memory."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import core.jobs.kinds as kinds
from core.errors import Conflict, NotFound
from core.jobs.records import ACTIVE, Job, JobEvent, from_row
from core.storage import folders
from core.storage.state import Page, job_events, new_id, now
from core.storage.state import jobs as table
from core.workspace import Workspace

WAIT_STEP_SECONDS = 0.02  # shorter than a person or a client notices

WAKE = threading.Event()  # tells a supervisor of this process that there is something to do now


def add(ws: Workspace, kind: str, spec: dict[str, Any], *, subject: str, job_id: str = "") -> Job:
    """Puts a job in the queue and returns it at once. `subject` is the id of the thing the job will make or change.

    `job_id` is given by those who put something into the job's folder before it may begin.
    """
    kinds.find(kind)
    job_id = job_id or new_id("jb")
    with ws.state.writing() as connection:
        connection.execute(
            table.insert().values(
                id=job_id,
                kind=kind,
                subject=subject,
                spec=spec,
                status="waiting",
                progress=0.0,
                message="Waiting for its turn.",
                attempt=1,
                created_at=now(),
            )
        )
    WAKE.set()
    return find(ws, job_id)


def find(ws: Workspace, job_id: str) -> Job:
    with ws.state.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == job_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no job “{job_id}”.", hint="The list of jobs shows those there are.")
    return from_row(row)


def newest(
    ws: Workspace,
    *,
    limit: int = 50,
    cursor: int | None = None,
    kind: str | None = None,
    subject: str | None = None,
    status: tuple[str, ...] = (),
) -> Page[Job]:
    """Jobs, newest first, of one kind, about one subject or in one of some states if asked."""
    where = [table.c.kind == kind] if kind else []
    where += [table.c.subject == subject] if subject else []
    where += [table.c.status.in_(status)] if status else []
    return ws.state.page(table, from_row, *where, limit=limit, cursor=cursor)


def stop(ws: Workspace, job_id: str) -> Job:
    """Asks a job to end early and keep the best it has. One that has not begun has nothing to keep and is cancelled."""
    return _ask(ws, job_id, "stop", ends_at_once=("waiting",))


def cancel(ws: Workspace, job_id: str) -> Job:
    """Asks a job to end and leave nothing behind."""
    return _ask(ws, job_id, "cancel", ends_at_once=("waiting", "interrupted"))


def resume(ws: Workspace, job_id: str) -> Job:
    """Puts an interrupted or failed job back in the queue; it continues from what it had finished."""
    job = find(ws, job_id)
    if not kinds.find(job.kind).resumable or job.status not in ("interrupted", "failed"):
        raise Conflict(
            f"Job {job.id} is {job.status} and cannot be continued.",
            hint="Only an interrupted or failed import, training or prediction can be continued.",
        )
    update(
        ws,
        job_id,
        status="waiting",
        wanted=None,
        wanted_at=None,
        error=None,
        finished_at=None,
        pid=None,
        pid_started=None,
        attempt=job.attempt + 1,
        message="Waiting to continue.",
    )
    WAKE.set()
    return find(ws, job_id)


def events(ws: Workspace, job_id: str, *, after: int = 0, kind: str | None = None, limit: int = 1000) -> list[JobEvent]:
    """What happened during a job, oldest first, from the event after number `after` on."""
    query = sa.select(job_events).where(job_events.c.job_id == job_id, job_events.c.seq > after)
    query = query.where(job_events.c.kind == kind) if kind else query
    with ws.state.reading() as connection:
        rows = connection.execute(query.order_by(job_events.c.seq).limit(limit)).mappings().all()
    return [JobEvent(row["seq"], row["at"], row["kind"], row["data"]) for row in rows]


def counts(ws: Workspace) -> dict[str, int]:
    """How many jobs are in each state; states without a job are left out."""
    query = sa.select(table.c.status, sa.func.count().label("number")).group_by(table.c.status)
    with ws.state.reading() as connection:
        return {row.status: row.number for row in connection.execute(query)}


def wait(ws: Workspace, job_id: str, *, seconds: float) -> Job:
    """The job as it is when it has ended, or after so many seconds, whichever comes first."""
    deadline = time.monotonic() + seconds
    job = find(ws, job_id)
    while job.active and time.monotonic() < deadline:
        time.sleep(WAIT_STEP_SECONDS)
        job = find(ws, job_id)
    return job


def update(ws: Workspace, job_id: str, *, only_if: tuple[str, ...] = (), **values: Any) -> bool:
    """Changes a job's row, if it is in one of the states `only_if`; tells whether it did."""
    statement = table.update().where(table.c.id == job_id).values(**values)
    if only_if:
        statement = statement.where(table.c.status.in_(only_if))
    with ws.state.writing() as connection:
        return bool(connection.execute(statement).rowcount)


def add_event(ws: Workspace, job_id: str, kind: str, data: dict[str, Any]) -> None:
    with ws.state.writing() as connection:
        connection.execute(job_events.insert().values(job_id=job_id, at=now(), kind=kind, data=data))


def end(
    ws: Workspace,
    job_id: str,
    status: str,
    *,
    message: str,
    error: dict[str, str] | None = None,
    result: dict[str, Any] | None = None,
    only_if: tuple[str, ...] = ACTIVE,
) -> bool:
    """Ends a job; tells whether it did. The first to say how it ended wins, so what is half done is cleaned up once."""
    values: dict[str, Any] = {"status": status, "message": message, "error": error, "finished_at": now()}
    if result is not None:
        values |= {"result": result, "progress": 1.0}
    if not update(ws, job_id, only_if=only_if, **values):
        return False
    job = find(ws, job_id)
    if status in ("done", "stopped", "cancelled"):
        folders.remove(scratch_folder(ws, job_id))
    kind = kinds.find(job.kind)
    if kind.ended and status not in ("done", "stopped"):
        kinds.load(kind.ended)(ws, job)
    return True


def scratch_folder(ws: Workspace, job_id: str) -> Path:
    """Where a job keeps what it has finished, to continue from; gone when the job ends well."""
    return ws.folders.jobs / job_id / "scratch"


def log_path(ws: Workspace, job_id: str) -> Path:
    """What the job's process prints."""
    return ws.folders.jobs / job_id / "log.txt"


def _ask(ws: Workspace, job_id: str, wanted: str, *, ends_at_once: tuple[str, ...]) -> Job:
    asked = update(ws, job_id, only_if=("running",), wanted=wanted, wanted_at=now())
    if not asked and not end(ws, job_id, "cancelled", message="Cancelled.", only_if=ends_at_once):
        job = find(ws, job_id)
        raise Conflict(f"Job {job.id} has already ended: it is {job.status}.", hint="There is nothing left to end.")
    WAKE.set()
    return find(ws, job_id)
