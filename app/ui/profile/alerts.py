"""What deserves a look, in words, the most serious first: what it is, what to do, and the rows it speaks of."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from app.ui import errors, layout, numbers, theme
from core import profiling
from core.datasets import Dataset
from core.profiling.records import Alert, Profile
from core.workspace import Workspace

PER_PAGE = 15
MOST_ROWS = 50  # enough to see what is meant

WORDS = {"problem": "Problems", "warning": "Warnings", "info": "Notes"}


def panel(ws: Workspace, table: Dataset, profile: Profile) -> None:
    if not profile.alerts:
        st.success("Nothing stands out: no check found anything to say.", icon=":material/check_circle:")
        return
    found = _chosen(profile.alerts, profile.dataset_id)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = st.pagination(pages, key="alerts.page") if pages > 1 else 1
    for place, alert in enumerate(found[(page - 1) * PER_PAGE : page * PER_PAGE]):
        _draw(ws, table, alert, key=f"alert.{page}.{place}.{alert.code}.{alert.column}")


def _chosen(alerts: tuple[Alert, ...], dataset_id: str) -> list[Alert]:
    times = Counter(alert.severity for alert in alerts)
    severities = [severity for severity in WORDS if times[severity]]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.pills(
            "How serious",
            severities,
            format_func=lambda severity: f"{WORDS[severity]} {times[severity]}",
            selection_mode="multi",
            key=f"alerts.severity.{dataset_id}",
            persist_state="session",
        )
        columns = sorted({alert.column for alert in alerts if alert.column})
        column = st.selectbox(
            "Column", columns, index=None, key=f"alerts.column.{dataset_id}", placeholder="All columns", width=240
        )
    return [a for a in alerts if a.severity in (picked or severities) and column in (None, a.column)]


def _draw(ws: Workspace, table: Dataset, alert: Alert, *, key: str) -> None:
    colour = theme.SEVERITIES[alert.severity]
    with st.container(border=True, gap="xsmall", key=key):
        where = f" **{errors.plain(alert.column)}**" if alert.column else ""
        st.markdown(f":{colour}-badge[{alert.label}]{where}")
        st.markdown(errors.plain(alert.sentence))
        if alert.action:
            st.markdown(f":material/lightbulb: :gray[{errors.plain(alert.action)}]")
        if alert.sql:
            _evidence(ws, table, alert, key=key)


def _evidence(ws: Workspace, table: Dataset, alert: Alert, *, key: str) -> None:
    """The rows are asked for when somebody opens them."""
    label = "Rows and SQL" if alert.rows is None else f"{numbers.counted(alert.rows, 'row')} and the SQL"
    with st.expander(label, key=f"{key}.open", type="compact", on_change="rerun") as opened:
        if opened.open:
            found = profiling.rows_of(ws, table, alert, limit=MOST_ROWS)
            layout.table(layout.frame(found))
            st.code(alert.sql, language="sql")
