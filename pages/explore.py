"""Explore: look through the rows of a table, however many there are, and draw what is in them."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, pickers
from app.ui.explore import charting, grid
from core import workspace


def page() -> None:
    ws = workspace.current()
    layout.head("Explore", "Look through all rows: search, filter and sort them, and draw what is in them.")
    table = pickers.dataset(ws)
    parts = {"Rows": lambda: grid.panel(ws, table), "Chart": lambda: charting.panel(ws, table)}
    first = "Chart" if charting.is_wanted() else None
    tabs = st.tabs(list(parts), default=first, key="explore.part", on_change="rerun")
    for tab, part in zip(tabs, parts.values(), strict=True):
        with tab:
            if tab.open:
                errors.fragment(part)()
    grid.ways_on(table)


page()
