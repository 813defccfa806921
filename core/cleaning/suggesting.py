"""Steps that a profile suggests: what an alert found is put right by one click."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.cleaning.steps import Step
from core.profiling.measures.patterns import MISSING_WORDS
from core.profiling.records import Alert, Profile

MOST_SUGGESTIONS = 40


@dataclass(frozen=True)
class Suggestion:
    """A step, and the alert that it answers."""

    sentence: str
    step: Step
    code: str
    column: str | None


def suggest(profile: Profile) -> tuple[Suggestion, ...]:
    """A step for each alert that one can answer, in the profile's order; no step twice."""
    found: dict[str, Suggestion] = {}
    for alert in profile.alerts:
        step = ANSWERS[alert.code](alert, profile) if alert.code in ANSWERS else None
        if step:
            found.setdefault(str(step), Suggestion(alert.sentence, step, alert.code, alert.column))
    return tuple(found.values())[:MOST_SUGGESTIONS]


def _disguised(alert: Alert, profile: Profile) -> Step | None:
    column = profile.column(alert.column or "")
    marker = column.value("disguised_value") if column else None
    return _of("to_missing", alert, values=[marker]) if marker is not None else None


def _of(kind: str, alert: Alert, **settings: Any) -> Step:
    return Step(kind, {"columns": [alert.column], **settings})


def _answer(kind: str, **settings: Any) -> Answer:
    return lambda alert, profile: _of(kind, alert, **settings)


Answer = Callable[[Alert, Profile], Step | None]

ANSWERS: dict[str, Answer] = {
    "padded": _answer("trim", spaces="ends", blank_is_missing=True),
    "blank": _answer("trim", spaces="ends", blank_is_missing=True),
    "disguised_words": _answer("to_missing", values=list(MISSING_WORDS)),
    "disguised_missing": _disguised,
    "duplicate_rows": lambda alert, profile: Step("deduplicate", {"columns": [], "keep": "first"}),
    "duplicate_columns": _answer("select", action="drop"),
    "empty": _answer("select", action="drop"),
    "constant": _answer("select", action="drop"),
    "case_variants": _answer("case", case="lower"),
    "numbers_as_text": _answer("read_numbers", decimal="point"),
    "infinite": _answer("outliers", method="quantiles", low=0, high=1, action="missing"),  # all that is finite stays
}


def codes() -> Iterable[str]:
    """The codes of the alerts that a step can answer."""
    return ANSWERS.keys()
