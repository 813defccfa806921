"""How the error falls as a model learns from more rows."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from app.ui import theme
from app.ui.charts import base


def learning(rows: np.ndarray, error: np.ndarray, unit: str) -> go.Figure:
    """One point for each number of rows, each twice as many as the one before."""
    figure = base.figure(x="Rows learned from", y=unit)
    figure.add_scatter(
        x=rows,
        y=error,
        mode="lines+markers",
        line={"color": theme.ACCENT, "width": 1.5},
        marker={"size": 8},
        hovertemplate="%{x:,} rows: %{y:,.4~g}<extra></extra>",
    )
    return figure.update_xaxes(type="log", tickvals=rows, ticktext=[f"{count:,}" for count in rows])
