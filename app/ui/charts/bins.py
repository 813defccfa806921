"""Bins where Plotly puts them: dates in milliseconds, a logarithmic axis in powers of ten, each with its words."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.ui import numbers

TICKS = 5
LARGE = 1e5  # from here on ticks are written with k, M, G


@dataclass(frozen=True)
class Bins:
    """`middles` and `widths` of the bars, what each bin holds in `words`, and the settings of the `axis`."""

    middles: np.ndarray
    widths: np.ndarray | None
    words: list[str]
    axis: dict[str, Any] = field(default_factory=dict)


def bins(edges: tuple[float, ...], axis: str, written: Callable[[float], str] = numbers.number) -> Bins:
    """The bins between edges as core has them: numbers (as `written`), or seconds for a date or a time of day."""
    places = _PLACES.get(axis, np.asarray)(np.asarray(edges, dtype=float))
    middles = (places[:-1] + places[1:]) / 2
    widths = np.diff(places)
    return Bins(
        middles.astype("datetime64[ms]") if axis == "date" else middles,
        widths if widths.any() else None,  # a constant has one bin without width; Plotly chooses one
        _spans(edges, _WORDS.get(axis, written)),
        _axis(places, axis),
    )


def places(values: Sequence[float | None], axis: str) -> np.ndarray:
    """Where Plotly puts values of an axis; None has no place."""
    known = np.asarray([np.nan if value is None else value for value in values], dtype=float)
    moved = _PLACES.get(axis, np.asarray)(known)
    return moved.astype("datetime64[ms]") if axis == "date" else moved


def _spans(edges: tuple[float, ...], words: Callable[[float], str]) -> list[str]:
    return [f"{low} to {high}" for low, high in itertools.pairwise(words(edge) for edge in edges)]


def _axis(places: np.ndarray, axis: str) -> dict[str, Any]:
    if axis == "date":
        return {"type": "date"}
    if axis == "number":
        return {"exponentformat": "SI"} if np.abs(places).max() >= LARGE else {}
    ticks = np.linspace(places[0], places[-1], TICKS)
    words = [numbers.compact(10**tick) for tick in ticks] if axis == "log" else [_clock(tick) for tick in ticks]
    return {"tickvals": ticks, "ticktext": words}


def _day(seconds: float) -> str:
    return numbers.moment(str(np.datetime64(int(seconds), "s")))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02d}:{int(seconds) % 3600 // 60:02d}"


_PLACES: dict[str, Callable[[np.ndarray], np.ndarray]] = {"date": lambda edges: edges * 1000, "log": np.log10}
_WORDS: dict[str, Callable[[float], str]] = {"date": _day, "time": _clock}
