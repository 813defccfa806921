"""The queries that ran, newest first: what was asked, how it ended, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from core.errors import AppError
from core.storage.state import Page
from core.storage.state import query_runs as table
from core.workspace import Workspace

MOST_KEPT = 1_000


class Asked(Protocol):
    """What the history needs to know of a run."""

    id: str
    sql: str
    started_at: datetime


@dataclass(frozen=True)
class PastRun:
    """A query that ran. `status` is done, failed or stopped; `rows` is how many it found, where it was counted."""

    id: str
    sql: str
    status: str
    rows: int | None
    seconds: float
    error: dict[str, Any] | None
    created_at: datetime


def keep(
    ws: Workspace, asked: Asked, status: str, seconds: float, *, rows: int | None = None, error: AppError | None = None
) -> None:
    """Writes how a query ended; the oldest beyond the last thousand are forgotten."""
    values = {"id": asked.id, "sql": asked.sql, "status": status, "rows": rows, "seconds": seconds}
    told = error.to_json() if error else None
    with ws.state.writing() as connection:
        connection.execute(table.insert().values(**values, error=told, created_at=asked.started_at))
        newest = connection.execute(sa.select(sa.func.max(table.c.seq))).scalar() or 0
        connection.execute(table.delete().where(table.c.seq <= newest - MOST_KEPT))


def runs(ws: Workspace, *, limit: int = 50, cursor: int | None = None) -> Page[PastRun]:
    """The queries that ran, newest first."""
    return ws.state.page(table, _from_row, limit=limit, cursor=cursor)


def forget(ws: Workspace) -> None:
    """Empties the history."""
    with ws.state.writing() as connection:
        connection.execute(table.delete())


def _from_row(row: sa.RowMapping) -> PastRun:
    return PastRun(**{name: row[name] for name in PastRun.__dataclass_fields__})
