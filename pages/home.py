"""Home: what this is, the next step, and what there is already."""

from __future__ import annotations

import streamlit as st

from app.ui import layout
from app.ui.home import lists, steps
from core import datasets, models, workspace

MOST_LISTED = 8  # the newest; the other pages list the rest


def page() -> None:
    ws = workspace.current()
    tables = datasets.newest(ws, limit=MOST_LISTED).items
    trained = models.newest(ws, limit=MOST_LISTED).items
    layout.head("Tablecast", "Bring a table, see what is in it, and get predictions that say how far to trust them.")
    steps.draw(ws, tables, trained)
    lists.going_on(ws)
    left, right = st.columns(2, gap="large")
    with left:
        lists.tables(tables)
    with right:
        lists.models(trained)


page()
