"""Several tables in one file: where each of them begins and ends, and which of them is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.datasets.importing.reporting.words import count
from core.datasets.importing.text.lines import shapes
from core.datasets.importing.text.lines.records import Record

FEWEST_RECORDS = 2  # of a table: names and a row
FEWEST_IN_A_RUN = 3  # records of another width, one after the other, that may be another table
FAR_LARGER = 1.5  # times as many cells as the first table, from which on a later one is read instead
NAMES_SHOWN = 3
TABLES_SHOWN = 5


@dataclass(frozen=True)
class Block:
    """One table of a file: its lines (from 1, the last one included), its width, its records."""

    first_line: int
    last_line: int
    width: int
    records: tuple[Record, ...]

    @property
    def cells(self) -> int:
        return self.width * len(self.records)

    @property
    def told(self) -> str:
        names = ", ".join(field.strip()[:20] for field in self.records[0].fields[:NAMES_SHOWN])
        more = ", …" if len(self.records[0].fields) > NAMES_SHOWN else ""
        return f"lines {self.first_line:,} to {self.last_line:,} ({names}{more})"


def find(records: Sequence[Record]) -> tuple[Block, ...]:
    """The tables among these records, blank ones included. One table, or none that is sure, is no block at all."""
    tables: list[list[Record]] = []
    for chunk in map(_untitled, _chunks(records)):
        if tables and not _begins_anew(chunk, tables[-1]):
            tables[-1] += chunk
        elif _is_table(chunk):
            tables.append(list(chunk))
    return tuple(map(_block, tables)) if len(tables) > 1 else ()


def choose(found: Sequence[Block], wanted: int | None) -> int:
    """The index of the table to read: the one a person wants (from 1), or the first unless another is far larger."""
    if wanted is not None:
        return wanted - 1
    largest = max(range(len(found)), key=lambda at: found[at].cells)
    return largest if found[largest].cells >= FAR_LARGER * found[0].cells else 0


def told(found: Sequence[Block], chosen: int) -> str:
    """What to tell a person of these tables."""
    some = "; ".join(f"{at}: {block.told}" for at, block in enumerate(found[:TABLES_SHOWN], start=1))
    more = "; …" if len(found) > TABLES_SHOWN else ""
    return (
        f"The file holds {count(len(found), 'table')} — {some}{more}. Number {chosen + 1} was read; "
        "the option “table” chooses another."
    )


def _chunks(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Records between blank ones, cut once more where the width changes for good."""
    chunk: list[Record] = []
    for record in (*records, None):
        if record is not None and not record.blank:
            chunk.append(record)
        elif chunk:
            yield from _cut(chunk)
            chunk = []


def _cut(chunk: list[Record]) -> Iterator[list[Record]]:
    start = 0
    for at in range(FEWEST_IN_A_RUN, len(chunk) - FEWEST_IN_A_RUN + 1):
        before, after = chunk[at - FEWEST_IN_A_RUN : at], chunk[at : at + FEWEST_IN_A_RUN]
        widths = {len(record.fields) for record in before}, {len(record.fields) for record in after}
        if len(widths[0]) == len(widths[1]) == 1 and widths[0] != widths[1] and _is_header(after[0]):
            yield chunk[start:at]
            start = at
    yield chunk[start:]


def _untitled(chunk: list[Record]) -> list[Record]:
    """The records without a title of one text above the names."""
    width = _width(chunk)
    return chunk[1:] if width > 1 and len(chunk[0].fields) == 1 < len(chunk) else chunk


def _is_table(chunk: Sequence[Record]) -> bool:
    width = _width(chunk)
    regular = sum(1 for record in chunk if len(record.fields) == width)
    return width > 1 and len(chunk) >= FEWEST_RECORDS and regular > len(chunk) / 2


def _begins_anew(chunk: Sequence[Record], before: Sequence[Record]) -> bool:
    """Whether these records are another table than the one before: names of its own above values of another kind."""
    head, width = chunk[0], _width(chunk)
    if not _is_table(chunk) or len(head.fields) != width or not _is_header(head) or head.fields == before[0].fields:
        return False
    below = [record.fields for record in chunk[1:] if len(record.fields) == width]
    typed = any(shapes.common(row[at] for row in below) in shapes.TYPED for at in range(width)) if below else False
    return typed or width != _width(before)


def _is_header(record: Record) -> bool:
    cells = [field.strip() for field in record.fields]
    named = all(cells[1:]) and len(set(cells)) == len(cells) > 1
    return named and not any(shapes.shape(cell) in shapes.TYPED for cell in cells)


def _width(chunk: Sequence[Record]) -> int:
    return Counter(len(record.fields) for record in chunk).most_common(1)[0][0]


def _block(table: Sequence[Record]) -> Block:
    last = table[-1]
    return Block(table[0].line, last.line + last.text.count("\n"), _width(table), tuple(table))
