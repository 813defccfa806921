"""What deserves a look, in words: pinned alerts first, then the most serious; dismissed ones are a click away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from app.ui import numbers
from app.ui.profile.alerts import card
from app.ui.profile.subject import Subject
from core.profiling.records import Alert

PER_PAGE = 15
WORDS = {"problem": "Problems", "warning": "Warnings", "info": "Notes"}


def panel(subject: Subject) -> None:
    arranged = subject.alerts
    if not subject.profile.alerts:
        st.success("Nothing stands out: no check found anything to say.", icon=":material/check_circle:")
        return
    found = _chosen(subject, arranged.shown)
    if not arranged.shown:
        st.success("Nothing is left to look at: every alert was dismissed.", icon=":material/check_circle:")
    pages = max(1, -(-len(found) // PER_PAGE))
    page = st.pagination(pages, key="alerts.page") if pages > 1 else 1
    for alert in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
        card.draw(subject, alert, pinned=alert in arranged.pinned)
    _dismissed(subject, arranged.dismissed)


def _chosen(subject: Subject, alerts: Sequence[Alert]) -> list[Alert]:
    times = Counter(alert.severity for alert in alerts)
    severities = [severity for severity in WORDS if times[severity]]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.pills(
            "How serious",
            severities,
            format_func=lambda severity: f"{WORDS[severity]} {times[severity]}",
            selection_mode="multi",
            key=f"alerts.severity.{subject.table.id}",
            persist_state="session",
        )
        label = _one("What", Counter(alert.label for alert in alerts), key=f"alerts.code.{subject.table.id}")
        column = _one(
            "Column", Counter(alert.column for alert in alerts if alert.column), key=f"alerts.column.{subject.table.id}"
        )
    return [
        alert
        for alert in alerts
        if alert.severity in (picked or severities) and label in (None, alert.label) and column in (None, alert.column)
    ]


def _one(title: str, times: Counter[str], *, key: str) -> str | None:
    """One of the labels or columns that there are, with how many alerts it has."""
    if st.session_state.get(key) not in times:
        st.session_state[key] = None  # it was dismissed, or belonged to another target
    return st.selectbox(
        title,
        sorted(times),
        index=None,
        format_func=lambda name: f"{name} · {times[name]}",
        key=key,
        placeholder="Any",
        width=220,
        filter_mode="contains",
    )


def _dismissed(subject: Subject, alerts: Sequence[Alert]) -> None:
    if not alerts:
        return
    with st.expander(
        f"{numbers.counted(len(alerts), 'dismissed alert')}", type="compact", key="alerts.dismissed", on_change="rerun"
    ) as opened:
        if opened.open:
            for alert in alerts:
                card.restorable(subject, alert)
