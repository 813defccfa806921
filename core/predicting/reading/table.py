"""Rows of JSON on their way to the model: columns found, values read, what cannot be used refused."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import BadRows, TooLarge
from core.models import Batch
from core.predicting.flags import Flag, shown
from core.predicting.reading.columns import ColumnReader
from core.predicting.reading.outcomes import Noted, Refused
from core.predicting.reading.schema import Schema
from core.workspace import Workspace

MOST_COLUMNS = 2_000  # in one row: more is no row of this app's tables
MOST_PROBLEMS = 3  # told in one error: a person mends them one after the other anyway


@dataclass
class ReadRows:
    """What the model reads, and notes about single rows."""

    batch: Batch
    notes: list[list[Flag]]


@dataclass
class _Problems:
    """What cannot be used, as sentences, with the remedy for the first."""

    sentences: list[str] = field(default_factory=list)
    remedy: str = ""

    def add(self, row: int, column: str, value: Any, refused: Refused) -> None:
        self.sentences.append(f"Row {row}, column “{column}”: {shown(value)} {refused.problem}.")
        self.remedy = self.remedy or refused.remedy

    def raise_any(self) -> None:
        """Raises BadRows when there were problems."""
        if not self.sentences:
            return
        told, more = self.sentences[:MOST_PROBLEMS], len(self.sentences) - MOST_PROBLEMS
        rest = [f"{more} more like this." if more > 1 else "One more like this."] if more > 0 else []
        raise BadRows(" ".join([*told, *rest]), hint=self.remedy)


def read(ws: Workspace, schema: Schema, target: str, rows: Sequence[dict[str, Any]]) -> ReadRows:
    """The rows as a batch of the model's columns. Raises BadRows, naming row (from 1), column and value; TooLarge."""
    _check_shape(ws, schema, rows)
    places = [_Place.of(schema, target, tuple(row)) for row in _shapes(rows)]
    by_keys = {place.keys: place for place in places}
    placed = [by_keys[tuple(row)] for row in rows]
    notes = [list(place.notes) for place in placed]
    problems = _Problems()
    batch = {
        reader.feature.name: reader.array(_column(reader, rows, placed, notes, problems)) for reader in schema.readers
    }
    problems.raise_any()
    return ReadRows(batch, notes)


@dataclass(frozen=True)
class _Place:
    """Where the model's columns are in rows that have the same keys, and what is to be said about such rows."""

    keys: tuple[str, ...]
    columns: dict[str, str]
    notes: tuple[Flag, ...]

    @classmethod
    def of(cls, schema: Schema, target: str, keys: tuple[str, ...]) -> _Place:
        columns = schema.place(keys)
        renamed = [
            Flag("renamed", name, f"“{given}” was taken for “{name}”.")
            for name, given in columns.items()
            if name != given
        ]
        extra = [_extra(name, target) for name in keys if name not in columns.values()]
        return cls(keys, columns, (*renamed, *extra))


def _extra(name: str, target: str) -> Flag:
    if name == target:
        return Flag("extra", name, f"“{name}” is what the model predicts; the value given was not used.")
    return Flag("extra", name, f"“{name}” is not used by this model; it was left out.")


def _shapes(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each set of keys: rows of one request mostly have the same."""
    return list({tuple(row): row for row in rows}.values())


def _column(
    reader: ColumnReader,
    rows: Sequence[dict[str, Any]],
    placed: list[_Place],
    notes: list[list[Flag]],
    problems: _Problems,
) -> list[Any]:
    """The values of one column, read; what is worth a note or a refusal is written down."""
    name = reader.feature.name
    values = []
    for number, (row, place) in enumerate(zip(rows, placed, strict=True)):
        given = row.get(place.columns.get(name, name))
        try:
            value = reader.read(given)
        except Refused as refused:
            problems.add(number + 1, name, given, refused)
            value = None
        if isinstance(value, Noted):
            notes[number].append(Flag("read_as", name, f"“{name}”: {shown(given)} {value.note}."))
            value = value.value
        values.append(value)
    return values


def _check_shape(ws: Workspace, schema: Schema, rows: Sequence[dict[str, Any]]) -> None:
    if not isinstance(rows, (list, tuple)) or not rows:
        raise BadRows("There are no rows to answer.", hint="Give a list of one or more rows, each an object.")
    most = ws.settings.max_rows_per_request
    if len(rows) > most:
        raise TooLarge(
            f"{len(rows):,} rows were given at once.", hint=f"Give at most {most:,}, or predict a whole file instead."
        )
    for number, row in enumerate(rows, start=1):
        _check_row(schema, number, row)


def _check_row(schema: Schema, number: int, row: Any) -> None:
    if not isinstance(row, dict):
        raise BadRows(
            f"Row {number} is {shown(row)}, which is not an object.", hint='Give rows like {"column": value}.'
        )
    if not all(isinstance(name, str) for name in row):
        raise BadRows(f"Row {number} has a column whose name is not text.", hint="Name columns in quotation marks.")
    if len(row) > MOST_COLUMNS:
        raise BadRows(f"Row {number} has {len(row):,} columns.", hint=f"Give at most {MOST_COLUMNS:,} columns.")
    if schema.names and not any(name in row for name in schema.names) and not schema.place(row):
        raise BadRows(f"Row {number} has none of the columns that this model uses.", hint=_wanted(schema, row))


def _wanted(schema: Schema, row: dict[str, Any]) -> str:
    close = [match for name in row for match in difflib.get_close_matches(name, schema.names, n=1)]
    some = close or list(schema.names[:10])
    return f"Did you mean {', '.join(some)}?" if close else f"Give at least one of: {', '.join(some)}."
