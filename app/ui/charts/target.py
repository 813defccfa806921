"""The target along one column: how many rows a bin has, and what the target is like there."""

from __future__ import annotations

import itertools

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from core.profiling.records import TargetBins, TargetView

MOST_CLASSES = len(theme.SERIES)


def along(view: TargetView, bins: TargetBins, *, height: int = base.HEIGHT) -> go.Figure:
    """Bars for the rows of each bin (left axis), lines for the target in it (right axis)."""
    labels = list(bins.labels) or _spans(bins.edges)
    rows = go.Bar(
        x=labels,
        y=np.asarray(bins.counts),
        name="Rows",
        marker={"color": theme.MISSING, "line_width": 0, "opacity": 0.45},
        hovertemplate="%{y:,} rows<extra></extra>",
    )
    right = {"overlaying": "y", "side": "right", "showgrid": False, "tickmode": "auto", "title": _title(view)}
    drawn = base.figure(rows, *_lines(view, bins, labels), y="Rows", height=height, legend=True, yaxis2=right)
    drawn.update_xaxes(type="category", nticks=8)
    if view.classes:
        drawn.update_layout(yaxis2={"tickformat": ".0%", "rangemode": "tozero"})
    return drawn.update_layout(hovermode="x unified")


def _lines(view: TargetView, bins: TargetBins, labels: list[str]) -> list[go.Scatter]:
    if not view.classes:
        means = np.asarray(bins.means, dtype=float)
        return [_line(labels, means, f"Mean {view.target}", theme.CONTRAST, ":,.4~g", joined=not bins.labels)]
    shares = np.asarray(bins.shares, dtype=float)
    shown = _shown_classes(view)
    return [
        _line(
            labels, shares[:, place], f"{view.target} = {view.classes[place]}", colour, ":.1%", joined=not bins.labels
        )
        for place, colour in zip(shown, (theme.CONTRAST, *theme.SERIES[2:]), strict=False)
    ]


def _shown_classes(view: TargetView) -> list[int]:
    """Of two classes one tells it all; of many, the first ones."""
    return [1] if len(view.classes) == 2 else list(range(min(len(view.classes), MOST_CLASSES)))


def _line(x: list[str], y: np.ndarray, name: str, colour: str, number_format: str, *, joined: bool) -> go.Scatter:
    """Points, joined by a line where the bins follow one another; between categories there is nothing."""
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        yaxis="y2",
        mode="lines+markers" if joined else "markers",
        line={"color": colour, "width": 2},
        marker={"size": 7 if joined else 12},
        hovertemplate=f"%{{y{number_format}}}<extra>{name}</extra>",
    )


def _title(view: TargetView) -> str:
    return "Share of rows" if view.classes else f"Mean {view.target}"


def _spans(edges: tuple[float, ...]) -> list[str]:
    return [numbers.interval(low, high) for low, high in itertools.pairwise(edges)]
