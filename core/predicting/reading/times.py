"""Dates and times of day as people write them. ISO first; an order of day and month that is not certain is refused."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, time

from core.predicting.reading.outcomes import Noted, Refused

FORMATS = ("%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y")
CLOCKS = ("", " %H:%M", " %H:%M:%S")
TWO_ORDERS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})((?: \d{1,2}:\d{2}(?::\d{2})?)?)")

TIME_FORMATS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p")

WRITE_A_DATE = "Give a date such as 2024-01-31 or 2024-01-31T12:30:00, or null when it is not known."
WRITE_A_TIME = "Give a time such as 14:30 or 14:30:15, or null when it is not known."


def read_date(value: object, *, day_first: bool | None = None) -> datetime | Noted:
    """An instant without a zone; one that names its zone is moved to UTC. Raises Refused for what is no date.

    `day_first` settles what could be two dates.
    """
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - dates of a table have no zone
    if not isinstance(value, str):
        raise Refused("is not a date", WRITE_A_DATE)
    try:
        return _in_utc(datetime.fromisoformat(value.strip()))
    except ValueError:
        return _of_words(" ".join(value.split()), day_first)


def read_time(value: object) -> str:
    """A time of day as `HH:MM:SS`. Raises Refused for what is none."""
    if isinstance(value, time):
        return value.isoformat()
    for format in TIME_FORMATS if isinstance(value, str) else ():
        found = _parsed(str(value).strip(), format)
        if found:
            return found.time().isoformat()
    raise Refused("is not a time of day", WRITE_A_TIME)


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    except OverflowError as error:  # the first and the last day that there are have no room for a zone
        raise Refused("is not a date", WRITE_A_DATE) from error


def _of_words(text: str, day_first: bool | None) -> Noted:
    ordered = TWO_ORDERS.fullmatch(text)
    if ordered:
        return _noted(_in_one_order(ordered, day_first))
    for day, clock in itertools.product(FORMATS, CLOCKS):
        found = _parsed(text, day + clock)
        if found:
            return _noted(found)
    raise Refused("is not a date", WRITE_A_DATE)


def _in_one_order(ordered: re.Match[str], day_first: bool | None) -> datetime:
    first, _, second, year, clock = ordered.groups()
    clock_format = CLOCKS[clock.count(":")]
    found = [_parsed(f"{first}/{second}/{year}{clock}", order + clock_format) for order in ("%d/%m/%Y", "%m/%d/%Y")]
    meanings = sorted({meaning for meaning in found if meaning})
    if len(meanings) > 1 and day_first is not None:
        return next(meaning for meaning in found[:: 1 if day_first else -1] if meaning)
    if len(meanings) > 1:
        days = " or ".join(meaning.date().isoformat() for meaning in meanings)
        raise Refused("could be two dates", f"Give {days}, whichever is meant.")
    if not meanings:
        raise Refused("is not a date", WRITE_A_DATE)
    return meanings[0]


def _parsed(text: str, format: str) -> datetime | None:
    try:
        return datetime.strptime(text, format)  # noqa: DTZ007 - dates of a table have no zone
    except ValueError:
        return None


def _noted(found: datetime) -> Noted:
    midnight = found.time() == time()
    return Noted(found, f"was read as {found.date().isoformat() if midnight else found.isoformat(' ')}")
