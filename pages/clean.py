"""Clean: steps that put a table right, one after the other, without SQL; together they make its next version."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, pickers, state
from app.ui.clean import form, listing, making, proposing, steps, trying
from core import workspace
from core.datasets import Dataset
from core.workspace import Workspace


def page() -> None:
    ws = workspace.current()
    layout.head(
        "Clean", "Put a table right step by step and see at once what each step does; the table as it was stays."
    )
    job = state.chosen("job")
    if job:
        making.follow(ws, job)
        return
    table = pickers.dataset(ws)
    errors.guarded(bench)(ws, table)


def bench(ws: Workspace, table: Dataset) -> None:
    """The steps on the left, what they do on the right."""
    chosen = steps.current(table)
    before, found = trying.tried(ws, table, ()), trying.tried(ws, table, chosen)
    left, right = st.columns([2, 3], gap="large")
    with left:
        proposing.earlier(ws, table, chosen)
        proposing.suggestions(ws, table, chosen)
        listing.draw(table, chosen, found)
        draft = form.draw(ws, table, chosen)
        making.button(ws, table, chosen, found)
    with right:
        trying.rows(table, before, draft or found, drafted=draft is not None)


page()
