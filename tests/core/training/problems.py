"""A small problem of each task, ready for the families to learn."""

from __future__ import annotations

import numpy as np

from core.models.encoding import Levels, Numbers, Recipe
from core.training.search.parting import at_random
from core.training.search.problem import Problem, averages


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
    part = at_random(numbers, 3, stratify=task != "regression", seed=0)
    return Problem(task, numbers, classes, batch, recipe, recipe.encode(batch), part, 3, 1, 0)
