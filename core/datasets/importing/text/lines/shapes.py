"""What a single value looks like: enough to tell a header from data and a table from prose."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from core.datasets.importing.types.notations import missing

NUMBER = re.compile(
    r"[(+\-\u2212]?[$€£¥]? ?(\d+([.,]\d+)?|[.,]\d+|\d{1,3}([,.'’\u00a0\u202f ]\d{3})+([.,]\d+)?)"
    r"([eE][+-]?\d+)? ?[%$€£¥)]?"
)
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d\d.*)?")
TIME = re.compile(r"\d{1,2}:\d\d(:\d\d([.,]\d+)?)?( ?[AaPp][Mm])?")
WORD = re.compile(r"[\w .'@/+-]{1,40}|https?://\S+|[A-Za-z]:\\\S*")

EMPTY, NUMBERS, DATES, WORDS, TEXT = "empty", "number", "date", "word", "text"
TYPED = (NUMBERS, DATES)
SHORT = 100  # letters of a value whose shape is remembered
OF_ONE_SHAPE = 0.7  # share of a column's values that makes it a column of this shape


def shape(value: str) -> str:
    return _shape_of_short(value) if len(value) <= SHORT else _shape(value)


def _shape(value: str) -> str:
    text = value.strip()
    if missing.is_marker(text):
        return EMPTY
    if NUMBER.fullmatch(text):
        return NUMBERS
    if DATE.fullmatch(text) or TIME.fullmatch(text):
        return DATES
    return WORDS if WORD.fullmatch(text) else TEXT


# The same cells are looked at for the dialect, for the header and for the columns.
_shape_of_short = functools.lru_cache(maxsize=50_000)(_shape)


def common(values: Iterable[str]) -> str:
    """The shape of most of these values: “text” if there is none, “empty” if there are no values."""
    counts = Counter(shape(value) for value in values)
    counts.pop(EMPTY, None)
    if not counts:
        return EMPTY
    best, count = counts.most_common(1)[0]
    return best if count >= OF_ONE_SHAPE * counts.total() else TEXT


def purity(values: Iterable[str]) -> float:
    """Share of the values that have the commonest shape; one half when there are no values to tell."""
    counts = Counter(shape(value) for value in values)
    counts.pop(EMPTY, None)
    return max(counts.values()) / counts.total() if counts else 0.5
