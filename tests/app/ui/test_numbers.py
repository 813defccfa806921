from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.ui import numbers

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (float("inf"), "–"),
        (0, "0"),
        (-0.0, "0"),
        (12345678, "12,345,678"),
        (1234.5678, "1,235"),
        (12.3456, "12.35"),
        (-0.00123456, "-0.001235"),
        (0.00001234, "1.234e-5"),
        (1.5e18, "1.5e18"),
        (99.99999, "100"),
        (True, "yes"),
        ("as it is", "as it is"),
    ],
)
def test_a_number_has_the_digits_that_can_be_compared(value: object, written: str) -> None:
    assert numbers.number(value) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (0.0, "0%"),
        (0.00001, "< 0.1%"),
        (0.1234, "12.3%"),
        (0.5, "50%"),
        (0.99999, "> 99.9%"),
        (1.0, "100%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(value: float | None, written: str) -> None:
    assert numbers.share(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "–"), (0, "0"), (9_999, "9,999"), (12_345, "12.3k"), (4_560_000, "4.56M"), (2e9, "2B")],
)
def test_a_tile_counts_in_thousands_and_millions(value: float | None, written: str) -> None:
    assert numbers.compact(value) == written


@pytest.mark.parametrize(
    ("value", "written"), [(None, "–"), (0, "0 bytes"), (999, "999 bytes"), (1_234_567, "1.23 MB"), (5e15, "5,000 TB")]
)
def test_a_size_has_the_unit_that_suits_it(value: float | None, written: str) -> None:
    assert numbers.size(value) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(None, "–"), (0.04, "0.0 s"), (9.96, "10.0 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"), (3_790, "1 h 3 min")],
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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2019-02-28T23:29:03", "2019-02-28 23:29:03"),
        ("2019-02-28T23:29:00", "2019-02-28 23:29"),
        ("2019-02-28T00:00:00", "2019-02-28"),
        ("2019-02-28", "2019-02-28"),
        ("not a date", "not a date"),
    ],
)
def test_an_instant_is_written_without_what_says_nothing(text: str, written: str) -> None:
    assert numbers.moment(text) == written


def test_a_count_agrees_with_its_noun() -> None:
    assert numbers.counted(1, "row") == "1 row"
    assert numbers.counted(2000, "row") == "2,000 rows"
    assert numbers.counted(2, "category", "categories") == "2 categories"


def test_a_number_says_how_far_to_trust_it() -> None:
    assert numbers.hedged("7", "exact") == "7"
    assert numbers.hedged("7", "approximate") == "≈ 7"
    assert numbers.hedged("7", "sample", 10_000) == "7 (n = 10,000)"


def test_an_interval_names_its_ends() -> None:
    assert numbers.interval(0.81234, 0.85) == "0.8123 to 0.85"
