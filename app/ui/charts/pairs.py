"""Two columns in one picture: where their rows lie, the numbers of each category, or how two categories meet."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from app.ui.charts.bins import bins, places
from app.ui.charts.distributions import labelled
from core.profiling import Density, Mosaic, PairView

HEIGHT = 420
BOX_HEIGHT = 34  # pixels a box with its label needs
MOST_SEGMENTS = len(theme.SERIES) - 1  # the rest is one, in the quiet colour
NARROWEST = 0.06  # of the width: a narrower bar has no room for its name


def picture(view: PairView) -> go.Figure:
    """The picture that suits the kinds of the two columns."""
    if view.density:
        return density(view, view.density)
    return mosaic(view, view.mosaic) if view.mosaic else boxes(view)


def density(view: PairView, drawn: Density) -> go.Figure:
    """Rows per cell, darker where there are more; over it the middle of the second column along the first."""
    x, y = bins(drawn.x_edges, drawn.x_axis), bins(drawn.y_edges, drawn.y_axis)
    counts = np.full((len(y.middles), len(x.middles)), np.nan)
    for cell in drawn.cells:
        counts[cell.y, cell.x] = cell.count
    ground = go.Heatmap(
        z=np.log1p(counts),
        x=x.middles,
        y=y.middles,
        colorscale=[(0.0, "rgba(27, 138, 122, 0.12)"), (1.0, theme.ACCENT)],
        showscale=False,
        customdata=_told(counts, x.words, y.words, view),
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
    )
    return base.figure(
        ground, *_trend(drawn), x=view.first, y=view.second, height=HEIGHT, legend=True, xaxis=x.axis, yaxis=y.axis
    )


def _trend(drawn: Density) -> list[go.Scatter]:
    """The median, and the band that holds the middle half of the rows."""
    points = [point for point in drawn.trend if point.median is not None]
    if len(points) < 2:
        return []
    x = places([(point.low + point.high) / 2 for point in points], drawn.x_axis)
    low, middle, high = (
        places([getattr(point, key) for point in points], drawn.y_axis) for key in ("q25", "median", "q75")
    )
    quiet = {"width": 0, "color": theme.CONTRAST}
    band = {"hoverinfo": "skip", "showlegend": False, "mode": "lines", "line": quiet}
    return [
        go.Scatter(x=x, y=low, **band),
        go.Scatter(x=x, y=high, fill="tonexty", fillcolor="rgba(217, 130, 43, 0.18)", **band),
        go.Scatter(
            x=x, y=middle, mode="lines", name="Median", line={"color": theme.CONTRAST, "width": 2}, hoverinfo="skip"
        ),
    ]


def boxes(view: PairView) -> go.Figure:
    """The middle half as a box, the median in it, and lines to the 5% and 95% quantiles."""
    found = [box for box in view.boxes if box.median is not None]
    ends = {key: places([getattr(box, key) for box in found], view.axis) for key in QUARTILES.values()}
    picture = go.Box(
        **{name: ends[key] for name, key in QUARTILES.items()},
        y=np.arange(len(found)),
        orientation="h",
        fillcolor=theme.BAND,
        line={"color": theme.ACCENT, "width": 1.5},
        boxpoints=False,
        hoverinfo="skip",
    )
    middle = go.Scatter(
        x=ends["median"],
        y=np.arange(len(found)),
        mode="markers",
        marker={"color": theme.ACCENT, "size": 9},
        customdata=[_box_words(box, view) for box in found],
        hovertemplate="%{customdata}<extra></extra>",
    )
    height = 90 + BOX_HEIGHT * max(len(found), 3)
    named = [f"{box.label} ({numbers.compact(box.rows)})" for box in found]
    axis = {"type": "date"} if view.axis == "date" else {}
    return base.figure(picture, middle, x=view.second, height=height, xaxis=axis, yaxis=labelled(named, fewest=3))


QUARTILES = {"lowerfence": "q05", "q1": "q25", "median": "median", "q3": "q75", "upperfence": "q95"}


def mosaic(view: PairView, drawn: Mosaic) -> go.Figure:
    """Each category of the first column as wide as it is frequent, parted by the shares of the second."""
    counts = _merged(np.asarray(drawn.counts, float))
    names = [*drawn.second[: counts.shape[1]]]
    colours = [*theme.SERIES[: len(names)]]
    if counts.shape[1] < len(drawn.second) or drawn.second_others:
        names[-1], colours[-1] = "other values", theme.QUIET
    rows = counts.sum(axis=1)
    widths = rows / max(rows.sum(), 1)
    lefts = np.concatenate([[0], np.cumsum(widths)[:-1]])
    shares = counts / np.maximum(rows[:, None], 1)
    bars = [
        go.Bar(
            x=lefts,
            y=shares[:, place],
            width=widths,
            offset=0,
            name=_plain(name),
            marker={"color": colours[place], "line": {"width": 1, "color": theme.ground()}},
            customdata=[
                f"{_plain(first)}, {_plain(name)}<br><b>{numbers.counted(int(n), 'row')}</b>, {numbers.share(share)}"
                for first, n, share in zip(drawn.first, counts[:, place], shares[:, place], strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for place, name in enumerate(names)
    ]
    ticks = [_plain(name) if width >= NARROWEST else "" for name, width in zip(drawn.first, widths, strict=True)]
    xaxis = {"tickvals": lefts + widths / 2, "ticktext": ticks, "range": [0, 1]}
    return base.figure(
        *bars, x=view.first, y=f"Share by {view.second}", height=HEIGHT, legend=True, barmode="stack", bargap=0,
        xaxis=xaxis, yaxis={"tickformat": ".0%", "range": [0, 1]},
    )  # fmt: skip


def _merged(counts: np.ndarray) -> np.ndarray:
    """At most as many segments as there are colours; the rest added up."""
    if counts.shape[1] <= MOST_SEGMENTS:
        return counts
    return np.column_stack([counts[:, : MOST_SEGMENTS - 1], counts[:, MOST_SEGMENTS - 1 :].sum(axis=1)])


def _told(counts: np.ndarray, x: list[str], y: list[str], view: PairView) -> list[list[str]]:
    first, second = _plain(view.first), _plain(view.second)
    return [
        [
            "" if math.isnan(n) else f"{first}: {across}<br>{second}: {up}<br><b>{numbers.counted(int(n), 'row')}</b>"
            for across, n in zip(x, row, strict=True)
        ]
        for up, row in zip(y, counts, strict=True)
    ]


def _box_words(box: Any, view: PairView) -> str:
    ends = [_written(getattr(box, key), view.axis) for key in ("q05", "q25", "median", "q75", "q95")]
    return (
        f"{_plain(box.label)}, {numbers.counted(box.rows, 'row')}<br><b>median {ends[2]}</b><br>"
        f"half of them {ends[1]} to {ends[3]}<br>nine of ten {ends[0]} to {ends[4]}"
    )


def _written(value: float | None, axis: str) -> str:
    if value is None or axis == "number":
        return numbers.number(value)
    return numbers.moment(str(np.datetime64(int(value), "s"))) if axis == "date" else numbers.number(value)


def _plain(text: str) -> str:
    return text.replace("<", "&lt;")
