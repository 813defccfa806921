"""Dates and times of day as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from core.predicting.reading.outcomes import Noted, Refused
from core.predicting.reading.times import read_date, read_time

PARIS = timezone(timedelta(hours=1))


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - dates of a table have no zone


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-01-31", at(2024, 1, 31)),
        (" 2024-01-31T12:30:00 ", at(2024, 1, 31, 12, 30)),
        ("2024-01-31 12:30", at(2024, 1, 31, 12, 30)),
        ("2024-01-31T12:30:00Z", at(2024, 1, 31, 12, 30)),
        ("2024-01-31T12:30:00+01:00", at(2024, 1, 31, 11, 30)),
        ("20240131", at(2024, 1, 31)),
        (date(2024, 1, 31), at(2024, 1, 31)),
        (datetime(2024, 1, 31, 12, tzinfo=PARIS), at(2024, 1, 31, 11)),
        (datetime(2024, 1, 31, 12, tzinfo=UTC), at(2024, 1, 31, 12)),
    ],
)
def test_iso_dates_are_read_and_zones_moved_to_utc(given: object, expected: datetime) -> None:
    assert read_date(given) == expected


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        ("31.01.2024", at(2024, 1, 31), "2024-01-31"),
        ("31.01.2024 12:30", at(2024, 1, 31, 12, 30), "2024-01-31 12:30:00"),
        ("31/01/2024", at(2024, 1, 31), "2024-01-31"),
        ("01/31/2024", at(2024, 1, 31), "2024-01-31"),
        ("31-01-2024 12:30:15", at(2024, 1, 31, 12, 30, 15), "2024-01-31 12:30:15"),
        ("05/05/2024", at(2024, 5, 5), "2024-05-05"),
        ("2024/01/31", at(2024, 1, 31), "2024-01-31"),
        ("31 Jan 2024", at(2024, 1, 31), "2024-01-31"),
        ("January 31, 2024", at(2024, 1, 31), "2024-01-31"),
    ],
)
def test_a_date_in_another_order_is_read_and_said(given: str, expected: datetime, said: str) -> None:
    assert read_date(given) == Noted(expected, f"was read as {said}")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("01/02/2024", "could be two dates"),
        ("31.02.2024", "is not a date"),
        ("45/45/2024", "is not a date"),
        ("2024-13-01", "is not a date"),
        ("next week", "is not a date"),
        ("12:30", "is not a date"),
        (20240131, "is not a date"),
        (1.5, "is not a date"),
        (True, "is not a date"),
        ("0001-01-01T00:00:00+14:00", "is not a date"),
    ],
)
def test_what_is_no_single_date_is_refused(given: object, problem: str) -> None:
    with pytest.raises(Refused, match=problem) as refused:
        read_date(given)

    assert "2024-0" in refused.value.remedy


def test_a_date_of_two_meanings_names_both() -> None:
    with pytest.raises(Refused) as refused:
        read_date("01/02/2024")

    assert refused.value.remedy == "Give 2024-01-02 or 2024-02-01, whichever is meant."


@pytest.mark.parametrize(
    ("given", "expected"),
    [("14:30", "14:30:00"), ("14:30:15", "14:30:15"), ("2:30 PM", "14:30:00"), (time(9, 5), "09:05:00")],
)
def test_a_time_of_day_is_read(given: object, expected: str) -> None:
    assert read_time(given) == expected


@pytest.mark.parametrize("given", ["25:00", "noon", 14.5, True])
def test_what_is_no_time_of_day_is_refused(given: object) -> None:
    with pytest.raises(Refused, match="is not a time of day"):
        read_time(given)
