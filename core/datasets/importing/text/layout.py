"""Where the table begins in a text: lines above it, the lines of its header, its first row."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.datasets.importing.text import headers
from core.datasets.importing.text.lines import shapes
from core.datasets.importing.text.lines.records import Record

MOST_PREAMBLE = 100  # lines above the table that are passed over in search of it
BODY_ROWS = 500  # rows that the header is compared with
FEWEST_BODY_ROWS = 50
BODY_CELLS = 50_000  # of a wide table fewer rows
FULL_ENOUGH = 0.75  # share of the usual number of filled cells that the table's first line must have
FEWEST_MERGED = 2  # names above several columns each
OTHER_MARKS = (",", ";", "\t", "|", " ")


@dataclass(frozen=True)
class Layout:
    """`names` are the header's texts, empty without one; `first` is the index of the first record of data among the
    records looked at, `first_line` its line in the file (the line after the last if there is no data)."""

    width: int
    names: tuple[str, ...]
    first: int
    first_line: int
    skipped: tuple[Record, ...] = ()
    confidence: float = headers.SURE
    evidence: str = ""
    notes: tuple[str, ...] = ()
    header_lines: tuple[tuple[str, ...], ...] = ()  # as they stand in the file: they may come again below


def find(records: Sequence[Record], width: int, *, header: bool | None = None, all_text: bool = False) -> Layout:
    """The layout of these records (no blank ones); `header` is what a person said about it. With `all_text`, names that
    stand there twice are joined like others, so that no text is lost."""
    start = _start(records, width) if header is None else 0
    head = records[start]
    body = [r.fields for r in records[start + 1 :] if len(r.fields) >= width - 1]
    body = body[: min(BODY_ROWS, max(FEWEST_BODY_ROWS, BODY_CELLS // width))]
    # A header one name short of the rows is R's way to write row names, so its width is not the table's.
    width = max(width, len(head.fields) if len(head.fields) <= width + 1 and not body else width)
    verdict = headers.judge(head, body, width) if header is None else headers.Verdict(header, headers.SURE, "as chosen")
    found = headers.Names(
        headers.names_of(head, body, width) if verdict.present else (), notes=headers.short(head, width, verdict)
    )
    if verdict.present and header is None:
        below = zip(records[start + 1 :], body, strict=False)
        close = len(list(itertools.takewhile(lambda pair: pair[0].fields is pair[1], below)))  # no odd line in between
        further = headers.more_lines(body, found.names, width, min(close, headers.MOST_LINES), all_text=all_text)
        found = replace(further, notes=(*found.notes, *further.notes))
    first = start + (1 if verdict.present else 0) + found.further
    return Layout(
        width=width,
        names=found.names,
        first=first,
        first_line=records[first].line if first < len(records) else records[-1].line + 1,
        skipped=tuple(records[:start]),
        confidence=verdict.confidence,
        evidence=verdict.evidence,
        notes=found.notes,
        header_lines=tuple(tuple(headers.cell(r.fields, c) for c in range(width)) for r in records[start:first]),
    )


def with_names_above(found: Layout) -> Layout:
    """The layout with the last line above the table as its header, if that line holds one name for each column between
    delimiters of another kind."""
    if found.names or not found.skipped:
        return found
    above = found.skipped[-1]
    for mark in OTHER_MARKS:
        names = tuple(name.strip().strip('"') for name in above.text.strip().split(mark))
        words = all(names) and len(set(names)) == found.width and all(map(headers.is_words, names))
        if len(names) == found.width > 1 and words:
            note = "The header has delimiters of another kind than the rows."
            return replace(
                found,
                names=names,
                skipped=found.skipped[:-1],
                notes=(*found.notes, note),
                evidence=note,
                confidence=headers.LIKELY,
            )
    return found


def _start(records: Sequence[Record], width: int) -> int:
    """The index of the header, or of the first row if there is none."""
    if width == 1:
        return 0
    usual = sorted(_filled(r) for r in records[:BODY_ROWS] if len(r.fields) >= width - 1) or [width]
    needed = min(width, max(2, math.ceil(FULL_ENOUGH * usual[len(usual) // 2])))
    for index, record in enumerate(records[:MOST_PREAMBLE]):
        if len(record.fields) >= width - 1 and _filled(record) >= needed:
            above = records[index - 1] if index else None
            return index - 1 if above and (_is_gappy_header(above, width) or _tells_apart(above, record)) else index
    return 0


def _is_gappy_header(record: Record, width: int) -> bool:
    """A line of names with holes, as under merged cells, that stands right above the first full line."""
    enough = len(record.fields) >= width - 1 and _filled(record) >= max(2, width / 2)
    values = [
        field for field in record.fields if shapes.shape(field) in shapes.TYPED and not headers.YEAR.fullmatch(field)
    ]
    return enough and not values


def _tells_apart(above: Record, names: Record) -> bool:
    """Whether a line with holes, as of merged cells, makes names different that come twice below it."""
    below = [field.strip() for field in names.fields]
    if len(set(below)) == len(below) or len(above.fields) != len(below) or _filled(above) < FEWEST_MERGED:
        return False
    spans = itertools.accumulate(bool(field.strip()) for field in above.fields)  # the number of the cell above
    return all(below) and len(set(zip(spans, below, strict=True))) == len(below)


def _filled(record: Record) -> int:
    return sum(1 for field in record.fields if field.strip())
