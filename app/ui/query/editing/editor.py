"""The editor as Python sees it: what is written in it, and what the person asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from app.ui import numbers
from core.querying import Place, Table
from core.querying.naming import RESERVED

HERE = Path(__file__).parent
CODEMIRROR = HERE / "codemirror.min.js"
ADDRESS = "assets/codemirror.js"  # below whatever prefix the app has; see app/routes.py
MOST_COLUMNS = 400  # of one table, shown and completed; further ones can be typed

_editor = st.components.v2.component(
    "tablecast_sql",
    html=(HERE / "editor.html").read_text(),
    css=(HERE / "editor.css").read_text(),
    js=(HERE / "editor.js").read_text(),
)
_fingerprint = hashlib.sha256(CODEMIRROR.read_bytes()).hexdigest()[:12]


@dataclass(frozen=True)
class Asked:
    """What is written, and what is to be done with it in this run of the page: run, explain or nothing."""

    sql: str
    action: str = ""


def draw(
    tables: Sequence[Table], sql: str, *, version: int, wrong: Place | None = None, wrong_sql: str = "", running: bool
) -> Asked:
    """Draws the editor with `sql` in it; a text of the same `version` is left as the person changed it.

    `wrong` marks a place, as long as the text is the `wrong_sql` that it was found in.
    """
    if st.session_state.get("query.plain", False):
        return _plain(sql, version, running)
    mark = asdict(wrong) | {"sql": wrong_sql} if wrong else None
    data = {
        "sql": sql,
        "version": version,
        "mark": mark,
        "running": running,
        "tables": [_listed(table) for table in tables if table.newest],
        "reserved": sorted(RESERVED),
        "module": f"{ADDRESS}?v={_fingerprint}",
    }
    result = _editor(
        key="query.editor",
        data=data,
        on_sql_change=_ignore,
        on_asked_change=_ignore,
        on_unreachable_change=_ignore,
        height="content",
    )
    if result.get("unreachable"):
        st.session_state["query.plain"] = True
        st.rerun()
    asked = result.get("asked")
    return Asked(asked["sql"], asked["action"]) if asked else Asked(result.get("sql") or sql)


def _plain(sql: str, version: int, running: bool) -> Asked:
    """A text field and two buttons, for where the editor cannot load."""
    written = st.text_area("SQL", sql, key=f"query.text.{version}", height=180)
    with st.container(horizontal=True):
        run = st.button("Run", type="primary", icon=":material/play_arrow:", disabled=running)
        explain = st.button("Explain", disabled=running)
    return Asked(written, "run" if run else "explain" if explain else "")


def _listed(table: Table) -> dict[str, Any]:
    """A table as the editor lists and completes it."""
    return {
        "name": table.name,
        "title": table.title,
        "version": table.version,
        "rows": numbers.counted(table.rows, "row"),
        "columns": [{"name": c.name, "kind": c.kind, "type": c.type} for c in table.columns[:MOST_COLUMNS]],
        "more": max(0, len(table.columns) - MOST_COLUMNS),
    }


def _ignore() -> None:
    """The component reports a value only when somebody listens; the page reads it from the result."""
