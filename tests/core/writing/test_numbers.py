from __future__ import annotations

import pytest

from core.writing import numbers


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
    ("value", "written"), [(None, "–"), (0, "0 bytes"), (999, "999 bytes"), (1_234_567, "1.23 MB"), (5e15, "5,000 TB")]
)
def test_a_size_has_the_unit_that_suits_it(value: float | None, written: str) -> None:
    assert numbers.size(value) == written


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
