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
    height = min(max(SMALLEST, 130 + CELL * len(names)), LARGEST)
    labels = {"tickvals": places, "ticktext": [_cut(name) for name in names], "showgrid": False, "zeroline": False}
    return base.figure(
        picture, height=height, xaxis=labels | {"tickangle": -45}, yaxis=labels | {"autorange": "reversed"}
    )


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "…"
