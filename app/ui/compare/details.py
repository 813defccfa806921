"""Everything about one column on both sides, in a window of its own."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.charts import base, comparing
from app.ui.compare import words
from app.ui.query.linking import in_query_room, open_in_query
from core import datasets, profiling
from core.profiling.comparing import ColumnComparison, Comparison, Drift, Levels
from core.profiling.comparing.columns import showing
from core.profiling.records import Number
from core.workspace import Workspace

CHART_HEIGHT = 340
MOST_LEVELS = 15
UNITS = {"length": "Characters"}
TESTS = {"kolmogorov_smirnov": "Kolmogorov-Smirnov distance (D)", "chi_square": "Chi-square"}


def show(ws: Workspace, column: ColumnComparison, found: Comparison) -> None:
    """Opens the window."""
    st.dialog(column.after, width="large")(errors.guarded(_draw))(ws, column, found)


def _draw(ws: Workspace, column: ColumnComparison, found: Comparison) -> None:
    verdict, names = words.VERDICTS[column.verdict], words.names(found)
    st.markdown(f":{verdict.colour}-badge[{verdict.label}] {errors.plain(column.sentence)}")
    if column.spread:
        drawn = comparing.overlay(
            column.spread,
            names=names,
            height=CHART_HEIGHT,
            most=MOST_LEVELS,
            unit=UNITS.get(column.spread.axis, ""),
        )
        base.show(drawn, key="compare.detail", alt=f"{column.after} on both sides")
        if column.spread.beyond:
            st.caption("Some values lie far outside: the first and the last bar hold everything beyond them.")
        _sql(ws, column.spread.sql, found)
    layout.table(_numbers(column, names), height="content")
    if column.drift:
        layout.table(_drift(column.drift), height="content")
    _levels(f"Only in {names[1]}", column.new)
    _levels(f"Only in {names[0]}", column.vanished)


def _sql(ws: Workspace, sql: str, found: Comparison) -> None:
    """The statement behind the picture, one small button away."""
    opened = st.popover("SQL", icon=":material/code:", type="tertiary", key="compare.sql", on_change="rerun")
    if opened.open:
        sides = {showing.LEFT: found.left.dataset_id, showing.RIGHT: found.right.dataset_id}
        tables = {name: datasets.find(ws, dataset_id) for name, dataset_id in sides.items()}
        statement = in_query_room(ws, sql, tables)
        with opened:
            st.code(statement, language="sql", wrap_lines=True)
            open_in_query(statement)


def _numbers(column: ColumnComparison, names: tuple[str, str]) -> dict[str, list[str]]:
    keys = [key for key in column.left if key in column.right]
    return {
        "Measure": [profiling.measure(key).label for key in keys],
        names[0]: [_written(key, column.left[key]) for key in keys],
        names[1]: [_written(key, column.right[key]) for key in keys],
    }


def _written(key: str, number: Number) -> str:
    value = number.value
    if value is None:
        return numbers.NOTHING
    if isinstance(value, str):
        return numbers.moment(value)
    unit = profiling.measure(key).unit
    written = {"count": numbers.count, "share": numbers.share}.get(unit, numbers.number)(value)
    return numbers.hedged(written, number.precision, number.n)


def _drift(drift: Drift) -> dict[str, list[str]]:
    seen = f"{numbers.count(drift.n[0])} and {numbers.count(drift.n[1])} values"
    rows = (
        ("Population stability index", numbers.number(drift.psi, 3), "Below 0.1 is calm, from 0.25 on it is large."),
        ("The same by chance", numbers.number(drift.noise, 3), "What two parts of one table of these sizes show."),
        ("Jensen-Shannon distance", numbers.number(drift.jensen_shannon, 3), "0: the same. 1: nothing in common."),
        (TESTS[drift.test], numbers.number(drift.statistic, 3), f"From {seen}."),
        ("How likely by chance (p)", _chance(drift.p_value), "Below 0.001 chance is no explanation."),
    )
    head = ("How far apart", "Value", "How to read it")
    return {name: [row[place] for row in rows] for place, name in enumerate(head)}


def _chance(p_value: float) -> str:
    return "< 0.0001" if p_value < 0.0001 else numbers.number(p_value, 2)


def _levels(title: str, levels: Levels | None) -> None:
    if levels is None:
        return
    more = numbers.counted(levels.distinct, "value")
    st.markdown(f"**{errors.plain(title)}** :gray[{more} in {numbers.counted(levels.rows, 'row')}]")
    items = levels.values.items
    layout.table(
        {"Value": [str(item.value) for item in items], "Rows": [numbers.count(item.count) for item in items]},
        height="content",
    )
