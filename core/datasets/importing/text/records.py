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

from core.datasets.importing.text.dialect import Dialect

FAR = 32 << 20  # letters of one cell; a quote that stays open for longer was never meant to open
NEAR = 1 << 16  # the same, once a quote of this file was found to stay open
PATIENCE = 100  # lines in one cell that look as if they closed its quote and did not
FEWEST_RUNAWAY_LINES = 4
RUNAWAY_SHARE = 0.8  # of a cell's inner lines that look like rows, above which the quote was never closed

NEVER_CLOSED = "a quote is opened and never closed"


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


def read(
    lines: Iterable[str], dialect: Dialect, *, width: int = 0, first_line: int = 1, patience: int = PATIENCE
) -> Iterator[Record]:
    """Every record, blank ones too. `width`, if known, helps to tell a long cell from a quote left open."""
    return iter(_Reader(iter(lines), dialect, width, first_line, patience))


def split(text: str, dialect: Dialect) -> list[str] | None:
    """The values of one record, or None when a quote is still open at its end."""
    if dialect.aligned:
        return re.split(rf"{dialect.delimiter}+|\t+", text.strip())
    if not dialect.quote or dialect.quote not in text:
        return _split_plain(text, dialect)
    fields, at = [], 0
    while True:
        opening = _opening_quote(text, at, dialect)
        if opening < 0:
            value, at = _plain_field(text, at, dialect.delimiter)
        else:
            closed = _quoted_field(text, opening + 1, dialect)
            if closed is None:
                return None
            value, at = closed
        fields.append(value)
        if at < 0:
            return fields


@dataclass
class _Reader:
    source: Iterator[str]
    dialect: Dialect
    width: int
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
            fields = split(text, self.dialect)
            record = self._long_record(text) if fields is None else Record(self.line, text, fields)
            self.line += record.text.count("\n") + 1
            yield record

    def _next_line(self) -> str | None:
        if self.waiting:
            return self.waiting.popleft()
        line = next(self.source, None)
        return None if line is None else line.removesuffix("\n")

    def _long_record(self, first: str) -> Record:
        """A record whose first line leaves a quote open: takes further lines until the quote is closed."""
        lines, letters, tries, closing = [first], len(first), 0, _closing(self.dialect)
        while letters < self.reach and tries < self.patience and (line := self._next_line()) is not None:
            lines.append(line)
            letters += len(line)
            if not closing.search(line):
                continue
            tries += 1
            fields = split("\n".join(lines), self.dialect)
            if fields is not None and not self._runs_away(lines):
                return Record(self.line, "\n".join(lines), fields)
            if fields is not None:
                break
        self.reach = NEAR
        self.waiting.extendleft(reversed(lines[1:]))
        return Record(self.line, first, _split_plain(first, self.dialect), NEVER_CLOSED)

    def _runs_away(self, lines: list[str]) -> bool:
        """Whether the lines inside one cell look like rows of the table themselves.

        Where a stray quote opened the cell, so does the line it stands in; the first and the last line of a cell that
        was meant hold other values of its row, or less than a row.
        """
        inner = lines[1:-1]
        if self.width < 2 or len(inner) < FEWEST_RUNAWAY_LINES:
            return False
        if not any(self._looks_like_a_row(line) for line in (lines[0], lines[-1])):
            return False
        return sum(map(self._looks_like_a_row, inner)) > RUNAWAY_SHARE * len(inner)

    def _looks_like_a_row(self, line: str) -> bool:
        return line.count(self.dialect.delimiter) == self.width - 1


@functools.lru_cache(maxsize=64)
def _closing(dialect: Dialect) -> re.Pattern[str]:
    """A quote that may end a value: the delimiter or the end of the line comes after it."""
    return re.compile(rf"{re.escape(dialect.quote)} *({re.escape(dialect.delimiter)}|$)")


def _split_plain(text: str, dialect: Dialect) -> list[str]:
    return text.split(dialect.delimiter) if dialect.delimiter else [text]


def _opening_quote(text: str, at: int, dialect: Dialect) -> int:
    """Where the quote is that opens the field at `at` (spaces may come before it), -1 if it is not quoted."""
    while at < len(text) and text[at] == " " and dialect.delimiter != " ":
        at += 1
    return at if text.startswith(dialect.quote, at) else -1


def _plain_field(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """The value that starts at `at` and where the next one starts, -1 after the last."""
    end = text.find(delimiter, at) if delimiter else -1
    return (text[at:], -1) if end < 0 else (text[at:end], end + len(delimiter))


def _quoted_field(text: str, start: int, dialect: Dialect) -> tuple[str, int] | None:
    """The same for a quoted value whose text starts at `start`; None if it is not closed.

    A quote closes only before a delimiter or the end; any other is taken for a character of the value.
    """
    quote, at = dialect.quote, start
    while (found := text.find(quote, at)) >= 0:
        if not dialect.doubles_quotes and _escaped(text, found, start, dialect.escape):
            at = found + 1
        elif dialect.doubles_quotes and text.startswith(quote, found + 1):
            at = found + 2
        else:
            after = _after_quote(text, found + 1, dialect.delimiter)
            if after is not None:
                return _unescaped(text[start:found], dialect), after
            at = found + 1
    return None


def _after_quote(text: str, at: int, delimiter: str) -> int | None:
    """Where the next field starts if the value ends here (-1: it was the last), None if it does not end."""
    rest = at
    while rest < len(text) and text[rest] == " " and delimiter != " ":
        rest += 1
    if rest == len(text):
        return -1
    return rest + len(delimiter) if delimiter and text.startswith(delimiter, rest) else None


def _escaped(text: str, at: int, start: int, escape: str) -> bool:
    count = 0
    while escape and at - count - 1 >= start and text[at - count - 1] == escape:
        count += 1
    return count % 2 == 1


def _unescaped(text: str, dialect: Dialect) -> str:
    if dialect.doubles_quotes:
        return text.replace(dialect.quote * 2, dialect.quote)
    return re.sub(re.escape(dialect.escape) + "(.)", r"\1", text, flags=re.DOTALL) if dialect.escape else text
