"""What is in a table: the overview at once, then every column, what to look out for, and what goes together."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.ui import errors, layout, links, pickers
from app.ui.compare import changes
from app.ui.profile import keys, measuring, missing, over_time, report, target, trusting
from app.ui.profile.alerts import panel as alerts
from app.ui.profile.columns import cards
from app.ui.profile.subject import Subject, look
from app.ui.profile.together import panel as together
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
        predicted = pickers.target(table, "Column to predict (optional)", key="profile.target")
    profile = measuring.draw(ws, table, predicted)
    errors.fragment(changes.since_last)(ws, table)
    with st.container(horizontal=True, vertical_alignment="center"):
        trusting.draw(ws, table, profile)
        report.download(look(ws, table, profile))
    parts(ws, table, profile)


def parts(ws: Workspace, table: Dataset, profile: Profile) -> None:
    """The parts as tabs; only the open one is drawn, and only it is drawn again when something in it is chosen."""
    shown = len(look(ws, table, profile).alerts.shown)
    panels: dict[str, Callable[[Subject], None]] = {
        "Columns": cards.panel,
        f"Alerts ({shown})": alerts.panel,
        "Missing": missing.panel,
        "Together": together.panel,
        **({"Time": over_time.panel} if over_time.dates(profile.columns) else {}),
        "Keys": keys.panel,
        "Target": target.panel,
    }
    for tab, panel in zip(st.tabs(list(panels), on_change="rerun", key="profile.part"), panels.values(), strict=True):
        with tab:
            if tab.open:
                errors.fragment(part)(panel, ws, table, profile)
    links.link("train", "Train a model on this table", icon=":material/arrow_forward:", dataset=table.id)


def part(panel: Callable[[Subject], None], ws: Workspace, table: Dataset, profile: Profile) -> None:
    """One part, with the marks as they are now."""
    panel(look(ws, table, profile))


page()
