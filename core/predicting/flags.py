"""What a person should know about a row that was answered: each check is a row of a table, over a whole column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from core.models import Batch
from core.models.batch import NUMERIC_KINDS, Array
from core.models.describing import words
from core.predicting.reading.columns import ColumnReader

LONGEST_SHOWN = 60  # characters of a value in a sentence


@dataclass(frozen=True)
class Flag:
    """Something about one column of one row. `code` is for programs, `message` for people."""

    code: str
    column: str
    message: str


@dataclass(frozen=True)
class Check:
    """`applies(reader)`, `where(reader, values)` gives a mask, `message(reader, value)` the sentence for one value."""

    code: str
    label: str
    applies: Callable[[ColumnReader], bool]
    where: Callable[[ColumnReader, Array], Array]
    message: Callable[[ColumnReader, Any], str]


@dataclass(frozen=True)
class Found:
    """A check that fired in a column: at which rows, and what it says there."""

    check: Check
    reader: ColumnReader
    rows: Array
    values: Array

    @property
    def flags(self) -> Iterator[tuple[int, Flag]]:
        """(row, flag), rows counted from 0."""
        for row in self.rows.tolist():
            message = self.check.message(self.reader, self.values[row])
            yield row, Flag(self.check.code, self.reader.feature.name, message)


def find(readers: tuple[ColumnReader, ...], batch: Batch) -> list[Found]:
    """Every check that fires, column by column."""
    found = []
    for reader in readers:
        values = batch[reader.feature.name]
        for check in CHECKS:
            rows = np.flatnonzero(check.where(reader, values)) if check.applies(reader) else np.empty(0)
            if len(rows):
                found.append(Found(check, reader, rows, values))
    return found


def missing(reader: ColumnReader, values: Array) -> Array:
    """A mask of the rows without a value."""
    if reader.feature.kind in NUMERIC_KINDS:
        return np.isnan(values)
    if reader.feature.kind == "date":
        return np.isnat(values)
    return np.fromiter((not value or value.isspace() for value in values), bool, len(values))


def shown(value: Any) -> str:
    """A value inside a sentence, shortened when it is long."""
    try:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:  # Python writes out no whole number of more than 4,300 digits
        text = "a number of thousands of digits"
    return f"“{text}”" if len(text) <= LONGEST_SHOWN else f"“{text[: LONGEST_SHOWN - 1]}…”"


def _missing_message(reader: ColumnReader, _value: Any) -> str:
    name, share = reader.feature.name, reader.feature.missing_share
    if share == 0:
        return f"“{name}” has no value; in training it always had one."
    return f"“{name}” has no value, like {words.percent(share)} of the rows in training."


def _unseen(reader: ColumnReader, values: Array) -> Array:
    known = reader.known
    unseen = (bool(value) and value not in known and value.strip() not in known for value in values)
    return np.fromiter(
        (hit and not value.isspace() for hit, value in zip(unseen, values, strict=True)), bool, len(values)
    )


def _unseen_message(reader: ColumnReader, value: Any) -> str:
    return f"“{reader.feature.name}” is {shown(value)}, a value that was not there in training."


def _outside(reader: ColumnReader, values: Array) -> Array:
    numbers = _seconds(values) if reader.feature.kind == "date" else values
    return np.asarray((numbers < reader.feature.low) | (numbers > reader.feature.high))


def _outside_message(reader: ColumnReader, value: Any) -> str:
    feature = reader.feature
    say = _day if feature.kind == "date" else words.exact
    at = _seconds(np.array([value]))[0] if feature.kind == "date" else value
    low, high = say(float(feature.low or 0)), say(float(feature.high or 0))
    return f"“{feature.name}” is {say(float(at))}, outside the range {low} to {high} of the training data."


def _seconds(values: Array) -> Array:
    """Epoch seconds; NaN where there is no instant."""
    return np.asarray(np.where(np.isnat(values), np.nan, values.astype(np.int64) / 1e6))


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _has_range(reader: ColumnReader) -> bool:
    feature = reader.feature
    return feature.kind in ("number", "date") and feature.low is not None and feature.high is not None


CHECKS = (
    Check("missing", "No value", lambda reader: True, missing, _missing_message),
    Check("unseen", "Value not seen in training", lambda reader: bool(reader.known), _unseen, _unseen_message),
    Check("out_of_range", "Outside the training range", _has_range, _outside, _outside_message),
)

# These come from reading rows rather than from the values: see `rows`.
NOTES = {
    "extra": "Column that the model does not use",
    "renamed": "Column taken by its likely name",
    "read_as": "Value read in its likely meaning",
}
