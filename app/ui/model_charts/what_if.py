"""How an answer moves as one column changes and all others stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

import app.ui.model_charts.frame as frame
from app.ui import theme
from app.ui.charts import base

MOST_LEVELS = 12  # of a category: the others are rare


def along(values: Sequence[Any], answers: np.ndarray, at: Any, *, x: str, y: str, share: bool) -> go.Figure:
    """A line over a number or a date; the dot is the row as it is."""
    figure = base.figure(x=x, y=y, height=260)
    figure.add_scatter(
        x=values,
        y=answers,
        mode="lines",
        line={"color": theme.ACCENT, "width": 2},
        hovertemplate=f"%{{x}}: {_hover(share)}<extra></extra>",
    )
    if at is not None and at in values:
        here = np.array([answers[list(values).index(at)]])
        figure.add_scatter(
            x=[at],
            y=here,
            mode="markers",
            marker={"color": theme.CONTRAST, "size": 11},
            hovertemplate="as it is<extra></extra>",
        )
    return figure.update_yaxes(tickformat=".0%" if share else None)


def by_level(levels: Sequence[str], answers: np.ndarray, at: str, *, x: str, share: bool) -> go.Figure:
    """A bar per category, the largest answer on top; the row's own is in the other colour."""
    order = np.argsort(-answers[:MOST_LEVELS], kind="stable")
    names = [levels[place] for place in order]
    figure = frame.listed(x, len(names))
    figure.add_bar(
        x=answers[order],
        y=names,
        orientation="h",
        marker={"color": [theme.CONTRAST if name == at else theme.ACCENT for name in names]},
        hovertemplate="%{y}: " + _hover(share, "x") + "<extra></extra>",
    )
    return figure.update_xaxes(tickformat=".0%" if share else None)


def _hover(share: bool, axis: str = "y") -> str:
    return f"%{{{axis}:.1%}}" if share else f"%{{{axis}:,.4~g}}"
