"""Taking the rows away: a file of what the filters leave, and the statement that gives it."""

from __future__ import annotations

import functools

import streamlit as st

from app.ui import numbers
from core import datasets, exploring
from core.datasets import Dataset
from core.exploring import View, views
from core.storage import folders
from core.workspace import Workspace


def export(ws: Workspace, table: Dataset, view: View, names: list[str], total: int) -> None:
    """Files are written when somebody presses a button, not before."""
    with st.popover("Take away", icon=":material/download:", key="explore.take"):
        st.caption(f"{numbers.counted(total, 'row')}, {numbers.counted(len(names), 'column')}, in this order")
        for format in datasets.EXPORT_FORMATS:
            fits = format.holds(total, len(names))
            st.download_button(
                format.label,
                functools.partial(_file, ws, table, view, names, format.key),
                f"{table.name}.{format.key}",
                format.media_type,
                key=f"explore.export.{format.key}",
                on_click="ignore",
                disabled=not fits,
                help=None if fits else f"These are more rows than a file of {format.label} can hold.",
                width="stretch",
            )
        st.caption("The same as SQL")
        st.code(views.build_statement(table, view), language="sql", wrap_lines=True)


def _file(ws: Workspace, table: Dataset, view: View, names: list[str], format: str) -> bytes:
    path = exploring.export(ws, table, view, columns=names, format=format)
    try:
        return path.read_bytes()
    finally:
        folders.remove(path)
