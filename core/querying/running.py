"""Running a query, now or in the background, and stopping one from anywhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import core.querying.asking as asking
import core.querying.history as history
from core.datasets import Dataset
from core.errors import AppError, BadInput, Conflict
from core.querying.asking import Task
from core.querying.errors import Stopped
from core.querying.pool import Worker
from core.storage.state import new_id, now
from core.workspace import Workspace

USUAL_ROWS = 1_000  # of a result that is looked at
MOST_ROWS = 10_000  # of one answer: more is an export


@dataclass(frozen=True)
class Result:
    """What a query found, values as JSON has them: times as ISO 8601, integers beyond 2^53 as text, NaN as null.

    `total` is how many rows there are where that is known, `cut` how many values were too long and end in “…”,
    `tables` the names of those that were read.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    total: int | None
    cut: int
    seconds: float
    statement: str
    tables: tuple[str, ...]


@dataclass
class Run:
    """A query under way, or over: then it has a `result` or an `error`."""

    id: str
    sql: str
    started_at: datetime
    folder: Path
    result: Result | None = None
    error: AppError | None = None
    stopped: bool = False
    _worker: Worker | None = field(default=None, repr=False)
    _over: threading.Event = field(default_factory=threading.Event, repr=False)

    def wait(self, seconds: float) -> bool:
        """Whether it is over, now or within so many seconds."""
        return self._over.wait(seconds)

    def stop(self) -> None:
        self.stopped = True
        if self._worker:
            self._worker.kill()

    def hold(self, worker: Worker) -> None:
        """Takes the process that does the work; a run that was stopped before it began ends it."""
        self._worker = worker
        if self.stopped:
            worker.kill()

    def end(self, *, result: Result | None = None, error: AppError | None = None) -> None:
        self.result, self.error = result, error
        self._over.set()


_running: dict[str, Run] = {}


def run(
    ws: Workspace,
    sql: str,
    *,
    datasets: Sequence[Dataset] | None = None,
    limit: int = USUAL_ROWS,
    seconds: float | None = None,
    count: bool = False,
) -> Result:
    """What a query finds: its first `limit` rows, within `seconds` (default: the setting).

    It reads the `datasets` given, by default all; a single one is also called `data`. `count` finds out how many rows
    there are beyond those returned. Raises FailedQuery with the place of what is wrong, Stopped when it was stopped or
    its time was over, Busy when others run for long, BadInput on a limit out of range.
    """
    task = _task(ws, sql, datasets, limit=limit, seconds=seconds, count=count)
    under_way = _begin(ws, sql)
    _carry_out(ws, under_way, task)
    if under_way.error:
        raise under_way.error
    assert under_way.result  # noqa: S101 (a run that is over has one of the two)
    return under_way.result


def start(ws: Workspace, sql: str, *, limit: int = USUAL_ROWS, seconds: float | None = None) -> Run:
    """Runs a query in the background, with its rows counted. The run says when it is over; `cancel` ends it."""
    task = _task(ws, sql, None, limit=limit, seconds=seconds, count=True)
    under_way = _begin(ws, sql)
    threading.Thread(target=_carry_out, args=(ws, under_way, task), daemon=True).start()
    return under_way


def cancel(ws: Workspace, run_id: str) -> None:
    """Stops a query that runs, whoever started it. Raises Conflict when it does not run."""
    under_way = _running.get(run_id)
    if under_way is None or under_way.folder != ws.folders.root:
        raise Conflict(f"The query {run_id} does not run.", hint="It may be over: the history tells how it ended.")
    under_way.stop()


def running(ws: Workspace) -> tuple[Run, ...]:
    """The queries that run now, the one that began last first."""
    return tuple(found for found in reversed(list(_running.values())) if found.folder == ws.folders.root)


def _task(
    ws: Workspace, sql: str, datasets: Sequence[Dataset] | None, *, limit: int, seconds: float | None, count: bool
) -> Task:
    if not 0 < limit <= MOST_ROWS:
        raise BadInput(
            f"{limit:,} rows were asked for.", hint=f"Ask for 1 to {MOST_ROWS:,}; export the result to have them all."
        )
    seconds = min(seconds or ws.settings.query_timeout_seconds, ws.settings.query_timeout_seconds)
    return Task(asking.checked(sql), asking.sources(ws, datasets), seconds, options={"limit": limit, "count": count})


def _begin(ws: Workspace, sql: str) -> Run:
    under_way = Run(new_id("qr"), sql, now(), ws.folders.root)
    _running[under_way.id] = under_way
    return under_way


def _carry_out(ws: Workspace, under_way: Run, task: Task) -> None:
    """Runs the task to its end, whatever that is, and writes it into the history."""
    begun = time.perf_counter()
    try:
        found = asking.ask(ws, task, hold=under_way.hold)
        seconds = time.perf_counter() - begun
        history.keep(ws, under_way, "done", seconds, rows=found["total"] or len(found["rows"]))
        under_way.end(result=_result(found, seconds))
    except AppError as error:
        told = Stopped("The query was stopped.", hint="Run it again when you want it.") if under_way.stopped else error
        status = "stopped" if isinstance(told, Stopped) else "failed"
        history.keep(ws, under_way, status, time.perf_counter() - begun, error=told)
        under_way.end(error=told)
    finally:
        _running.pop(under_way.id, None)
        under_way.end(result=under_way.result, error=under_way.error)  # nobody waits for ever, whatever happened


def _result(found: dict[str, Any], seconds: float) -> Result:
    return Result(
        columns=tuple(found["columns"]),
        types=tuple(found["types"]),
        rows=tuple(tuple(row) for row in found["rows"]),
        truncated=found["truncated"],
        total=found["total"],
        cut=found["cut"],
        seconds=seconds,
        statement=found["kind"],
        tables=tuple(found["tables"]),
    )
