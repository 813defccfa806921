"""A broken text file becomes a tidy one: every record has the table's width, and what cannot be is set aside."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.datasets.importing.text import records
from core.datasets.importing.text.dialect import Dialect
from core.datasets.importing.text.records import Record
from core.datasets.importing.words import count

TIDY = Dialect(",")
TOLD_LINES = 5  # line numbers named in a warning
PROGRESS_EVERY = 20_000  # records
FOOTER_TEXT = 12  # a closing line is a sentence, not a short value in the first column
MOST_FOOTER_LINES = 20

Told = Callable[[int], None]  # hears how many bytes were read


@dataclass
class Mended:
    """What was done: counts, some line numbers, and the longest record in bytes."""

    rows: int = 0
    rejected: int = 0
    longest: int = 0
    padded: list[int] = field(default_factory=list)
    padded_count: int = 0
    literal_count: int = 0

    def warnings(self) -> list[str]:
        told = []
        if self.padded_count:
            lines = ", ".join(str(line) for line in self.padded)
            told.append(
                f"{count(self.padded_count, 'line')} with fewer values than there are columns: the rest of the row is "
                f"empty (line {lines}{' …' if self.padded_count > len(self.padded) else ''})."
            )
        if self.literal_count:
            told.append(f"{count(self.literal_count, 'quote')} never closed: read as a character of the value.")
        if self.rejected:
            told.append(f"{count(self.rejected, 'line')} set aside, because the table has another shape.")
        return told


@dataclass(frozen=True)
class Shape:
    """What every row has to look like; a line that repeats the header is no row."""

    width: int
    header: tuple[str, ...] = ()


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
        lines = _from_line(_counted(text, told), first_line)
        found = records.read(lines, dialect, width=shape.width, first_line=first_line)
        for record, reason in _judged(found, shape, mended):
            if reason:
                mended.rejected += 1
                reject.writerow((record.line, record.text, reason))
            else:
                mended.rows += 1
                mended.longest = max(mended.longest, len(record.text.encode()) + len(record.fields) * 4)
                keep.writerow(record.fields)
    return mended


def _judged(found: Iterable[Record], shape: Shape, mended: Mended) -> Iterator[tuple[Record, str]]:
    """Each record at the table's width, or with the reason why it is none. Closing lines are known only at the end."""
    waiting: list[Record] = []
    for record in found:
        if record.blank and shape.width > 1:
            continue
        if _may_close(record, shape) and len(waiting) < MOST_FOOTER_LINES:
            waiting.append(record)
            continue
        yield from (_fitted(held, shape, mended) for held in waiting)
        waiting.clear()
        yield _fitted(record, shape, mended)
    yield from ((record, "a line after the end of the table") for record in waiting)


def _fitted(record: Record, shape: Shape, mended: Mended) -> tuple[Record, str]:
    fields = record.fields
    extra = len(fields) - shape.width
    if shape.header and tuple(field.strip() for field in fields) == shape.header:
        return record, "the header again"
    if extra > 0 and any(field.strip() for field in fields[shape.width :]):
        found, expected = count(len(fields), "value"), count(shape.width, "column")
        return record, record.fault or f"{found} where the table has {expected}"
    if record.fault and extra:
        return record, record.fault
    if extra < 0 and record.text.startswith("#"):
        return record, "a comment"
    mended.literal_count += bool(record.fault)
    if extra < 0:
        mended.padded_count += 1
        mended.padded += [record.line] if len(mended.padded) < TOLD_LINES else []
    return Record(record.line, record.text, [*fields[: shape.width], *[""] * -extra], record.fault), ""


def _may_close(record: Record, shape: Shape) -> bool:
    """Whether this may be a line such as “Source: …” below the table: one text, in the first column only."""
    first = record.fields[0].strip() if record.fields else ""
    alone = shape.width > 1 and len(record.fields) < shape.width and not any(f.strip() for f in record.fields[1:])
    return alone and (shape.width > 2 or len(first) > FOOTER_TEXT)


def _counted(text: Iterable[str], told: Told) -> Iterator[str]:
    read = 0
    for number, line in enumerate(text):
        read += len(line)
        if number % PROGRESS_EVERY == 0:
            told(read)
        yield line


def _from_line(lines: Iterable[str], first_line: int) -> Iterator[str]:
    return (line for number, line in enumerate(lines, start=1) if number >= first_line)
