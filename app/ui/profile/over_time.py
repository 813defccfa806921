"""The table along one of its dates: rows per day or month, columns as lines, gaps, changes of level, and rhythms."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.charts import base
from app.ui.charts import time as charts
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core import profiling
from core.datasets import Dataset
from core.profiling import TimeView
from core.profiling.records import ColumnProfile
from core.workspace import Workspace

MOST_SERIES = 6
MOST_GAPS = 20


def dates(columns: tuple[ColumnProfile, ...]) -> list[str]:
    """The columns that a table can be followed along."""
    return [column.name for column in columns if column.holds == "dates" and column.count]


def panel(subject: Subject) -> None:
    offered = dates(subject.profile.columns)
    others = [
        column.name for column in subject.profile.columns if column.name not in offered and column.holds != "texts"
    ]
    others += [c.name for c in subject.profile.columns if c.kind == "category" and c.name not in others]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        date = st.selectbox("Along", offered, key=f"time.date.{subject.table.id}", width=220)
        followed = st.multiselect(
            "Columns to follow", others, key=f"time.columns.{subject.table.id}", max_selections=MOST_SERIES,
            placeholder="The first few", filter_mode="contains", width="stretch",
        )  # fmt: skip
    view = _seen(subject.ws, subject.table, subject.table.id, str(date), tuple(followed))
    st.markdown("  \n".join(errors.plain(sentence) for sentence in view.sentences))
    _rows(subject, view)
    _series(view)
    _gaps(view)


@st.cache_resource(max_entries=30, show_spinner="Following the table over time …")
def _seen(_ws: Workspace, _table: Dataset, dataset_id: str, date: str, columns: tuple[str, ...]) -> TimeView:
    return profiling.over_time(_ws, _table, date, columns)


def _rows(subject: Subject, view: TimeView) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Rows per {view.bucket}**", width="content")
        sql.behind(subject, *((name.capitalize(), text) for name, text in view.sql.items()), key="time.rows")
    base.show(charts.rows(view), key="time.rows", alt=f"Rows per {view.bucket} along {view.column}")
    if view.left_out:
        st.caption(f"{numbers.counted(view.left_out, 'row')} without a date.")
    rhythms = charts.rhythms(view.season)
    if rhythms:
        with st.grid(min_column_width=280):
            for name, labels, values in rhythms:
                base.show(charts.rhythm("Rows", labels, values), key=f"time.{name}", alt=f"Rows by {name.lower()}")


def _series(view: TimeView) -> None:
    for drawn in view.series:
        st.markdown(f"**{errors.plain(drawn.label)}**")
        base.show(charts.series(view, drawn), key=f"time.series.{drawn.column}", alt=f"{drawn.label} over time")
        told = [*(found.sentence for found in drawn.breaks), *drawn.season.sentences]
        if told:
            st.caption("  \n".join(errors.plain(sentence) for sentence in told))


def _gaps(view: TimeView) -> None:
    if not view.gaps:
        return
    layout.section("Gaps", f"Stretches in which no {view.bucket} has any row.")
    shown = view.gaps[:MOST_GAPS]
    layout.table(
        {
            "From": [numbers.moment(gap.start) for gap in shown],
            "To": [numbers.moment(gap.end) for gap in shown],
            f"{view.bucket.capitalize()}s": [gap.buckets for gap in shown],
        },
        height="content",
    )
