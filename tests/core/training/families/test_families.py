"""Every family learns every task, better than the baseline, and its fits answer as they did while learning."""

from __future__ import annotations

import time

import numpy as np
import pytest

from core.training import FAMILIES, Family
from core.training.families import PORTFOLIO
from core.training.families.fitting import Grown, Limit, agreed
from core.training.search.loss import mean_loss
from core.training.search.problem import Problem
from tests.core.training.problems import problem

LEARNING = [family for family in FAMILIES if family.key != "baseline"]
TASKS = ("binary", "multiclass", "regression")


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
