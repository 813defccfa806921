"""Dates and times in every costume: ISO first, then each order of day, month and year, with or without a time."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from core.datasets.importing.types.notations.conversions import Conversion

DIRECTIVES = {
    "%d": r"(?:0?[1-9]|[12][0-9]|3[01])",
    "%m": r"(?:0?[1-9]|1[0-2])",
    "%Y": r"[0-9]{4}",
    "%y": r"[0-9]{2}",
    "%b": r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "%B": r"(?i:january|february|march|april|may|june|july|august|september|october|november|december)",
    "%H": r"(?:[01]?[0-9]|2[0-3])",
    "%I": r"(?:0?[1-9]|1[0-2])",
    "%M": r"[0-5][0-9]",
    "%S": r"[0-5][0-9]",
    "%p": r"[AaPp][Mm]",
}

DAY = r"[0-9]{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])"
CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
SECONDS = r"(?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
ZONE = r"(?: ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))"

FOUR_DIGITS = "{v} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"  # years with fewer or more are typos

ISO = (
    Conversion(
        "iso date",
        "dates like 2024-01-31",
        "date",
        "DATE",
        DAY,
        "TRY_CAST({t} AS DATE)",
        "iso",
        quick=f"(strlen({{t}}) = 10 AND {FOUR_DIGITS})",
    ),
    Conversion(
        "iso timestamp",
        "dates with a time like 2024-01-31 12:30:00",
        "date",
        "TIMESTAMP",
        rf"{DAY}(?:[ T]{CLOCK}{SECONDS})?",
        "TRY_CAST({t} AS TIMESTAMP)",
        "iso",
        # The colon before the seconds: a zone in its place would be dropped silently.
        quick=f"(strlen({{t}}) = 19 AND {{t}}[17] = ':' AND {FOUR_DIGITS})",
    ),
    Conversion(
        "iso timestamp with zone",
        "moments like 2024-01-31T12:30:00+01:00, stored in UTC",
        "date",
        "TIMESTAMP",
        rf"{DAY}[ T]{CLOCK}{SECONDS}{ZONE}",
        "TRY_CAST(replace({t}, ' UTC', 'Z') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'",
        "iso zone",
        caution="times with a zone were moved to UTC",
    ),
    Conversion(
        "time",
        "times of day like 12:30",
        "time",
        "TIME",
        rf"{CLOCK}(?::[0-5][0-9](?:\.[0-9]{{1,6}})?)?",
        "TRY_CAST({t} AS TIME)",
        "time",
    ),
    Conversion(
        "time am/pm",
        "times of day like 2:30 PM",
        "time",
        "TIME",
        rf"{DIRECTIVES['%I']}:[0-5][0-9](?::[0-5][0-9])? ?[AaPp][Mm]",
        "CAST(coalesce(try_strptime({t}, '%I:%M %p'), try_strptime({t}, '%I:%M:%S %p'),"
        " try_strptime({t}, '%I:%M%p'), try_strptime({t}, '%I:%M:%S%p')) AS TIME)",
        "time",
    ),
)


@dataclass(frozen=True)
class Order:
    """A way to write a day. `rival` names the family that reads the same text with day and month exchanged."""

    format: str
    label: str
    family: str
    caution: str = ""


TWO_DIGITS = "years of two digits: 00 to 68 were read as 2000 to 2068"
ORDERS = (
    *(Order(f"%d{s}%m{s}%Y", "day, month, year", f"day first {s}") for s in "/-."),
    *(Order(f"%m{s}%d{s}%Y", "month, day, year", f"month first {s}") for s in "/-."),
    *(Order(f"%Y{s}%m{s}%d", "year, month, day", f"year first {s}") for s in "/."),
    Order("%Y年%m月%d日", "year, month, day", "year first 年"),
    *(Order(f"%d{s}%m{s}%y", "day, month, year", f"day first short {s}", TWO_DIGITS) for s in "/-."),
    *(Order(f"%m{s}%d{s}%y", "month, day, year", f"month first short {s}", TWO_DIGITS) for s in "/-."),
    *(Order(f"%d{s}%b{s}%Y", "day, month, year", f"named {s}") for s in "- /"),
    *(Order(f"%d{s}%b{s}%y", "day, month, year", f"named short {s}", TWO_DIGITS) for s in "- "),
    Order("%d %B %Y", "day, month, year", "named long"),
    Order("%b %d, %Y", "month, day, year", "named month first"),
    Order("%B %d, %Y", "month, day, year", "named month first"),
    Order("%b %d %Y", "month, day, year", "named month first, no comma"),
    Order("%d. %B %Y", "day, month, year", "named with point"),
)
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")

COMPACT = Conversion(
    "compact date",
    "dates like 20240131",
    "date",
    "DATE",
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "CAST(try_strptime({t}, '%Y%m%d') AS DATE)",
    "compact date",
    caution="numbers like 20240131 were read as dates",
    exact=True,
)


def _conversion(order: Order, clock: str) -> Conversion:
    format = order.format + clock
    pattern = "".join(DIRECTIVES.get(part) or re.escape(part) for part in re.split(r"(%[a-zA-Z])", format))
    type = "TIMESTAMP" if clock else "DATE"
    return Conversion(
        key=f"date {format}",
        label=f"dates in the order {order.label} ({_readable(format)})",
        kind="date",
        type=type,
        pattern=pattern,
        sql=f"CAST(try_strptime({{t}}, '{format}') AS {type})",
        family=f"{order.family}{clock}",
        caution=order.caution,
        order=order.label,
    )


def _readable(format: str) -> str:
    words = {"%d": "dd", "%m": "mm", "%Y": "yyyy", "%y": "yy", "%b": "Mon", "%B": "Month", "%H": "hh", "%I": "hh"}
    words |= {"%M": "mm", "%S": "ss", "%p": "AM/PM"}
    return re.sub(r"%[a-zA-Z]", lambda match: words[match.group()], format)


CONVERSIONS = (*ISO, *(_conversion(order, clock) for order, clock in itertools.product(ORDERS, CLOCKS)))


def mirrored(conversion: Conversion) -> Conversion | None:
    """The conversion that reads the same way of writing with day and month exchanged, if there is one."""
    return _MIRRORED.get(conversion.key)


def day_first(conversion: Conversion) -> bool | None:
    """Whether the day or the month comes first, None where the text itself says which is which."""
    for words, answer in (("day first", True), ("month first", False)):
        if conversion.family.startswith(words):
            return answer
    return None


_BY_KEY = {conversion.key: conversion for conversion in CONVERSIONS}
_MIRRORED = {
    f"date {format}": _BY_KEY[f"date {other}"]
    for order, clock in itertools.product(ORDERS, CLOCKS)
    if (format := order.format + clock)
    and (other := order.format.translate(str.maketrans("dm", "md")) + clock) != format
    and f"date {other}" in _BY_KEY
}
