"""Would more rows help? One quick model learns from an eighth, a quarter, a half and all of a fold's rows."""

from __future__ import annotations

import math
import time
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

import core.training.families as families
from core.models.batch import Array
from core.training.families.fitting import Limit
from core.training.search.problem import Fold, Problem
from core.writing import numbers

CONFIGURATION = "boosting_fast"
SHARES = (0.125, 0.25, 0.5, 1.0)
FEWEST_ROWS = 200  # in the smallest part: fewer say nothing about the others
HELPS = 0.02  # share by which the error falls from half of the rows to all, from which more are worth bringing
UNITS = {"regression": "RMSE", "binary": "log loss", "multiclass": "log loss"}


@dataclass(frozen=True)
class PartFold(Fold):
    """A fold that learns from some of its rows only."""

    share: float = 1.0

    @cached_property
    def training(self) -> Array:
        rows = super().training
        some = np.random.default_rng(self.problem.seed).permutation(len(rows))[: round(self.share * len(rows))]
        return np.asarray(rows[np.sort(some)])


@dataclass(frozen=True)
class Learned:
    """The error on rows not seen, after learning from so many rows. `seconds`: what that took."""

    rows: int
    error: float
    seconds: float


@dataclass(frozen=True)
class Learning:
    """The curve; without points where the rows or the time were too few to draw one."""

    unit: str
    points: tuple[Learned, ...] = ()

    @property
    def fall(self) -> float:
        """The error's fall from half of the rows to all of them, as a share of the error."""
        half, whole = self.points[-2].error, self.points[-1].error
        return 1 - whole / half if half > 0 else 0.0

    @property
    def sentence(self) -> str:
        if not self.points:
            return ""
        fell = f"From {self.points[-2].rows:,} rows to {self.points[-1].rows:,} the {self.unit} of a quick model "
        if self.fall >= HELPS:
            return f"{fell}fell by {numbers.share(round(self.fall, 3))}: more rows would probably help."
        return f"{fell}hardly changed: more rows of the same kind would hardly help; better columns might."

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"sentence": self.sentence}


def measure(problem: Problem, limit: Limit) -> Learning:
    """The learning curve of one configuration on the first fold; drawn as far as the time allows, or not at all."""
    unit = UNITS[problem.task]
    if len(problem.folds[0].training) * SHARES[0] < FEWEST_ROWS:
        return Learning(unit)
    points: list[Learned] = []
    for share in SHARES:
        expected = 2.5 * points[-1].seconds if points else 0.0  # twice the rows take about twice as long
        point = _learn(problem, share, limit) if limit.left > expected else None
        if point is None:
            return Learning(unit)
        points.append(point)
    return Learning(unit, tuple(points))


def _learn(problem: Problem, share: float, limit: Limit) -> Learned | None:
    started = time.monotonic()
    fold = PartFold(problem, 0, share=share)
    row = families.configuration(CONFIGURATION)
    grown = families.family(row.family).load()(fold, row.settings, replace(limit, needed=False))
    if grown is None or grown.cut:
        return None
    error = math.sqrt(grown.loss) if problem.task == "regression" else grown.loss
    return Learned(len(fold.training), error, time.monotonic() - started)
