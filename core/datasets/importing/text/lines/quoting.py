"""One line with quotes out of place: every way to read it is weighed, and the one with the table's width is taken."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.datasets.importing.text.lines.dialect import Dialect

LONGEST = 20_000  # letters of a line that is worth the search
MOST_COLUMNS = 200
MOST_CLOSINGS = 6  # quotes that may close one value
MOST_WAYS = 64  # ways that are followed at a time
BACKSLASH = "\\"
STRAY = 2  # cost of a quote that opens nothing; a lone quote inside quotes costs 1


@dataclass(frozen=True)
class _Way:
    """Values read so far, where the next one starts (-1: none is left), and how odd the reading is."""

    fields: tuple[str, ...]
    at: int
    cost: int


def reread(text: str, dialect: Dialect, width: int) -> list[str] | None:
    """The least odd way to read this line as so many values; None if there is none, or the line is too long to try."""
    if not 1 < width <= MOST_COLUMNS or len(text) > LONGEST or not dialect.delimiter:
        return None
    ways = [_Way((), 0, 0)]
    for _column in range(width):
        best: dict[int, _Way] = {}
        for way in (longer for known in ways if known.at >= 0 for longer in _read_on(text, known, dialect)):
            if way.at not in best or way.cost < best[way.at].cost:
                best[way.at] = way
        ways = sorted(best.values(), key=lambda way: way.cost)[:MOST_WAYS]
    whole = [way for way in ways if way.at < 0]
    return list(whole[0].fields) if whole else None


def opens_inside(text: str, dialect: Dialect) -> bool:
    """Whether a value of this record holds a lone quote where one would open a value: it swallowed other values."""
    at = 0
    while at >= 0:
        opening = opening_quote(text, at, dialect)
        if opening < 0:
            _value, at = plain_field(text, at, dialect)
            continue
        closed = quoted_field(text, opening + 1, dialect)
        if closed is None:
            return True
        end = text.rfind(dialect.quote, opening + 1, closed[1] if closed[1] >= 0 else len(text))
        if _opening(dialect).search(_without_pairs(text[opening + 1 : end], dialect)):
            return True
        at = closed[1]
    return False


def _read_on(text: str, way: _Way, dialect: Dialect) -> Iterator[_Way]:
    opening = opening_quote(text, way.at, dialect)
    if opening >= 0:
        for value, after, odd in _closings(text, opening + 1, dialect):
            yield _Way((*way.fields, value), after, way.cost + odd)
    value, after = plain_field(text, way.at, dialect)
    yield _Way((*way.fields, value), after, way.cost + (STRAY if opening >= 0 else 0))


def _closings(text: str, start: int, dialect: Dialect) -> Iterator[tuple[str, int, int]]:
    at, found = start, 0
    while found < MOST_CLOSINGS and (at := text.find(dialect.quote, at)) >= 0:
        after = after_quote(text, at + 1, dialect.delimiter)
        if after is not None:
            inside = text[start:at]
            yield unescaped(inside, dialect), after, _lone_quotes(inside, dialect)
            found += 1
        at += 1


def _lone_quotes(inside: str, dialect: Dialect) -> int:
    return _without_pairs(inside, dialect).count(dialect.quote)


def _without_pairs(inside: str, dialect: Dialect) -> str:
    return inside.replace(dialect.quote * 2 if dialect.doubles_quotes else dialect.escape + dialect.quote, "")


@functools.lru_cache(maxsize=64)
def _opening(dialect: Dialect) -> re.Pattern[str]:
    return re.compile(rf"(?:\n|{re.escape(dialect.delimiter)}) *{re.escape(dialect.quote)}")


def opening_quote(text: str, at: int, dialect: Dialect) -> int:
    """Where the quote is that opens the field at `at` (spaces may come before it), -1 if it is not quoted."""
    while at < len(text) and text[at] == " " and dialect.delimiter != " ":
        at += 1
    return at if text.startswith(dialect.quote, at) else -1


def plain_field(text: str, at: int, dialect: Dialect) -> tuple[str, int]:
    """The value that starts at `at` and where the next one starts, -1 after the last."""
    end = text.find(dialect.delimiter, at) if dialect.delimiter else -1
    while dialect.escapes_delimiters and end > at and _escaped(text, end, at, BACKSLASH):
        end = text.find(dialect.delimiter, end + 1)
    value = text[at:] if end < 0 else text[at:end]
    if dialect.escapes_delimiters:
        value = value.replace(BACKSLASH + dialect.delimiter, dialect.delimiter)
    return value, -1 if end < 0 else end + len(dialect.delimiter)


def quoted_field(text: str, start: int, dialect: Dialect) -> tuple[str, int] | None:
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
            after = after_quote(text, found + 1, dialect.delimiter)
            if after is not None:
                return unescaped(text[start:found], dialect), after
            at = found + 1
    return None


def after_quote(text: str, at: int, delimiter: str) -> int | None:
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


def unescaped(text: str, dialect: Dialect) -> str:
    if dialect.doubles_quotes:
        return text.replace(dialect.quote * 2, dialect.quote)
    return re.sub(re.escape(dialect.escape) + "(.)", r"\1", text, flags=re.DOTALL) if dialect.escape else text
