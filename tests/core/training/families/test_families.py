"""Every family learns every task, better than the baseline, and its fits answer as they did while learning."""

from __future__ import annotations

import time

import numpy as np
import pytest

from core.models.encoding import Levels, Numbers, Recipe
from core.training import FAMILIES, Family
from core.training.families import PORTFOLIO
from core.training.families.fitting import Grown, Limit, agreed
from core.training.search.loss import mean_loss
from core.training.search.problem import Problem, assign, averages

LEARNING = [family for family in FAMILIES if family.key != "baseline"]
TASKS = ("binary", "multiclass", "regression")


def problem(task: str) -> Problem:
    """600 rows with two numbers, a category that matters and one with many levels; some values missing."""
    random = np.random.default_rng(1)
    first, second = random.normal(size=600), random.normal(size=600)
    color = random.choice(["red", "green", "blue"], 600)
    shop = np.array([f"shop {number}" for number in random.integers(0, 40, 600)], object)
    value = first * 2 + (color == "red") * 3 + random.normal(size=600) / 2
    target = {"binary": value > 1, "multiclass": np.digitize(value, [-1, 2]), "regression": value}[task]
    classes = {"binary": ("no", "yes"), "multiclass": ("low", "middle", "high"), "regression": ()}[task]
    batch = {"first": np.where(random.random(600) < 0.1, np.nan, first), "second": second, "color": color, "shop": shop}
    encoders = (Numbers("first"), Numbers("second"), Levels("color", ("red", "green", "blue")))
    recipe = Recipe(encoders, ("shop",), averages(task, len(classes)))
    numbers = target if task == "regression" else target.astype(np.int64)
    part = assign(numbers, 3, stratify=task != "regression", seed=0)
    return Problem(task, numbers, classes, batch, recipe, recipe.encode(batch), part, 3, 1, 0)


def grow(family: Family, task: str) -> tuple[Problem, Grown]:
    world = problem(task)
    settings = next(row.settings for row in PORTFOLIO if row.family == family.key)
    grown: Grown = family.load()(world.folds[0], settings, Limit(time.monotonic() + 60))
    return world, grown


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", LEARNING, ids=lambda family: family.key)
def test_a_family_learns_more_than_the_baseline(family: Family, task: str) -> None:
    world, grown = grow(family, task)

    responses = grown.finish(grown.best).responses

    _, baseline = grow(FAMILIES[0], task)
    assert mean_loss(task, responses, world.folds[0].held_out_target) < 0.6 * baseline.loss


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_a_fit_answers_as_it_did_while_learning(family: Family, task: str) -> None:
    world, grown = grow(family, task)

    fitted = grown.finish(max(grown.best - 1, 1))

    few = world.folds[0].held_out_matrix[:50]
    np.testing.assert_allclose(fitted.fit.respond(few), fitted.responses[:50], atol=1e-4)


def test_the_steps_of_a_fold_are_what_the_other_folds_found_best() -> None:
    assert agreed([10, 200, 30, 40]) == [40, 30, 40, 30]


def test_a_single_fold_uses_its_own() -> None:
    assert agreed([7]) == [7]
