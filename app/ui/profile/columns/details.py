"""Everything about one column, in a window of its own or below the list; every number with the SQL that gives it."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, theme
from app.ui.charts import base, distributions
from app.ui.charts import target as target_charts
from app.ui.charts import time as time_charts
from app.ui.profile import personal, sql
from app.ui.profile.columns import figures, values
from app.ui.profile.subject import Subject
from app.ui.profile.together import ranking
from core import profiling
from core.profiling.records import ColumnProfile

CHART_HEIGHT = 340
MOST_VALUES = 15


def show(column: ColumnProfile, subject: Subject) -> None:
    """Opens the window. It closes by its cross, by Escape, or by a click beside it."""
    st.dialog(column.name, width="large")(errors.guarded(draw))(column, subject)


def draw(column: ColumnProfile, subject: Subject) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{theme.KIND_ICONS[column.kind]} {column.kind}, stored as `{column.type}`", width="stretch")
        personal.toggle(subject, column.name)
    for alert in subject.alerts_of[column.name]:
        st.markdown(f":{theme.SEVERITIES[alert.severity]}-badge[{alert.label}] {errors.plain(alert.sentence)}")
    parts = {
        "Distribution": lambda: _distribution(column, subject),
        "Numbers": lambda: figures.draw(column, subject),
        "Values": lambda: values.draw(column, subject),
        **({"When": lambda: _when(column, subject)} if column.calendar else {}),
        "Goes with": lambda: ranking.of_column(subject, column.name),
    }
    for tab, part in zip(
        st.tabs(list(parts), on_change="rerun", key=f"detail.{column.name}"), parts.values(), strict=True
    ):
        with tab:
            if tab.open:
                part()


def _distribution(column: ColumnProfile, subject: Subject) -> None:
    view, along = subject.profile.target, subject.target_along(column.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        logarithmic = bool(column.log_histogram) and st.toggle("Logarithmic scale", key=f"log.{column.name}")
        over = bool(view and along) and st.toggle(
            f"With {view.target if view else ''}", value=not logarithmic, key=f"over.{column.name}"
        )
        sql.behind(subject, *_statements(column, subject, bool(over)), key=f"distribution.{column.name}")
    if over and view and along and not logarithmic:
        axis = column.histogram.axis if column.histogram else "number"
        drawn = target_charts.along(view, along, axis=axis, height=CHART_HEIGHT)
    elif logarithmic and column.log_histogram:
        drawn = distributions.histogram(column.log_histogram, height=CHART_HEIGHT)
    else:
        drawn = distributions.distribution(column, height=CHART_HEIGHT, most=MOST_VALUES)
    if drawn is None:
        st.info("It holds no values.", icon=":material/info:")
        return
    base.show(drawn, key=f"detail.chart.{column.name}", alt=f"Distribution of {column.name}")
    st.caption(_counted(column, logarithmic=logarithmic))


def _counted(column: ColumnProfile, *, logarithmic: bool) -> str:
    """What the picture counts, and what it cannot show."""
    told = f"n = {column.count:,} values"
    left_out = column.log_histogram.left_out if logarithmic and column.log_histogram else 0
    return f"{told}; {left_out:,} of zero or less have no place on a logarithmic scale." if left_out else f"{told}."


def _statements(column: ColumnProfile, subject: Subject, over: bool) -> list[tuple[str, str]]:
    along = subject.target_along(column.name)
    key = "histogram" if column.histogram else "top"
    told = [("Rows per bin" if column.histogram else "The most frequent values", profiling.sql_of(column, key))]
    return [*told, ("The target in each bin", along.sql)] if over and along else told


def _when(column: ColumnProfile, subject: Subject) -> None:
    """On which weekdays, months and hours the values fall."""
    if column.calendar is None:
        return
    sql.behind(
        subject, ("Values by weekday, month and hour", profiling.sql_of(column, "calendar")), key=f"when.{column.name}"
    )
    for name, labels, counts in time_charts.rhythms(column.calendar):
        base.show(
            time_charts.rhythm("Values", labels, counts),
            key=f"when.{name}.{column.name}",
            alt=f"{name} of {column.name}",
        )
