"""Bring a table: watch it arrive, decide how it is read where that is doubtful, and see what became of it."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, pickers, state
from app.ui.upload.bringing import incoming, ways
from app.ui.upload.deciding import panel, subject
from app.ui.upload.telling import actions, report, versions
from core import datasets, workspace
from core.datasets import Dataset
from core.workspace import Workspace


def page() -> None:
    ws = workspace.current()
    layout.head("Upload", "Bring a table. Tablecast finds out how the file is written; you can overrule it.")
    job, deciding = state.chosen("job"), subject.chosen(ws)
    if job and incoming.follow(ws, job):
        return
    if deciding:
        panel.draw(ws, deciding)
        return
    versions.announce(ws)
    ways.draw(ws)
    if datasets.newest(ws, limit=1).items:
        st.divider()
        look_at(ws, pickers.dataset(ws))


def look_at(ws: Workspace, table: Dataset) -> None:
    """What became of one file."""
    actions.draw(ws, table)
    report.tiles(table)
    report.warnings(table)
    rejected, misfits = table.report.get("rows_rejected", 0), report.misfit_count(table)
    known = datasets.versions(ws, table.id)
    parts = {
        "Preview": lambda: report.preview(ws, table),
        "How it was read": lambda: report.decisions(table),
        "Columns": lambda: report.columns(table),
        f"Rejected lines ({rejected:,})": lambda: report.rejects(ws, table),
        **({f"Misfits ({misfits:,})": lambda: report.misfits(ws, table)} if misfits else {}),
        f"Versions ({len(known)})": lambda: versions.draw(ws, table, known),
    }
    for tab, part in zip(st.tabs(list(parts), key="upload.part", on_change="rerun"), parts.values(), strict=True):
        with tab:
            if tab.open:
                errors.fragment(part)()


page()
