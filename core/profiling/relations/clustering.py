"""An order that puts things that are alike side by side."""

from __future__ import annotations

import numpy as np

from core.profiling.table import Array


def leaves(likeness: Array) -> list[int]:
    """The order of the leaves of an average-linkage tree over a symmetric matrix (Sokal and Michener, 1958).

    Each merge lays the two groups so that their most alike ends touch.
    """
    groups = [[place] for place in range(len(likeness))]
    between = likeness.astype(np.float64)
    np.fill_diagonal(between, -np.inf)
    while len(groups) > 1:
        one, other = sorted(int(place) for place in np.unravel_index(np.argmax(between), between.shape))
        between = _merged(between, one, other, len(groups[one]), len(groups[other]))
        groups[one] = _joined(groups[one], groups.pop(other), likeness)
    return groups[0] if groups else []


def _merged(between: Array, one: int, other: int, size: int, other_size: int) -> Array:
    """The likeness between groups after `other` has gone into `one`: the average over their members."""
    mixed = (between[one] * size + between[other] * other_size) / (size + other_size)
    between[one], between[:, one] = mixed, mixed
    between[one, one] = -np.inf
    return np.delete(np.delete(between, other, axis=0), other, axis=1)


def _joined(first: list[int], second: list[int], likeness: Array) -> list[int]:
    """The two lists end to end, each turned around where that makes neighbours more alike."""
    ways = [(a, b) for a in (first, first[::-1]) for b in (second, second[::-1])]
    best = max(ways, key=lambda way: likeness[way[0][-1], way[1][0]])
    return [*best[0], *best[1]]
