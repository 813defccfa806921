"""A picture of a result without asking: lines over time, bars of categories, points of two numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
MOST_MARKERS = 120  # points of a line that are marked
BAR_HEIGHT = 22  # pixels of a lying bar
LONG_LABEL = 14  # characters: longer ones are written beside lying bars


@dataclass(frozen=True)
class Picture:
    """What goes where: `across` is a column, `up` columns of numbers, `split` a column whose values part the rows."""

    kind: str
    across: str
    up: tuple[str, ...]
    split: str | None = None


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
        base.show(KINDS[chosen.kind].figure(spread(table, chosen)), key="query.chart", alt=words)
    if result.truncated:
        st.caption(f"Drawn from the {len(table):,} rows shown.")


def propose(table: pd.DataFrame) -> Picture | None:
    """The picture for these columns; None where there is nothing to draw."""
    measured, times, others = _by_kind(table)
    if len(table) < 2 or not measured:
        return None
    if times:
        split = next((name for name in others if _parts(table, times[0], name)), None)
        return Picture("line", times[0], tuple(measured[: 1 if split else MOST_LINES]), split)
    if others:
        split = next((name for name in others[1:] if _parts(table, others[0], name)), None)
        return Picture("bar", others[0], (measured[0],), split)
    if len(measured) < 2:
        return None
    if pd.api.types.is_integer_dtype(table[measured[0]]) and table[measured[0]].is_unique and len(table) <= MOST_BARS:
        return Picture("bar", measured[0], tuple(measured[1 : 1 + MOST_LINES]))
    return Picture("scatter", measured[0], (measured[1],))


def _parts(table: pd.DataFrame, across: str, split: str) -> bool:
    """Whether a column parts rows that would stand on top of each other, into few enough groups."""
    few = 1 < table[split].nunique(dropna=False) <= MOST_LINES
    return few and bool(table[across].duplicated().any()) and not table.duplicated([across, split]).any()


def _choose(table: pd.DataFrame, proposed: Picture) -> Picture:
    measured, _times, others = _by_kind(table)
    names = [str(name) for name in table.columns]
    kinds = list(KINDS)
    with st.grid(4, min_column_width=160):
        kind = st.selectbox("Chart", kinds, kinds.index(proposed.kind), format_func=lambda key: KINDS[key].label)
        across = st.selectbox("Across", names, names.index(proposed.across))
        up = st.multiselect("Up", measured, list(proposed.up), max_selections=MOST_LINES)
        at = others.index(proposed.split) if proposed.split else None
        split = st.selectbox("Split by", others, at, placeholder="Nothing")
    return Picture(kind or proposed.kind, across or proposed.across, tuple(up), split)


@dataclass(frozen=True)
class Drawn:
    """What is drawn: the positions across, and the numbers of each series by its name."""

    across: np.ndarray
    series: dict[str, tuple[np.ndarray, np.ndarray]]
    x: str
    y: str


def spread(table: pd.DataFrame, chosen: Picture) -> Drawn:
    """The series of a picture: one for each number, or one for each of the most frequent values of the split."""
    label = chosen.up[0] if len(chosen.up) == 1 else ""
    if chosen.split is None or chosen.split == chosen.across:
        groups = {name: (_values(table[chosen.across]), _values(table[name])) for name in chosen.up}
    else:
        kept = table[chosen.split].value_counts(dropna=False).index[:MOST_LINES]
        parts = {str(value): table[table[chosen.split].isin([value])] for value in kept}
        groups = {key: (_values(part[chosen.across]), _values(part[chosen.up[0]])) for key, part in parts.items()}
        label = chosen.up[0]
    return Drawn(_values(table[chosen.across]), groups, chosen.across, label)


def _by_kind(table: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """The names of the columns of numbers, of times, and of everything else."""
    measured, times, others = [], [], []
    for name, column in table.items():
        numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
        dated = pd.api.types.is_datetime64_any_dtype(column)
        (measured if numeric else times if dated else others).append(str(name))
    return measured, times, others


def _lines(drawn: Drawn) -> go.Figure:
    mode = "lines+markers" if len(drawn.across) <= MOST_MARKERS else "lines"
    traces = []
    for (name, (across, up)), colour in _coloured(drawn):
        order = np.argsort(across.astype(str) if across.dtype == object else across, kind="stable")
        line = {"color": colour, "width": 2}
        traces.append(go.Scatter(x=across[order], y=up[order], name=name, mode=mode, line=line))
    return _figure(traces, drawn)


def _bars(drawn: Drawn) -> go.Figure:
    longest = max(len(str(value)) for value in drawn.across[:MOST_BARS])
    traces = []
    for (name, (across, up)), colour in _coloured(drawn):
        labels, lengths = across[:MOST_BARS].astype(str), up[:MOST_BARS]
        lying = {"x": lengths, "y": labels, "orientation": "h"}
        places = lying if longest > LONG_LABEL else {"x": labels, "y": lengths}
        traces.append(go.Bar(name=name, marker={"color": colour}, **places))
    if longest <= LONG_LABEL:
        return _figure(traces, drawn, xaxis={"type": "category"})
    height = max(base.HEIGHT, BAR_HEIGHT * len(set(drawn.across[:MOST_BARS].astype(str))) + 60)
    axis = {"type": "category", "autorange": "reversed"}
    return base.figure(*traces, x=drawn.y, legend=len(traces) > 1, height=height, yaxis=axis)


def _points(drawn: Drawn) -> go.Figure:
    traces = [
        go.Scatter(x=across, y=up, name=name, mode="markers", marker={"color": colour, "opacity": 0.6})
        for (name, (across, up)), colour in _coloured(drawn)
    ]
    return _figure(traces, drawn)


def _figure(traces: Sequence[go.Scatter | go.Bar], drawn: Drawn, **more: object) -> go.Figure:
    return base.figure(*traces, x=drawn.x, y=drawn.y, legend=len(traces) > 1, **more)


def _coloured(drawn: Drawn) -> Iterator[tuple[tuple[str, tuple[np.ndarray, np.ndarray]], str]]:
    return zip(drawn.series.items(), theme.SERIES, strict=False)


def _values(column: pd.Series) -> np.ndarray:
    return column.to_numpy()


@dataclass(frozen=True)
class Kind:
    """A way to draw: its label and what draws it."""

    label: str
    figure: Callable[[Drawn], go.Figure]


KINDS = {"line": Kind("Lines", _lines), "bar": Kind("Bars", _bars), "scatter": Kind("Points", _points)}
