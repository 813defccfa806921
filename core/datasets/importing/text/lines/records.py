"""The patient reader: from lines to records, whatever people have done to the quotes.

It is used on samples, and on whole files that DuckDB's faster reader finds a fault with. It never loses a line: what
cannot be understood comes back as it stands, with the fault named.
"""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.datasets.importing.text.lines import quoting
from core.datasets.importing.text.lines.dialect import Dialect
from core.datasets.importing.text.lines.patterns import Pattern

FAR = 32 << 20  # letters of one cell; a quote that stays open for longer was never meant to open
NEAR = 1 << 16  # the same, once a quote of this file was found to stay open
PATIENCE = 100  # lines in one cell that look as if they closed its quote and did not
FEWEST_RUNAWAY_LINES = 4
RUNAWAY_SHARE = 0.8  # of a cell's inner lines that look like rows, above which the quote was never closed

LONGEST_DRAWN = 2000
DRAWN = re.compile(r"(?=.*(---|===|───|━━━))[-+|=:\s│┼├┤┬┴┌┐└┘─━═╪╞╡]+")

NEVER_CLOSED = "a quote is opened and never closed"
OUT_OF_PLACE = "a quote stands where none belongs"


@dataclass(frozen=True)
class Record:
    """One record: the number of its first line (from 1), its text without the last line end, its values."""

    line: int
    text: str
    fields: list[str]
    fault: str = ""

    @property
    def blank(self) -> bool:
        return not any(field.strip() for field in self.fields)

    @property
    def drawn(self) -> bool:
        return is_drawn(self.text)


def is_drawn(text: str) -> bool:
    """Whether this is a line that only draws the table, such as +-----+-----+ around a printed one."""
    return len(text) <= LONGEST_DRAWN and bool(DRAWN.fullmatch(text))


def read(
    lines: Iterable[str],
    dialect: Dialect,
    *,
    width: int = 0,
    pattern: Pattern | None = None,
    first_line: int = 1,
    patience: int = PATIENCE,
) -> Iterator[Record]:
    """Every record, blank ones too. `width` and `pattern`, if known, help to tell a long cell from an open quote."""
    return iter(_Reader(iter(lines), dialect, width, pattern, first_line, patience))


def split(text: str, dialect: Dialect) -> list[str] | None:
    """The values of one record, or None when a quote is still open at its end."""
    if dialect.wrapped:
        text = unwrapped(text, dialect.quote)
    if dialect.cuts:
        edges = zip((0, *dialect.cuts), (*dialect.cuts, len(text)), strict=True)
        return [text[start:end].strip() for start, end in edges]
    if dialect.aligned:
        return re.split(rf"{dialect.delimiter}+|\t+", text.strip())
    if not dialect.quote or dialect.quote not in text:
        return _split_plain(text, dialect)
    fields, at = [], 0
    while True:
        opening = quoting.opening_quote(text, at, dialect)
        if opening < 0:
            value, at = quoting.plain_field(text, at, dialect)
        else:
            closed = quoting.quoted_field(text, opening + 1, dialect)
            if closed is None:
                return None
            value, at = closed
        fields.append(value)
        if at < 0:
            return fields


def unwrapped(line: str, quote: str) -> str:
    """The line without the quotes around all of it, if they are around all of it."""
    inside = line.strip()[1:-1]
    whole = len(line.strip()) > 1 and line.strip() == f"{quote}{inside}{quote}"
    return inside.replace(quote * 2, quote) if whole and quote not in inside.replace(quote * 2, "") else line


@dataclass
class _Reader:
    source: Iterator[str]
    dialect: Dialect
    width: int
    pattern: Pattern | None
    line: int
    patience: int
    reach: int = FAR
    waiting: deque[str] = field(default_factory=deque)

    def __iter__(self) -> Iterator[Record]:
        above = bool(self.dialect.comment)  # further down, a line that begins so may be a row
        while (text := self._next_line()) is not None:
            above = above and text.startswith(self.dialect.comment)
            if above:
                self.line += 1
                continue
            record = self._record(text)
            self.line += record.text.count("\n") + 1
            yield record

    def _next_line(self) -> str | None:
        if self.waiting:
            return self.waiting.popleft()
        line = next(self.source, None)
        return None if line is None else line.removesuffix("\n")

    def _record(self, first: str) -> Record:
        text = first.removesuffix("\r")
        fields = split(text, self.dialect)
        if fields is None:
            return self._long_record(first)
        odd = self.width and len(fields) != self.width and self._swallows(text)
        return (self._reread(text) if odd else None) or Record(self.line, text, fields)

    def _swallows(self, text: str) -> bool:
        """Whether a quoted value of this record holds what should be other values."""
        quote = self.dialect.quote
        return bool(quote) and quote in text and quoting.opens_inside(text, self.dialect)

    def _reread(self, text: str) -> Record | None:
        fields = quoting.reread(text, self.dialect, self.width)
        return Record(self.line, text, fields, OUT_OF_PLACE) if fields else None

    def _long_record(self, first: str) -> Record:
        """A record whose first line leaves a quote open: takes further lines until the quote is closed."""
        lines, letters, tries, closing = [first], len(first), 0, _closing(self.dialect)
        alone = first.removesuffix("\r")
        while letters < self.reach and tries < self.patience and (line := self._next_line()) is not None:
            lines.append(line)
            letters += len(line)
            if not closing.search(line):
                continue
            tries += 1
            text = "\n".join(lines).removesuffix("\r")
            fields = split(text, self.dialect)
            if fields is None:
                continue
            if self._runs_away(lines):
                break
            record = self._reread(alone) if self.width and self._swallows(text) else None
            if record is None:
                return Record(self.line, text, fields)
            self.waiting.extendleft(reversed(lines[1:]))
            return record
        self.reach = NEAR
        self.waiting.extendleft(reversed(lines[1:]))
        fields = quoting.reread(alone, self.dialect, self.width) or _split_plain(alone, self.dialect)
        return Record(self.line, alone, fields, NEVER_CLOSED)

    def _runs_away(self, lines: list[str]) -> bool:
        """Whether the lines inside one cell look like rows of the table themselves.

        Where stray quotes opened and closed the cell, so do the lines they stand in; the first or the last line of a
        cell that was meant holds other values of its row, or less than a row.
        """
        inner = lines[1:-1]
        if self.width < 2 or len(inner) < FEWEST_RUNAWAY_LINES:
            return False
        if not all(self._has_the_width(line) for line in (lines[0], lines[-1])):
            return False
        return sum(map(self._looks_like_a_row, inner)) > RUNAWAY_SHARE * len(inner)

    def _has_the_width(self, line: str) -> bool:
        return line.count(self.dialect.delimiter) == self.width - 1

    def _looks_like_a_row(self, line: str) -> bool:
        if self.pattern is None or not self._has_the_width(line):
            return self._has_the_width(line)
        return self.pattern.fits(_split_plain(line, self.dialect))


@functools.lru_cache(maxsize=64)
def _closing(dialect: Dialect) -> re.Pattern[str]:
    """A quote that may end a value: the delimiter or the end of the line comes after it."""
    return re.compile(rf"{re.escape(dialect.quote)} *({re.escape(dialect.delimiter)}|\r?$)")


def _split_plain(text: str, dialect: Dialect) -> list[str]:
    if not dialect.escapes_delimiters or quoting.BACKSLASH not in text:
        return text.split(dialect.delimiter) if dialect.delimiter else [text]
    fields, at = [], 0
    while at >= 0:
        value, at = quoting.plain_field(text, at, dialect)
        fields.append(value)
    return fields
