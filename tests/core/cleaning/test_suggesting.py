"""Steps that the profile suggests, and spellings that are probably the same."""

from __future__ import annotations

import pytest

from core import cleaning, profiling
from core.cleaning import Step
from core.cleaning.spellings import fingerprint, group
from core.cleaning.suggesting import ANSWERS
from core.workspace import Workspace
from tests.worlds import store

MESSY = """
SELECT range % 90 AS id, CASE WHEN range % 10 = 0 THEN ' oslo' WHEN range % 10 = 1 THEN 'n/a' ELSE 'oslo' END AS city,
       CASE WHEN range % 20 = 0 THEN -999 ELSE range % 50 END AS age, 'x' AS same
FROM range(180)
"""


def test_alerts_become_steps_that_can_be_done(ws: Workspace) -> None:
    dataset = store(ws, MESSY)

    found = cleaning.suggest(profiling.profile(ws, dataset))

    steps = [suggestion.step for suggestion in found]
    assert Step("to_missing", {"columns": ["age"], "values": ["-999"]}) in steps
    assert Step("trim", {"columns": ["city"], "spaces": "ends", "blank_is_missing": True}) in steps
    assert Step("select", {"columns": ["same"], "action": "drop"}) in steps
    assert all(cleaning.preview(ws, dataset, [step]).error is None for step in steps)


def test_infinities_become_missing_and_the_far_values_stay(ws: Workspace) -> None:
    dataset = store(ws, "SELECT CASE WHEN range = 3 THEN 'inf' ELSE range ^ 4 END::DOUBLE AS x FROM range(200)")

    found = cleaning.suggest(profiling.profile(ws, dataset))

    assert [suggestion.code for suggestion in found] == ["infinite"]
    tried = cleaning.preview(ws, dataset, [found[0].step])
    assert tried.error is None
    assert tried.reports[0].difference is not None
    assert tried.reports[0].difference.missing_after == 1


def test_duplicate_rows_become_a_step(ws: Workspace) -> None:
    dataset = store(ws, "SELECT range % 5 AS n, 'w' || range % 5 AS w FROM range(10)")

    steps = [suggestion.step for suggestion in cleaning.suggest(profiling.profile(ws, dataset))]

    assert Step("deduplicate", {"columns": [], "keep": "first"}) in steps


def test_a_table_without_alerts_needs_no_steps(ws: Workspace) -> None:
    dataset = store(ws, "SELECT range AS n FROM range(3)")

    codes = {alert.code for alert in profiling.profile(ws, dataset).alerts}

    assert not codes & ANSWERS.keys()
    assert cleaning.suggest(profiling.profile(ws, dataset)) == ()


def test_every_alert_that_a_step_answers_exists() -> None:
    assert {check.code for check in profiling.CHECKS} >= ANSWERS.keys()


def test_spellings_are_grouped_and_the_most_frequent_is_proposed() -> None:
    counts = {"Tromsø": 5, "tromso": 2, "TROMSØ ": 1, "Tromsö": 1, "Bergen": 9, "Bergan": 1, "Oslo": 3}

    found = [(one.to, one.spellings, one.rows) for one in group(counts)]

    assert found == [("Tromsø", ("tromso", "TROMSØ ", "Tromsö"), 4), ("Bergen", ("Bergan",), 1)]


@pytest.mark.parametrize(
    ("one", "other"), [("item 1", "item 2"), ("cat", "car"), ("Norway", "Sweden"), ("room 12a", "room 12b"), ("!", "?")]
)
def test_different_things_are_not_merged(one: str, other: str) -> None:
    assert group({one: 5, other: 3}) == ()


def test_the_order_of_words_does_not_tell_spellings_apart() -> None:
    assert fingerprint("Müller, Hans") == fingerprint("hans  MULLER") == "hans muller"


def test_spellings_of_a_column_become_a_step(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest(['Oslo', 'Oslo', 'oslo', 'OSLO', 'Bergen', NULL, '']) AS city")
    found = cleaning.spellings(ws, dataset, "city")
    step = Step("merge", {"column": "city", "groups": [one.to_json() for one in found]})

    values = [city for (city,) in cleaning.preview(ws, dataset, [step]).rows]

    assert values == ["Oslo", "Oslo", "Oslo", "Oslo", "Bergen", None, ""]
