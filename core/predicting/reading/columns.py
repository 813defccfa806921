"""What may stand in one column of a row, and how it becomes what the model reads. One row of the table a kind."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np

from core.datasets.importing.choosing import conventions
from core.datasets.importing.types.notations import booleans, missing
from core.models import Feature
from core.models.batch import NUMERIC_KINDS, Array
from core.models.catalogue import FRACTION_TYPES, WHOLE_TYPES
from core.predicting.reading.numbers import PLAIN, read_number
from core.predicting.reading.outcomes import Noted, Refused
from core.predicting.reading.times import read_date, read_time

LONGEST_TEXT = 100_000  # characters in one value: what is longer is a document, not a cell
LARGEST_BITS = 1023  # of a whole number: what is larger is no floating point number
MOST_LEVELS = 255  # training keeps no more of them, so that beyond it nobody knows which values were seen
WRITE_YES_OR_NO = "Give true or false, or null when it is not known."
YES_OR_NO = {word: answer for pair in booleans.PAIRS for word, answer in zip(pair, (1.0, 0.0), strict=True)}
YES_OR_NO |= {"on": 1.0, "off": 0.0, "1": 1.0, "0": 0.0, "1.0": 1.0, "0.0": 0.0}


@dataclass(frozen=True)
class ColumnReader:
    """Reads the values of one of the model's columns. `written` is the convention of its training file, if known."""

    feature: Feature
    written: str = ""

    def read(self, value: Any) -> Any:
        """None when missing, else what the column's array holds, perhaps Noted. Raises Refused, saying why."""
        value = _plain(value)
        if value is None or self._is_missing(value):
            return None
        _check_size(value)
        return self._read(value)

    def array(self, values: list[Any]) -> Array:
        """The values of a column, read, as the array that a batch holds."""
        if self.feature.kind in NUMERIC_KINDS:
            return np.array(values, np.float64)  # None becomes NaN
        if self.feature.kind == "date":
            return np.array(values, "datetime64[us]")
        return np.array(values, object)

    @cached_property
    def known(self) -> frozenset[str]:
        """The values seen in training; empty where there are too many to know them all."""
        return frozenset(self.feature.levels if len(self.feature.levels) < MOST_LEVELS else ())

    @cached_property
    def _read(self) -> Callable[[Any], Any]:
        readers = {"number": self._number, "boolean": _yes_or_no, "date": self._date, "time": read_time}
        return readers.get(self.feature.kind, self._word)

    def _number(self, value: Any) -> float | Noted:
        comma, percent = conventions.decimal_comma(self.written), conventions.is_percent(self.written)
        return read_number(value, decimal_comma=comma, percent=percent)

    def _date(self, value: Any) -> datetime | Noted:
        return read_date(value, day_first=conventions.day_first(self.written))

    @cached_property
    def _loosely(self) -> dict[str, str]:
        """Levels by their folded text, without those that differ in nothing else."""
        folded = [level.strip().casefold() for level in self.feature.levels]
        pairs = zip(folded, self.feature.levels, strict=True)
        return {text: level for text, level in pairs if folded.count(text) == 1}

    def _is_missing(self, value: Any) -> bool:
        if not isinstance(value, str):
            return False
        if self.feature.kind in ("number", "boolean", "date", "time"):
            return missing.is_marker(value.strip())
        return value.strip() in missing.BESIDE_WORDS and value.strip() not in self.known

    def _word(self, value: Any) -> str | Noted:
        text = self._text(value)
        if not self.known or text in self.known:
            return text
        close = self._loosely.get(text.casefold())
        return Noted(close, f"was read as “{close}”") if close else text

    def _text(self, value: Any) -> str:
        """The text by which a table's column of this type names a value: 1 and 1.0 are both `1` among whole numbers."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date):
            return value.isoformat()
        text = str(value).strip()
        if isinstance(value, float) and self.feature.type not in FRACTION_TYPES:
            return (
                f"{value:.0f}" if value.is_integer() else text
            )  # JSON has one kind of number: 12.0 may be a whole one
        in_whole_numbers = self.feature.type in WHOLE_TYPES and PLAIN.fullmatch(text)
        return f"{float(text):.0f}" if in_whole_numbers and float(text).is_integer() else text


def _plain(value: Any) -> Any:
    """Values of numpy, pandas and decimal as Python has them; NaN, which JSON has not, as None."""
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]")
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, decimal.Decimal):
        value = float(value)
    unequal_to_itself = isinstance(value, float) and math.isnan(value)
    return None if unequal_to_itself or type(value).__name__ in ("NaTType", "NAType") else value


def _check_size(value: Any) -> None:
    if isinstance(value, (dict, list, tuple, set)):
        raise Refused("is not a single value", "Give one value for each column, not a list or an object.")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise Refused(f"has {len(value):,} characters", f"Give at most {LONGEST_TEXT:,} characters.")
    if isinstance(value, int) and value.bit_length() > LARGEST_BITS:
        raise Refused("is too large a number", "Give a number that a computer can hold, or null.")


def _yes_or_no(value: object) -> float:
    answer = YES_OR_NO.get(str(value).strip().lower()) if isinstance(value, (bool, int, float, str)) else None
    if answer is None:
        raise Refused("is neither yes nor no", WRITE_YES_OR_NO)
    return answer
