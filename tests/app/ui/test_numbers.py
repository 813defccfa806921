from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.ui import numbers

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "–"), (0, "0"), (9_999, "9,999"), (12_345, "12.3k"), (4_560_000, "4.56M"), (2e9, "2B")],
)
def test_a_tile_counts_in_thousands_and_millions(value: float | None, written: str) -> None:
    assert numbers.compact(value) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (None, "–"),
        (0.04, "under 0.1 s"),
        (0.06, "0.1 s"),
        (9.96, "10.0 s"),
        (59.6, "1 min 0 s"),
        (125, "2 min 5 s"),
        (3_790, "1 h 3 min"),
    ],
)
def test_a_length_of_time_is_read_at_a_glance(seconds: float | None, written: str) -> None:
    assert numbers.duration(seconds) == written


@pytest.mark.parametrize(
    ("passed", "written"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=9), "12 Nov 2026"),
    ],
)
def test_the_past_is_told_as_people_tell_it(passed: timedelta, written: str) -> None:
    assert numbers.ago(NOW - passed, now=NOW) == written


def test_an_interval_names_its_ends() -> None:
    assert numbers.interval(0.81234, 0.85) == "0.8123 to 0.85"
