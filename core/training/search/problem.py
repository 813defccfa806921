"""What is to be learned, ready for the families: the encoded rows, the target as numbers, and the folds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from core.models.batch import Array, Batch
from core.models.encoding import FoldEncoding, Recipe
from core.training.preparation import averaging
from core.training.preparation.fitting import MOST_CLASSES_AVERAGED
from core.training.splitting import FORWARD, Split

SMALL = 40_000  # cells in a matrix below which a second thread costs more than it brings


@dataclass(frozen=True)
class Problem:
    """`target`: values, or positions in `classes` (binary: 1 is the positive class). `part`: the fold of each row.

    `fitted`: how many of the folds are really held out; fewer than there are when time is short. `keys`: what divides
    the rows where the split is not random (see `parting.keys`).
    """

    task: str
    target: Array
    classes: tuple[str, ...]
    batch: Batch
    recipe: Recipe
    matrix: Array
    part: Array
    fitted: int
    threads: int
    seed: int
    split: Split = Split()
    keys: Array | None = None

    @property
    def outputs(self) -> int:
        """Numbers in one response: a value, the positive class's probability, or a probability per class."""
        return len(self.classes) if self.task == "multiclass" else 1

    @property
    def used(self) -> tuple[str, ...]:
        """The table's columns that the recipe reads, each once."""
        return tuple(dict.fromkeys(name for sources in self.recipe.sources for name in sources))

    @cached_property
    def scored(self) -> Array:
        """The rows that some fold holds out, in order."""
        return np.flatnonzero(self.part < self.fitted)

    @property
    def forward(self) -> bool:
        return self.split.kind == FORWARD.key

    @cached_property
    def scored_groups(self) -> Array | None:
        """The group of each scored row; None where rows do not come in groups."""
        return self.keys[self.scored] if self.keys is not None and not self.forward else None

    @property
    def matrix_levels(self) -> tuple[int, ...]:
        """Levels of each column of `matrix`, which has no target encodings."""
        return self.recipe.levels_each[: self.matrix.shape[1]]

    @cached_property
    def averaged_targets(self) -> Array:
        return indicators(self.task, self.target, len(self.classes))

    @cached_property
    def folds(self) -> tuple[Fold, ...]:
        return tuple(Fold(self, number) for number in range(self.fitted))

    @property
    def skewed(self) -> bool:
        """Whether the logarithm of the target deserves a try: nothing negative and a long upper tail."""
        return self.task == "regression" and bool(self.target.min() >= 0) and skewness(self.target) > 1


@dataclass(frozen=True)
class Fold:
    """One fold: the rows held out, the rows to learn from, and both as this fold may see them."""

    problem: Problem
    number: int
    made: dict[str, Any] = field(default_factory=dict, compare=False)  # what families share, like a quantile matrix

    @cached_property
    def training(self) -> Array:
        part = self.problem.part
        return np.flatnonzero(part > self.number if self.problem.forward else part != self.number)

    @cached_property
    def held_out(self) -> Array:
        return np.flatnonzero(self.problem.part == self.number)

    @cached_property
    def encoding(self) -> FoldEncoding:
        problem = self.problem
        return averaging.fit(problem.batch, problem.recipe.averaged, problem.averaged_targets, self.training)

    @cached_property
    def training_matrix(self) -> Array:
        problem = self.problem
        own = averaging.encode_own_rows(
            problem.batch,
            problem.recipe.averaged,
            problem.averaged_targets,
            self.training,
            seed=problem.seed + self.number,
        )
        return np.ascontiguousarray(np.hstack([problem.matrix[self.training], own]))

    @cached_property
    def held_out_matrix(self) -> Array:
        batch = {name: self.problem.batch[name][self.held_out] for name in self.problem.recipe.averaged}
        beside = [self.encoding.encode(batch)] if batch else []
        return np.ascontiguousarray(np.hstack([self.problem.matrix[self.held_out], *beside]))

    @property
    def training_target(self) -> Array:
        return self.problem.target[self.training]

    @property
    def held_out_target(self) -> Array:
        return self.problem.target[self.held_out]

    @property
    def threads(self) -> int:
        """One for a small matrix: threads that wait for each other cost more than they bring."""
        return 1 if self.training_matrix.size * self.problem.outputs < SMALL else self.problem.threads


@dataclass(frozen=True)
class WholeFold(Fold):
    """All rows to learn from. Those held out are among them: they only show that learning goes on."""

    @cached_property
    def training(self) -> Array:
        return np.arange(len(self.problem.target))

    @cached_property
    def held_out(self) -> Array:
        return np.flatnonzero(self.problem.part == 0)


def indicators(task: str, target: Array, classes: int) -> Array:
    """What target encoding averages: the value, whether it is the positive class, or one indicator per class."""
    if task == "multiclass" and classes <= MOST_CLASSES_AVERAGED:
        return np.eye(classes)[target]
    return target[:, None].astype(np.float64)


def averages(task: str, classes: int) -> int:
    """How many numbers a target encoding has; none when there are too many classes."""
    if task != "multiclass":
        return 1
    return classes if classes <= MOST_CLASSES_AVERAGED else 0


def skewness(values: Array) -> float:
    centred = values - values.mean()
    spread = centred.std()
    return float(np.mean(centred**3) / spread**3) if spread > 0 else 0.0
