"""The candidates of a training against each other: scores with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

import app.ui.model_charts.frame as frame
from app.ui import theme

MOST_CANDIDATES = 12  # the best ones; the table has them all


def leaderboard(
    labels: Sequence[str],
    scores: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    *,
    metric: str,
) -> go.Figure:
    """One row a candidate, in the order given. A score counts as better only where the intervals part."""
    shown = slice(0, MOST_CANDIDATES)
    figure = frame.listed(metric, len(labels[shown]))
    figure.add_scatter(
        x=scores[shown],
        y=labels[shown],
        mode="markers",
        marker={"color": [theme.ACCENT, *[theme.QUIET] * (len(labels[shown]) - 1)], "size": 10},
        error_x=frame.whiskers(scores[shown], low[shown], high[shown]),
        customdata=np.stack([low, high], axis=1)[shown],
        hovertemplate="%{y}: %{x:,.4~g} (%{customdata[0]:,.4~g} to %{customdata[1]:,.4~g})<extra></extra>",
    )
    return figure
