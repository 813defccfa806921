"""The target along one column: how many rows a bin has, and what the target is like there."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.ui import theme
from app.ui.charts import base
from app.ui.charts.bins import bins
from core.profiling.records import TargetBins, TargetView

RIGHT = {"overlaying": "y", "side": "right", "showgrid": False, "tickmode": "auto", "rangemode": "tozero"}
FEW_ROWS = 10  # a share or mean of fewer rows says little; its point is drawn pale
PALE = 0.3
MOST_CLASSES = len(theme.SERIES)


def along(view: TargetView, found: TargetBins, *, axis: str = "number", height: int = base.HEIGHT) -> go.Figure:
    """Bars for the rows of each bin (left axis), and the target in it (right axis)."""
    placed = bins(found.edges, axis) if found.edges else None
    x: Any = placed.middles if placed else list(found.labels)
    counts = np.asarray(found.counts)
    rows = go.Bar(
        x=x,
        y=counts,
        width=placed.widths if placed else None,
        customdata=placed.words if placed else found.labels,
        name="Rows",
        marker={"color": theme.MISSING, "line_width": 0, "opacity": 0.45},
        hovertemplate="%{customdata}<br>%{y:,} rows<extra></extra>",
    )
    points = [
        _points(x, y, counts, name, colour, joined=placed is not None) for y, name, colour in _series(view, found)
    ]
    shares = {"tickformat": ".0%"} if view.classes else {}
    right = RIGHT | shares | {"title": {"text": _title(view)}}
    xaxis = placed.axis if placed else {"type": "category"}
    if height <= base.SMALL:
        hidden = RIGHT | {"visible": False}
        return base.small(rows, *points, xaxis=xaxis, yaxis2=hidden, showlegend=False)
    return base.figure(rows, *points, y="Rows", height=height, legend=True, xaxis=xaxis, yaxis2=right)


def _series(view: TargetView, found: TargetBins) -> list[tuple[np.ndarray, str, str]]:
    """What to draw of the target: (values per bin, name, colour)."""
    if not view.classes:
        return [(np.asarray(found.means, dtype=float), f"Mean {view.target}", theme.CONTRAST)]
    shares = np.asarray(found.shares, dtype=float)
    colours = (theme.CONTRAST, *theme.SERIES[2:])
    places = zip(_shown_classes(view), colours, strict=False)
    return [(shares[:, place], f"{view.target} = {view.classes[place]}", colour) for place, colour in places]


def _shown_classes(view: TargetView) -> list[int]:
    """Of two classes one tells it all; of many, the first ones."""
    return [1] if len(view.classes) == 2 else list(range(min(len(view.classes), MOST_CLASSES)))


def _points(x: Any, y: np.ndarray, rows: np.ndarray, name: str, colour: str, *, joined: bool) -> go.Scatter:
    """Points, joined by a line where the bins follow one another; between categories there is nothing."""
    return go.Scatter(
        x=x,
        y=np.where(rows > 0, y, np.nan),
        name=name,
        yaxis="y2",
        mode="lines+markers" if joined else "markers",
        line={"color": colour, "width": 2},
        marker={"size": 7 if joined else 12, "color": colour, "opacity": np.where(rows < FEW_ROWS, PALE, 1.0)},
        hovertemplate=f"{name}: <b>%{{y}}</b><extra></extra>",
    )


def _title(view: TargetView) -> str:
    return "Share of rows" if view.classes else f"Mean {view.target}"
