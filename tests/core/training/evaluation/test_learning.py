"""Whether more rows would help."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from core.models.encoding import Numbers, Recipe
from core.training.evaluation import learning
from core.training.evaluation.learning import Learned, Learning
from core.training.families.fitting import Limit
from core.training.search.parting import at_random
from core.training.search.problem import Problem
from tests.core.training.problems import problem

PLENTY = 60


def wavy(rows: int, noise: float) -> Problem:
    """A target that takes many rows to learn, or hardly any beside its noise."""
    random = np.random.default_rng(5)
    batch = {"x": random.uniform(0, 60, rows), "z": random.uniform(0, 60, rows)}
    recipe = Recipe((Numbers("x"), Numbers("z")), (), 1)
    target = np.sin(batch["x"]) + np.cos(batch["z"]) + noise * random.normal(size=rows)
    part = at_random(target, 3, stratify=False, seed=0)
    return replace(
        problem("regression"), target=target, batch=batch, recipe=recipe, matrix=recipe.encode(batch), part=part
    )


def measured(rows: int, noise: float, seconds: float = PLENTY) -> Learning:
    return learning.measure(wavy(rows, noise), Limit(time.monotonic() + seconds))


def test_the_error_of_a_hard_target_falls_with_every_doubling() -> None:
    curve = measured(6000, noise=0.1)

    errors = [point.error for point in curve.points]
    assert [point.rows for point in curve.points] == [500, 1000, 2000, 4000]
    assert errors == sorted(errors, reverse=True)
    assert curve.sentence.startswith("From 2,000 rows to 4,000 the RMSE of a quick model fell by ")
    assert curve.sentence.endswith("more rows would probably help.")


def test_noise_is_not_learned_from_more_rows() -> None:
    assert measured(6000, noise=30.0).sentence.endswith("better columns might.")


def test_too_few_rows_have_no_curve() -> None:
    curve = measured(600, noise=0.1)

    assert (curve.points, curve.sentence) == ((), "")


def test_without_time_there_is_no_curve() -> None:
    assert measured(6000, noise=0.1, seconds=-1).points == ()


@pytest.mark.parametrize(("half", "whole", "fall"), [(2.0, 1.5, 0.25), (1.0, 1.0, 0.0), (0.0, 0.0, 0.0)])
def test_the_fall_is_a_share_of_the_error(half: float, whole: float, fall: float) -> None:
    assert Learning("RMSE", (Learned(10, half, 0.1), Learned(20, whole, 0.1))).fall == fall
