"""Taking the rows away: a file of what the filters leave, and the statement that gives it."""

from __future__ import annotations

import streamlit as st

from app.ui import downloads, numbers
from core import exploring
from core.datasets import Dataset
from core.exploring import View, views
from core.workspace import Workspace


def export(ws: Workspace, table: Dataset, view: View, names: list[str], total: int) -> None:
    """Files are written when somebody presses a button, not before."""
    with st.popover("Take away", icon=":material/download:", key="explore.take"):
        st.caption(f"{numbers.counted(total, 'row')}, {numbers.counted(len(names), 'column')}, in this order")
        downloads.formats(
            lambda format: exploring.export(ws, table, view, columns=names, format=format),
            name=table.name,
            rows=total,
            columns=len(names),
            key="explore.export",
        )
        st.caption("The same as SQL")
        st.code(views.build_statement(table, view), language="sql", wrap_lines=True)
