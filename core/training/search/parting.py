"""The part of the table in which each row is judged: random parts, whole groups, or blocks of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.errors import BadInput
from core.models.batch import Array, Batch
from core.training.search.keeping import Plan
from core.training.splitting import DISTINCT, FORWARD, Split

FORWARD_FOLDS = 3  # blocks of time that are judged, each by a model of everything before it
FORWARD_SHARE = 0.15  # of the rows in each block: what is left at the beginning is always learned from


@dataclass(frozen=True)
class Division:
    """A split, and what divides the rows of one table by it."""

    split: Split = Split()
    keys: Array | None = None


def keys(split: Split, batch: Batch, copies: Array) -> Array | None:
    """What divides the rows: a number for each group, or the time as a number; None for random rows. `copies`: a number
    that rows share which are alike in every column.

    Rows without a group are groups of their own. Rows without a time come first: nobody knows that they are late.
    """
    if not split.row.needs_column:
        return copies if split.kind == DISTINCT.key else None
    values = batch[split.column]
    if split.kind == FORWARD.key:
        return _times(values)
    missing = np.array([value is None or value != value for value in values])
    codes = np.empty(len(values), np.int64)
    _, codes[~missing] = np.unique(np.asarray(values[~missing].tolist()), return_inverse=True)
    codes[missing] = codes[~missing].max(initial=-1) + 1 + np.arange(missing.sum())
    return codes


@dataclass(frozen=True)
class Parting:
    """The part of each row, from 0, and how many parts are judged. Rows of later parts are only learned from."""

    part: Array
    judged: int


def assign(split: Split, keys: Array | None, target: Array, plan: Plan, *, stratify: bool, seed: int) -> Parting:
    """The parts of a plan, divided in the way of the split; fewer than planned when the table has no more.

    Raises BadInput when all rows are in one group or of one moment.
    """
    if keys is None:
        return Parting(at_random(target, plan.parts, stratify=stratify, seed=seed), plan.fitted)
    known = len(np.unique(keys))
    if known < 2:
        raise BadInput(
            f"“{split.column}” has the same value in every row that can be used.", hint="Choose another way to split."
        )
    if split.kind == FORWARD.key:
        return _in_blocks(keys, min(plan.fitted, FORWARD_FOLDS))
    parts = min(plan.parts, known)
    return Parting(_in_groups(keys, parts, seed=seed), min(plan.fitted, parts))


def at_random(target: Array, parts: int, *, stratify: bool, seed: int) -> Array:
    """Parts of equal sizes, with equal shares of every class when stratified."""
    shuffled = np.random.default_rng(seed).permutation(len(target))
    if stratify:
        shuffled = shuffled[np.argsort(target[shuffled], kind="stable")]
    part = np.empty(len(target), np.int64)
    part[shuffled] = np.arange(len(target)) % parts
    return part


def some(count: int, groups: Array | None, parts: int, *, seed: int) -> Array:
    """Parts of so many rows for a second division; the rows of a group stay together."""
    if groups is None:
        return at_random(np.zeros(count), parts, stratify=False, seed=seed)
    return _in_groups(groups, parts, seed=seed)


def _in_groups(codes: Array, parts: int, *, seed: int) -> Array:
    """Whole groups, the largest first, each into the part that has the fewest rows."""
    _, group, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    order = np.random.default_rng(seed).permutation(len(sizes))
    order = order[np.argsort(-sizes[order], kind="stable")]
    part_of_group, filled = np.empty(len(sizes), np.int64), np.zeros(parts)
    for one in order:
        smallest = int(np.argmin(filled))
        part_of_group[one] = smallest
        filled[smallest] += sizes[one]
    return np.asarray(part_of_group[group])


def _in_blocks(times: Array, blocks: int) -> Parting:
    """Blocks of about equal size from the latest row back; rows of one moment are never in two."""
    moments = np.unique(times)
    ordered = np.sort(times)
    wanted = {ordered[int((1 - FORWARD_SHARE * number) * (len(times) - 1))] for number in range(1, blocks + 1)}
    edges = sorted((edge for edge in wanted if edge > moments[0]), reverse=True) or [moments[1]]
    return Parting(np.asarray(sum((times < edge).astype(np.int64) for edge in edges)), len(edges))


def _times(values: Array) -> Array:
    if values.dtype.kind != "M":
        return np.nan_to_num(values.astype(np.float64), nan=-np.inf)
    times = values.astype("datetime64[us]").astype(np.int64).astype(np.float64)
    return np.where(np.isnat(values), -np.inf, times)
