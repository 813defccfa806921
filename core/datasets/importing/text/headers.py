"""The header of a table: whether the first line is one, the names in it, and the further lines that belong to it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.datasets.importing.reporting.words import count
from core.datasets.importing.text.lines import patterns, shapes
from core.datasets.importing.text.lines.records import Record

MOST_LINES = 4  # lines below the first that may belong to the header
ROWS_BELOW = 50  # rows below that are looked at
FEWEST_BELOW = 2  # rows that show what the columns below a header hold
FEWEST_ALIKE, ALIKE = 3, 0.9  # values written alike, such as A-17 and B-3, that show what the first line is
SURE, LIKELY, UNSURE = 1.0, 0.9, 0.6

YEAR = re.compile(r"(19|20)\d\d")
RULE = re.compile(r":?-{2,}:?|={2,}")  # the line under a header in Markdown and in printed tables
UNIT = re.compile(r"[\[(<].*[\])>]|[a-zA-Z]{1,3}|\S{0,6}[°%µ/²³^]\S{0,6}|(years?|days?|hours?|mmHg|count|number|text)")
NAME_STYLES = (str.islower, str.isupper, lambda text: "_" in text)
USUAL_NAME = re.compile(
    r"(?i)(^|[_\W])(id|no|nr|name|date|day|month|year|time|city|town|state|country|region|type|kind|class|code|status|"
    r"value|title|desc(ription)?|comments?|notes?|text|e?mail|phone|address|street|zip|url|link|gender|sex|group|"
    r"category|label|species|product|item|customer|company|author|key|first|last|from|to|nom|ville|pays|stadt|land|"
    r"datum|ort|nombre|fecha)($|[_\W])"
)


@dataclass(frozen=True)
class Names:
    """The names, how many lines below the first belong to them, and what to tell."""

    names: tuple[str, ...]
    further: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether the first line is a header, how sure that is, and why."""

    present: bool
    confidence: float
    evidence: str


def judge(head: Record, body: list[list[str]], width: int) -> Verdict:
    heads = [shapes.shape(cell(head.fields, column)) for column in range(width)]
    if not body:
        words = not any(found in shapes.TYPED for found in heads)
        return Verdict(words, UNSURE, "the only line holds words" if words else "the only line holds values")
    others = [row for row in body if row != head.fields]  # the header may come again below
    typed = [column for column in range(width) if shapes.common(_column(others, column)) in shapes.TYPED]
    above = sum(1 for column in typed if heads[column] in (shapes.WORDS, shapes.TEXT))
    if above:
        return Verdict(True, SURE, f"the first line holds words above {count(above, 'column')} of numbers or dates")
    dated = [column for column in typed if heads[column] == shapes.DATES]
    if dated == typed and typed and all(shapes.common(_column(others, at)) == shapes.NUMBERS for at in typed):
        return Verdict(True, LIKELY, "the first line holds dates above columns of numbers")
    if typed:
        return _header_of_years(head, body, typed, heads)
    return _header_of_words(head, body, width)


def _header_of_years(head: Record, body: list[list[str]], typed: list[int], heads: list[str]) -> Verdict:
    """Every column of numbers has a number, or nothing, on top: a header only if these are years like 2019, 2020."""
    texts = [cell(head.fields, column) for column in typed]
    words = any(found in (shapes.WORDS, shapes.TEXT) for found in heads)
    if words and not any(texts):
        return Verdict(True, LIKELY, "the first line names only columns of words")
    if len(body) > 1 and _words_above_values(body, typed):
        return Verdict(True, LIKELY, "the second line holds words above columns of numbers")
    years = [int(text) for text in texts if YEAR.fullmatch(text)]
    inside = any(YEAR.fullmatch(cell(row, column)) for row in body[:50] for column in typed)
    steps = {after - before for before, after in itertools.pairwise(years)}
    all_years, in_steps = len(years) == len(texts), len(steps) == 1 and 0 not in steps
    if all_years and ((words and (in_steps or not inside)) or (len(years) > 2 and steps == {1} and not inside)):
        return Verdict(True, LIKELY, "the first line holds years above columns of numbers")
    return Verdict(False, LIKELY, "the first line holds values like those below it")


def _words_above_values(body: list[list[str]], typed: list[int]) -> bool:
    """Whether the first of these rows names the columns whose other rows hold values."""
    named = all(shapes.shape(cell(body[0], column)) in (shapes.WORDS, shapes.TEXT) for column in typed)
    return named and all(shapes.common(_column(body[1:], column)) in shapes.TYPED for column in typed)


def _header_of_words(head: Record, body: list[list[str]], width: int) -> Verdict:
    """Only words everywhere: a header unless its texts come again below, in several columns."""
    names = [cell(head.fields, column) for column in range(width)]
    again = sum(1 for column, name in enumerate(names) if name and name in _column(body, column))
    if again > width / 2 and again >= 2:
        return Verdict(False, UNSURE, f"{again} texts of the first line come again further down")
    alike = sum(1 for column, name in enumerate(names) if _is_like(name, _column(body, column)))
    if alike:
        return Verdict(False, LIKELY, f"the first line holds {count(alike, 'value')} written like those below it")
    sure = len(set(names)) == len(names) and all(names) and width > 1 and _are_set_apart(names, body)
    return Verdict(
        True, LIKELY if sure else UNSURE, "every column holds words; the first line is taken for their names"
    )


def _are_set_apart(names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether words are written like names and not like the words below them."""
    if any(USUAL_NAME.search(name) for name in names):
        return True
    below = [cell for row in body[:50] for cell in row if cell.strip()]
    return any(all(map(style, names)) and sum(map(style, below)) < len(below) / 2 for style in NAME_STYLES)


def short(head: Record, width: int, verdict: Verdict) -> tuple[str, ...]:
    """What to tell of a header that has fewer names than there are columns."""
    if not verdict.present or len(head.fields) >= width:
        return ()
    return (f"The header has {count(len(head.fields), 'name')} for {count(width, 'column')}; check which is missing.",)


def _is_like(name: str, values: Sequence[str]) -> bool:
    """Whether a value is written like nearly all of these, with signs or digits at the same places."""
    found = patterns.mask(name)
    if len(values) < FEWEST_ALIKE or found.strip("a ") == "":
        return False
    return sum(1 for value in values if patterns.mask(value) == found) >= ALIKE * len(values)


def names_of(head: Record, body: list[list[str]], width: int) -> tuple[str, ...]:
    named = [field for field in head.fields if field.strip()]
    fields = named if len(named) == width < len(head.fields) else head.fields  # a delimiter too many between names
    names = [cell(fields, column) for column in range(min(width, len(fields)))]
    names[0] = names[0].lstrip("#").strip() or names[0]  # some programs write the header as a remark
    if len(head.fields) == width - 1 and body and _are_row_names(body, width):
        return ("", *names)
    return (*names, *[""] * (width - len(names)))


def _are_row_names(body: list[list[str]], width: int) -> bool:
    """Whether the first values name the rows (all different) and the last column is not just a trailing delimiter."""
    firsts, lasts = _column(body, 0), _column(body, width - 1)
    return len(set(firsts)) == len(firsts) and all(firsts) and any(lasts)


def more_lines(body: list[list[str]], names: tuple[str, ...], width: int, most: int, *, all_text: bool) -> Names:
    """The lines below the first that belong to the header too: a rule, the names again, units, more names to join."""
    further, notes = 0, []
    while further < most:
        row = tuple(cell(body[further], column) for column in range(width))
        again = width > 1 and (row == names or (further > 0 and row == tuple(body[further - 1])))
        known = body[further + 1 : further + 1 + ROWS_BELOW]
        if again and not all_text:
            notes = ["The header stands there more than once."]
        elif again or _goes_on(row, names, known, width):
            names, notes = _joined(names, row), [f"{'Two' if not further else 'Several'} header lines were joined."]
        elif _are_units(row, known, width):
            notes = [f"A line of units was set aside: {' | '.join(row)}."]
        elif not _is_rule(row, width):
            break
        further += 1
    return Names(names, further, tuple(notes))


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
    if any(shapes.shape(text) in shapes.TYPED for text in row) or not _names_all(row, names, typed):
        return False
    return len(typed) >= (1 if holes else max(2, width / 2))


def _names_all(row: Sequence[str], names: Sequence[str], typed: Sequence[int]) -> bool:
    """Whether there are words in each of these columns; below a name that has columns without one beside it, in one."""
    named = [is_words(row[column]) for column in typed]
    missing = [column for column in typed if not row[column]]
    apart = any(not name and text for name, text in zip(names, row, strict=True))
    if apart and missing:
        return any(named) and sum(named) + len(missing) == len(typed) and all(names[column] for column in missing)
    return all(named)


def _are_units(row: Sequence[str], below: Sequence[Sequence[str]], width: int) -> bool:
    typed = _typed(below, width)
    units = all(UNIT.fullmatch(text) for text in row if text) and all(is_words(row[column]) for column in typed)
    return units and len(typed) >= max(1, width / 2)


def is_words(text: str) -> bool:
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
    return [cell(row, column) for row in rows]


def cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
