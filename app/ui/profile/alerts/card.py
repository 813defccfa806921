"""One alert: what it is, what to do, the rows it speaks of, its SQL, and what somebody decided about it."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, numbers, theme
from app.ui.profile import sql
from app.ui.profile.alerts import acting, marking
from app.ui.profile.subject import Subject
from core import profiling
from core.profiling.records import Alert

MOST_ROWS = 100  # enough to see what is meant; the grid has them all


def draw(subject: Subject, alert: Alert, *, pinned: bool) -> None:
    key = f"alert.{alert.code}.{alert.column}.{abs(hash(alert.sentence))}"
    with st.container(border=True, gap="xsmall", key=key):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(_heading(alert, pinned=pinned), width="stretch")
            marking.buttons(subject, alert, pinned=pinned, key=key)
        st.markdown(errors.plain(alert.sentence))
        if alert.action:
            st.markdown(f":material/lightbulb: :gray[{errors.plain(alert.action)}]")
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(_rows_label(alert), key=f"{key}.rows", icon=":material/table_rows:", type="tertiary"):
                st.dialog(alert.label, width="large")(errors.guarded(_rows))(subject, alert)
            sql.behind(subject, ("The rows, or the numbers, behind it", alert.sql), key=key)
            acting.link(subject, alert)


def restorable(subject: Subject, alert: Alert) -> None:
    """A dismissed alert with the reason, and the way back."""
    marked = subject.marks[alert.code, alert.column]
    with st.container(horizontal=True, vertical_alignment="center", key=f"dismissed.{alert.code}.{alert.column}"):
        where = f" **{errors.plain(alert.column)}**" if alert.column else ""
        said = f"“{errors.plain(marked.reason)}” :gray[{numbers.ago(marked.created_at)}]"
        st.markdown(f":gray-badge[{alert.label}]{where} {said}", width="stretch")
        marking.restore(subject, alert)


def _heading(alert: Alert, *, pinned: bool) -> str:
    pin = ":material/push_pin: " if pinned else ""
    where = f" **{errors.plain(alert.column)}**" if alert.column else ""
    return f"{pin}:{theme.SEVERITIES[alert.severity]}-badge[{alert.label}]{where}"


def _rows_label(alert: Alert) -> str:
    return "Show the rows" if alert.rows is None else f"Show {numbers.counted(alert.rows, 'row')}"


def _rows(subject: Subject, alert: Alert) -> None:
    """The rows an alert speaks of, counted, the first of them in a table."""
    st.markdown(errors.plain(alert.sentence))
    target = subject.profile.target.target if subject.profile.target else None
    found = profiling.alert_rows(subject.ws, subject.table, alert.code, alert.column, target=target, limit=MOST_ROWS)
    if not found.total:
        st.info("No single row stands out: the alert speaks of the column as a whole.", icon=":material/info:")
        return
    shown = f"The first {MOST_ROWS} of " if found.total > MOST_ROWS else ""
    st.caption(f"{shown}{numbers.counted(found.total, 'row')}.")
    layout.table(layout.frame(found), height=420)
    if alert.rows is not None:
        sql.rows_link(subject, alert.code, alert.column)
