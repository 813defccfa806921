"""From a sample of a column's values to the few conversions that deserve a look at the whole file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence

from core.datasets.importing.types.notations import booleans, dates, durations, missing, mixed, months, numbers
from core.datasets.importing.types.notations.conversions import Conversion

MOST_VALUES = 400  # distinct values looked at: more would not change the candidates, only take time
TOLERATED = 0.03  # share of sampled values that may not fit: the whole file decides, this only opens the door

CODE = r"[+-]?0[0-9]+"  # 007 is a code, whatever the rest of the column looks like
BARE_NUMBER = re.compile(r"[+-]?[0-9]*[.,]?[0-9]*")  # no date is written like this
MAY_BE_DATE = re.compile(r"(?:[^\W\d]{3,12}[ .,-]+)?\d{1,4}(?:st|nd|rd|th)?[-/.: ,TZ年]+.*\d")
DIGIT = re.compile(r"\d")
LOOKS_LIKE_DATE = re.compile(r"(?i)date|datum|day|fecha|jour|dt$|^dt|time|period")
VALUE_KINDS = ("number", "boolean", "date", "time")


def distinct(values: Iterable[str]) -> list[str]:
    """The first different values that are not missing, trimmed."""
    found: dict[str, None] = {}
    for value in dict.fromkeys(values):
        text = value.strip()
        if not missing.is_marker(text):
            found[text] = None
        if len(found) == MOST_VALUES:
            break
    return list(found)


def plan(sample: Sequence[str], *, name: str, kind: str = "") -> tuple[Conversion, ...]:
    """The best conversion of each family that fits the sample, the most likely family first.

    With `kind`, a person has chosen: only conversions of that kind, and those that fit any value at all.
    """
    found = _fitting(_rows(sample, name), sample, kind) or _fitting(_rarer_rows(sample), sample, kind)
    fewest = min((misfits for misfits, _row in found), default=len(sample))
    rows = [row for _misfits_of_row, row in found]
    if fewest and kind in ("", "date") and any(map(MAY_BE_DATE.match, sample)):
        rows += mixed.plan(sample, min(fewest - 1, int(len(sample) * TOLERATED)))
    return tuple(rows)


def _fitting(rows: Sequence[Conversion], sample: Sequence[str], kind: str) -> list[tuple[int, Conversion]]:
    """The best conversion of each family with its number of misfits in the sample, those with few first."""
    best: dict[str, tuple[int, Conversion]] = {}
    lines = "\n".join(sample)
    for row in rows if not kind else [row for row in rows if row.kind == kind]:
        if row.family in best and not best[row.family][0]:
            continue  # nothing fits better than all
        allowed = len(sample) - 1 if kind else _allowed_misfits(row, len(sample))
        misfits = _misfits(row, sample, allowed)
        if misfits <= allowed and row.proven_in(lines) and _sensible(row, sample):
            known = best.get(row.family)
            if known is None or misfits < known[0]:
                best[row.family] = (misfits, row)
    return sorted(best.values(), key=lambda found: found[0])


def is_code(texts: Collection[str]) -> bool:
    """Whether any of these texts is a number that would lose leading zeros."""
    return any(re.fullmatch(CODE, text) for text in texts)


def _rows(sample: Sequence[str], name: str) -> list[Conversion]:
    """The conversions worth trying on these values, in order of preference."""
    if not any(map(DIGIT.search, sample)):
        return list(booleans.CONVERSIONS) if sample else []
    rows: list[Conversion] = []
    if LOOKS_LIKE_DATE.search(name):
        rows.append(dates.COMPACT)
    if not is_code(sample):
        rows += numbers.conversions(sample)
    if all(BARE_NUMBER.fullmatch(text) for text in sample):
        return rows
    rows += dates.CONVERSIONS if any(map(MAY_BE_DATE.match, sample)) else ()
    return [*rows, *durations.CONVERSIONS]


def _rarer_rows(sample: Sequence[str]) -> list[Conversion]:
    """What is tried when nothing usual fits."""
    rows = list(months.CONVERSIONS) if any(map(months.names_a_month, sample)) else []
    return [*rows, *numbers.FULL_WIDTH] if any(map(numbers.has_wide_digits, sample)) else rows


def _sensible(row: Conversion, sample: Sequence[str]) -> bool:
    return row.kind != "boolean" or booleans.both_occur(row, set(sample))


def _allowed_misfits(row: Conversion, count: int) -> int:
    """One value is let through even of two: it may be the typo in a column that repeats a single number."""
    return 0 if row.exact or count < 2 else max(1, int(count * TOLERATED))


def _misfits(row: Conversion, sample: Sequence[str], allowed: int) -> int:
    """How many values do not fit; counting stops once there are too many."""
    unmatched = itertools.filterfalse(row.matcher, sample)
    return sum(1 for _text in itertools.islice(unmatched, allowed + 1))
