"""What can be put into the editor: templates, saved queries, and those that ran."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.ui import errors, numbers
from app.ui.query import texts
from app.ui.query.templates import TEMPLATES
from core import querying
from core.querying import PastRun, Table
from core.workspace import Workspace

MOST_LISTED = 30  # more than a person looks through; the API lists all
STATUS_ICONS = {"done": ":material/check:", "failed": ":material/error:", "stopped": ":material/stop_circle:"}
SHOWN_CHARACTERS = 70  # of a query in a list


def draw(ws: Workspace, tables: Sequence[Table]) -> None:
    """The shelves, side by side where they are put."""
    _templates(tables)
    _saved(ws)
    _history(ws)


def _templates(tables: Sequence[Table]) -> None:
    newest = [table for table in tables if table.newest]
    with st.popover("Templates", icon=":material/lightbulb:", disabled=not newest):
        if not newest:
            return
        names = {table.name: table for table in newest}
        table = names[st.selectbox("Table", list(names), key="query.template.table") or newest[0].name]
        for template in TEMPLATES:
            sql = template.write(table, newest)
            st.button(
                template.label,
                key=f"query.template.{template.label}",
                help=template.help if sql else f"{template.help} This table has no columns for it.",
                disabled=sql is None,
                on_click=texts.write,
                args=(sql,),
                width="stretch",
            )


def _saved(ws: Workspace) -> None:
    with st.popover("Saved", icon=":material/bookmark:"):
        found = querying.saved(ws, limit=MOST_LISTED).items
        for saved in found:
            st.button(
                errors.plain(saved.name),
                key=f"query.saved.{saved.id}",
                help=f"```sql\n{saved.sql[:600]}\n```",
                on_click=texts.open_saved,
                args=(saved,),
                width="stretch",
            )
        if not found:
            st.caption("Nothing saved yet. Write a query and keep it under a name.")


def _history(ws: Workspace) -> None:
    with st.popover("History", icon=":material/history:"):
        found = querying.runs(ws, limit=MOST_LISTED).items
        for past in found:
            st.button(
                errors.plain(_first_words(past.sql)),
                key=f"query.past.{past.id}",
                icon=STATUS_ICONS[past.status],
                help=f"{_how(past)}\n\n```sql\n{past.sql[:600]}\n```",
                on_click=texts.write,
                args=(past.sql,),
                width="stretch",
            )
        if not found:
            st.caption("Nothing has run yet.")


def _first_words(sql: str) -> str:
    line = " ".join(sql.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[:SHOWN_CHARACTERS] + "…"


def _how(past: PastRun) -> str:
    """How a run ended: "12 rows, 0.3 s, 5 min ago" or what was wrong."""
    found = numbers.counted(past.rows, "row") if past.rows is not None else past.status
    told = errors.plain((past.error or {}).get("message", found))
    return f"{told} · {numbers.duration(past.seconds)} · {numbers.ago(past.created_at)}"
