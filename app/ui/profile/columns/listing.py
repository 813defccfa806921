"""All columns as one list to sort and to scan; the picked one is shown below in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.ui import errors, layout
from app.ui.profile.columns import details
from app.ui.profile.subject import Subject
from core.profiling.records import ColumnProfile
from core.profiling.writing import measures

HEIGHT = 460


def draw(subject: Subject, columns: Sequence[ColumnProfile]) -> None:
    selection = st.dataframe(
        _table(subject, columns),
        hide_index=True,
        placeholder="",
        height=min(HEIGHT, 38 + 35 * len(columns)),
        key=f"profile.list.{subject.table.id}",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Missing": st.column_config.ProgressColumn(min_value=0, max_value=1, format="percent"),
            "Different": st.column_config.NumberColumn(format="localized"),
            "Alerts": st.column_config.ListColumn(),
        },
    ).selection
    picked = [columns[place] for place in selection["rows"] if place < len(columns)]
    if not picked:
        st.caption("Click the box before a column to see everything about it.")
        return
    with st.container(border=True, key="profile.picked"):
        layout.section(errors.plain(picked[0].name))
        details.draw(picked[0], subject)


def _table(subject: Subject, columns: Sequence[ColumnProfile]) -> dict[str, list[object]]:
    return {
        "Column": [column.name for column in columns],
        "Kind": [column.kind for column in columns],
        "Missing": [column.missing_share for column in columns],
        "Different": [int(column.amount("distinct")) for column in columns],
        "In short": [" · ".join(measures.main_numbers(column)) for column in columns],
        "Alerts": [[alert.label for alert in subject.alerts_of[column.name]] for column in columns],
    }
