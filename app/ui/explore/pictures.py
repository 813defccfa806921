"""A chart's numbers as a picture: one small function for each kind, in the colours of everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from app.ui import layout, numbers, theme
from app.ui.charts import base
from app.ui.explore import placing
from core.exploring import Chart
from core.exploring.charts.spec import OTHER

HEIGHT = 440
FACET_HEIGHT = 260
FACET_WIDTH = 300
BAR_HEIGHT = 26  # pixels a horizontal bar with its label needs
MOST_LABELLED = 400  # cells of a heat map that have room for their numbers
ADDITIVE = ("count", "sum")  # parts of these make a whole: they may be stacked
PICTURE = {
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "chart"},
    "scrollZoom": False,
}

Frame = pd.DataFrame


def draw(chart: Chart, *, key: str) -> None:
    """Puts the chart on the page; one picture for each facet where there are some."""
    frame = pd.DataFrame(list(chart.rows), columns=list(chart.columns), dtype=object)
    if chart.spec.kind == "pivot":
        layout.table(pivot(frame), key=key)
        return
    if "facet" not in chart.axes:
        _show(DRAWERS[chart.spec.kind](chart, frame, HEIGHT), chart.title, key=key)
        return
    with st.grid(min_column_width=FACET_WIDTH):
        for place, (value, part) in enumerate(frame.groupby("facet", sort=True)):
            with st.container():
                st.caption(f"{chart.axes['facet'].column}: {placing.cut(str(value))}".replace("$", "\\$"))
                _show(DRAWERS[chart.spec.kind](chart, part, FACET_HEIGHT), chart.title, key=f"{key}.{place}")


def pivot(frame: Frame) -> Frame:
    """Down the side and across, as a spreadsheet has it."""
    table = frame.pivot(index="colour", columns="x", values="value")
    table.columns = [placing.words(name) for name in table.columns]
    return table.astype("float64").rename_axis(None).reset_index(names=" ")


def bars(chart: Chart, frame: Frame, height: int) -> go.Figure:
    """Upright on an axis of numbers or time, lying down for categories, whose names are long."""
    axis = chart.axes["x"]
    if axis.kind == "category":
        return _lying(chart, frame)
    traces = [
        go.Bar(
            x=placing.places(part["x"], axis),
            y=part["value"].astype(float).to_numpy(),
            name=placing.cut(str(name)),
            marker={"color": colour, "line_width": 0},
            customdata=[placing.span(value, axis) for value in part["x"]],
            hovertemplate="%{customdata}<br><b>%{y:,}</b><extra>%{fullData.name}</extra>",
        )
        for name, colour, part in _coloured(chart, frame)
    ]
    return _figure(chart, traces, height, xaxis=placing.settings(axis), barmode=_mode(chart))


def _lying(chart: Chart, frame: Frame) -> go.Figure:
    """The longest bar on top, “Other” at the end."""
    order = placing.order(frame)
    traces = [
        go.Bar(
            x=part["value"].astype(float).to_numpy(),
            y=[order.index(value) for value in part["x"]],
            orientation="h",
            name=placing.cut(str(name)),
            marker={"color": colour, "line_width": 0},
            customdata=[placing.escaped(value) for value in part["x"]],
            hovertemplate="%{customdata}<br><b>%{x:,}</b><extra>%{fullData.name}</extra>",
        )
        for name, colour, part in _coloured(chart, frame)
    ]
    across = {"title": {"text": chart.measure}, "showgrid": True}
    height = max(160, 70 + BAR_HEIGHT * len(order) * (1 if _mode(chart) == "stack" else 1.4))
    return base.figure(
        *traces,
        height=round(height),
        legend="colour" in chart.axes,
        xaxis=across,
        yaxis=placing.categories(order) | {"range": [len(order) - 0.5, -0.5]},
        barmode=_mode(chart),
        bargap=0.3,
    )


def lines(chart: Chart, frame: Frame, height: int) -> go.Figure:
    """A line for each colour; the parts of a whole are stacked as areas."""
    axis, filled = chart.axes["x"], chart.spec.kind == "area"
    stacked = filled and chart.spec.aggregate in ADDITIVE and "colour" in chart.axes
    traces = []
    for name, colour, part in _coloured(chart, frame):
        ordered = part.sort_values("x")
        traces.append(
            go.Scatter(
                x=placing.places(ordered["x"], axis),
                y=ordered["value"].astype(float).to_numpy(),
                name=placing.cut(str(name)),
                mode="lines+markers" if len(ordered) < 40 else "lines",
                line={"color": colour, "width": 2},
                fill="tonexty" if stacked else "tozeroy" if filled else None,
                stackgroup="all" if stacked else None,
                hovertemplate="%{x}<br><b>%{y:,}</b><extra>%{fullData.name}</extra>",
            )
        )
    return _figure(chart, traces, height, xaxis=placing.settings(axis))


def histogram(chart: Chart, frame: Frame, height: int) -> go.Figure:
    """Bars that touch, each in the middle of its bin."""
    axis = chart.axes["x"]
    traces = [
        go.Bar(
            x=placing.places(part["x"].astype(float) + axis.width / 2, axis),
            y=part["rows"].astype(float).to_numpy(),
            width=axis.width * (1000 if axis.kind == "date" else 1),
            name=placing.cut(str(name)),
            marker={"color": colour, "line_width": 0},
            customdata=[placing.bin_words(value, axis) for value in part["x"]],
            hovertemplate="%{customdata}<br><b>%{y:,} rows</b><extra>%{fullData.name}</extra>",
        )
        for name, colour, part in _coloured(chart, frame)
    ]
    kind = {"type": "date"} if axis.kind == "date" else {}
    return _figure(chart, traces, height, xaxis=kind, barmode="stack", bargap=0.04)


def boxes(chart: Chart, frame: Frame, height: int) -> go.Figure:
    """A box for each category: the middle half, its median, the mean as a dashed line, whiskers without outliers."""
    values = {name: frame[name].astype(float).to_numpy() for name in ("q1", "median", "q3", "low", "high", "mean")}
    box = go.Box(
        x=[placing.cut(placing.escaped(value)) for value in frame["x"]] if "x" in chart.axes else [""],
        q1=values["q1"],
        median=values["median"],
        q3=values["q3"],
        lowerfence=values["low"],
        upperfence=values["high"],
        mean=values["mean"],
        boxmean=True,
        line={"color": theme.ACCENT, "width": 1.5},
        fillcolor=theme.BAND,
        name="",
    )
    return _figure(chart, [box], height, xaxis={"type": "category"})


def points(chart: Chart, frame: Frame, height: int) -> go.Figure:
    """Points, or, where they are too many, how dense they lie."""
    axis = chart.axes["x"]
    if "rows" in frame:
        return _density(chart, frame, height)
    traces = [
        go.Scatter(
            x=part["x"].to_numpy() if axis.kind == "date" else part["x"].astype(float).to_numpy(),
            y=part["y"].astype(float).to_numpy(),
            mode="markers",
            name=placing.cut(str(name)),
            marker={"color": colour, "size": 6, "opacity": 0.55},
            hovertemplate="%{x}<br>%{y:,}<extra>%{fullData.name}</extra>",
        )
        for name, colour, part in _coloured(chart, frame)
    ]
    return _figure(chart, traces, height)


def _density(chart: Chart, frame: Frame, height: int) -> go.Figure:
    axis = chart.axes["x"]
    table = frame.astype(float).pivot(index="y", columns="x", values="rows")
    across = table.columns.to_numpy()
    picture = go.Heatmap(
        z=np.log10(table.to_numpy()),
        x=(across * 1000).astype("datetime64[ms]") if axis.kind == "date" else across,
        y=table.index.to_numpy(),
        customdata=table.to_numpy(),
        colorscale=theme.sequential(),
        zmin=-0.5,
        showscale=False,
        hovertemplate="%{x}<br>%{y}<br><b>%{customdata:,} rows</b><extra></extra>",
    )
    return _figure(chart, [picture], height)


def heat_map(chart: Chart, frame: Frame, height: int) -> go.Figure:
    """Cells of two columns; with room, each has its number."""
    axis = chart.axes["x"]
    table = frame.pivot(index="colour", columns="x", values="value").astype(float)
    if axis.kind == "category":
        table = table[placing.order(frame)]
    labelled = table.size <= MOST_LABELLED and table.shape[1] <= 24
    picture = go.Heatmap(
        z=table.to_numpy(),
        x=[placing.cut(placing.words(value)) for value in table.columns],
        y=[placing.cut(placing.words(value)) for value in table.index],
        colorscale=theme.sequential(),
        xgap=1,
        ygap=1,
        text=[[numbers.compact(value) if value == value else "" for value in row] for row in table.to_numpy()],
        texttemplate="%{text}" if labelled else None,
        colorbar={"thickness": 10, "outlinewidth": 0},
        hovertemplate="%{x}<br>%{y}<br><b>%{z:,}</b><extra></extra>",
    )
    tall = min(900, max(height, 110 + BAR_HEIGHT * len(table)))
    side = {"type": "category", "autorange": "reversed", "showgrid": False, "title": None}
    return base.figure(picture, x=axis.label, height=tall, xaxis={"type": "category", "tickangle": -35}, yaxis=side)


DRAWERS: dict[str, Callable[[Chart, Frame, int], go.Figure]] = {
    "bar": bars,
    "line": lines,
    "area": lines,
    "histogram": histogram,
    "box": boxes,
    "scatter": points,
    "heat_map": heat_map,
}


def _show(drawn: go.Figure, alt: str, *, key: str) -> None:
    st.plotly_chart(drawn, key=key, config=PICTURE, alt=alt)


def _figure(chart: Chart, traces: Sequence[Any], height: int, **options: Any) -> go.Figure:
    label = chart.axes["x"].label if "x" in chart.axes else ""
    up = options.pop("yaxis", {"exponentformat": "SI"})
    legend = "colour" in chart.axes
    return base.figure(*traces, x=label, y=chart.measure, height=height, legend=legend, yaxis=up, **options)


def _coloured(chart: Chart, frame: Frame) -> list[tuple[object, str, Frame]]:
    """The rows of each colour, “Other” last and quiet."""
    if "colour" not in chart.axes:
        return [("", theme.ACCENT, frame)]
    parts = dict(iter(frame.groupby("colour", sort=True)))
    names = sorted(parts, key=lambda name: (name == OTHER, str(name)))
    series = theme.SERIES[:-1]
    return [
        (name, theme.QUIET if name == OTHER else series[place % len(series)], parts[name])
        for place, name in enumerate(names)
    ]


def _mode(chart: Chart) -> str:
    return "stack" if chart.spec.aggregate in ADDITIVE else "group"
