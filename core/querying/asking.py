"""Asking a query process: what it is told, how long it may take, and what its silence means."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import core.datasets.catalogue as catalogue
from core.datasets import Dataset
from core.errors import AppError, BadQuery
from core.querying.errors import FailedQuery, Stopped, raised
from core.querying.pool import Gone, Pool, Worker
from core.querying.sandbox.fence import Limits
from core.querying.sandbox.known import Source
from core.querying.tables import Table, tables
from core.storage.state import new_id
from core.workspace import Workspace

LONGEST_SQL = 100_000  # characters
SPILL_MB = 4_096  # of what does not fit into memory, on disk
LATE_SECONDS = 1.0  # a query that does not end by itself when its time is over gets this much longer
DATA = "data"  # the name of the dataset that a query of one dataset is about

BUG = "This is a mistake in the program, not in your query. The server's log has the details."

pool = Pool()
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Task:
    """A query and what is to be done with it: `task` and `options` are those of the process's Request."""

    sql: str
    sources: tuple[Source, ...]
    seconds: float
    task: str = "rows"
    options: dict[str, Any] = field(default_factory=dict)


def sources(ws: Workspace, chosen: Sequence[Dataset] | None = None) -> tuple[Source, ...]:
    """The tables that a query may read: all, or the chosen datasets; a single one is also called `data`."""
    ids = None if chosen is None else {dataset.id for dataset in chosen}
    found = [table for table in tables(ws) if ids is None or table.dataset_id in ids]
    extra = (DATA,) if ids is not None and len(ids) == 1 else ()
    return tuple(_source(ws, table, extra) for table in found)


def checked(sql: str) -> str:
    if not sql.strip():
        raise FailedQuery("There is nothing to run yet.", hint="Write a SELECT, or begin with one of the templates.")
    if len(sql) > LONGEST_SQL:
        raise FailedQuery(f"This text has {len(sql):,} characters.", hint=f"A query has up to {LONGEST_SQL:,}.")
    if "\0" in sql:
        raise FailedQuery("The text holds a character that is none (NUL).", hint="Write it again by hand.")
    return sql


def ask(
    ws: Workspace,
    task: Task,
    *,
    hold: Callable[[Worker], None] = lambda worker: None,
    waiting: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """What a query process found. `hold` is given the process, so that it can be killed; `waiting` is called meanwhile.

    Raises FailedQuery, Stopped when its time was over, Busy when other queries run for long, and what `waiting` raises.
    """
    spill = ws.folders.temporary / new_id("sp")
    settings = ws.settings
    limits = Limits(task.seconds, settings.query_memory_mb, settings.threads, str(spill), SPILL_MB)
    request = {"sql": task.sql, "known": [asdict(source) for source in task.sources], "limits": asdict(limits)}
    try:
        with pool.worker() as worker:
            hold(worker)
            patience = task.seconds + LATE_SECONDS
            reply = worker.ask(request | {"task": task.task} | task.options, seconds=patience, waiting=waiting)
    except TimeoutError as error:
        raise _late(task) from error
    except Gone as error:
        raise _ended() from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    if "bug" in reply:
        log.error("query process failed on %r\n%s", task.sql, reply["bug"])
        raise FailedQuery("Something went wrong inside Tablecast while it ran this query.", hint=BUG)
    if "error" in reply:
        raise _late(task) if reply["error"]["code"] == "late" else raised(reply["error"], task.sql)
    return dict(reply["found"])


def _source(ws: Workspace, table: Table, extra: tuple[str, ...]) -> Source:
    path = str(catalogue.path(ws, table.dataset_id).resolve())
    return Source(table.name, (*table.aliases, *extra), path, table.title, table.version, table.rows)


def _late(task: Task) -> BadQuery:
    return Stopped(
        f"The query was stopped after {task.seconds:g} s.",
        hint="Ask for less at a time: filter early, join on keys, or aggregate before joining.",
    )


def _ended() -> AppError:
    return FailedQuery(
        "The query needed more memory or time than a query may have, and its process was ended.",
        hint="Ask for less at a time. Nothing else was touched.",
    )
