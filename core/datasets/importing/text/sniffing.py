"""Which delimiter and quotes make the best table of a sample: every likely pair is tried and scored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from core.datasets.importing.text.lines import records, shapes
from core.datasets.importing.text.lines.dialect import Dialect
from core.datasets.importing.text.lines.records import Record

# What people separate values with, and how far each is trusted: the later ones also stand inside values, so the table
# that they make has to be that much better.
TRUST = {
    ",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0, "\x01": 1.0, "\x1f": 1.0, "\x1e": 1.0,
    "│": 1.0, "^": 0.95, "~": 0.95, "¦": 0.95, "§": 0.95, "||": 0.95, "::": 0.95, "->": 0.9,
    "=>": 0.9, "\\t": 0.95, "，": 0.9, "；": 0.9,
    " ": 0.55, ":": 0.55,
}  # fmt: skip
TRUST_IN_SEVERAL_LETTERS = 0.9  # of an invented delimiter such as ~|~
TRUST_IN_ANY = 0.5  # of one invented letter such as #
USUAL = ",;\t|"

MOST_RECORDS = 1000  # records that a pair is judged by
JUDGED_ROWS = 200
PATIENCE = 5  # most pairs that are tried are wrong, and see quotes open everywhere
ONE_COLUMN_BELOW = 0.30  # score under which no delimiter convinces
FEWEST_REGULAR = 0.5  # share of records that must have the commonest width
FOUND_IN = 0.9  # share of lines in which an unusual delimiter occurs equally often
FEWEST_WRAPPED = 2  # lines
WRAPPED_FROM = 0.5  # score of a table inside quoted lines
MOST_IN_RUNS = 0.7  # share of records as wide as a neighbour that makes several tables out of one irregular one
ALMOST = 0.9  # several tables are less likely than one
LEAST_EXPLAINED = 0.6  # what a dialect keeps of its score that explains no quote
TEXT_WORTH = 0.6  # how far a long text counts as a value
UNUSUAL = re.compile(r"<[^<>\s/]{1,10}>|[^\w\s\"'.+\-:/]{2,5}|[^\w\s\"'.+\-,;|^~:/\\@()]")
COMMAS_READ = "commas were taken for decimal or thousands marks; choose the delimiter comma if they separate columns."
HALVED = re.compile(r"(-?\d+,\d{1,3}\n+)+(-?\d+,\d{1,3})?")  # two columns, or one of decimals
HALVES = "Each line could also be one number with a decimal comma; then choose no delimiter."
CLOCK = re.compile(r"(?<![:\d])\d{1,2}:\d\d(?![\d])")
LONGEST_PRINTED = 2000  # letters of a line of a printed table
FEWEST_ALIGNED = 3  # lines of a printed table that show where its columns are
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
    alone = Guess(Dialect("", quote='"' if quote is None else quote), 1, 0.5, 1.0)
    if delimiter is None and (name := _name_of_numbers(text)):
        return replace(alone, score=1.0, note=f"“{name}”: {COMMAS_READ}")
    delimiters = _candidates(text) if delimiter is None else (delimiter,)
    guesses = [g for d in delimiters for dialect in _dialects(text, d, quote) if (g := _judged(text, dialect))]
    best = max(guesses, key=lambda guess: guess.score, default=None)
    if delimiter:
        return best or Guess(Dialect(delimiter, quote='"' if quote is None else quote), 1, 0.0, 1.0)
    aligned = _aligned(text) if delimiter is None else None
    if aligned and (best is None or best.dialect.delimiter == " " or best.score < aligned.score):
        return aligned
    if wrapped := _wrapped(text):
        return wrapped
    if best is None or best.score < ONE_COLUMN_BELOW or best.regular < FEWEST_REGULAR:
        return alone
    if rival := _rival(text, best, guesses):
        best, rival = (rival, best) if rival.dialect.delimiter == "\t" else (best, rival)  # tabs are in no value
        best = replace(best, note=f"Every line could also be separated by {rival.dialect.delimiter_name}s.")
    best = _extended(text, best)
    return replace(best, note=HALVES) if best.dialect.delimiter == "," and HALVED.fullmatch(text) else best


def _rival(text: str, best: Guess, guesses: list[Guess]) -> Guess | None:
    """Another usual delimiter that makes as regular a table, names included."""
    names = text.lstrip("\n").split("\n", 1)[0]
    others = (g for g in guesses if g.dialect.delimiter in USUAL and g.dialect.delimiter != best.dialect.delimiter)
    return next((g for g in others if g.regular == 1 == best.regular and g.dialect.delimiter in names), None)


def _wrapped(text: str) -> Guess | None:
    """A table whose lines are each quoted as a whole, as some programs do to lines that hold their delimiter."""
    lines = [line for line in text.split("\n") if line.strip()]
    inside = [records.unwrapped(line, '"') for line in lines]
    opened = sum(1 for line, inner in zip(lines, inside, strict=True) if line != inner)
    if len(lines) < FEWEST_WRAPPED or opened < len(lines) - 1:  # the names may stand without
        return None
    guess = sniff("\n".join(inside))
    prose = guess.width < 2 or guess.dialect.delimiter.endswith(" ") or guess.dialect.aligned
    if prose or guess.regular < 1 or guess.score < WRAPPED_FROM:
        return None
    return replace(guess, dialect=replace(guess.dialect, wrapped=True), note="Every line was quoted as a whole.")


def _name_of_numbers(text: str) -> str:
    """The name above an only column of numbers with commas; empty if this is none."""
    name, *values = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    if not values or any(mark in name for mark in USUAL) or not any("," in value for value in values):
        return ""
    named = any(letter.isalpha() for letter in name) and shapes.shape(name) not in shapes.TYPED
    return name if named and all(shapes.shape(value) == shapes.NUMBERS for value in values) else ""


def _candidates(text: str) -> tuple[str, ...]:
    """The usual delimiters that occur, and unusual ones that occur equally often in nearly every line."""
    lines = [line for line in text.split("\n", 60)[:60] if line.strip()]
    if _are_single_values(lines):
        return tuple(mark for mark in USUAL if mark in text)
    unusual = Counter(found for line in lines[:20] for found in set(UNUSUAL.findall(line)))
    regular = tuple(found for found, _count in unusual.most_common(8) if _equally_often(found, lines))
    usual = (mark for mark in TRUST if mark in text and not (mark == ":" and CLOCK.search(text)))
    return tuple(dict.fromkeys((*usual, *regular)))


def _are_single_values(lines: list[str]) -> bool:
    """Whether most lines are one address, path or word: what stands inside it separates nothing."""
    single = [line for line in lines if " " not in line.strip() and shapes.shape(line) == shapes.WORDS]
    return len(single) >= FOUND_IN * len(lines)


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
    if delimiter.strip() and f"\\{delimiter}" in text:
        yield Dialect(delimiter, escapes_delimiters=True)
    edge = re.escape(delimiter)
    if delimiter and re.search(rf"(^|{edge})'[^'\n]*'({edge}|$)", text, re.MULTILINE):
        yield Dialect(delimiter, "'", "'")


def _judged(text: str, dialect: Dialect) -> Guess | None:
    """How good a table this dialect makes; None if it makes no columns."""
    read = records.read(text.split("\n"), dialect, patience=PATIENCE)
    some = [record for record in islice(read, MOST_RECORDS) if not record.blank]
    width, count = _commonest_width(some)
    if width < 2:
        return None
    body = [record.fields for record in some if len(record.fields) == width][:JUDGED_ROWS]
    regular = max(count / len(some), ALMOST * _in_runs(some))
    score = regular * (0.35 + 0.65 * _tidy(body, width)) * (1 - 1 / (width + 0.5)) ** 0.5
    score *= _trust(dialect.delimiter) * _explained(text, dialect)
    return Guess(dialect, width, score + _quote_bonus(body, dialect, some), regular)


def _in_runs(some: list[Record]) -> float:
    """Share of the records that are as wide as the one before or after them: high for several tables, one by one."""
    widths = [0, *(len(record.fields) for record in some), 0]
    near = sum(
        1 for at in range(1, len(widths) - 1) if widths[at] > 1 and widths[at] in (widths[at - 1], widths[at + 1])
    )
    share = near / len(some)
    return share if share >= MOST_IN_RUNS else 0.0


def _commonest_width(some: Iterable[Record]) -> tuple[int, int]:
    widths = Counter(len(record.fields) for record in some)
    return max(widths.items(), key=lambda item: (item[1] * (1 if item[0] > 1 else 0.3), item[0]), default=(1, 0))


def _trust(delimiter: str) -> float:
    several = TRUST_IN_SEVERAL_LETTERS if len(delimiter) > 1 else TRUST_IN_ANY
    return TRUST.get(delimiter, several)


def _explained(text: str, dialect: Dialect) -> float:
    """How far the quotes of this text stand where this dialect wants them, beside a delimiter or a line end.

    Where a wrong delimiter cuts quoted values into pieces, the quotes stand in the middle of the pieces.
    """
    quote = dialect.quote or '"'
    start = text[:100_000]
    marks = len(re.findall(rf"(?:{re.escape(quote)})+", start))
    if not marks or quote == "'":
        return 1.0
    edge, mark = re.escape(dialect.delimiter), re.escape(quote)
    beside = len(re.findall(rf"(?:(?:^|{edge}) *{mark}+|{mark}+ *(?={edge}|$))", start, re.MULTILINE))
    return LEAST_EXPLAINED + (1 - LEAST_EXPLAINED) * min(1.0, beside / marks)


def _tidy(body: list[list[str]], width: int) -> float:
    """How much the cells look like values, and how far each column keeps to one shape: 0 to 1."""
    cells = [cell for row in body for cell in row]
    good = sum(_worth(cell) for cell in cells) / len(cells)
    pure = sum(shapes.purity(row[column] for row in body[1:]) for column in range(width)) / width
    return good * pure


def _worth(cell: str) -> float:
    """How far this looks like one value: a long text does less, one that still holds other delimiters hardly."""
    if shapes.shape(cell) != shapes.TEXT:
        return 1.0
    inside = sum(1 for mark in USUAL if mark in cell and f"{mark} " not in cell)
    return TEXT_WORTH / (1 + inside)


def _quote_bonus(body: list[list[str]], dialect: Dialect, some: list[Record]) -> float:
    """A little more for an unusual quote or escape that explains the text, less for one that leaves quotes over."""
    faults = sum(1 for record in some if record.fault)
    if dialect.quote == "'":
        left_over = any(cell.startswith("'") for row in body for cell in row)
        return -0.2 if left_over else 0.02
    return (0.011 if not dialect.doubles_quotes else 0.0) - 0.2 * faults / max(len(some), 1)


def _extended(text: str, best: Guess) -> Guess:
    """The same with a longer delimiter, such as a comma and a space, if every one in the file is that long."""
    mark = best.dialect.delimiter
    if best.dialect.aligned or not mark.strip(" ") or mark.endswith(" "):
        return best
    for longer in (f" {mark} ", f"{mark} ", mark * 2):
        guess = _judged(text, replace(best.dialect, delimiter=longer)) if longer in text else None
        width = (best.width + 1) // 2 if longer == mark * 2 else best.width
        if guess and guess.width == width and guess.regular >= best.regular:
            return replace(guess, score=max(guess.score, best.score), note=best.note)
    return best


def _aligned(text: str) -> Guess | None:
    """Columns made with spaces, as from a printer: cut where every line has a space, or else by gaps of spaces."""
    lines = [line for line in text.split("\n", 400)[:400] if line.strip()]
    if len(lines) < 2 or any("\t" in line for line in lines):
        return None
    if cuts := _cuts(lines):
        return _judged(text, Dialect("  ", "", "", aligned=True, cuts=cuts))
    wide = sum(1 for line in lines if ALIGNED_LINE.fullmatch(line))
    if _are_numbers_in_a_row(lines):
        return _judged(text, Dialect(" ", "", "", aligned=True))
    if wide >= FOUND_IN * len(lines):
        return _judged(text, Dialect("  ", "", "", aligned=True))
    ragged_gaps = any("  " in line.strip() for line in lines)
    guess = _judged(text, Dialect(" ", "", "", aligned=True)) if ragged_gaps else None
    return guess if guess and guess.regular == 1 else None


def _are_numbers_in_a_row(lines: list[str]) -> bool:
    """Whether each line holds equally many numbers, with a name for each; the first word may name the row."""
    names, *rows = [line.split() for line in lines]
    one_each = len(names) > 1 and rows and all(len(row) == len(rows[0]) for row in rows)
    if not one_each or len(rows[0]) - len(names) not in (0, 1) or any('"' in line for line in lines):
        return False
    values = [shapes.shape(value) for row in rows for value in row[1:]]
    return shapes.NUMBERS in values and all(found in (shapes.EMPTY, *shapes.TYPED) for found in values)


def _cuts(lines: list[str]) -> tuple[int, ...]:
    """Where a printed table is cut into columns: before each run of text that no line crosses, one for each name."""
    length = max(map(len, lines))
    if length > LONGEST_PRINTED:
        return ()
    used = [any(at < len(line) and line[at] != " " for line in lines) for at in range(length)]
    starts = [at for at in range(length) if used[at] and (at == 0 or not used[at - 1])]
    names = lines[0].split()
    gaps = sum(1 for line in lines if "  " in line.strip()) >= len(lines) / 2
    named = [lines[0][start:end].split() for start, end in zip(starts, (*starts[1:], length), strict=True)]
    one_each = all(len(name) == 1 for name in named[1:]) and len(named[0]) <= 1 if named else False
    enough = len(lines) >= FEWEST_ALIGNED and gaps and one_each and len(starts) in (len(names), len(names) + 1)
    return tuple(starts[1:]) if enough and len(starts) > 1 else ()
