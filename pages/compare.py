"""What changed: between two versions, two tables, or two parts of one."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, links
from app.ui.compare import choosing, columns, overview, rows
from app.ui.compare.comparing import compared
from core import workspace
from core.profiling.comparing import Part
from core.workspace import Workspace


def page() -> None:
    ws = workspace.current()
    layout.head("Compare", "What changed between two versions, two tables, or two parts of one table.")
    sides = choosing.draw(ws)
    if sides:
        look_at(ws, *sides)


def look_at(ws: Workspace, left: Part, right: Part) -> None:
    found = compared(ws, left, right)
    overview.draw(found)
    parts = {
        "Columns": lambda: columns.panel(ws, found),
        "Came and went": lambda: overview.schema(found.schema),
        "Rows": lambda: rows.panel(ws, left, right),
    }
    for tab, part in zip(st.tabs(list(parts), on_change="rerun", key="compare.part"), parts.values(), strict=True):
        with tab:
            if tab.open:
                errors.fragment(part)()
    links.link("profile", "See the profile", icon=":material/bar_chart:", dataset=right.dataset.id)


page()
