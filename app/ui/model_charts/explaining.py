"""What drives a model, and what drove one answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

import app.ui.model_charts.frame as frame
from app.ui import numbers, theme
from app.ui.charts import base

MOST_BARS = 15  # more do not fit on a screen, and matter little
MOST_STEPS = 8  # steps of a waterfall that a person reads; the others are added up
NARROWEST = 0.02  # width of a waterfall's axis in shares: a flat answer shall look flat


def importance(names: Sequence[str], mean: np.ndarray, low: np.ndarray, high: np.ndarray, unit: str) -> go.Figure:
    """How much worse the model gets when a column is shuffled, the most important on top, with 90% intervals."""
    shown = slice(0, MOST_BARS)
    figure = frame.listed(f"Rise in {unit} when the column is shuffled", len(names[shown]))
    return figure.add_bar(
        x=mean[shown],
        y=names[shown],
        orientation="h",
        marker={"color": theme.ACCENT, "opacity": 0.7},
        error_x=frame.whiskers(mean[shown], low[shown], high[shown]),
        customdata=np.stack([low, high], axis=1)[shown],
        hovertemplate="%{y}: %{x:.4~g} (%{customdata[0]:.3~g} to %{customdata[1]:.3~g})<extra></extra>",
    )


def waterfall(steps: Sequence[str], moved: np.ndarray, start: float, answer: float, *, share: bool) -> go.Figure:
    """From the average answer to this one, the biggest reason first. `share`: in percent, else in the target's unit."""
    steps, moved = biggest(steps, moved)
    figure = frame.listed("", len(steps) + 2)
    ends = [amount(end, share=share, digits=4) for end in (start, answer)]
    between = [amount(step, share=share, signed=True) for step in moved.tolist()]
    figure.add_waterfall(
        y=("Average", *steps, "This answer"),
        x=np.array([start, *moved, answer]),
        measure=["absolute", *["relative"] * len(steps), "total"],
        orientation="h",
        text=[ends[0], *between, ends[1]],
        textposition="outside",
        cliponaxis=False,
        connector={"line": {"color": theme.GRID, "width": 1}},
        increasing={"marker": {"color": theme.ACCENT}},
        decreasing={"marker": {"color": theme.CONTRAST}},
        totals={"marker": {"color": theme.QUIET}},
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    stops = np.cumsum([start, *moved])
    return figure.update_xaxes(tickformat=".0%" if share else None, range=_room(stops))


def probabilities(classes: Sequence[str], shares: np.ndarray) -> go.Figure:
    """The probability of each class, the likeliest on top and in colour."""
    order = np.argsort(-shares, kind="stable")[:MOST_BARS]
    figure = frame.listed("", len(order))
    figure.add_bar(
        x=shares[order],
        y=[classes[place] for place in order],
        orientation="h",
        marker={"color": [theme.ACCENT, *[theme.QUIET] * (len(order) - 1)]},
        texttemplate="%{x:.1%}",
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.2%}<extra></extra>",
    )
    return figure.update_xaxes(range=[0, 1.15], visible=False)


def value(answer: float, low: float, high: float, label: str) -> go.Figure:
    """A predicted number with the interval that holds the true one in 90 of 100 cases."""
    figure = base.figure(x=label, height=110)
    figure.add_scatter(
        x=np.array([low, high]),
        y=np.zeros(2),
        mode="lines",
        line={"color": theme.ACCENT, "width": 14},
        opacity=0.35,
        hovertemplate="%{x:,.4~g}<extra></extra>",
    )
    figure.add_scatter(
        x=np.array([answer]),
        y=np.zeros(1),
        mode="markers",
        marker={"color": theme.ACCENT, "size": 16},
        hovertemplate="%{x:,.4~g}<extra></extra>",
    )
    return figure.update_yaxes(visible=False).update_xaxes(range=_room(np.array([low, answer, high])))


def biggest(steps: Sequence[str], moved: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """The biggest steps, either way; the others added up as one."""
    order = np.argsort(-np.abs(moved), kind="stable")
    shown, rest = order[:MOST_STEPS], order[MOST_STEPS:]
    names = tuple(steps[place] for place in shown)
    if not len(rest):
        return names, moved[shown]
    return (*names, f"{len(rest)} others"), np.array([*moved[shown], moved[rest].sum()])


def amount(value: float, *, share: bool, signed: bool = False, digits: int = 3) -> str:
    """A share in percent or a number to so many digits; `signed` with its plus."""
    text = f"{100 * value:.1f}%" if share else numbers.number(value, digits)
    return f"+{text}" if signed and value >= 0 else text


def _room(stops: np.ndarray) -> list[float]:
    """An axis with all stops and room for a label at each end: where little moves, zero is far and not shown."""
    low, high = float(stops.min()), float(stops.max())
    room = max(high - low, NARROWEST * max(abs(high), 1e-9)) * 0.2
    return [low - room, high + room]
