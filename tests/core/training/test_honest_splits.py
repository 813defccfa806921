"""Whole trainings that are judged the way they will be used: on groups never seen, and on what comes later."""

from __future__ import annotations

from typing import Any

from core.training import Split
from core.workspace import Workspace
from tests.core.training.training_room import train
from tests.worlds import store

# Each shop has a level of its own that nothing in its rows explains; all rows of a shop share its code.
SHOPS = """
    SELECT 'shop ' || shop AS shop, shop * 7 % 60 AS code, (hash(shop) % 1000) / 10.0 AS level_hidden, n
    FROM range(60) AS shops(shop), range(20) AS days(n)
"""
SALES = f"SELECT shop, code, n, level_hidden + (hash(shop, n) % 100) / 100.0 AS sold FROM ({SHOPS})"

# What is learned about the past turns round in the last fifth of the time.
TURNING = """
    SELECT DATE '2020-01-01' + day::INTEGER AS day, (hash(day) % 1000) / 1000.0 AS x,
        CASE WHEN day < 720 THEN x ELSE 1 - x END + (hash(day, 1) % 100) / 1000.0 AS y
    FROM range(900) AS days(day)
"""


def r2(report: dict[str, Any]) -> float:
    return float(report["scores"]["r2"]["value"])


def test_a_model_judged_on_new_groups_does_not_hide_that_it_only_knew_the_old_ones(room: Workspace) -> None:
    sales = store(room, SALES)

    known = train(room, sales, target="sold", budget_seconds=6)
    new = train(room, sales, target="sold", budget_seconds=6, split=Split("grouped", "shop"))

    assert r2(known.report) > 0.9
    assert r2(new.report) < 0.3
    assert new.report["split"]["sentence"] == "Judged on values of “shop” that the model had not seen."
    assert "shop" not in [feature.name for feature in new.scorer.features if feature.importance > 0]
    assert new.model.settings["split"] == {"kind": "grouped", "column": "shop"}


def test_the_interval_of_a_score_on_new_groups_is_wider_than_rows_alone_would_make_it(room: Workspace) -> None:
    sales = store(room, SALES)

    known = train(room, sales, target="sold", budget_seconds=6).report["scores"]["rmse"]
    new = train(room, sales, target="sold", budget_seconds=6, split=Split("grouped", "shop")).report["scores"]["rmse"]

    assert (new["high"] - new["low"]) / new["value"] > (known["high"] - known["low"]) / known["value"]


def test_a_model_judged_on_the_future_says_that_the_past_has_passed(room: Workspace) -> None:
    turning = store(room, TURNING)

    shuffled = train(room, turning, target="y", budget_seconds=6)
    forward = train(room, turning, target="y", budget_seconds=6, split=Split("forward", "day"))

    assert r2(shuffled.report) > 0.8
    assert r2(forward.report) < 0.5
    assert forward.report["rows_scored"] < 0.5 * 900


def test_the_model_that_answers_has_learned_from_the_latest_rows_too(room: Workspace) -> None:
    turning = store(room, TURNING)

    forward = train(room, turning, target="y", budget_seconds=8, split=Split("forward", "day"))

    assert [len(member.fits) for member in forward.scorer.members] == [1] * len(forward.scorer.members)
    assert {fit.fold for member in forward.scorer.members for fit in member.fits} == {0}


def test_classes_that_appear_late_do_not_end_a_forward_training(room: Workspace) -> None:
    late = store(
        room,
        "SELECT range AS n, range % 7 AS x, CASE WHEN range > 850 THEN 'new' WHEN range % 2 = 0 THEN 'a' ELSE 'b' END"
        " AS kind FROM range(1000)",
    )

    trained = train(room, late, target="kind", budget_seconds=6, split=Split("forward", "n"))

    assert trained.report["classes"] == ["a", "b", "new"]
    assert trained.model.ready
