"""Pinning an alert, dismissing it with a reason, and bringing it back: for everybody, and for all later versions."""

from __future__ import annotations

import streamlit as st

from app.ui.profile.subject import Subject
from core.profiling import marks
from core.profiling.records import Alert

REASONS = ("It is meant to be so", "It does not matter here", "It will be put right at its source")


def buttons(subject: Subject, alert: Alert, *, pinned: bool, key: str) -> None:
    help = "Take the pin off" if pinned else "Keep on top, also in later versions"
    if st.button("", icon=":material/push_pin:", key=f"{key}.pin", type="tertiary", help=help):
        if pinned:
            marks.lift(subject.ws, subject.table, alert.code, alert.column)
        else:
            marks.put(subject.ws, subject.table, alert.code, alert.column, "pinned")
        st.rerun()
    opened = st.popover(
        "", icon=":material/close:", type="tertiary", help="Dismiss", key=f"{key}.dismiss", on_change="rerun"
    )
    if opened.open:
        with opened:
            _dismissal(subject, alert, key=key)


def restore(subject: Subject, alert: Alert) -> None:
    if st.button("Restore", key=f"restore.{alert.code}.{alert.column}", type="tertiary", icon=":material/undo:"):
        marks.lift(subject.ws, subject.table, alert.code, alert.column)
        st.rerun()


def _dismissal(subject: Subject, alert: Alert, *, key: str) -> None:
    st.markdown("**Dismiss it.** It stays dismissed in later versions, and can be restored.")
    reason = st.selectbox(
        "Why", REASONS, index=None, accept_new_options=True, placeholder="Choose or write a reason", key=f"{key}.reason"
    )
    if st.button("Dismiss", type="primary", disabled=not reason, key=f"{key}.yes") and reason:
        marks.put(subject.ws, subject.table, alert.code, alert.column, "dismissed", reason=reason)
        st.rerun()
