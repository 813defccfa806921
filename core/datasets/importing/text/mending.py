"""A broken text file becomes a tidy one: every record has the table's width, and what cannot be is set aside."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.datasets.importing.reporting.words import count
from core.datasets.importing.text.lines import patterns, records
from core.datasets.importing.text.lines.dialect import Dialect
from core.datasets.importing.text.lines.patterns import Pattern
from core.datasets.importing.text.lines.records import Record

TIDY = Dialect(",")
TOLD_LINES = 5  # line numbers named in a warning
PROGRESS_EVERY = 20_000  # records
FOOTER_TEXT = 12  # a closing line is a sentence, not a short value in the first column
MOST_FOOTER_LINES = 20
FOOTER = re.compile(
    r"(?i)\s*(\(?\d+ rows?\b.*|\*+ .*|†.*|https?://.*|©.*|(sources?|notes?|footnotes?|quelle|anmerkung|hinweis|fuente|nota|"
    r"fonte|generated|report|end of|data as of|as of|copyright|page|last updated|exported|printed|legend|stand)\b.*)"
)

Told = Callable[[int], None]  # hears how many bytes were read


@dataclass
class Lines:
    """Lines to be told of: how many, and the numbers of the first."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.count += 1
        self.first += [line] if len(self.first) < TOLD_LINES else []

    def __str__(self) -> str:
        return f"line {', '.join(map(str, self.first))}{' …' if self.count > len(self.first) else ''}"


@dataclass
class Mended:
    """What was done: counts, some line numbers, and the longest record in bytes."""

    rows: int = 0
    rejected: int = 0
    longest: int = 0
    padded: Lines = field(default_factory=Lines)
    moved: Lines = field(default_factory=Lines)
    folded: Lines = field(default_factory=Lines)
    literal: Lines = field(default_factory=Lines)
    empty: Lines = field(default_factory=Lines)

    def warnings(self) -> list[str]:
        told = []
        if self.padded.count:
            told.append(
                f"{count(self.padded.count, 'line')} with fewer values than there are columns: the rest of the row is "
                f"empty ({self.padded})."
            )
        if self.moved.count:
            told.append(
                f"{count(self.moved.count, 'line')} with a delimiter too many or too few: the values were put "
                f"where other rows have values like them ({self.moved})."
            )
        if self.folded.count:
            told.append(
                f"{count(self.folded.count, 'line')} with more values than there are columns: the last column keeps "
                f"the rest of the line ({self.folded})."
            )
        if self.literal.count:
            told.append(
                f"{count(self.literal.count, 'quote')} out of place or never closed: read as a character of the value "
                f"({self.literal})."
            )
        if self.empty.count:
            told.append(f"{count(self.empty.count, 'line')} without a value left out ({self.empty}).")
        if self.rejected:
            told.append(f"{count(self.rejected, 'line')} set aside, because the table has another shape.")
        return told


@dataclass(frozen=True)
class Shape:
    """What every row has to look like. `headers` are lines of names, which are no rows when they come again. With
    `keep_all`, a row that is too long keeps what is too much in its last column. The table ends with `last_line`."""

    width: int
    headers: frozenset[tuple[str, ...]] = frozenset()
    pattern: Pattern | None = None
    keep_all: bool = False
    last_line: int | None = None


def mend(
    source: Path, dialect: Dialect, shape: Shape, *, first_line: int, rows: Path, rejects: Path, told: Told
) -> Mended:
    """Writes the records of `source` from `first_line` on as tidy CSV, and those that do not fit with the reason."""
    mended = Mended()
    with (
        source.open(encoding="utf-8", errors="replace", newline="\n") as text,
        rows.open("w", encoding="utf-8", newline="") as good,
        rejects.open("w", encoding="utf-8", newline="") as bad,
    ):
        keep, reject = csv.writer(good, lineterminator="\n"), csv.writer(bad, lineterminator="\n")
        lines = itertools.islice(_counted(text, told), first_line - 1, shape.last_line)
        found = records.read(lines, dialect, width=shape.width, pattern=shape.pattern, first_line=first_line)
        for record, reason in _judged(found, shape, dialect, mended):
            if reason:
                mended.rejected += 1
                reject.writerow((record.line, record.text.replace("\r\n", "\n"), reason))
            else:
                mended.rows += 1
                mended.longest = max(mended.longest, len(record.text.encode()) + len(record.fields) * 4)
                keep.writerow(record.fields)
    return mended


def _judged(found: Iterable[Record], shape: Shape, dialect: Dialect, mended: Mended) -> Iterator[tuple[Record, str]]:
    """Each record at the table's width, or with the reason why it is none. Closing lines are known only at the end."""
    waiting: list[Record] = []
    after_blank = False
    for record in found:
        if shape.width > 1 and (record.drawn or (record.blank and not (shape.keep_all and record.text.strip()))):
            after_blank = True
            if record.text.strip() and not record.drawn:
                mended.empty.add(record.line)
            continue
        remark = after_blank and FOOTER.fullmatch(record.text)
        if (remark or _may_close(record, shape)) and len(waiting) < MOST_FOOTER_LINES:
            waiting.append(record)
            continue
        after_blank = False
        yield from (_fitted(held, shape, dialect, mended) for held in waiting)
        waiting.clear()
        yield _fitted(record, shape, dialect, mended)
    yield from ((record, "a line after the end of the table") for record in waiting)


def _fitted(record: Record, shape: Shape, dialect: Dialect, mended: Mended) -> tuple[Record, str]:
    fields, extra = record.fields, len(record.fields) - shape.width
    if tuple(field.strip() for field in fields) in shape.headers:
        return record, "the header again"
    if extra < 0 and record.text.startswith("#"):
        return record, "a comment"
    if not extra:
        if record.fault:
            mended.literal.add(record.line)
        return record, ""
    moved = patterns.put_back(fields, shape.pattern) if shape.pattern else None
    if moved:
        mended.moved.add(record.line)
        return replace(record, fields=moved), ""
    if extra > 0 and any(field.strip() for field in fields[shape.width :]):
        return _folded(record, shape, dialect, mended) if shape.keep_all else (record, _too_long(record, shape))
    if record.fault:
        mended.literal.add(record.line)
        if not shape.keep_all:
            return record, record.fault
    if extra < 0:
        mended.padded.add(record.line)
    return replace(record, fields=[*fields[: shape.width], *[""] * -extra]), ""


def _too_long(record: Record, shape: Shape) -> str:
    found, expected = count(len(record.fields), "value"), count(shape.width, "column")
    return record.fault or f"{found} where the table has {expected}"


def _folded(record: Record, shape: Shape, dialect: Dialect, mended: Mended) -> tuple[Record, str]:
    mended.folded.add(record.line)
    kept, rest = record.fields[: shape.width - 1], record.fields[shape.width - 1 :]
    return replace(record, fields=[*kept, dialect.delimiter.join(rest)]), ""


def _may_close(record: Record, shape: Shape) -> bool:
    """Whether this may be a line such as “Source: …” below the table: one text, in the first column only."""
    first = record.fields[0].strip() if record.fields else ""
    if shape.width < 2 or any(field.strip() for field in record.fields[1:]):
        return bool(shape.width > 1 and len(record.fields) < shape.width and FOOTER.fullmatch(record.text))
    if len(record.fields) == shape.width:
        return bool(FOOTER.fullmatch(first)) and shape.width > 2
    return shape.width > 2 or len(first) > FOOTER_TEXT or bool(FOOTER.fullmatch(first))


def _counted(text: Iterable[str], told: Told) -> Iterator[str]:
    read = 0
    for number, line in enumerate(text):
        read += len(line)
        if number % PROGRESS_EVERY == 0:
            told(read)
        yield line
