"""Linear members: numbers scaled and clipped, codes as one column per level, gaps as columns of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.models.batch import Array

FARTHEST = 5.0  # spreads from the centre beyond which a value says no more


@dataclass(frozen=True)
class Design:
    """How a matrix of encoded columns becomes the columns of a linear model.

    `numeric`: positions of numbers, with their `centre` and `spread`. `gaps`: positions (among the numeric) that had
    missing values. `coded` and `levels`: positions of codes, and how many levels each has; the last level is "other".
    """

    numeric: Array
    centre: Array
    spread: Array
    gaps: Array
    coded: Array
    levels: Array

    def expand(self, matrix: Array) -> Array:
        """The columns of the linear model, dense float32."""
        scaled = np.clip((matrix[:, self.numeric] - self.centre) / self.spread, -FARTHEST, FARTHEST)
        missing = np.isnan(scaled)
        blocks = [np.where(missing, 0, scaled), missing[:, self.gaps]]
        blocks += [
            self._indicators(matrix[:, at], int(levels)) for at, levels in zip(self.coded, self.levels, strict=True)
        ]
        return np.hstack(blocks).astype(np.float32)

    @property
    def sources(self) -> Array:
        """For each expanded column the position of the encoded column that it comes from."""
        return np.concatenate([self.numeric, self.numeric[self.gaps], np.repeat(self.coded, self.levels)]).astype(
            np.int64
        )

    @staticmethod
    def _indicators(codes: Array, levels: int) -> Array:
        known = np.where(np.isnan(codes), levels - 1, np.minimum(codes, levels - 1)).astype(np.int64)
        return np.eye(levels, dtype=np.float32)[known]


@dataclass(frozen=True)
class Linear:
    """margins = expanded columns @ weights + intercept. `mean`: mean of each expanded column over the training rows."""

    design: Design
    weights: Array
    intercept: Array
    mean: Array

    def margins(self, matrix: Array) -> Array:
        return np.asarray(self.design.expand(matrix) @ self.weights + self.intercept, np.float64)

    @property
    def base(self) -> Array:
        return np.asarray(self.mean @ self.weights + self.intercept, np.float64)

    def contributions(self, matrix: Array) -> Array:
        """(rows, columns of the matrix, outputs): coefficient times distance from the mean."""
        moved = (self.design.expand(matrix) - self.mean)[:, :, None] * self.weights[None]
        folded = np.zeros((len(matrix), matrix.shape[1], self.weights.shape[1]))
        for column, source in enumerate(self.design.sources):
            folded[:, source] += moved[:, column]
        return folded
