"""Everything about one column, in a window of its own; every number with the SQL that gives it."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, numbers, theme
from app.ui.charts import base, distributions
from core import profiling
from core.profiling.records import ColumnProfile, Profile, Values
from core.profiling.writing import measures

CHART_HEIGHT = 340
MOST_VALUES = 15


def show(column: ColumnProfile, profile: Profile) -> None:
    """Opens the window. It closes by its cross, by Escape, or by a click beside it."""
    st.dialog(column.name, width="large")(errors.guarded(_draw))(column, profile)


def _draw(column: ColumnProfile, profile: Profile) -> None:
    st.markdown(f"{theme.KIND_ICONS[column.kind]} {column.kind}, stored as `{column.type}`")
    for alert in (alert for alert in profile.alerts if alert.column == column.name):
        st.markdown(f":{theme.SEVERITIES[alert.severity]}-badge[{alert.label}] {errors.plain(alert.sentence)}")
    tabs = st.tabs(["Distribution", "Numbers", "Values", "SQL"])
    with tabs[0]:
        _distribution(column)
    with tabs[1]:
        layout.table(_numbers(column), height="content")
    with tabs[2]:
        _values(column)
    with tabs[3]:
        _sql(column)


def _distribution(column: ColumnProfile) -> None:
    drawn = distributions.distribution(column, height=CHART_HEIGHT, most=MOST_VALUES)
    if column.log_histogram and st.toggle("Logarithmic scale", key=f"log.{column.name}"):
        drawn = distributions.histogram(column.log_histogram, height=CHART_HEIGHT)
    if drawn is None:
        st.info("It holds no values.", icon=":material/info:")
        return
    base.show(drawn, key=f"detail.{column.name}", alt=f"Distribution of {column.name}")


def _numbers(column: ColumnProfile) -> dict[str, list[str]]:
    keys = [measure.key for measure in profiling.MEASURES if measure.key in column.numbers]
    return {
        "Measure": [profiling.measure(key).label for key in keys],
        "Value": [measures.measured(column, key) for key in keys],
        "What it says": [profiling.measure(key).help for key in keys],
    }


def _values(column: ColumnProfile) -> None:
    for title, values in (("Most frequent", column.top), ("Rare", column.rare), ("Written like", column.patterns)):
        if values and values.items:
            st.markdown(f"**{title}**" + (f" :gray[in a sample of {numbers.count(values.n)} rows]" if values.n else ""))
            layout.table(_counted(column, values), height="content")


def _counted(column: ColumnProfile, values: Values) -> dict[str, list[str]]:
    items = values.items[:MOST_VALUES]
    return {
        "Value": [measures.value(column, item.value) for item in items],
        "Rows": [numbers.count(item.count) for item in items],
    }


def _sql(column: ColumnProfile) -> None:
    keys = [measure.key for measure in profiling.MEASURES if measure.key in column.numbers]
    key = st.selectbox(
        "The number", keys, format_func=lambda key: profiling.measure(key).label, key=f"sql.{column.name}"
    )
    st.caption("The statement that defines it; `data` is the table.")
    st.code(profiling.sql_of(column, key), language="sql")
