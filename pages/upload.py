"""Bring a table: drop a file, watch it arrive, check how it was read, and overrule what was read wrongly."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, pickers, state
from app.ui.upload import actions, dropzone, incoming, options, report
from core import datasets, workspace
from core.datasets import Dataset
from core.workspace import Workspace


def page() -> None:
    ws = workspace.current()
    layout.head("Upload", "Bring a table. Tablecast finds out how the file is written; you can overrule it.")
    job = state.chosen("job")
    if job and incoming.follow(ws, job):
        return
    upload_id = dropzone.receive(ws)
    if upload_id:
        incoming.start(ws, upload_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        incoming.offer_samples(ws)
        st.toggle("Use the simple uploader", key="upload.plain", help="For when the drop zone does not work.")
    if datasets.newest(ws, limit=1).items:
        look_at(ws, pickers.dataset(ws))


def look_at(ws: Workspace, table: Dataset) -> None:
    """What became of one file."""
    report.tiles(table)
    actions.draw(ws, table)
    report.warnings(table)
    rejected, misfits = table.report.get("rows_rejected", 0), report.misfit_count(table)
    parts = {
        "Preview": lambda: report.preview(ws, table),
        "How it was read": lambda: report.decisions(table),
        "Columns": lambda: report.columns(table),
        f"Rejected lines ({rejected:,})": lambda: report.rejects(ws, table),
        **({f"Misfits ({misfits:,})": lambda: report.misfits(ws, table)} if misfits else {}),
        "Read it differently": lambda: read_again(ws, table),
    }
    for tab, part in zip(st.tabs(list(parts), key="upload.part", on_change="rerun"), parts.values(), strict=True):
        with tab:
            if tab.open:
                errors.fragment(part)()


def read_again(ws: Workspace, table: Dataset) -> None:
    chosen = options.form(table)
    if chosen is not None:
        incoming.again(ws, table, chosen)


page()
