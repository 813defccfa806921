"""The quick way to typed values: what a sample says with one voice is believed, and the load itself checks every value.

Beside the values the load stores, for each row, two bits a column for cells that hold a text and no value, and the
texts of those that are no marker either. Most files have none, so both cost next to nothing; they are dropped when
they have been counted. A column that turns out otherwise than its sample is verified the careful way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.datasets.importing.types import candidates, verifying
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.notations.conversions import Conversion
from core.datasets.importing.types.sql import literal, literals, quote

MOST_COLUMNS = 1000  # of a wider table every column is verified: so wide a SELECT takes long to plan
FEW_COLUMNS = 50  # of more of them a scan each takes longer to plan than to look at all values in one
CELLS_PER_MARK = 31  # two bits each in a BIGINT
MISSING, MISFIT = 1, 2
TEXTS = "\x01unread texts"  # the stored column with the misfits of a row


@dataclass(frozen=True)
class Plan:
    """What the samples say: verdicts without counts, and the columns that only the whole file can decide."""

    believed: tuple[Verdict, ...]
    open: tuple[TextColumn, ...]


@dataclass(frozen=True)
class Cell:
    """One column of the load. `number` counts those whose cells may stay unread; -1 where all are known to be read."""

    at: int
    verdict: Verdict
    number: int

    @property
    def name(self) -> str:
        return self.verdict.column.name

    @property
    def believed(self) -> bool:
        return self.verdict.believed

    @property
    def checked(self) -> bool:
        return self.number >= 0

    @property
    def may_hold_late_markers(self) -> bool:
        """Whether words for “missing” would be stored as they stand: the sample of this column of words had none."""
        return self.believed and not self.checked and bool(self.verdict.column.words)

    @property
    def stored_text(self) -> str:
        """SQL of the stored word without spaces around it."""
        return replace(self.verdict.column, field=self.name, markers=None).text

    @property
    def is_late_marker(self) -> str:
        return f"({self.stored_text} IN ({literals(self.verdict.column.words)}))"

    @property
    def mark(self) -> str:
        """The stored column that holds its bits."""
        return f"\x01unread {self.number // CELLS_PER_MARK}"  # no column of a file has such a name

    def shifted(self, bit: int) -> int:
        """The bit at its place in the mark."""
        return bit << 2 * (self.number % CELLS_PER_MARK)

    def has(self, bit: int) -> str:
        return f"({quote(self.mark)} & {self.shifted(bit)}) <> 0"


def plan(columns: Sequence[TextColumn]) -> Plan:
    """Believes the columns with one candidate, or none; several rivals have to be counted."""
    if len(columns) > MOST_COLUMNS:
        return Plan((), tuple(columns))
    plans = [(column, verifying.plan(column)) for column in columns]
    return Plan(
        believed=tuple(_believed(column, rows) for column, rows in plans if _with_one_voice(column, rows)),
        open=tuple(column for column, rows in plans if not _with_one_voice(column, rows)),
    )


def _with_one_voice(column: TextColumn, rows: Sequence[Conversion]) -> bool:
    return len(rows) == 1 or (not rows and column.kind not in candidates.VALUE_KINDS)


def _believed(column: TextColumn, rows: Sequence[Conversion]) -> Verdict:
    if rows:
        return Verdict(column, rows[0], believed=True)
    return Verdict(column, None, believed=True, markers=column.words if column.marked else ())


def cells(verdicts: Sequence[Verdict]) -> list[Cell]:
    numbers = itertools.count()
    return [Cell(at, v, next(numbers) if v.may_be_unread else -1) for at, v in enumerate(verdicts)]


def build_table(relation: str, cells: Sequence[Cell]) -> str:
    """Makes the table `data`: the values, the marks of the cells that could not be read, and their texts."""
    checked = [cell for cell in cells if cell.checked]
    values = [f"x{cell.at} AS {quote(cell.name)}" for cell in cells]
    return f"""
CREATE OR REPLACE TABLE data AS
SELECT {_listed([*values, *map(quote, mark_names(cells)), *_unread(checked)])}
FROM (
SELECT *, {_listed(_marks(checked))}
FROM (
SELECT *, {_listed(_value(cell) for cell in cells)}
FROM (
SELECT *, {_listed(text for cell in checked for text in _text(cell))}
FROM {relation})))"""


def mark_names(cells: Sequence[Cell]) -> list[str]:
    return list(dict.fromkeys(cell.mark for cell in cells if cell.checked))


def _listed(parts: Iterator[str] | Sequence[str]) -> str:
    return ",\n  ".join(parts) or "NULL AS nothing"


def _text(cell: Cell) -> Iterator[str]:
    """The text of a cell that is checked, and the value that it would have."""
    text, conversion = cell.verdict.column.text, cell.verdict.conversion
    yield f"{text} AS t{cell.at}"
    if conversion:
        yield f"{conversion.value(text)} AS v{cell.at}"


def _value(cell: Cell) -> str:
    conversion = cell.verdict.conversion
    if cell.checked and conversion:
        return f"{conversion.accepted(f't{cell.at}', f'v{cell.at}')} AS x{cell.at}"
    return f"{cell.verdict.value} AS x{cell.at}"


def _marks(checked: Sequence[Cell]) -> Iterator[str]:
    for start in range(0, len(checked), CELLS_PER_MARK):
        some = checked[start : start + CELLS_PER_MARK]
        bits = " | ".join(f"({_mark(cell)} << {2 * place})" for place, cell in enumerate(some))
        yield f"({bits})::BIGINT AS {quote(some[0].mark)}"


def _mark(cell: Cell) -> str:
    unread = f"t{cell.at} IS NOT NULL AND x{cell.at} IS NULL"
    if cell.verdict.conversion is None:
        return f"CASE WHEN {unread} THEN {MISSING}::BIGINT ELSE 0 END"
    missing = cell.verdict.column.says_missing(f"t{cell.at}")
    return f"CASE WHEN {unread} THEN CASE WHEN {missing} THEN {MISSING}::BIGINT ELSE {MISFIT}::BIGINT END ELSE 0 END"


def _unread(checked: Sequence[Cell]) -> Iterator[str]:
    """For the rows with misfits a list of their texts, one place for every checked column."""
    if checked:
        every = sum(MISFIT << 2 * place for place in range(CELLS_PER_MARK))
        some = " OR ".join(f"({quote(mark)} & {every}) <> 0" for mark in mark_names(checked))
        texts = ", ".join(f"CASE WHEN {cell.has(MISFIT)} THEN t{cell.at} END" for cell in checked)
        yield f"CASE WHEN {some} THEN [{texts}]::VARCHAR[] END AS {quote(TEXTS)}"


def build_bits(marks: Sequence[str]) -> str:
    """One row from `data`: for each of these marks the bits that some row has."""
    return f"SELECT {', '.join(f'bit_or({quote(mark)})' for mark in marks)} FROM data"


def build_counts(cells: Sequence[Cell], bits: Mapping[str, int]) -> str:
    """One row from `data`: for each column its values, markers and misfits; `bits` are those that some row has."""
    counts = ",\n  ".join(
        f"count({quote(cell.name)}), {_marked(cell, MISSING, bits)}, {_marked(cell, MISFIT, bits)}" for cell in cells
    )
    return f"SELECT\n  {counts}\nFROM data"


def _marked(cell: Cell, bit: int, bits: Mapping[str, int]) -> str:
    seen = cell.checked and bits.get(cell.mark, 0) & cell.shifted(bit)
    return f"count(*) FILTER (WHERE {cell.has(bit)})" if seen else "0"


def build_late_markers(cells: Sequence[Cell]) -> str:
    """From `data`: the column and the number of its cells that hold a word for “missing” unknown to the sample, for
    each of these columns that has any. Words have to mean “missing” in all of them alike."""
    if len(cells) <= FEW_COLUMNS:  # a scan of one column asks its dictionary first
        scans = (f"SELECT {cell.at}, count(*) FROM data WHERE {cell.is_late_marker}" for cell in cells)
        return "\nUNION ALL ".join(scans)
    places = ", ".join(str(cell.at) for cell in cells)
    texts = ", ".join(cell.stored_text for cell in cells)
    return f"""
SELECT place, count(*)
FROM (SELECT unnest([{places}]) AS place, unnest([{texts}]) AS text FROM data)
WHERE text IN ({literals(cells[0].verdict.column.words)})
GROUP BY place"""


def build_removal(cell: Cell) -> str:
    """Empties the stored cells that hold a word for “missing” of which the sample knew nothing."""
    return f"UPDATE data SET {quote(cell.name)} = NULL WHERE {cell.is_late_marker}"


def build_misfits(cells: Sequence[Cell], most: int) -> str:
    """From `data`: each text that did not fit its column, its first row and how often it occurs, the most frequent
    of each column first."""
    names = ", ".join(literal(cell.name) for cell in cells if cell.checked)
    return f"""
INSERT INTO misfits
SELECT name, min(line), text, count(*)
FROM (
  SELECT unnest([{names}]) AS name, unnest({quote(TEXTS)}) AS text, rowid + 1 AS line
  FROM data
  WHERE {quote(TEXTS)} IS NOT NULL
)
WHERE text IS NOT NULL
GROUP BY name, text
QUALIFY row_number() OVER (PARTITION BY name ORDER BY count(*) DESC, text) <= {most}
ORDER BY name, count(*) DESC, text"""


def counted(cell: Cell, read: int, missing: int, misfits: int) -> Verdict:
    """The verdict with the counts of the whole file."""
    filled = read + missing + misfits if cell.checked else read
    markers = cell.verdict.column.words if missing and cell.verdict.conversion is None else ()
    return replace(cell.verdict, filled=filled, missing=missing, misfits=misfits, markers=markers, believed=False)


def contradicted(verdict: Verdict) -> TextColumn | None:
    """The column with what its sample lacked, if that changes what it may be; None if the verdict stands."""
    if verdict.conversion is None:
        return verdict.column if verifying.unseen(verdict) else None
    if not verdict.misfits:
        return None
    texts = [text for text, _count in verdict.unread]
    return verifying.widened(verdict, texts) or (None if verifying.acceptable(verdict) else verdict.column)
