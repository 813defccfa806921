"""How near a model's numbers come to the truth, and whether its intervals keep their promise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

import app.ui.model_charts.frame as frame
from app.ui import theme
from app.ui.charts import base

MOST_POINTS = 2_000  # more hide each other and slow the browser


def predicted_actual(predicted: np.ndarray, actual: np.ndarray, target: str) -> go.Figure:
    """One point a row (a sample); on the dashed line the prediction was right."""
    figure = base.figure(x=f"{target}, predicted", y=f"{target}, actual")
    predicted, actual = predicted[:MOST_POINTS], actual[:MOST_POINTS]
    figure.add_scatter(
        x=predicted,
        y=actual,
        mode="markers",
        name="Rows",
        marker={"color": theme.ACCENT, "size": 5, "opacity": 0.35},
        hovertemplate="predicted %{x:,.4~g}, actual %{y:,.4~g}<extra></extra>",
    )
    ends = np.array([min(predicted.min(), actual.min()), max(predicted.max(), actual.max())])
    return frame.add_reference(figure, ends, ends, "Exactly right")


def on_average(predicted: np.ndarray, actual: np.ndarray, low: np.ndarray, high: np.ndarray, target: str) -> go.Figure:
    """Means of rows with like predictions; the bar holds 90 of 100 of their actual values."""
    figure = base.figure(x=f"{target}, predicted (mean of a tenth)", y=f"{target}, actual")
    ends = np.array([predicted.min(), predicted.max()])
    frame.add_reference(figure, ends, ends, "Right on average")
    return figure.add_scatter(
        x=predicted,
        y=actual,
        mode="lines+markers",
        name="Model",
        line={"color": theme.ACCENT, "width": 1.5},
        marker={"size": 8},
        error_y=frame.whiskers(actual, low, high),
        hovertemplate="predicted %{x:,.4~g}, on average %{y:,.4~g}<extra></extra>",
    )


def residuals(edges: np.ndarray, counts: np.ndarray, target: str) -> go.Figure:
    """How often the model missed by how much: actual less predicted."""
    figure = base.figure(x=f"Actual less predicted {target}", y="Rows")
    figure.add_bar(
        x=(edges[:-1] + edges[1:]) / 2,
        y=counts,
        width=np.diff(edges),
        marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=np.stack([edges[:-1], edges[1:]], axis=1),
        hovertemplate="missed by %{customdata[0]:,.4~g} to %{customdata[1]:,.4~g}: %{y:,} rows<extra></extra>",
    )
    return figure.add_vline(x=0, line=frame.DASHED)


def coverage(spans: Sequence[str], shares: np.ndarray, rows: np.ndarray, level: float) -> go.Figure:
    """Of the rows in each fifth of the predictions, how many fell inside their interval; the promise is dashed."""
    figure = base.figure(x="Predicted, in fifths of the rows", y="Inside the interval", bargap=0.3)
    figure.add_bar(
        x=spans,
        y=shares,
        marker={"color": theme.ACCENT},
        customdata=rows,
        hovertemplate="%{x}: %{y:.1%} of %{customdata:,} rows<extra></extra>",
    )
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    return figure.add_hline(y=level, line=frame.DASHED)
