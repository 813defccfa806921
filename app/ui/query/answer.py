"""What a query found: the rows with their counts, or a plan, or what was wrong."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.query import cells, chart, taking
from core.querying import Result, Run, Stopped
from core.workspace import Workspace

HEIGHT = 430  # pixels of the grid: the editor above stays in sight
MOST_WHOLE = 10  # rows that are shown without scrolling


def draw(ws: Workspace, run: Run) -> None:
    """Draws how a query ended."""
    if isinstance(run.error, Stopped):
        st.info(f"**{errors.plain(run.error.message)}** {errors.plain(run.error.hint)}", icon=":material/stop_circle:")
    elif run.error:
        errors.draw(run.error)
    elif run.result and run.result.statement == "explain":
        _plan(run.result)
    elif run.result:
        _rows(ws, run, run.result)


def _plan(result: Result) -> None:
    st.caption("How the database goes about it; nothing was run.")
    for row in result.rows:
        st.code(str(row[-1]), language=None)


def _rows(ws: Workspace, run: Run, result: Result) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":gray[{counts(result)}]", width="content")
        taking.draw(ws, run.sql, result)
    if not result.rows:
        st.info("The query found no rows.", icon=":material/info:")
        return
    table, picture = st.tabs(["Table", "Chart"], key=f"query.part.{run.id}", on_change="rerun")
    if table.open:
        with table:
            _grid(result)
    if picture.open:
        with picture:
            errors.fragment(chart.draw)(result)
    if result.cut:
        st.caption(
            f"{numbers.counted(result.cut, 'long value')} ended early and end in “…”. A download has them whole."
        )


def _grid(result: Result) -> None:
    table = cells.frame(result)
    days = [name for name, kind in zip(table.columns, result.types, strict=True) if kind == "DATE"]
    height = HEIGHT if len(table) > MOST_WHOLE else "auto"
    layout.table(table, height=height, column_config={name: st.column_config.DateColumn() for name in days})


def counts(result: Result) -> str:
    """How much was found and shown: "1,000 of 41,226 rows shown · 4 columns · 0.3 s"."""
    shown = numbers.count(len(result.rows))
    if not result.truncated:
        rows = numbers.counted(len(result.rows), "row")
    elif result.total is None:
        rows = f"the first {shown} rows shown"
    else:
        rows = f"{shown} of {numbers.count(result.total)} rows shown"
    return f"{rows} · {numbers.counted(len(result.columns), 'column')} · {numbers.duration(result.seconds)}"
