"""Queries that people keep under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

import core.querying.asking as asking
from core.errors import NotFound
from core.storage.names import checked_name
from core.storage.state import Page, new_id, now
from core.storage.state import saved_queries as table
from core.workspace import Workspace


@dataclass(frozen=True)
class SavedQuery:
    id: str
    name: str
    sql: str
    created_at: datetime
    changed_at: datetime


def save(ws: Workspace, name: str, sql: str) -> SavedQuery:
    """Keeps a query, whether it runs or not. Raises BadInput on an impossible name."""
    moment = now()
    saved = SavedQuery(new_id("qs"), checked_name(name), asking.checked(sql), moment, moment)
    with ws.state.writing() as connection:
        connection.execute(table.insert().values(**vars(saved)))
    return saved


def find(ws: Workspace, query_id: str) -> SavedQuery:
    with ws.state.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == query_id)).mappings().first()
    if row is None:
        raise NotFound(
            f"There is no saved query “{query_id}”.", hint="It may have been removed; the list shows the others."
        )
    return _from_row(row)


def saved(ws: Workspace, *, limit: int = 50, cursor: int | None = None) -> Page[SavedQuery]:
    """The saved queries, the one saved last first."""
    return ws.state.page(table, _from_row, limit=limit, cursor=cursor)


def change(ws: Workspace, query_id: str, *, name: str | None = None, sql: str | None = None) -> SavedQuery:
    """Gives a saved query another name, another text, or both."""
    found = find(ws, query_id)
    values = {
        "name": checked_name(name) if name is not None else found.name,
        "sql": asking.checked(sql) if sql is not None else found.sql,
        "changed_at": now(),
    }
    with ws.state.writing() as connection:
        connection.execute(table.update().where(table.c.id == query_id).values(**values))
    return find(ws, query_id)


def remove(ws: Workspace, query_id: str) -> None:
    find(ws, query_id)
    with ws.state.writing() as connection:
        connection.execute(table.delete().where(table.c.id == query_id))


def _from_row(row: sa.RowMapping) -> SavedQuery:
    return SavedQuery(**{name: row[name] for name in SavedQuery.__dataclass_fields__})
