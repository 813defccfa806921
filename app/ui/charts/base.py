"""What all charts have in common: transparent ground, quiet axes, no tool bar, and one way to put them on a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from app.ui import theme

HEIGHT = 320  # pixels: two charts and their captions on a laptop screen
SMALL = 120  # a chart inside a card
CONFIG = {"displayModeBar": False, "scrollZoom": False}
NO_CHANGE: Mapping[str, Any] = MappingProxyType({})
STYLE: dict[str, Any] = {
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "title": None},
    "bargap": 0.06,
    "hoverlabel": {"namelength": -1},
    "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": theme.QUIET, "activecolor": theme.ACCENT},
    "dragmode": False,  # a finger that scrolls the page must not zoom the chart
}
AXIS = {"gridcolor": theme.GRID, "zerolinecolor": theme.GRID, "linecolor": theme.GRID, "automargin": True}
SMALL_X = {"nticks": 6, "tickfont": {"size": 10}, "title": None}
SMALL_Y = {"visible": False, "title": None}
SMALL_STYLE = {"height": SMALL, "margin": {"l": 0, "r": 0, "t": 4, "b": 18}, "bargap": 0.04}

Axis = Mapping[str, Any]


class Drawn(go.Figure):
    """A finished figure. What the browser gets is worked out once, however often the figure is shown."""

    _finished: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._finished is None:
            self._finished = super().to_dict()
        return self._finished


def figure(
    *traces: Any,
    x: str = "",
    y: str = "",
    height: int = HEIGHT,
    legend: bool = False,
    xaxis: Axis = NO_CHANGE,
    yaxis: Axis = NO_CHANGE,
    **layout: Any,
) -> go.Figure:
    """A figure in the house style; `x` and `y` name the axes with their units. Give numpy arrays, not lists.

    Everything is put together before Plotly sees it once: each later update of a figure costs it milliseconds.
    """
    axes = {
        "xaxis": {**AXIS, "title": {"text": x}, "showgrid": False, **xaxis},
        "yaxis": {**AXIS, "title": {"text": y}, **yaxis},
    }
    return Drawn(list(traces), layout=STYLE | {"height": height, "showlegend": legend} | axes | layout)


def small(*traces: Any, xaxis: Axis = NO_CHANGE, yaxis: Axis = NO_CHANGE, **layout: Any) -> go.Figure:
    """A figure for a card: no axis titles, no grid, hardly any margin."""
    return figure(*traces, xaxis={**SMALL_X, **xaxis}, yaxis={**SMALL_Y, **yaxis}, **SMALL_STYLE | layout)


def show(drawn: go.Figure, *, key: str, alt: str | None = None) -> None:
    """Puts a figure on the page. `alt` says in words what is to be seen, for people who cannot see it."""
    st.plotly_chart(drawn, key=key, config=CONFIG, alt=alt)


def picked(drawn: go.Figure, *, key: str, alt: str) -> list[object]:
    """Puts a figure on the page and returns what was stored with the point that was clicked last; nothing before."""
    state = st.plotly_chart(drawn, key=key, config=CONFIG, alt=alt, on_select="rerun", selection_mode="points")
    points = state["selection"]["points"]
    return list(points[0]["customdata"]) if points and "customdata" in points[0] else []
