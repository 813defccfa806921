"""Numbers as people write them: read when they can mean one thing, refused when not."""

from __future__ import annotations

import pytest

from core.predicting.reading.numbers import read_number
from core.predicting.reading.outcomes import Noted, Refused


@pytest.mark.parametrize(
    ("given", "number"),
    [(3, 3), (1.5, 1.5), ("1.5", 1.5), (" -2 ", -2), ("+4", 4), (".5", 0.5), ("1e3", 1000), ("1.234", 1.234)],
)
def test_a_plain_number_is_itself(given: object, number: float) -> None:
    assert read_number(given) == number


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("1 234.5", 1234.5),
        ("1\u202f234,5", 1234.5),
        ("1'234", 1234),
        ("€ 12", 12),
        ("-$1,250.00", -1250),
        ("12 USD", 12),
        ("−5", -5),
    ],
)
def test_a_number_in_a_costume_is_read_and_said(given: str, number: float) -> None:
    assert read_number(given) == Noted(number, f"was read as {number:.15g}")


@pytest.mark.parametrize(
    ("given", "problem", "remedy"),
    [
        ("1,234", "could be two numbers", "Give 1234 or 1.234"),
        ("abc", "is not a number", "Give a number"),
        ("1.2.3", "is not a number", "Give a number"),
        ("12,34,5", "is not a number", "Give a number"),
        ("0x10", "is not a number", "Give a number"),
        ("1_000", "is not a number", "Give a number"),
        ("12 %", "per cent", "12% is 0.12"),
        ("inf", "not a finite number", "null"),
        ("-Infinity", "not a finite number", "null"),
        ("1e999", "not a finite number", "null"),
        (float("inf"), "not a finite number", "null"),
        (10**400, "not a finite number", "null"),
        (True, "is not a number", "Give a number"),
        (b"1", "is not a number", "Give a number"),
    ],
)
def test_what_is_no_single_number_is_refused_with_a_remedy(given: object, problem: str, remedy: str) -> None:
    with pytest.raises(Refused) as refused:
        read_number(given)

    assert problem in refused.value.problem
    assert remedy in refused.value.remedy
