"""Target encoding that never sees the row it encodes: fitted per fold, and inside it once more for its own rows."""

from __future__ import annotations

import numpy as np

from core.models import batch as batches
from core.models.batch import Array, Batch
from core.models.encoding import FoldEncoding, TargetMeans
from core.models.encoding.means import MISSING

INNER_PARTS = 5  # each training row is encoded by means over the other four fifths


def fit(batch: Batch, columns: tuple[str, ...], targets: Array, rows: Array) -> FoldEncoding:
    """Means over some rows. `targets`: (all rows, outputs): the value itself, or one indicator per class."""
    return FoldEncoding(tuple(fit_column(batch, column, targets, rows) for column in columns))


def fit_column(batch: Batch, column: str, targets: Array, rows: Array) -> TargetMeans:
    levels, codes = factorize(batch, column)
    means = _means(codes[rows], targets[rows], len(levels))
    return TargetMeans(column, levels, means)


def encode_own_rows(batch: Batch, columns: tuple[str, ...], targets: Array, rows: Array, *, seed: int) -> Array:
    """(rows, columns × outputs): the encoding for the training rows themselves, each from the other parts' targets."""
    part = np.random.default_rng(seed).permutation(np.arange(len(rows)) % INNER_PARTS)
    blocks = [_encode_own(*factorize(batch, column), targets, rows, part) for column in columns]
    return np.hstack([np.zeros((len(rows), 0)), *blocks]).astype(np.float32)


def factorize(batch: Batch, column: str) -> tuple[tuple[str, ...], Array]:
    """The levels of a column, missing being one of them, and the level of each row."""
    values = [value or MISSING for value in batches.texts(batch, column)]
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return tuple(places), np.array([places[value] for value in values], np.int64)


def _encode_own(levels: tuple[str, ...], codes: Array, targets: Array, rows: Array, part: Array) -> Array:
    encoded = np.empty((len(rows), targets.shape[1]))
    for number in range(INNER_PARTS):
        inside = part == number
        encoded[inside] = _means(codes[rows[~inside]], targets[rows[~inside]], len(levels))[codes[rows[inside]]]
    return encoded


def _means(codes: Array, targets: Array, levels: int) -> Array:
    """(levels + 1, outputs): level means shrunk towards the overall mean; the last row is that mean.

    A level's mean counts with its rows, the overall mean with as many rows as make up for the noise inside levels
    (variance within over variance between, Micci-Barreca 2001).
    """
    counts = np.bincount(codes, minlength=levels)[:, None]
    sums = np.column_stack([np.bincount(codes, column, levels) for column in targets.T])
    overall = targets.mean(axis=0)
    means = np.where(counts > 0, sums / np.maximum(counts, 1), overall)
    within = np.mean((targets - means[codes]) ** 2, axis=0)
    between = np.average((means - overall) ** 2, axis=0, weights=counts[:, 0])
    prior_rows = np.clip(within / np.maximum(between, 1e-12), 1, 100)
    shrunk = (sums + prior_rows * overall) / (counts + prior_rows)
    return np.vstack([shrunk, overall])
