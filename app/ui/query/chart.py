"""A picture of a result without asking: lines over time, bars of categories, points of two numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from app.ui import theme
from app.ui.charts import base
from app.ui.query import cells
from core.querying import Result

MOST_LINES = 6  # more cannot be told apart
MOST_BARS = 60  # more cannot be read
LONG_LABEL = 14  # characters: longer ones are written beside lying bars


@dataclass(frozen=True)
class Picture:
    """What goes where: `across` is a column, `up` one or more columns of numbers."""

    kind: str
    across: str
    up: tuple[str, ...]


def draw(result: Result) -> None:
    """The picture that suits the columns, with the choice to look at other columns or in another way."""
    table = cells.frame(result)
    proposed = propose(table)
    if proposed is None:
        st.caption("A chart needs at least two rows and a column of numbers.")
        return
    chosen = _choose(table, proposed)
    if chosen.up:
        words = f"{', '.join(chosen.up)} by {chosen.across}, as {KINDS[chosen.kind].label.lower()}"
        base.show(KINDS[chosen.kind].figure(table, chosen), key="query.chart", alt=words)
    if result.truncated:
        st.caption(f"Drawn from the {len(table):,} rows shown.")


def propose(table: pd.DataFrame) -> Picture | None:
    """The picture for these columns; None where there is nothing to draw."""
    measured, times, others = _by_kind(table)
    if len(table) < 2 or not measured:
        return None
    if times:
        return Picture("line", times[0], tuple(measured[:MOST_LINES]))
    if others:
        return Picture("bar", others[0], (measured[0],))
    return Picture("scatter", measured[0], (measured[1],)) if len(measured) > 1 else None


def _choose(table: pd.DataFrame, proposed: Picture) -> Picture:
    measured, _times, _others = _by_kind(table)
    names = [str(name) for name in table.columns]
    left, middle, right = st.columns([1, 1, 2])
    kind = left.selectbox("Chart", list(KINDS), list(KINDS).index(proposed.kind), format_func=lambda k: KINDS[k].label)
    across = middle.selectbox("Across", names, names.index(proposed.across))
    up = right.multiselect("Up", measured, list(proposed.up), max_selections=MOST_LINES)
    return Picture(kind or proposed.kind, across or proposed.across, tuple(up))


def _by_kind(table: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """The names of the columns of numbers, of times, and of everything else."""
    measured, times, others = [], [], []
    for name, column in table.items():
        numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
        dated = pd.api.types.is_datetime64_any_dtype(column)
        (measured if numeric else times if dated else others).append(str(name))
    return measured, times, others


def _lines(table: pd.DataFrame, chosen: Picture) -> go.Figure:
    table = table.sort_values(chosen.across)
    across = _values(table[chosen.across])
    mode = "lines+markers" if len(table) <= 60 else "lines"
    traces = [
        go.Scatter(x=across, y=_values(table[name]), name=name, mode=mode, line={"color": colour, "width": 2})
        for name, colour in _coloured(chosen)
    ]
    return _figure(traces, chosen)


def _bars(table: pd.DataFrame, chosen: Picture) -> go.Figure:
    table = table.head(MOST_BARS)
    labels = table[chosen.across].astype(str).to_numpy()
    if max(map(len, labels)) > LONG_LABEL:
        return _lying_bars(table, chosen, labels)
    traces = [
        go.Bar(x=labels, y=_values(table[name]), name=name, marker={"color": colour})
        for name, colour in _coloured(chosen)
    ]
    return _figure(traces, chosen, xaxis={"type": "category"})


def _lying_bars(table: pd.DataFrame, chosen: Picture, labels: np.ndarray) -> go.Figure:
    traces = [
        go.Bar(y=labels, x=_values(table[name]), name=name, marker={"color": colour}, orientation="h")
        for name, colour in _coloured(chosen)
    ]
    height = max(base.HEIGHT, 22 * len(labels) + 60)
    axis = {"type": "category", "autorange": "reversed"}
    legend = len(traces) > 1
    return base.figure(*traces, x=_up(chosen), y="", legend=legend, height=height, yaxis=axis)


def _points(table: pd.DataFrame, chosen: Picture) -> go.Figure:
    across = _values(table[chosen.across])
    traces = [
        go.Scatter(
            x=across, y=_values(table[name]), name=name, mode="markers", marker={"color": colour, "opacity": 0.6}
        )
        for name, colour in _coloured(chosen)
    ]
    return _figure(traces, chosen)


def _figure(traces: Sequence[go.Scatter | go.Bar], chosen: Picture, **more: object) -> go.Figure:
    return base.figure(*traces, x=chosen.across, y=_up(chosen), legend=len(traces) > 1, **more)


def _up(chosen: Picture) -> str:
    return chosen.up[0] if len(chosen.up) == 1 else ""


def _coloured(chosen: Picture) -> list[tuple[str, str]]:
    return list(zip(chosen.up, theme.SERIES, strict=False))


def _values(column: pd.Series) -> np.ndarray:
    return column.to_numpy()


@dataclass(frozen=True)
class Kind:
    label: str
    figure: Callable[[pd.DataFrame, Picture], go.Figure]


KINDS = {"line": Kind("Lines", _lines), "bar": Kind("Bars", _bars), "scatter": Kind("Points", _points)}
