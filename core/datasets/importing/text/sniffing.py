"""Which delimiter and quotes make the best table of a sample: every likely pair is tried and scored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from core.datasets.importing.text import records, shapes
from core.datasets.importing.text.dialect import Dialect

DELIMITERS = (",", ";", "\t", "|", "||", "^", "~", "\x01", "\x1f", "\x1e", "¦", "§", "::", ":", " ")
MOST_RECORDS = 1000  # records that a pair is judged by
JUDGED_ROWS = 200
PATIENCE = 5  # most pairs that are tried are wrong, and see quotes open everywhere
WEAK = {" ": 0.55, ":": 0.55}  # these also stand inside values, so they have to be that much better
ONE_COLUMN_BELOW = 0.30  # score under which no delimiter convinces
FEWEST_REGULAR = 0.5  # share of records that must have the commonest width
FOUND_IN = 0.9  # share of lines in which an unusual delimiter occurs equally often
UNUSUAL = re.compile(r"<[^<>\s]{1,10}>|[^\w\s\"'.+\-]{2,5}|[^\w\s\"'.+\-,;|^~:]")
DECIMALS_ALONE = re.compile(r"[^\n,;\t|]*[^\W\d_][^\n,;\t|]*(\n+ *-?\d+(,\d+)? *)+\n*")  # below one name, no delimiter
COMMAS_READ = "the comma was taken for the decimal mark; choose the delimiter comma if it separates two columns."
CLOCK = re.compile(r"\d:\d\d")
ALIGNED_LINE = re.compile(r"\s*\S+( \S+)*( {2,}\S+( \S+)*)+ *")


@dataclass(frozen=True)
class Guess:
    """A dialect, the number of columns it gives, how convincing it is (0 to 1) and how regular the records are.

    `note`, if any, is for the person.
    """

    dialect: Dialect
    width: int
    score: float
    regular: float
    note: str = ""


def sniff(text: str, *, delimiter: str | None = None, quote: str | None = None) -> Guess:
    """The most convincing dialect for this text; what a person chose is kept."""
    if delimiter is None and "," in text and DECIMALS_ALONE.fullmatch(text):
        name = text[: text.index("\n")].strip()
        return Guess(Dialect("", quote='"' if quote is None else quote), 1, 1.0, 1.0, f"“{name}”: {COMMAS_READ}")
    delimiters = _candidates(text) if delimiter is None else (delimiter,)
    guesses = [g for d in delimiters for dialect in _dialects(text, d, quote) if (g := _judged(text, dialect))]
    best = max(guesses, key=lambda guess: guess.score, default=None)
    aligned = _aligned(text) if delimiter is None else None
    if aligned and (best is None or best.dialect.delimiter == " " or best.score < aligned.score):
        return aligned
    if delimiter:
        return best or Guess(Dialect(delimiter), 1, 0.0, 1.0)
    if best is None or best.score < ONE_COLUMN_BELOW or best.regular < FEWEST_REGULAR:
        return Guess(Dialect("", quote='"' if quote is None else quote), 1, 0.5, 1.0)
    return best


def _candidates(text: str) -> tuple[str, ...]:
    """The usual delimiters that occur, and unusual ones that occur equally often in nearly every line."""
    lines = [line for line in text.split("\n", 60)[:60] if line.strip()]
    unusual = Counter(found for line in lines[:20] for found in set(UNUSUAL.findall(line)))
    regular = tuple(found for found, _count in unusual.most_common(8) if _equally_often(found, lines))
    usual = (d for d in DELIMITERS if d in text and not (d == ":" and CLOCK.search(text)))
    return tuple(dict.fromkeys((*usual, *regular)))


def _equally_often(found: str, lines: list[str]) -> bool:
    counts = Counter(line.count(found) for line in lines)
    count, lines_with_it = counts.most_common(1)[0]
    return count > 0 and lines_with_it >= FOUND_IN * len(lines)


def _dialects(text: str, delimiter: str, quote: str | None) -> Iterator[Dialect]:
    if quote is not None:
        yield Dialect(delimiter, quote, quote)
        return
    yield Dialect(delimiter)
    if re.search(r'\\"', text) and re.search(rf'\\"(?!\s*({re.escape(delimiter)}|\n|$))', text):
        yield Dialect(delimiter, '"', "\\")
    edge = re.escape(delimiter)
    if delimiter and re.search(rf"(^|{edge})'[^'\n]*'({edge}|$)", text, re.MULTILINE):
        yield Dialect(delimiter, "'", "'")


def _judged(text: str, dialect: Dialect) -> Guess | None:
    """How good a table this dialect makes; None if it makes no columns."""
    read = records.read(text.split("\n"), dialect, patience=PATIENCE)
    some = [record for record in islice(read, MOST_RECORDS) if not record.blank]
    widths = Counter(len(record.fields) for record in some)
    width, count = max(
        widths.items(), key=lambda item: (item[1] * (1 if item[0] > 1 else 0.3), item[0]), default=(1, 0)
    )
    if width < 2:
        return None
    body = [record.fields for record in some if len(record.fields) == width][:JUDGED_ROWS]
    regular = count / len(some)
    score = regular * (0.35 + 0.65 * _tidy(body, width)) * (1 - 1 / (width + 0.5)) ** 0.5
    score *= WEAK.get(dialect.delimiter, 1.0)
    return Guess(dialect, width, score + _quote_bonus(body, dialect, some), regular)


def _tidy(body: list[list[str]], width: int) -> float:
    """How much the cells look like values, and how far each column keeps to one shape: 0 to 1."""
    cells = [cell for row in body for cell in row]
    good = sum(1 for cell in cells if shapes.shape(cell) != shapes.TEXT) / len(cells)
    pure = sum(shapes.purity(row[column] for row in body[1:]) for column in range(width)) / width
    return good * pure


def _quote_bonus(body: list[list[str]], dialect: Dialect, some: list[records.Record]) -> float:
    """A little more for an unusual quote or escape that explains the text, less for one that leaves quotes over."""
    faults = sum(1 for record in some if record.fault)
    if dialect.quote == "'":
        left_over = any(cell.startswith("'") for row in body for cell in row)
        return -0.2 if left_over else 0.02
    return (0.011 if not dialect.doubles_quotes else 0.0) - 0.2 * faults / max(len(some), 1)


def _aligned(text: str) -> Guess | None:
    """Columns made with spaces, as from a printer: gaps of two spaces or more, or of any number of them."""
    lines = [line for line in text.split("\n", 400)[:400] if line.strip()]
    if len(lines) < 2:
        return None
    wide = sum(1 for line in lines if ALIGNED_LINE.fullmatch(line))
    if wide >= FOUND_IN * len(lines):
        return _judged(text, Dialect("  ", "", "", aligned=True))
    ragged_gaps = any("  " in line.strip() for line in lines) and not any("\t" in line for line in lines)
    guess = _judged(text, Dialect(" ", "", "", aligned=True)) if ragged_gaps else None
    return guess if guess and guess.regular == 1 else None
