"""A table along its dates: rows per bucket, columns as lines, and the rhythm of weeks, months and hours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.ui import numbers, theme
from app.ui.charts import base
from core.profiling import Calendar, Season, Series, TimeView

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HOURS = tuple(f"{hour:02d}" for hour in range(24))
LINE_HEIGHT = 220
RHYTHM_HEIGHT = 170
GAP = "rgba(217, 130, 43, 0.16)"  # where nothing is: the contrast colour, pale


def rows(view: TimeView) -> go.Figure:
    """Rows per bucket; stretches without any are shaded, and where the level changes stands a line."""
    bars = go.Bar(
        x=_moments(view.starts),
        y=np.asarray(view.counts),
        marker={"color": theme.ACCENT, "line_width": 0},
        customdata=[f"{view.bucket} of {numbers.moment(start)}" for start in view.starts],
        hovertemplate="%{customdata}<br><b>%{y:,} rows</b><extra></extra>",
    )
    shades = [{"type": "rect", "xref": "x", "yref": "paper", "x0": g.start, "x1": g.end, "y0": 0, "y1": 1,
               "fillcolor": GAP, "line": {"width": 0}} for g in view.gaps]  # fmt: skip
    breaks = [_line(found.at) for found in view.breaks]
    return base.figure(
        bars, y=f"Rows per {view.bucket}", bargap=0.02, xaxis={"type": "date"}, shapes=[*shades, *breaks]
    )


def series(view: TimeView, drawn: Series) -> go.Figure:
    """One column over time; the line stops where there are no rows."""
    values = np.asarray([np.nan if value is None else value for value in drawn.values], float)
    line = go.Scatter(
        x=_moments(view.starts),
        y=values,
        mode="lines" if len(values) > 1 else "markers",
        line={"color": theme.ACCENT, "width": 1.6},
        connectgaps=False,
        customdata=[
            f"{numbers.moment(start)}: <b>{_written(drawn, value)}</b> ({numbers.counted(count, 'row')})"
            for start, value, count in zip(view.starts, drawn.values, drawn.counts, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    shares = {"tickformat": ".0%", "rangemode": "tozero"} if drawn.what == "share" else {}
    breaks = [_line(found.at) for found in drawn.breaks]
    return base.figure(line, y=drawn.label, height=LINE_HEIGHT, xaxis={"type": "date"}, yaxis=shares, shapes=breaks)


def rhythm(title: str, labels: Sequence[str], values: Sequence[float | None]) -> go.Figure:
    """One value for each weekday, month or hour."""
    bars = go.Bar(
        x=list(labels),
        y=np.asarray([np.nan if value is None else value for value in values], float),
        marker={"color": theme.ACCENT, "line_width": 0},
        hovertemplate="%{x}: <b>%{y:,.4~g}</b><extra></extra>",
    )
    return base.figure(bars, y=title, height=RHYTHM_HEIGHT, bargap=0.25, xaxis={"type": "category", "nticks": 12})


def rhythms(found: Season | Calendar) -> list[tuple[str, Sequence[str], Sequence[float | None]]]:
    """What there is to draw of a rhythm: name, labels and values of each that has more than one value."""
    every = (
        ("Weekdays", WEEKDAYS, found.weekdays),
        ("Months", MONTHS, found.months),
        ("Hours", HOURS, found.hours),
    )
    return [(name, labels, values) for name, labels, values in every if _varied(values)]


def _varied(values: Sequence[float | None]) -> bool:
    return sum(1 for value in values if value) > 1


def _line(at: str) -> dict[str, object]:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1,
        "line": {"color": theme.CONTRAST, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _moments(starts: Sequence[str]) -> np.ndarray:
    return np.asarray([start.removesuffix("Z").removesuffix("+00:00") for start in starts], "datetime64[ms]")


def _written(drawn: Series, value: float | None) -> str:
    return numbers.share(value) if drawn.what == "share" else numbers.number(value)
