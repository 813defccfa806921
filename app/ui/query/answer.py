"""What a query found: the rows with their counts, or a plan, or what was wrong."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.query import chart, taking
from core.querying import Result, Run, Stopped
from core.workspace import Workspace

HEIGHT = 430  # pixels of the grid: the editor above stays in sight
MOST_WHOLE = 10  # rows that are shown without scrolling
NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL")


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
    table = frame(result)
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


def frame(result: Result) -> pd.DataFrame:
    """The rows for the grid: numbers sort as numbers, times as times, nested values are JSON."""
    data = {name: _column(result, at) for at, name in enumerate(distinct(result.columns))}
    return pd.DataFrame(data)


def distinct(names: tuple[str, ...]) -> list[str]:
    """Names that differ: the second `id` is `id (2)`."""
    found: dict[str, None] = {}
    for name in names:
        number, own = 2, name
        while own in found:
            own, number = f"{name} ({number})", number + 1
        found[own] = None
    return list(found)


def _column(result: Result, at: int) -> pd.Series:
    values = [row[at] for row in result.rows]
    kind = result.types[at]
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        times = pd.to_datetime(pd.Series(values, dtype=object), errors="coerce", format="ISO8601", utc="WITH" in kind)
        lost = times.isna().sum() > sum(value is None for value in values)  # before 1677 or after 2262
        return pd.Series(values, dtype=object) if lost else times
    if any(isinstance(value, list | dict) for value in values):
        return pd.Series([_json(value) for value in values], dtype=object)
    return pd.Series(values, dtype=object if not _numeric(kind, values) else None)


def _numeric(kind: str, values: list[Any]) -> bool:
    return kind.rstrip("0123456789(),").endswith(NUMBERS) and not any(isinstance(value, str) for value in values)


def _json(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
