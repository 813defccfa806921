"""The frames that charts of models share: two shares against each other, rows with labels, a line to compare with."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from app.ui import theme
from app.ui.charts import base

ROW_HEIGHT = 28  # pixels that a bar with its label needs to be read
DASHED = {"color": theme.QUIET, "dash": "dash", "width": 1.5}


def square(x: str, y: str, *, legend: bool = False) -> go.Figure:
    """Two shares against each other, each from 0 to 100%."""
    figure = base.figure(x=x, y=y, legend=legend)
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%")
    return figure.update_yaxes(range=[-0.02, 1.04], tickformat=".0%")


def listed(x: str, rows: int) -> go.Figure:
    """One row per label, the first one on top; as high as its rows need."""
    figure = base.figure(x=x, height=(84 if x else 40) + ROW_HEIGHT * rows, bargap=0.3)
    figure.update_xaxes(showgrid=True)
    return figure.update_yaxes(type="category", autorange="reversed", showgrid=False, ticksuffix="  ")


def add_reference(figure: go.Figure, x: np.ndarray, y: np.ndarray, name: str) -> go.Figure:
    """A dashed line: what guessing, or a perfect model, would give."""
    return figure.add_scatter(x=x, y=y, mode="lines", name=name, line=DASHED, hoverinfo="skip")


def whiskers(middle: np.ndarray, low: np.ndarray, high: np.ndarray) -> dict[str, object]:
    """Intervals around points or bar ends."""
    return {"array": high - middle, "arrayminus": middle - low, "color": theme.QUIET, "thickness": 1.5, "width": 3}
