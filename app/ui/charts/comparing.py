"""Two distributions in one picture: what was before as a quiet ground, what is now as a line in the accent's colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from app.ui.charts.bins import bins
from app.ui.charts.distributions import labelled
from core.profiling.comparing import Spread

AXES = {"length": "number"}  # an axis of characters is one of numbers
BESIDE = 0.36  # of the room of a level that each of its two bars takes
FEWEST_LEVELS = 3


def overlay(
    spread: Spread, *, names: tuple[str, str], height: int = base.SMALL, most: int = 5, unit: str = ""
) -> go.Figure:
    """Shares of rows, because the two sides may differ in size. `names` are those of the left and the right side."""
    return _levels(spread, names, height, most) if spread.axis == "levels" else _scale(spread, names, height, unit)


def _scale(spread: Spread, names: tuple[str, str], height: int, unit: str) -> go.Figure:
    placed = bins(spread.edges, AXES.get(spread.axis, spread.axis))
    before, after = _shares(spread.left), _shares(spread.right)
    ground = go.Bar(
        x=placed.middles,
        y=before,
        width=placed.widths,
        name=names[0],
        marker={"color": theme.MISSING, "line_width": 0, "opacity": 0.6},
        customdata=_told(placed.words, spread, names),
        hovertemplate="%{customdata}<extra></extra>",
    )
    line = go.Scatter(
        x=placed.middles,
        y=after,
        name=names[1],
        mode="lines" if len(after) > 1 else "markers",
        line={"color": theme.ACCENT, "width": 2, "shape": "hvh"},
        marker={"color": theme.ACCENT, "size": 10},
        hoverinfo="skip",
    )
    return _framed([ground, line], height, xaxis=placed.axis, bargap=0.0, x=unit)


def _levels(spread: Spread, names: tuple[str, str], height: int, most: int) -> go.Figure:
    shown = len(spread.labels[:most])
    wholes = _wholes(spread)
    sides = [np.asarray(side[:most]) / whole for side, whole in zip((spread.left, spread.right), wholes, strict=True)]
    told = _told(spread.labels[:most], spread, names)
    colours, offsets = (theme.MISSING, theme.ACCENT), (-BESIDE / 2, BESIDE / 2)
    bars = [
        go.Bar(
            x=sides[place],
            y=np.arange(shown) + offsets[place],
            width=BESIDE,
            orientation="h",
            name=names[place],
            marker={"color": colours[place], "line_width": 0},
            text=[numbers.share(float(value)) for value in sides[place]],
            textposition="outside",
            textfont={"size": 10},
            cliponaxis=False,
            customdata=told,
            hovertemplate="%{customdata}<extra></extra>",
        )
        for place in (0, 1)
    ]
    largest = max(float(side.max(initial=0.01)) for side in sides)
    return _framed(
        bars,
        height,
        barmode="overlay",
        xaxis={"visible": False, "range": [0, largest * 1.3]},
        yaxis=labelled(list(spread.labels[:most]), fewest=FEWEST_LEVELS),
    )


def _framed(traces: list[Any], height: int, *, x: str = "", **layout: Any) -> go.Figure:
    if height <= base.SMALL:
        return base.small(*traces, **layout)
    shares = {"tickformat": ".0%", "rangemode": "tozero"}
    return base.figure(
        *traces,
        x=x,
        y="Share of rows",
        height=height,
        legend=True,
        **{"yaxis": shares, "hovermode": "closest"} | layout,
    )


def _shares(counts: tuple[int, ...]) -> np.ndarray:
    return np.asarray(counts) / max(sum(counts), 1)


def _wholes(spread: Spread) -> list[int]:
    """The rows of both sides, those in levels that are not shown included."""
    return [max(sum(side) + rest, 1) for side, rest in zip((spread.left, spread.right), spread.rest, strict=True)]


def _told(words: Sequence[str], spread: Spread, names: tuple[str, str]) -> list[str]:
    """What a bin or level holds on both sides, in words."""
    wholes = _wholes(spread)
    return [
        str(what).replace("<", "&lt;")
        + "".join(
            f"<br>{name.replace('<', '&lt;')}: <b>{numbers.share(count / whole)}</b> ({numbers.counted(count, 'row')})"
            for name, count, whole in zip(names, counts, wholes, strict=True)
        )
        for what, *counts in zip(words, spread.left, spread.right, strict=False)
    ]
