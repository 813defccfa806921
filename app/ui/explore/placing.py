"""Where values stand on an axis, and how they are written beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from app.ui import numbers
from core.exploring.charts.axes import Axis
from core.exploring.charts.spec import OTHER

LONGEST_LABEL = 26


def order(frame: pd.DataFrame) -> list[object]:
    """Categories by what the chart shows of them, the largest first; “Other” last."""
    totals = frame.assign(value=frame["value"].astype(float)).groupby("x", sort=False)["value"].sum()
    return sorted(totals.index, key=lambda name: (name == OTHER, -totals[name], str(name)))


def places(values: pd.Series, axis: Axis) -> Any:
    """Where the values are on their axis; bins at their middle, dates as Plotly has them."""
    if axis.kind != "date":
        in_the_middle = axis.kind == "bins" and axis.label != axis.column
        return values.astype(float).to_numpy() + (axis.width / 2 if in_the_middle else 0)
    if values.map(lambda value: isinstance(value, float)).all():  # seconds since 1970
        return (values.astype(float) * 1000).to_numpy().astype("datetime64[ms]")
    return values.map(str).to_numpy()


def settings(axis: Axis) -> dict[str, Any]:
    return {"type": "date"} if axis.kind == "date" else {"exponentformat": "SI"}


def categories(ordered: list[object]) -> dict[str, Any]:
    return {
        "tickvals": np.arange(len(ordered)),
        "ticktext": [cut(escaped(value)) for value in ordered],
        "ticksuffix": " ",
        "showgrid": False,
        "zeroline": False,
        "title": None,
    }


def span(value: Any, axis: Axis) -> str:
    """What a bar stands for, in words."""
    return bin_words(value, axis) if axis.kind == "bins" else words(value)


def bin_words(value: Any, axis: Axis) -> str:
    if axis.kind == "date":
        first, last = (str(np.datetime64(int(at), "s"))[:16] for at in (float(value), float(value) + axis.width))
        return f"{first.replace('T', ' ')} to {last.replace('T', ' ')}"
    return f"{numbers.number(float(value))} to {numbers.number(float(value) + axis.width)}"


def words(value: Any) -> str:
    text = numbers.number(value) if isinstance(value, float) else str(value)
    return escaped(text.removesuffix(" 00:00:00"))


def escaped(value: Any) -> str:
    text = str(value)
    return text.replace("&", "&amp;").replace("<", "&lt;") if text.strip() else "(blank)"


def cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
