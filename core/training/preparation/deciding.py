"""What each column is good for: decided once, from its kind and all of its values, and said in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.models import batch as batches
from core.models.batch import NUMERIC_KINDS, Array, Batch, Named
from core.models.encoding.columns import parse_number

FEW_LEVELS = 30  # a category up to here is learned level by level; above, its levels are averaged
MANY_LEVELS = 255  # the most codes that a histogram of one byte can tell apart
ENOUGH_NUMBERS = 0.97  # share of the values that must read as a number before a text column counts as numbers
SEQUENTIAL = 0.98  # share of steps of one from row to row that makes a row number
FEW_ROWS = 50  # below, "every value is different" says nothing yet
CODE = re.compile(r"(id|zip|zipcode|code|postal|agent|company|block|number|no)$", re.IGNORECASE)


@dataclass(frozen=True)
class ColumnPlan:
    """What happens to a column. `roles` are keys of ROLES in `fitting`; none means that the column is left out."""

    name: str
    kind: str
    roles: tuple[str, ...]
    words: str
    note: str = ""  # why somebody should know: a column left out, an id kept

    @property
    def used(self) -> bool:
        return bool(self.roles)


@dataclass(frozen=True)
class _Facts:
    """What the decision rests on, counted over all training rows. `values`: the distinct ones, missing left out."""

    rows: int
    known: int
    values: tuple[Any, ...]

    @property
    def distinct(self) -> int:
        return len(self.values)

    @property
    def nearly_unique(self) -> bool:
        return self.rows > FEW_ROWS and self.distinct > 0.95 * self.known


def decide(columns: tuple[Named, ...], batch: Batch) -> tuple[ColumnPlan, ...]:
    """One plan per column, in the same order."""
    return tuple(_decide(column, batch) for column in columns)


def _decide(column: Named, batch: Batch) -> ColumnPlan:
    roles, words, note = _roles(column, batch)
    return ColumnPlan(column.name, column.kind, roles, words, note)


def _roles(column: Named, batch: Batch) -> tuple[tuple[str, ...], str, str]:
    if column.kind == "date":
        return _date_roles(batches.dates(batch, column.name))
    if column.kind in NUMERIC_KINDS:
        return _number_roles(column, batches.numbers(batch, column.name))
    if column.kind == "time":
        return ("clock",), "Time of day as hours since midnight.", ""
    return _text_roles(column, batches.texts(batch, column.name))


def _date_roles(dates: Array) -> tuple[tuple[str, ...], str, str]:
    if len(np.unique(dates[~np.isnat(dates)])) < 2:
        return (), "Left out: it holds fewer than two different dates.", "empty"
    return ("calendar",), "Date as days since 2000 and the parts of the calendar that vary.", ""


def _number_roles(column: Named, values: Array) -> tuple[tuple[str, ...], str, str]:
    known = values[~np.isnan(values)]
    distinct = len(np.unique(known))
    if distinct < 2:
        return (), "Left out: it holds fewer than two different values.", "empty"
    if is_row_number(known):
        return (), "Left out: it only numbers the rows.", "row_number"
    if is_code(column.name, known, distinct):
        return (
            ("number", "averaged"),
            f"Number that reads like a code ({distinct:,} different): {_NUMBER_AND_MEANS}.",
            "",
        )
    return ("number",), "Number, as it is; missing values stay missing.", ""


def _text_roles(column: Named, texts: list[str | None]) -> tuple[tuple[str, ...], str, str]:
    known = [text for text in texts if text is not None]
    facts = _Facts(len(texts), len(known), tuple(dict.fromkeys(known)))
    if facts.distinct < 2:
        return (), "Left out: it holds fewer than two different values.", "empty"
    numbers = np.array([parse_number(value) for value in facts.values])
    if np.mean(~np.isnan(numbers)) >= ENOUGH_NUMBERS:
        return _parsed_roles(column, known, facts)
    grams = text_grams(facts)
    if facts.nearly_unique and not grams:
        return (), f"Left out: nearly every row has its own value ({facts.distinct:,} of {facts.known:,}).", "unique"
    return _level_roles(facts, grams)


def _parsed_roles(column: Named, known: list[str], facts: _Facts) -> tuple[tuple[str, ...], str, str]:
    numbers = np.array([parse_number(text) for text in known])
    if is_row_number(numbers[~np.isnan(numbers)]):
        return (), "Left out: it only numbers the rows.", "row_number"
    note = "id_kept" if column.kind == "id" else ""
    if facts.distinct > 10 and facts.distinct < 0.5 * facts.rows and (column.kind == "id" or CODE.search(column.name)):
        return (
            ("parsed", "averaged"),
            f"Code that reads as a number ({facts.distinct:,} different): {_NUMBER_AND_MEANS}.",
            note,
        )
    return ("parsed",), "Numbers written as text; what does not read as a number is missing.", note


def _level_roles(facts: _Facts, grams: str) -> tuple[tuple[str, ...], str, str]:
    roles = [] if not grams else [grams]
    words = "Text as its length and the main directions of its {grams}".format(grams=_GRAM_WORDS.get(grams, ""))
    if facts.distinct <= FEW_LEVELS:
        return ("levels",), f"Category with {facts.distinct} levels; one never seen counts as missing.", ""
    if facts.distinct < 0.9 * facts.known:
        roles += ["averaged", "frequency"] + (["levels"] if facts.distinct <= MANY_LEVELS else [])
        means = f"mean of the target for each of {facts.distinct:,} values, learned without the rows it is used on"
        words = (
            f"{words}; {means}, and how often it occurs" if grams else f"{means.capitalize()}, and how often it occurs"
        )
    return tuple(roles), f"{words}.", ""


def text_grams(facts: _Facts) -> str:
    """The role of the text encoder that fits, or nothing: sentences by their words, names and titles by characters."""
    some = facts.values[:: max(1, facts.distinct // 300)][:300]
    words = float(np.mean([len(text.split()) for text in some]))
    length = float(np.mean([len(text) for text in some]))
    several = words >= 2 and facts.distinct > max(FEW_ROWS, 0.02 * facts.rows)
    names = facts.distinct > 100 and length >= 4 and not facts.nearly_unique and _share(_MIXED, some) > 0.5
    if not (several or names) or _share(_LETTER, some) <= 0.5:
        return ""
    return "characters" if length < 60 else "words"


def is_row_number(known: Array) -> bool:
    """Whether whole numbers that all differ go up or down by one from row to row."""
    if len(known) <= FEW_ROWS or len(np.unique(known)) < SEQUENTIAL * len(known) or np.any(known % 1):
        return False
    return bool(np.mean(np.abs(np.diff(known)) == 1) > SEQUENTIAL)


def is_code(name: str, known: Array, distinct: int) -> bool:
    """Whether whole numbers name things: by the column's name, and because values repeat."""
    return bool(CODE.search(name)) and 10 < distinct < 0.5 * len(known) and not np.any(known % 1)


def _share(pattern: re.Pattern[str], texts: tuple[str, ...]) -> float:
    return float(np.mean([bool(pattern.search(text)) for text in texts]))


_LETTER = re.compile(r"[^\W\d_]")
_MIXED = re.compile(r"[^A-Za-z0-9]")
_NUMBER_AND_MEANS = "as a number, and as the mean of the target per code, learned without the rows it is used on"
_GRAM_WORDS = {"characters": "runs of characters", "words": "words"}
