"""The statement behind a number or a picture, one small button away: to read, to copy, or to run and change."""

from __future__ import annotations

import streamlit as st

from app.ui import links
from app.ui.profile.subject import Subject
from app.ui.query.linking import in_query_room, open_in_query
from core.datasets import Dataset
from core.profiling.sql import DATA
from core.workspace import Workspace


def behind(subject: Subject, *statements: tuple[str, str], key: str) -> None:
    """Draws the button; the statements, each with what it gives, when somebody opens it."""
    told = [(label, sql) for label, sql in statements if sql]
    if not told:
        return
    opened = st.popover("SQL", icon=":material/code:", type="tertiary", key=f"sql.{key}", on_change="rerun")
    if opened.open:
        with opened:
            for label, sql in told:
                show(subject, sql, label=label)


def show(subject: Subject, sql: str, *, label: str = "") -> None:
    """A statement with the ways to take it elsewhere."""
    if label:
        st.caption(label)
    st.code(sql, language="sql", wrap_lines=True)
    open_in_query(as_query(subject.ws, subject.table, sql))


def as_query(ws: Workspace, table: Dataset, sql: str) -> str:
    """The statement as the query room runs it: there the table has a name of its own."""
    return in_query_room(ws, sql, {DATA: table})


def rows_link(subject: Subject, code: str, column: str | None) -> None:
    """The way to the rows that an alert speaks of, in the grid."""
    asked = {"alert": code, **({"column": column} if column else {})}
    target = {"target": subject.profile.target.target} if subject.profile.target else {}
    links.link(
        "explore", "See them in the grid", icon=":material/table_view:", dataset=subject.table.id, **asked, **target
    )
