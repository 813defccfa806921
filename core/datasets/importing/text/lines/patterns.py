"""What the rows of a table look like, column by column, so that a row which lost its place can be told and put back."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.datasets.importing.text.lines import shapes

MOST_ROWS = 500  # rows that a pattern is made from
MOST_GAPS = 2  # values too few or too many up to which a row is put back
MOST_COLUMNS = 100  # of a wider table no row is put back
FIT_GAIN = 0.25  # how much better than as written a row has to fit before it is moved, in columns
ROW_FIT = 0.75  # mean fit from which on a line looks like a row of the table
LONG_MASK = 12
LETTERS, DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


@dataclass(frozen=True)
class Pattern:
    """How often each shape and each mask occurs in every column, as shares."""

    columns: tuple[tuple[dict[str, float], dict[str, float]], ...]

    @property
    def width(self) -> int:
        return len(self.columns)

    def fit(self, value: str, column: int) -> float:
        """How usual such a value is in this column: 0 to 1."""
        by_shape, by_mask = self.columns[column]
        return 0.5 * by_shape.get(shapes.shape(value), 0.0) + 0.5 * by_mask.get(mask(value), 0.0)

    def fits(self, fields: Sequence[str]) -> bool:
        """Whether these values make a usual row, by what most of the columns hold."""
        if len(fields) != self.width:
            return False
        seen = sum(1 for at, field in enumerate(fields) if self.columns[at][0].get(shapes.shape(field)))
        return seen >= ROW_FIT * self.width


def learn(rows: Iterable[Sequence[str]], width: int) -> Pattern:
    """The pattern of those of these rows that have the table's width."""
    some = [row for row in itertools.islice(rows, MOST_ROWS) if len(row) == width]
    columns = (
        (_shares(shapes.shape(row[at]) for row in some), _shares(mask(row[at]) for row in some)) for at in range(width)
    )
    return Pattern(tuple(columns))


def mask(value: str) -> str:
    """The value with its letters as “a” and its digits as “9”: `MG-8769` is `a-9`."""
    return DIGITS.sub("9", LETTERS.sub("a", value.strip()[:200]))[:LONG_MASK]


def put_back(fields: Sequence[str], pattern: Pattern) -> list[str] | None:
    """The row with its values in the columns that they fit: one too short gets its gap where it belongs, one with a
    delimiter too many loses an empty value. None where the row as written fits as well, or nothing fits.
    """
    missing = pattern.width - len(fields)
    if pattern.width > MOST_COLUMNS or not 0 < abs(missing) <= MOST_GAPS:
        return None
    rows = _with_gaps(fields, missing) if missing > 0 else _without_empties(fields, -missing)
    as_written = [*fields[: pattern.width], *[""] * missing]
    scored = sorted(((_fit(row, pattern), row) for row in rows), key=lambda found: -found[0])
    if not scored or scored[0][0] < _fit(as_written, pattern) + FIT_GAIN:
        return None
    return list(scored[0][1])


def _with_gaps(fields: Sequence[str], missing: int) -> Iterable[list[str]]:
    for places in itertools.combinations_with_replacement(range(len(fields) + 1), missing):
        row = list(fields)
        for at in reversed(places):
            row.insert(at, "")
        yield row


def _without_empties(fields: Sequence[str], extra: int) -> Iterable[list[str]]:
    empties = [at for at, field in enumerate(fields) if not field.strip()]
    for places in itertools.combinations(empties, extra):
        yield [field for at, field in enumerate(fields) if at not in places]


def _fit(fields: Sequence[str], pattern: Pattern) -> float:
    return sum(pattern.fit(field, at) for at, field in enumerate(fields))


def _shares(found: Iterable[str]) -> dict[str, float]:
    counts = Counter(found)
    total = counts.total()
    return {key: count / total for key, count in counts.items()}
