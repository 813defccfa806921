"""A column whose dates are written in several ways: read value by value where no value can be meant in two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.datasets.importing.types.notations import dates, months
from core.datasets.importing.types.notations.conversions import Conversion

MOST_WAYS = 6  # more would be no habit of anybody but a column of something else
DAY_FIRST = {True: "day first", False: "month first"}
POINTED = {True: "%d.%m.", False: "%m.%d."}
SINGLE = tuple(row for row in (*dates.CONVERSIONS, *months.CONVERSIONS) if row.kind == "date" and "zone" not in row.key)


def plan(sample: Sequence[str], allowed: int) -> tuple[Conversion, ...]:
    """One conversion of several ways; two rivals where nothing shows whether the day or the month comes first."""
    read = {order: _ways(sample, day_first=order, allowed=allowed) for order in (True, False)}
    fitting = [order for order, ways in read.items() if len(ways) > 1]
    if read[True] == read[False]:  # nothing in it can be meant in two ways
        fitting = fitting[:1]
    return tuple(_joined(read[order], order) for order in fitting)


def conflicting(sample: Sequence[str]) -> bool:
    """Whether all are dates, and some can only have the day first, others only the month."""
    return {True, False} <= {dates.day_first(way) for way in _ways(sample, day_first=None, allowed=0)}


def _ways(sample: Iterable[str], *, day_first: bool | None, allowed: int) -> list[Conversion]:
    """The ways in which these texts are written, with this order or, where both are needed, with both.

    None at all if there are too many ways, or more than the `allowed` texts that are no date.
    """
    rows = [row for row in SINGLE if _suits(row, day_first)]
    ways: list[Conversion] = []
    unread = 0
    for text in sample:
        if any(way.matches(text) for way in ways):
            continue
        found = next((row for row in rows if row.matches(text)), None)
        ways += [found] if found else []
        unread += found is None
        if unread > allowed or len(ways) > MOST_WAYS:
            return []
    return ways


def _suits(row: Conversion, day_first: bool | None) -> bool:
    """Whether this may be one of the ways. Between points the day comes first, whatever it does between slashes."""
    if POINTED[True] in row.key or POINTED[False] in row.key:
        return POINTED[True] in row.key
    return day_first is None or dates.day_first(row) in (None, day_first)


def _joined(ways: Sequence[Conversion], day_first: bool) -> Conversion:
    type = "TIMESTAMP" if any(way.type == "TIMESTAMP" for way in ways) else "DATE"
    ordered = any(dates.day_first(way) is not None and POINTED[True] not in way.key for way in ways)
    values = ", ".join(f"CAST({way.strict('{t}')} AS {type})" for way in ways)
    return Conversion(
        key=f"dates, {DAY_FIRST[day_first] if ordered else 'mixed'}: {'; '.join(way.key for way in ways)}",
        label=f"dates written in {len(ways)} ways: {'; '.join(way.label for way in ways)}",
        kind="date",
        type=type,
        pattern="|".join(f"(?:{way.pattern})" for way in ways),
        sql=f"coalesce({values})",
        family=f"{DAY_FIRST[day_first]} mixed" if ordered else "mixed dates",
        caution=f"dates are written in {len(ways)} ways; each value was read as what it is",
    )
