"""How well a model tells classes apart, and whether its probabilities can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

import app.ui.model_charts.frame as frame
from app.ui import theme
from app.ui.charts import base

MOST_CLASSES = 6  # lines that can still be told apart
MOST_LABELLED = 12  # classes whose cells have room for a number
CELL_HEIGHT = 34  # pixels for two lines of text

DIAGONAL = np.array([0.0, 1.0])


def roc(curves: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> go.Figure:
    """One line a class: share of false alarms and share of hits, for every threshold. The diagonal is guessing."""
    shown = list(curves.items())[:MOST_CLASSES]
    figure = frame.square("False alarms, of all others", "Found, of all that are", legend=len(shown) > 1)
    frame.add_reference(figure, DIAGONAL, DIAGONAL, "Guessing")
    for (label, (x, y)), colour in zip(shown, theme.SERIES, strict=False):
        hover = f"%{{y:.0%}} found at %{{x:.0%}} false alarms<extra>{label}</extra>"
        figure.add_scatter(x=x, y=y, name=label, hovertemplate=hover, **_curve(colour, filled=len(shown) == 1))
    return figure


def precision_recall(recall: np.ndarray, precision: np.ndarray, base_rate: float) -> go.Figure:
    """Of those called positive, how many are; against how many of all positives are found."""
    figure = frame.square("Found, of all that are", "Right, of all called so")
    frame.add_reference(figure, DIAGONAL, np.array([base_rate, base_rate]), "Guessing")
    hover = "%{y:.0%} right when %{x:.0%} are found<extra></extra>"
    return figure.add_scatter(x=recall, y=precision, hovertemplate=hover, **_curve(theme.ACCENT, filled=True))


def confusion(labels: Sequence[str], counts: np.ndarray) -> go.Figure:
    """Rows: what it was; columns: what the model said. Colour and text: the share of the row."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    cells = zip(counts.tolist(), shares.tolist(), strict=True)
    figure = base.figure(x="Predicted", y="Actual", height=_height(len(labels)))
    figure.add_heatmap(
        z=shares,
        x=labels,
        y=labels,
        customdata=counts,
        text=[[f"{n:,}<br>{part:.0%}" if n else "·" for n, part in zip(*line, strict=True)] for line in cells],
        texttemplate="%{text}" if len(labels) <= MOST_LABELLED else None,
        hovertemplate="was %{y}, called %{x}: %{customdata:,} rows, %{z:.1%} of them<extra></extra>",
        colorscale=theme.sequential(),
        zmin=0,
        zmax=1,
        xgap=2,
        ygap=2,
        showscale=False,
    )
    figure.update_xaxes(type="category", showgrid=False)
    return figure.update_yaxes(type="category", showgrid=False, autorange="reversed")


def calibration(
    predicted: np.ndarray, observed: np.ndarray, low: np.ndarray, high: np.ndarray, rows: np.ndarray
) -> go.Figure:
    """What was promised against what happened, with 90% intervals; on the diagonal, probabilities are true."""
    figure = frame.square("Probability the model gave", "Share that came true")
    frame.add_reference(figure, DIAGONAL, DIAGONAL, "Perfect")
    return figure.add_scatter(
        x=predicted,
        y=observed,
        mode="lines+markers",
        name="Model",
        line={"color": theme.ACCENT, "width": 1.5},
        marker={"size": 8},
        error_y=frame.whiskers(observed, low, high),
        customdata=rows,
        hovertemplate="promised %{x:.0%}, came true %{y:.0%} (%{customdata:,} rows)<extra></extra>",
    )


def by_class(labels: Sequence[str], found: np.ndarray, right: np.ndarray) -> go.Figure:
    """Two dots a class: the share of its rows that is found, and of the rows called so, the share that is right."""
    figure = frame.listed("Share of rows", len(labels))
    for shares, name, colour in ((found, "Found", theme.ACCENT), (right, "Right", theme.CONTRAST)):
        marker = {"color": colour, "size": 11}
        hover = f"%{{y}}: %{{x:.0%}} {name.lower()}<extra></extra>"
        figure.add_scatter(x=shares, y=labels, mode="markers", name=name, marker=marker, hovertemplate=hover)
    figure.update_layout(showlegend=True, height=_height(len(labels)))
    return figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%")


def _height(classes: int) -> int:
    return max(base.HEIGHT, 90 + CELL_HEIGHT * classes)


def _curve(colour: str, *, filled: bool) -> dict[str, Any]:
    """A line, with the area below it shaded when it stands alone."""
    line: dict[str, Any] = {"mode": "lines", "line": {"color": colour, "width": 2}}
    return line | ({"fill": "tozeroy", "fillcolor": theme.BAND} if filled else {})
