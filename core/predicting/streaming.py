"""Rows of a table on their way to the model: typed columns by SQL, text read like the values of a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.datasets import Column
from core.models import Batch
from core.models import batch as batches
from core.models.batch import NUMERIC_KINDS, Array
from core.models.catalogue import FRACTION_TYPES, WHOLE_TYPES
from core.predicting.flags import Flag, shown
from core.predicting.reading.columns import ColumnReader
from core.predicting.reading.outcomes import Noted, Refused
from core.storage.engine import Reader, quote

ROWS_AT_ONCE = 20_000  # rows held in memory: some 10 MB a hundred columns
MOST_REMEMBERED = 100_000  # different texts of a column whose reading is kept


@dataclass(frozen=True)
class Part:
    """Some rows: their numbers in the table, what the model reads, and notes as (place in this part, flag)."""

    rows: Array
    batch: Batch
    notes: list[tuple[int, Flag]]


@dataclass
class Source:
    """Where one of the model's columns comes from: a column of the table, or nowhere."""

    reader: ColumnReader
    column: Column | None
    _read: dict[str, tuple[Any, Flag | None]] = field(default_factory=dict)

    @property
    def read_as_text(self) -> bool:
        """Whether each text has to be read like a value of a request: words, and numbers or dates written as text."""
        is_word = self.reader.feature.kind not in (*NUMERIC_KINDS, "date")
        return self.column is not None and (is_word or self.column.type == "VARCHAR")

    def projected(self) -> str:
        """SQL of the values: numbers as DOUBLE, dates as TIMESTAMP, what is read as text as VARCHAR."""
        if self.column is None:
            return "NULL"
        name = quote(self.column.name)
        if self.read_as_text:
            return _as_text(name, self.column.type, self.reader.feature.type)
        if self.reader.feature.kind == "date":
            return f"TRY_CAST({name} AS TIMESTAMP)"
        if self.reader.feature.kind == "boolean":
            return f"TRY_CAST(TRY_CAST({name} AS BOOLEAN) AS DOUBLE)"
        return f"TRY_CAST({name} AS DOUBLE)"

    def values(self, column: Any) -> tuple[Array, list[tuple[int, Flag]]]:
        """The values of an Arrow column, and notes about those that were read in another meaning or not at all."""
        import pyarrow as pa

        feature = self.reader.feature
        if self.column is None:
            return self.reader.array([None] * len(column)), []
        if not self.read_as_text:
            return batches.from_arrow(pa.table({feature.name: column}), [feature])[feature.name], []
        found = [self._of_text(text) for text in column.to_pylist()]
        notes = [(row, flag) for row, (_, flag) in enumerate(found) if flag]
        return self.reader.array([value for value, _ in found]), notes

    def _of_text(self, text: str | None) -> tuple[Any, Flag | None]:
        if text is None:
            return None, None
        if text not in self._read:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            self._read[text] = self._reading_of(text)
        return self._read[text]

    def _reading_of(self, text: str) -> tuple[Any, Flag | None]:
        name = self.reader.feature.name
        try:
            value = self.reader.read(text)
        except Refused as refused:
            message = f"“{name}”: {shown(text)} {refused.problem}; it counts as missing."
            return None, Flag("unreadable", name, message)
        if isinstance(value, Noted):
            return value.value, Flag("read_as", name, f"“{name}”: {shown(text)} {value.note}.")
        return value, None


def stream(reader: Reader, sources: tuple[Source, ...], *, start: int = 0, sample: int | None = None) -> Iterator[Part]:
    """The rows of the table from row `start` on, or a random sample of them (the same every time)."""
    query = build_stream(reader.table, sources, start=start, sample=sample)
    for record_batch in reader.connection.sql(query).to_arrow_reader(ROWS_AT_ONCE):
        if record_batch.num_rows:
            yield _part(sources, record_batch)


def build_stream(table: str, sources: tuple[Source, ...], *, start: int, sample: int | None) -> str:
    projected = "".join(f", {source.projected()} AS c{number}" for number, source in enumerate(sources))
    chosen = f"USING SAMPLE reservoir({sample} ROWS) REPEATABLE (0)" if sample else ""
    return f"""
        SELECT tablecast_row{projected}
        FROM (SELECT rowid AS tablecast_row, * FROM {table} {chosen})
        WHERE tablecast_row >= {start}
    """


def _part(sources: tuple[Source, ...], record_batch: Any) -> Part:
    rows, *columns = record_batch.columns
    batch, notes = {}, []
    for source, column in zip(sources, columns, strict=True):
        values, found = source.values(column)
        batch[source.reader.feature.name] = values
        notes += found
    return Part(np.asarray(rows.to_numpy(zero_copy_only=False)), batch, notes)


def _as_text(name: str, type: str, wanted: str) -> str:
    """A value's text as the training had it. Missing values make a file's whole numbers look like 1.0."""
    if type in FRACTION_TYPES and wanted in WHOLE_TYPES:
        whole = f"CAST(TRY_CAST({name} AS HUGEINT) AS VARCHAR)"
        return f"CASE WHEN {name} = trunc({name}) THEN {whole} ELSE CAST({name} AS VARCHAR) END"
    return f"CAST({name} AS VARCHAR)"
