"""What a person can do with a table: rename it, take it away as a file, delete it."""

from __future__ import annotations

import functools

import streamlit as st

from app.ui import downloads, errors, layout, links, state
from app.ui.upload.telling import versions
from core import datasets
from core.datasets import Dataset
from core.workspace import Workspace


def draw(ws: Workspace, table: Dataset) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        links.link("profile", "See its profile", icon=":material/bar_chart:", dataset=table.id)
        versions.next_one(ws, table)
        _rename(ws, table)
        _export(ws, table)
        _delete(ws, table)


def _rename(ws: Workspace, table: Dataset) -> None:
    with (
        st.popover("Rename", icon=":material/edit:", key=f"rename.{table.id}"),
        st.form(f"rename.form.{table.id}", border=False),
    ):
        name = st.text_input("Name", table.name)
        if st.form_submit_button("Rename", type="primary"):
            datasets.rename(ws, table.id, name)
            st.rerun()


def _export(ws: Workspace, table: Dataset) -> None:
    """The files are written when somebody presses a button, not before."""
    with st.popover("Export", icon=":material/download:", key=f"export.{table.id}"):
        downloads.formats(
            functools.partial(datasets.export, ws, table),
            name=table.name,
            rows=table.rows,
            columns=len(table.columns),
            key=f"export.{table.id}",
        )


def _delete(ws: Workspace, table: Dataset) -> None:
    which = f"version {table.version} of " if table.version > 1 else ""
    question = f"Delete {which}**{errors.plain(table.name)}** and its profile? Models made from it stay."
    if layout.confirmed(question, "Delete", key=f"delete.{table.id}"):
        datasets.remove(ws, table.id)
        state.forget("dataset")
        st.rerun()
