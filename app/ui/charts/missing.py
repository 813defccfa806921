"""Where values are missing: how much per column, and where in the file."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from core.profiling.records import ColumnProfile, Missing

ROW_HEIGHT = 24  # pixels a bar with its label needs
MOST_BARS = 30
LISTED = {"autorange": "reversed", "type": "category", "showgrid": False, "ticksuffix": " "}


def per_column(columns: tuple[ColumnProfile, ...]) -> go.Figure | None:
    """The missing share of the columns that have gaps, the largest on top; None when nothing is missing."""
    gaps = sorted((c for c in columns if c.missing), key=lambda c: c.missing, reverse=True)[:MOST_BARS]
    if not gaps:
        return None
    shares = np.asarray([column.missing_share for column in gaps])
    bars = go.Bar(
        x=shares,
        y=[column.name for column in gaps],
        orientation="h",
        marker={"color": theme.ACCENT, "line_width": 0},
        text=[numbers.share(share) for share in shares],
        textposition="outside",
        cliponaxis=False,
        customdata=[numbers.count(column.missing) for column in gaps],
        hovertemplate="%{y}<br><b>%{customdata} rows without a value</b><extra></extra>",
    )
    height = 70 + ROW_HEIGHT * len(gaps)
    across = {"tickformat": ".0%", "range": [0, min(1.12, float(shares.max()) * 1.25)], "showgrid": True}
    return base.figure(bars, x="Rows without a value", height=height, bargap=0.3, xaxis=across, yaxis=LISTED)


def along_the_rows(missing: Missing) -> go.Figure | None:
    """Each column from the first row to the last: a filled stretch is a stretch of missing values."""
    if not missing.shares:
        return None
    picture = go.Heatmap(
        z=np.asarray(missing.shares).T,
        x=np.asarray(missing.blocks),
        y=list(missing.columns),
        colorscale=theme.sequential(),
        zmin=0,
        zmax=1,
        ygap=2,
        colorbar={"tickformat": ".0%", "thickness": 10, "outlinewidth": 0},
        hovertemplate="%{y}<br>from row %{x:,}<br><b>%{z:.0%} missing</b><extra></extra>",
    )
    height = 80 + ROW_HEIGHT * len(missing.columns)
    return base.figure(picture, x="Row of the table", height=height, yaxis=LISTED)
