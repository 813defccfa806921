"""Measured numbers as text, each in the unit of its measure and with how far to trust it."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

from core.profiling.measures.catalogue import measure
from core.profiling.records import ColumnProfile, Number, Value
from core.writing import numbers

YEARS = (1800, 2200)  # whole numbers that all lie here are read as years

WRITTEN: dict[str, Callable[[Any], str]] = {
    "count": numbers.count,
    "share": numbers.share,
    "days": lambda value: numbers.counted(round(value), "day"),
}

# What a card says of a column, by its kind or else by what it holds; the rest is one click away.
MAIN = {
    "numbers": ("mean {mean}", "median {median}", "{min} to {max}"),
    "category": ("{distinct} different {values}",),
    "texts": ("{distinct} different {values}", "mean length {length_mean}"),
    "dates": ("{min} to {max}",),
    "times": ("{min} to {max}",),
    "booleans": ("{true_share} yes",),
}


def measured(column: ColumnProfile, key: str) -> str:
    """The value of a measure: "≈ 1,234", "12.3% (n = 10,000)", "–" where it is not known."""
    number = column.numbers.get(key, Number(None))
    return numbers.hedged(bare(column, key), _precision(number), number.n)


def bare(column: ColumnProfile, key: str) -> str:
    """The value of a measure in its unit, without how far to trust it."""
    return written(column, key, column.value(key))


def written(column: ColumnProfile, key: str, found: Value) -> str:
    """A value as that of this measure of the column."""
    if found is None:
        return numbers.NOTHING
    if isinstance(found, str):
        return numbers.moment(found)
    unit = measure(key).unit
    return value(column, found) if unit == "value" else WRITTEN.get(unit, numbers.number)(found)


def value(column: ColumnProfile, given: Value) -> str:
    """One value of a column. Years have no marks between their digits."""
    written = numbers.number(given)
    return written.replace(",", "") if _is_year(given) and holds_years(column) else written


def holds_years(column: ColumnProfile) -> bool:
    """Whether a column looks like years: whole numbers, all between 1800 and 2200."""
    low, high = column.value("min"), column.value("max")
    return column.holds == "numbers" and "INT" in column.type and _is_year(low) and _is_year(high)


def main_numbers(column: ColumnProfile) -> list[str]:
    """The few numbers of a card; those that a first glance lacks are left out."""
    known = {key: _short(column, key) for key, number in column.numbers.items() if number.value is not None}
    known["values"] = "value" if column.value("distinct") == 1 else "values"
    said = MAIN.get(column.kind) or MAIN[column.holds]
    return [words.format_map(known) for words in said if _names(words) <= known.keys()]


def _is_year(given: Value) -> bool:
    return isinstance(given, (int, float)) and YEARS[0] <= given <= YEARS[1]


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def _short(column: ColumnProfile, key: str) -> str:
    """As measured() writes it, without the size of the sample: the card's foot says that once."""
    return bare(column, key) if _precision(column.numbers[key]) == "exact" else f"≈ {bare(column, key)}"


def is_vague(number: Number) -> bool:
    """Whether the number is shown as approximate or from a sample."""
    return _precision(number) != "exact"


def _precision(number: Number) -> str:
    # The error of an approximate count is a share of it: about nothing is nothing.
    return "exact" if number.precision == "approximate" and number.value == 0 else number.precision
