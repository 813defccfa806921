"""Which columns go together, as a map: colour says how strongly, and for two numbers in which direction."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from app.ui import theme
from app.ui.charts import base
from core.profiling.records import Associations

CELL = 26  # pixels per column of the map
SMALLEST, LARGEST = 260, 900
LONGEST_LABEL = 18


def heat_map(found: Associations) -> go.Figure:
    """The matrix of associations, alike columns side by side; a column with itself is left blank."""
    strengths = np.asarray(found.matrix, dtype=float)
    np.fill_diagonal(strengths, np.nan)
    names = list(found.columns)
    places = np.arange(len(names))
    picture = go.Heatmap(
        z=strengths,
        x=places,
        y=places,
        zmin=-1,
        zmax=1,
        colorscale=theme.diverging(),
        xgap=1,
        ygap=1,
        colorbar={"thickness": 10, "outlinewidth": 0, "tickvals": [-1, -0.5, 0, 0.5, 1]},
        customdata=[[f"{a} and {b}" for b in names] for a in names],
        hovertemplate="%{customdata}<br><b>%{z:.2f}</b><extra></extra>",
    )
    pairs = [(across, up) for across in range(len(names)) for up in range(len(names)) if across != up]
    handles = go.Scatter(  # what can be clicked: a heat map itself tells nobody
        x=np.asarray([across for across, _ in pairs]),
        y=np.asarray([up for _, up in pairs]),
        mode="markers",
        marker={"symbol": "square", "size": CELL - 8, "opacity": 0},
        customdata=[[names[up], names[across]] for across, up in pairs],
        hoverinfo="skip",
        showlegend=False,
    )
    height = min(max(SMALLEST, 130 + CELL * len(names)), LARGEST)
    labels = {"tickvals": places, "ticktext": [_cut(name) for name in names], "showgrid": False, "zeroline": False}
    return base.figure(
        picture, handles, height=height, xaxis=labels | {"tickangle": -45}, yaxis=labels | {"autorange": "reversed"}
    )


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "…"
