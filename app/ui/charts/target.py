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
MOST_CLASSES = len(theme.SERIES)


def along(view: TargetView, found: TargetBins, *, axis: str = "number", height: int = base.HEIGHT) -> go.Figure:
    """Bars for the rows of each bin (left axis), and the target in it (right axis)."""
    placed = bins(found.edges, axis) if found.edges else None
    x: Any = placed.middles if placed else list(found.labels)
    rows = go.Bar(
        x=x,
        y=np.asarray(found.counts),
        width=placed.widths if placed else None,
        customdata=placed.words if placed else found.labels,
        name="Rows",
        marker={"color": theme.MISSING, "line_width": 0, "opacity": 0.45},
        hovertemplate="%{customdata}<br>%{y:,} rows<extra></extra>",
    )
    points = [_points(x, y, name, colour, joined=placed is not None) for y, name, colour in _series(view, found)]
    drawn = base.figure(rows, *points, y="Rows", height=height, legend=True, yaxis2=RIGHT | {"title": _title(view)})
    drawn.update_xaxes(placed.axis if placed else {"type": "category"})
    return drawn.update_layout(yaxis2={"tickformat": ".0%"}) if view.classes else drawn


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


def _points(x: Any, y: np.ndarray, name: str, colour: str, *, joined: bool) -> go.Scatter:
    """Points, joined by a line where the bins follow one another; between categories there is nothing."""
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        yaxis="y2",
        mode="lines+markers" if joined else "markers",
        line={"color": colour, "width": 2},
        marker={"size": 7 if joined else 12, "color": colour},
        hovertemplate=f"{name}: <b>%{{y}}</b><extra></extra>",
    )


def _title(view: TargetView) -> str:
    return "Share of rows" if view.classes else f"Mean {view.target}"
