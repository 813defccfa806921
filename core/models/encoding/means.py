"""Fitted target encoding: each level of a category as the shrunken mean of the target over the rows that have it.

The only encoder that has seen the target. It is fitted per fold, without that fold's rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

import core.models.batch as batches
from core.models.batch import Array, Batch

MISSING = ""  # missing values are a level of their own; no real level is empty


@dataclass(frozen=True)
class TargetMeans:
    """`means`: (levels + 1, outputs); the last row is for levels never seen: the mean over all rows."""

    source: str
    levels: tuple[str, ...]
    means: Array

    @cached_property
    def places(self) -> dict[str, int]:
        return {level: place for place, level in enumerate(self.levels)}

    def encode(self, batch: Batch) -> Array:
        unseen = len(self.levels)
        values = batches.texts(batch, self.source)
        return self.means[[self.places.get(value or MISSING, unseen) for value in values]]


@dataclass(frozen=True)
class FoldEncoding:
    """The target encodings that belong to one fold, in the order of the recipe's target-encoded columns."""

    means: tuple[TargetMeans, ...]

    def encode(self, batch: Batch) -> Array:
        """(rows, columns added); no columns when nothing is target encoded."""
        empty = np.zeros((batches.length(batch), 0))
        return np.hstack([empty, *(means.encode(batch) for means in self.means)]).astype(np.float32)
