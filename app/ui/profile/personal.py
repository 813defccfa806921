"""Whether a column holds personal data: found by the checks, and a person has the last word."""

from __future__ import annotations

import streamlit as st

from app.ui.profile.subject import Subject
from core.profiling import marks

HELP = "Values of personal columns are left out of reports unless you ask for them."


def toggle(subject: Subject, column: str) -> None:
    """A switch that holds for all versions of the table."""
    key = f"personal.{subject.table.series}.{column}"
    st.session_state.setdefault(key, column in subject.personal)
    st.toggle("Personal data", key=key, help=HELP, on_change=_put, args=(subject, column, key))


def _put(subject: Subject, column: str, key: str) -> None:
    mark: marks.Mark = "personal" if st.session_state[key] else "not_personal"
    marks.put(subject.ws, subject.table, marks.PERSONAL_DATA, column, mark)
