"""An answer and its reasons as an analyst would say them."""

from __future__ import annotations

from collections.abc import Iterable

from core.models.describing import words
from core.predicting.answers import Answer, Reason
from core.predicting.flags import shown

MOST_TOLD = 3  # reasons of each direction in a sentence: more are a table
TOO_SMALL = 0.02  # of the largest contribution: not worth a word


def headline(answer: Answer, target: str) -> str:
    """The answer itself, with how sure it is: `churn: yes (73%)`."""
    if answer.probabilities is not None:
        return f"{target}: {words.said(answer.prediction)} ({words.percent(max(answer.probabilities.values()))})"
    if answer.interval is None:
        return f"{target}: {words.number(float(answer.prediction))}"
    low, high = (words.number(bound) for bound in answer.interval)
    return f"{target}: {words.number(float(answer.prediction))} (90 of 100 such cases: {low} to {high})"


def reasons_sentence(answer: Answer, target: str) -> str:
    """The reasons in words, what speaks for the answer and what against it; empty when none were asked for."""
    if answer.reasons is None or answer.base is None:
        return ""
    in_shares = answer.explained is not None
    raising, lowering = (_told(answer.reasons, sign, in_shares) for sign in (1, -1))
    parts = [f"raised most by {raising}"] * bool(raising) + [f"lowered most by {lowering}"] * bool(lowering)
    because = ", ".join(parts) or "no column moves it much"
    return f"{_opening(answer, target, in_shares)} {because[0].upper()}{because[1:]}."


def _opening(answer: Answer, target: str, in_shares: bool) -> str:
    end = (answer.base or 0.0) + sum(reason.contribution for reason in answer.reasons or ())
    if in_shares:
        label, start = words.said(answer.explained), words.percent(answer.base or 0.0)
        return f"The probability that {target} is “{label}” is {words.percent(end)}; it starts from {start}."
    return f"The model predicts a {target} of {words.number(end)}; it starts from {words.number(answer.base or 0.0)}."


def _told(reasons: Iterable[Reason], sign: int, in_shares: bool) -> str:
    """The largest reasons of one direction, reasons being sorted by size."""
    largest = max((abs(reason.contribution) for reason in reasons), default=0.0)
    told = [reason for reason in reasons if sign * reason.contribution > TOO_SMALL * largest]
    move = words.points if in_shares else words.signed
    return words.listing(f"{_fact(reason)} ({move(reason.contribution)})" for reason in told[:MOST_TOLD])


def _fact(reason: Reason) -> str:
    if reason.value is None:
        return f"{reason.feature} being unknown"
    if isinstance(reason.value, (int, float)) and not isinstance(reason.value, bool):
        return f"{reason.feature} of {words.exact(reason.value)}"
    value = words.said(reason.value) if isinstance(reason.value, bool) else reason.value
    return f"{reason.feature} being {shown(value)}"
