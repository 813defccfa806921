"""Answers and reasons in words."""

from __future__ import annotations

import pytest

from core.predicting import Answer, Reason, headline, reasons_sentence

REASONS = (
    Reason("age", 1955, 0.3),
    Reason("city", "Rome", -0.2),
    Reason("member", True, 0.1),
    Reason("since", None, 0.05),
    Reason("shoe", 43.5, 0.04),
    Reason("hat", "red", 0.001),
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(True, probabilities={"false": 0.27, "true": 0.73}), "left: yes (73%)"),
        (Answer(" >50K", probabilities={" >50K": 0.6, "b": 0.4}), "left: >50K (60%)"),
        (Answer(1234567.8, interval=(1.0, 2.5e6)), "left: 1,234,568 (90 of 100 such cases: 1 to 2,500,000)"),
        (Answer(12.5), "left: 12.5"),
    ],
)
def test_a_headline_has_the_answer_and_how_sure_it_is(answer: Answer, expected: str) -> None:
    assert headline(answer, "left") == expected


def test_the_largest_reasons_of_each_direction_are_told_in_points() -> None:
    answer = Answer(True, probabilities={"false": 0.209, "true": 0.791}, reasons=REASONS, base=0.5, explained=True)

    assert reasons_sentence(answer, "left") == (
        "The probability that left is “yes” is 79%; it starts from 50%. Raised most by age of 1955 (+30 points), "
        "member being “yes” (+10 points) and since being unknown (+5.0 points), "
        "lowered most by city being “Rome” (−20 points)."
    )


def test_reasons_for_a_number_are_told_in_its_units() -> None:
    reasons = (Reason("age", 30, -2500.0), Reason("city", "Rome", 100.0))

    sentence = reasons_sentence(Answer(7600.0, reasons=reasons, base=10_000.0), "price")

    assert sentence == (
        "The model predicts a price of 7,600; it starts from 10,000. "
        "Raised most by city being “Rome” (+100), lowered most by age of 30 (−2,500)."
    )


def test_an_answer_that_nothing_moves_says_so() -> None:
    answer = Answer(True, probabilities={"true": 0.5}, reasons=(Reason("age", 30, 0.0),), base=0.5, explained=True)

    assert reasons_sentence(answer, "left").endswith("No column moves it much.")


def test_without_reasons_there_is_no_sentence() -> None:
    assert reasons_sentence(Answer(True), "left") == ""
