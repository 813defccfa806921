"""The whole way from a table's columns to a matrix of numbers, as fitted once and replayed for every row to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

import core.models.batch as batches
from core.models.batch import Array, Batch


class Encoder(Protocol):
    """Turns one or two columns of a table into columns of the matrix, always the same way.

    `names`: of the columns it makes. `levels_each`: for codes how many levels there are, 0 for numbers.
    """

    @property
    def sources(self) -> tuple[str, ...]: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def levels_each(self) -> tuple[int, ...]: ...

    def encode(self, batch: Batch) -> Array: ...


@dataclass(frozen=True)
class Recipe:
    """`encoders` make the matrix; `averaged` names the columns whose target encoding each fold appends to it.

    `averages` is how many numbers a target encoding has: one, or one per class.
    """

    encoders: tuple[Encoder, ...]
    averaged: tuple[str, ...] = ()
    averages: int = 1

    def encode(self, batch: Batch) -> Array:
        """(rows, columns) float32, without target encodings."""
        if not self.encoders:
            return np.zeros((batches.length(batch), 0), np.float32)
        with np.errstate(over="ignore"):  # beyond float32 is infinite, and infinite is missing
            matrix = np.hstack([encoder.encode(batch) for encoder in self.encoders]).astype(np.float32)
        matrix[~np.isfinite(matrix)] = np.nan
        return matrix

    @property
    def levels_each(self) -> tuple[int, ...]:
        """For every column of the matrix with its target encodings: how many levels, 0 for numbers."""
        made = tuple(levels for encoder in self.encoders for levels in encoder.levels_each)
        return made + (0,) * (len(self.averaged) * self.averages)

    @property
    def sources(self) -> tuple[tuple[str, ...], ...]:
        """For every column of the matrix with its target encodings: the table's columns it comes from."""
        made = tuple(encoder.sources for encoder in self.encoders for _ in encoder.names)
        return made + tuple((name,) for name in self.averaged for _ in range(self.averages))
