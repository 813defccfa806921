"""What is in a table: the overview at once, then every column, what to look out for, and what goes together."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, links, pickers
from app.ui.profile import alerts, associations, cards, measuring, missing, report, target
from core import workspace
from core.datasets import Dataset
from core.profiling.records import Profile
from core.workspace import Workspace


def page() -> None:
    ws = workspace.current()
    layout.head("Profile", "What is in the table, what is wrong with it, and what goes together.")
    left, right = st.columns([3, 2])
    with left:
        table = pickers.dataset(ws)
    with right:
        predicted = pickers.column(table, "Column to predict (optional)", key="profile.target")
    profile = measuring.draw(ws, table, predicted)
    report.download(table, profile)
    parts(ws, table, profile)


def parts(ws: Workspace, table: Dataset, profile: Profile) -> None:
    """The parts as tabs; only the open one is drawn, and only it is drawn again when something in it is chosen."""
    panels = {
        "Columns": lambda: cards.panel(profile),
        f"Alerts ({len(profile.alerts)})": lambda: alerts.panel(ws, table, profile),
        "Missing": lambda: missing.panel(profile),
        "Associations": lambda: associations.panel(profile.associations),
        "Target": lambda: target.panel(profile),
    }
    for tab, panel in zip(st.tabs(list(panels), on_change="rerun", key="profile.part"), panels.values(), strict=True):
        with tab:
            if tab.open:
                errors.fragment(panel)()
    links.link("train", "Train a model on this table", icon=":material/arrow_forward:", dataset=table.id)


page()
