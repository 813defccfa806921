"""How the values of one column spread: bars over an axis, or the most frequent values."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from core.profiling.records import ColumnProfile, Histogram, Values

LONGEST_LABEL = 22  # characters beside a bar in a card; the hover text has the whole value
FEWEST_BARS = 4  # two values do not fill the height: bars keep their thickness
FEW_VALUES = 10  # numbers with so few values are counted, not measured
DATE_AXIS = {"type": "date"}


def distribution(column: ColumnProfile, *, height: int = base.SMALL, most: int = 5) -> go.Figure | None:
    """The chart that suits the column, or None where there is nothing to draw."""
    if column.holds == "numbers" and column.top and 0 < column.amount("distinct") <= FEW_VALUES:
        return each_value(column.top, height=height)
    if column.histogram and column.holds != "booleans" and any(column.histogram.counts):
        return histogram(column.histogram, height=height)
    if column.top and column.top.items:
        return frequencies(column.top, rows=column.count, height=height, most=most)
    return None


def each_value(values: Values, *, height: int = base.HEIGHT) -> go.Figure:
    """A bar for each of a few numbers, in their order: gaps between 0 and 1 would say nothing."""
    items = sorted(values.items, key=lambda item: float(item.value or 0))
    bars = go.Bar(
        x=[numbers.number(item.value) for item in items],
        y=np.asarray([item.count for item in items]),
        marker={"color": theme.ACCENT, "line_width": 0},
        hovertemplate="%{x}<br><b>%{y:,} rows</b><extra></extra>",
    )
    drawn = _framed(bars, height=height, bargap=0.35)
    return drawn.update_xaxes(type="category", nticks=len(items))


def histogram(drawn: Histogram, *, height: int = base.HEIGHT) -> go.Figure:
    """Rows per bin; bars touch, since the axis is continuous."""
    edges = _positions(drawn)
    bars = go.Bar(
        x=_middles(edges, drawn.axis),
        y=np.asarray(drawn.counts),
        width=_widths(edges, drawn.axis),
        marker={"color": theme.ACCENT, "line_width": 0},
        customdata=_spans(drawn),
        hovertemplate="%{customdata}<br><b>%{y:,} rows</b><extra></extra>",
    )
    return _framed(bars, height=height, xaxis=_axis(drawn, edges), bargap=0.04)


def frequencies(values: Values, *, rows: int, height: int = base.HEIGHT, most: int = 12) -> go.Figure:
    """The most frequent values as bars with their share, the first on top."""
    items = values.items[:most]
    whole = values.n or rows
    shares = np.asarray([item.count / whole if whole else 0.0 for item in items])
    bars = go.Bar(
        x=shares,
        y=np.arange(len(items)),
        orientation="h",
        marker={"color": theme.ACCENT, "line_width": 0},
        text=[numbers.share(value) for value in shares],
        textposition="outside",
        cliponaxis=False,
        customdata=[[_shown(item.value), numbers.count(item.count)] for item in items],
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]} rows</b><extra></extra>",
    )
    drawn = _framed(bars, height=height, bargap=0.35)
    drawn.update_xaxes(visible=False, range=[0, float(shares.max(initial=0.01)) * 1.3])
    labels = [_cut(_shown(item.value)) for item in items]
    return drawn.update_yaxes(
        range=[max(len(items), FEWEST_BARS) - 0.5, -0.5],
        tickvals=np.arange(len(items)),
        ticktext=labels,
        showgrid=False,
        zeroline=False,
        ticksuffix=" ",
        visible=True,
        title=None,
    )


def _framed(trace: go.Bar, *, height: int, **layout: Any) -> go.Figure:
    if height <= base.SMALL:
        return base.small(trace, **layout)
    return base.figure(trace, y="Rows", height=height, **layout)


def _positions(drawn: Histogram) -> np.ndarray:
    """The edges where Plotly puts them: milliseconds for dates, powers of ten on a logarithmic axis."""
    edges = np.asarray(drawn.edges, dtype=float)
    scales = {"date": lambda: edges * 1000, "log": lambda: np.log10(edges)}
    return scales.get(drawn.axis, lambda: edges)()


def _middles(edges: np.ndarray, axis: str) -> np.ndarray:
    middles = (edges[:-1] + edges[1:]) / 2
    return middles.astype("datetime64[ms]") if axis == "date" else middles


def _widths(edges: np.ndarray, axis: str) -> np.ndarray | None:
    widths = np.diff(edges)
    return None if not widths.any() else widths  # a constant has one bin without width; Plotly chooses one


def _axis(drawn: Histogram, edges: np.ndarray) -> dict[str, Any]:
    if drawn.axis == "date":
        return DATE_AXIS
    if drawn.axis == "number":
        return {"exponentformat": "SI"} if max(abs(edges)) >= 1e5 else {}
    places = np.linspace(edges[0], edges[-1], 5)
    words = [numbers.compact(10**place) for place in places] if drawn.axis == "log" else [_clock(s) for s in places]
    return {"tickvals": places, "ticktext": words}


def _spans(drawn: Histogram) -> list[str]:
    """What a bin holds, in words: "20 to 25"."""
    words = {"date": _day, "time": _clock}.get(drawn.axis, numbers.number)
    written = [words(edge) for edge in drawn.edges]
    return [f"{low} to {high}" for low, high in itertools.pairwise(written)]


def _day(seconds: float) -> str:
    return str(np.datetime64(int(seconds), "s").astype("datetime64[m]")).replace("T", " ").removesuffix(" 00:00")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02d}:{int(seconds) % 3600 // 60:02d}"


def _shown(value: Any) -> str:
    text = numbers.number(value)
    return text.replace("<", "&lt;") if text.strip() else "(blank)"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
