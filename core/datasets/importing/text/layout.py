"""Where the table begins in a text: lines above it, the header (of one line or two), a line of units."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.datasets.importing.text import shapes
from core.datasets.importing.text.records import Record
from core.datasets.importing.words import count

MOST_PREAMBLE = 100  # lines above the table that are passed over in search of it
BODY_ROWS = 500  # rows that the header is compared with
FULL_ENOUGH = 0.75  # share of the usual number of filled cells that the table's first line must have
MOST_HEADER_LINES = 4  # lines below the first that may belong to the header
FEWEST_BELOW = 2  # rows that show what the columns below a header hold
SURE, LIKELY, UNSURE = 1.0, 0.9, 0.6

OTHER_MARKS = (",", ";", "\t", "|", " ")
YEAR = re.compile(r"(19|20)\d\d")
RULE = re.compile(r":?-{2,}:?|={2,}")  # the line under a header in Markdown and in printed tables
UNIT = re.compile(r"[\[(<].*[\])>]|[a-zA-Z°%µ/²³]{1,6}")


@dataclass(frozen=True)
class Layout:
    """`names` are the header's texts, empty without one; `first` is the index of the first record of data among the
    records looked at, `first_line` its line in the file (the line after the last if there is no data)."""

    width: int
    names: tuple[str, ...]
    first: int
    first_line: int
    skipped: tuple[Record, ...] = ()
    confidence: float = SURE
    evidence: str = ""
    notes: tuple[str, ...] = ()
    header_lines: tuple[tuple[str, ...], ...] = ()  # as they stand in the file: they may come again below


@dataclass(frozen=True)
class _Names:
    """The names, how many lines below the first belong to them, and what to tell."""

    names: tuple[str, ...]
    further: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Header:
    present: bool
    confidence: float
    evidence: str


def find(records: Sequence[Record], width: int, *, header: bool | None = None, all_text: bool = False) -> Layout:
    """The layout of these records (no blank ones); `header` is what a person said about it. With `all_text`, names that
    stand there twice are joined like others, so that no text is lost."""
    start = _start(records, width) if header is None else 0
    head = records[start]
    body = [r.fields for r in records[start + 1 :] if len(r.fields) >= width - 1][:BODY_ROWS]
    # A header one name short of the rows is R's way to write row names, so its width is not the table's.
    width = max(width, len(head.fields) if len(head.fields) <= width + 1 and not body else width)
    verdict = _header(head, body, width) if header is None else _Header(header, SURE, "as chosen")
    found = _Names(_names(head, body, width) if verdict.present else (), notes=_short(head, width, verdict))
    if verdict.present and header is None:
        below = zip(records[start + 1 :], body, strict=False)
        close = len(list(itertools.takewhile(lambda pair: pair[0].fields is pair[1], below)))  # no odd line in between
        further = _further_lines(body, found.names, width, min(close, MOST_HEADER_LINES), all_text=all_text)
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
        header_lines=tuple(tuple(_cell(r.fields, c) for c in range(width)) for r in records[start:first]),
    )


def with_names_above(found: Layout) -> Layout:
    """The layout with the last line above the table as its header, if that line holds one name for each column between
    delimiters of another kind."""
    if found.names or not found.skipped:
        return found
    above = found.skipped[-1]
    for mark in OTHER_MARKS:
        names = tuple(name.strip().strip('"') for name in above.text.strip().split(mark))
        words = all(names) and len(set(names)) == found.width and all(map(_is_words, names))
        if len(names) == found.width > 1 and words:
            note = "The header has delimiters of another kind than the rows."
            return replace(
                found,
                names=names,
                skipped=found.skipped[:-1],
                notes=(*found.notes, note),
                evidence=note,
                confidence=LIKELY,
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
            return index - 1 if index and _is_gappy_header(records[index - 1], width) else index
    return 0


def _is_gappy_header(record: Record, width: int) -> bool:
    """A line of names with holes, as under merged cells, that stands right above the first full line."""
    enough = len(record.fields) >= width - 1 and _filled(record) >= max(2, width / 2)
    values = [field for field in record.fields if shapes.shape(field) in shapes.TYPED and not YEAR.fullmatch(field)]
    return enough and not values


def _filled(record: Record) -> int:
    return sum(1 for field in record.fields if field.strip())


def _header(head: Record, body: list[list[str]], width: int) -> _Header:
    heads = [shapes.shape(_cell(head.fields, column)) for column in range(width)]
    if not body:
        words = not any(found in shapes.TYPED for found in heads)
        return _Header(words, UNSURE, "the only line holds words" if words else "the only line holds values")
    others = [row for row in body if row != head.fields]  # the header may come again below
    typed = [column for column in range(width) if shapes.common(_column(others, column)) in shapes.TYPED]
    above = sum(1 for column in typed if heads[column] in (shapes.WORDS, shapes.TEXT))
    if above:
        return _Header(True, SURE, f"the first line holds words above {count(above, 'column')} of numbers or dates")
    if typed:
        return _header_of_years(head, body, typed, heads)
    return _header_of_words(head, body, width)


def _header_of_years(head: Record, body: list[list[str]], typed: list[int], heads: list[str]) -> _Header:
    """Every column of numbers has a number, or nothing, on top: a header only if these are years like 2019, 2020."""
    texts = [_cell(head.fields, column) for column in typed]
    words = any(found in (shapes.WORDS, shapes.TEXT) for found in heads)
    if words and not any(texts):
        return _Header(True, LIKELY, "the first line names only columns of words")
    if len(body) > 1 and _words_above_values(body, typed):
        return _Header(True, LIKELY, "the second line holds words above columns of numbers")
    years = [int(text) for text in texts if YEAR.fullmatch(text)]
    inside = any(YEAR.fullmatch(_cell(row, column)) for row in body[:50] for column in typed)
    steps = {after - before for before, after in itertools.pairwise(years)}
    all_years, in_steps = len(years) == len(texts), len(steps) == 1 and 0 not in steps
    if all_years and ((words and (in_steps or not inside)) or (len(years) > 2 and steps == {1} and not inside)):
        return _Header(True, LIKELY, "the first line holds years above columns of numbers")
    return _Header(False, LIKELY, "the first line holds values like those below it")


def _words_above_values(body: list[list[str]], typed: list[int]) -> bool:
    """Whether the first of these rows names the columns whose other rows hold values."""
    named = all(shapes.shape(_cell(body[0], column)) in (shapes.WORDS, shapes.TEXT) for column in typed)
    return named and all(shapes.common(_column(body[1:], column)) in shapes.TYPED for column in typed)


def _header_of_words(head: Record, body: list[list[str]], width: int) -> _Header:
    """Only words everywhere: a header unless its texts come again below, in several columns."""
    names = [_cell(head.fields, column) for column in range(width)]
    again = sum(1 for column, name in enumerate(names) if name and name in _column(body, column))
    if again > width / 2 and again >= 2:
        return _Header(False, UNSURE, f"{again} texts of the first line come again further down")
    sure = len(set(names)) == len(names) and all(names) and width > 1
    return _Header(
        True, LIKELY if sure else UNSURE, "every column holds words; the first line is taken for their names"
    )


def _short(head: Record, width: int, verdict: _Header) -> tuple[str, ...]:
    if not verdict.present or len(head.fields) >= width:
        return ()
    return (f"The header has {count(len(head.fields), 'name')} for {count(width, 'column')}; check which is missing.",)


def _names(head: Record, body: list[list[str]], width: int) -> tuple[str, ...]:
    named = [field for field in head.fields if field.strip()]
    fields = named if len(named) == width < len(head.fields) else head.fields  # a delimiter too many between names
    names = [_cell(fields, column) for column in range(min(width, len(fields)))]
    if len(head.fields) == width - 1 and body and _are_row_names(body, width):
        return ("", *names)
    return (*names, *[""] * (width - len(names)))


def _are_row_names(body: list[list[str]], width: int) -> bool:
    """Whether the first values name the rows (all different) and the last column is not just a trailing delimiter."""
    firsts, lasts = _column(body, 0), _column(body, width - 1)
    return len(set(firsts)) == len(firsts) and all(firsts) and any(lasts)


def _further_lines(body: list[list[str]], names: tuple[str, ...], width: int, most: int, *, all_text: bool) -> _Names:
    """The lines below the first that belong to the header too: a rule, the names again, units, more names to join."""
    further, notes = 0, []
    while further < most:
        row = tuple(_cell(body[further], column) for column in range(width))
        again, known = row == names or (further > 0 and row == tuple(body[further - 1])), body[further + 1 :]
        if again and not all_text:
            notes = ["The header stands there more than once."]
        elif again or _goes_on(row, names, known, width):
            names, notes = _joined(names, row), [f"{'Two' if not further else 'Several'} header lines were joined."]
        elif _are_units(row, known, width):
            notes = [f"A line of units was set aside: {' | '.join(row)}."]
        elif not _is_rule(row, width):
            break
        further += 1
    return _Names(names, further, tuple(notes))


def _is_rule(row: Sequence[str], width: int) -> bool:
    return width > 1 and any(row) and all(RULE.fullmatch(text) for text in row if text)


def _goes_on(row: Sequence[str], names: Sequence[str], below: Sequence[Sequence[str]], width: int) -> bool:
    """Whether this row names columns, too: words (or years below names with holes) above columns of values."""
    typed = _typed(below, width)
    holes = not all(names) or len(set(names)) < len(names)
    if not typed or (_are_units(row, below, width) and not holes):
        return False
    if holes and all(YEAR.fullmatch(row[column]) for column in typed):
        return True
    if any(shapes.shape(text) in shapes.TYPED for text in row) or not all(_is_words(row[column]) for column in typed):
        return False
    return len(typed) >= (1 if holes else max(2, width / 2))


def _are_units(row: Sequence[str], below: Sequence[Sequence[str]], width: int) -> bool:
    typed = _typed(below, width)
    units = all(UNIT.fullmatch(text) for text in row if text) and all(_is_words(row[column]) for column in typed)
    return units and len(typed) >= max(1, width / 2)


def _is_words(text: str) -> bool:
    return shapes.shape(text) in (shapes.WORDS, shapes.TEXT)


def _typed(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    if len(rows) < FEWEST_BELOW:
        return []
    return [column for column in range(width) if shapes.common(_column(rows, column)) in shapes.TYPED]


def _joined(names: tuple[str, ...], second: Sequence[str]) -> tuple[str, ...]:
    """Names of two lines: an empty upper cell repeats the one to its left, as merged cells do."""
    joined, upper = [], ""
    for name, below in zip(names, second, strict=True):
        upper = name or upper
        joined.append(f"{upper} {below}".strip())
    return tuple(joined)


def _column(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [_cell(row, column) for row in rows]


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
