"""How the values of one column spread: bars over an axis, or the most frequent values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from app.ui.charts.bins import bins
from core.profiling.records import ColumnProfile, Histogram, Value, Values
from core.profiling.writing import measures

LONGEST_LABEL = 22  # characters beside a bar in a card; the hover text has the whole value
FEWEST_BARS = 4  # two values do not fill the height: bars keep their thickness
FEW_VALUES = 10  # numbers with so few values are counted, not measured


def distribution(column: ColumnProfile, *, height: int = base.SMALL, most: int = 5) -> go.Figure | None:
    """The chart that suits the column, or None where there is nothing to draw."""
    if column.holds == "numbers" and column.top and 0 < column.amount("distinct") <= FEW_VALUES:
        return each_value(column, column.top, height=height)
    if column.histogram and column.holds != "booleans" and any(column.histogram.counts):
        return histogram(column.histogram, height=height, written=lambda edge: measures.value(column, edge))
    if column.top and column.top.items:
        return frequencies(column.top, rows=column.count, height=height, most=most)
    return None


def each_value(column: ColumnProfile, values: Values, *, height: int = base.HEIGHT) -> go.Figure:
    """A bar for each of a few numbers, in their order: gaps between 0 and 1 would say nothing."""
    items = sorted(values.items, key=lambda item: float(item.value or 0))
    bars = go.Bar(
        x=[measures.value(column, item.value) for item in items],
        y=np.asarray([item.count for item in items]),
        marker={"color": theme.ACCENT, "line_width": 0},
        hovertemplate="%{x}<br><b>%{y:,} rows</b><extra></extra>",
    )
    return _framed(bars, height=height, bargap=0.35, xaxis={"type": "category", "nticks": len(items)})


def histogram(
    drawn: Histogram, *, height: int = base.HEIGHT, written: Callable[[float], str] = numbers.number
) -> go.Figure:
    """Rows per bin; bars touch, since the axis is continuous. `written` gives the words of a number on the axis."""
    placed = bins(drawn.edges, drawn.axis, written)
    bars = go.Bar(
        x=placed.middles,
        y=np.asarray(drawn.counts),
        width=placed.widths,
        marker={"color": theme.ACCENT, "line_width": 0},
        customdata=placed.words,
        hovertemplate="%{customdata}<br><b>%{y:,} rows</b><extra></extra>",
    )
    return _framed(bars, height=height, xaxis=placed.axis, bargap=0.04)


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
    across = {"visible": False, "range": [0, float(shares.max(initial=0.01)) * 1.3]}
    return _framed(bars, height=height, bargap=0.35, xaxis=across, yaxis=labelled([item.value for item in items]))


def labelled(values: Sequence[Value], *, fewest: int = FEWEST_BARS) -> dict[str, Any]:
    """An axis with the values as labels, the first on top. It has room for `fewest` bars at least."""
    return {
        "range": [max(len(values), fewest) - 0.5, -0.5],
        "tickvals": np.arange(len(values)),
        "ticktext": [_shown(value, LONGEST_LABEL) for value in values],
        "ticksuffix": " ",
        "showgrid": False,
        "zeroline": False,
        "visible": True,
        "title": None,
    }


def _framed(trace: go.Bar, *, height: int, **layout: Any) -> go.Figure:
    if height <= base.SMALL:
        return base.small(trace, **layout)
    return base.figure(trace, y="Rows", height=height, **layout)


def _shown(value: Any, longest: int | None = None) -> str:
    """As Plotly takes it, which would read a tag; cut before, so that no half of an escaped sign is left."""
    text = numbers.number(value)
    cut = text if longest is None or len(text) <= longest else text[: longest - 1] + "…"
    return cut.replace("<", "&lt;") if text.strip() else "(blank)"
