"""Whole trainings that are judged the way they will be used: on groups never seen, and on what comes later."""

from __future__ import annotations

import pytest

from core.training import Split
from core.workspace import Workspace
from tests.core.training.training_room import Trained, train
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


SECONDS = 5


@pytest.fixture(scope="module")
def known_shops(room: Workspace) -> Trained:
    return train(room, store(room, SALES), target="sold", budget_seconds=SECONDS)


@pytest.fixture(scope="module")
def new_shops(room: Workspace) -> Trained:
    return train(room, store(room, SALES), target="sold", budget_seconds=SECONDS, split=Split("grouped", "shop"))


@pytest.fixture(scope="module")
def future(room: Workspace) -> Trained:
    return train(room, store(room, TURNING), target="y", budget_seconds=SECONDS, split=Split("forward", "day"))


def value(trained: Trained, metric: str) -> float:
    return float(trained.report["scores"][metric]["value"])


def width(trained: Trained, metric: str) -> float:
    """The width of a score's interval as a share of the score."""
    score = trained.report["scores"][metric]
    return float((score["high"] - score["low"]) / score["value"])


def test_a_score_on_new_groups_does_not_hide_that_the_model_knew_the_old_ones(
    known_shops: Trained, new_shops: Trained
) -> None:
    assert value(known_shops, "r2") > 0.9
    assert value(new_shops, "r2") < 0.3
    assert new_shops.report["split"]["sentence"] == "Judged on new values of “shop”, by models that had not seen them."
    assert new_shops.model.settings["split"] == {"kind": "grouped", "column": "shop"}


def test_a_model_for_new_groups_does_not_learn_the_names_of_the_old_ones(new_shops: Trained) -> None:
    assert "shop" not in [feature.name for feature in new_shops.scorer.features]


def test_the_interval_of_a_score_on_new_groups_knows_that_their_rows_are_alike(
    known_shops: Trained, new_shops: Trained
) -> None:
    assert width(new_shops, "rmse") > width(known_shops, "rmse")


def test_a_score_on_the_future_says_that_the_past_has_passed(room: Workspace, future: Trained) -> None:
    shuffled = train(room, store(room, TURNING), target="y", budget_seconds=SECONDS)

    assert value(shuffled, "r2") > value(future, "r2") + 0.2
    assert future.report["rows_scored"] < 0.5 * future.report["rows"]


def test_one_fit_of_each_member_answers_about_the_future(future: Trained) -> None:
    assert {len(member.fits) for member in future.scorer.members} == {1}


def test_a_class_that_appears_late_does_not_end_a_forward_training(room: Workspace) -> None:
    late = store(
        room,
        "SELECT range AS n, range % 7 AS x, CASE WHEN range > 850 THEN 'new' WHEN range % 2 = 0 THEN 'a' ELSE 'b' END"
        " AS kind FROM range(1000)",
    )

    trained = train(room, late, target="kind", budget_seconds=SECONDS, split=Split("forward", "n"))

    assert trained.report["classes"] == ["a", "b", "new"]
    assert trained.model.ready
