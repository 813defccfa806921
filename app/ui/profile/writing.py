"""Measured numbers as text, each in the unit of its measure and with how far to trust it."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

from app.ui import numbers
from core import profiling
from core.profiling.records import ColumnProfile, Number, Value

WRITTEN: dict[str, Callable[[Any], str]] = {
    "count": numbers.count,
    "share": numbers.share,
    "days": lambda value: numbers.counted(round(value), "day"),
}

# What a card says of a column, by its kind or else by what it holds; the rest is one click away.
MAIN = {
    "numbers": ("mean {mean}", "median {median}", "{min} to {max}"),
    "category": ("{distinct} different values",),
    "texts": ("{distinct} different values", "mean length {length_mean}"),
    "dates": ("{min} to {max}",),
    "times": ("{min} to {max}",),
    "booleans": ("{true_share} yes",),
}


def measured(key: str, number: Number | None) -> str:
    """The value of a measure: "≈ 1,234", "12.3% (n = 10,000)", "–" where it is not known."""
    if number is None or number.value is None:
        return numbers.NOTHING
    return numbers.hedged(_written(key, number.value), number.precision, number.n)


def _written(key: str, value: Value) -> str:
    if isinstance(value, str):
        return numbers.moment(value)
    return WRITTEN.get(profiling.measure(key).unit, numbers.number)(value)


def main_numbers(column: ColumnProfile) -> list[str]:
    """The few numbers of a card; those that a first glance lacks are left out."""
    known = {key: _short(key, number) for key, number in column.numbers.items() if number.value is not None}
    said = MAIN.get(column.kind) or MAIN[column.holds]
    return [words.format_map(known) for words in said if _names(words) <= known.keys()]


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def _short(key: str, number: Number) -> str:
    """As measured() writes it, without the size of the sample: the card's foot says that once."""
    return measured(key, Number(number.value, "approximate" if number.precision == "sample" else number.precision))
