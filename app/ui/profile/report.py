"""The profile to keep, print, send or compute with: as a page, as text, as data, and its alerts as a table."""

from __future__ import annotations

import streamlit as st

from app.ui import numbers
from app.ui.profile.subject import Subject
from core.profiling.writing import exports


def download(subject: Subject) -> None:
    """The files; each is written when its button is pressed."""
    with st.popover("Take away", icon=":material/download:", key=f"profile.report.{subject.table.id}", type="tertiary"):
        masked = _masked(subject)
        for format in exports.FORMATS:
            st.download_button(
                format.label,
                data=lambda format=format: exports.write(format, subject.profile, name=subject.table.name, mask=masked),
                file_name=f"{subject.table.name} profile.{format.ending}",
                mime=format.media_type,
                key=f"profile.report.{format.key}.{subject.table.id}",
                help=format.help,
                on_click="ignore",
                width="stretch",
            )


def _masked(subject: Subject) -> frozenset[str]:
    """The columns whose values are left out: the personal ones, unless somebody chooses otherwise."""
    every = [column.name for column in subject.profile.columns]
    ways = {
        "personal": f"Without values of personal columns ({numbers.count(len(subject.personal))})",
        "all": "Without any values",
        "none": "With all values",
    }
    way = st.radio("Values", list(ways), format_func=ways.__getitem__, key=f"profile.mask.{subject.table.id}")
    return {"personal": subject.personal, "all": frozenset(every)}.get(str(way), frozenset())
