"""Decision trees as flat arrays, walked by numpy: one row through thousands of trees in about a millisecond.

Extra trees, histogram boosting and XGBoost all become this one form, so a single row needs none of their libraries. A
node sends a row left when its value is at most the threshold; for codes of categories, when the code's bit is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.models.batch import Array

MOST_PAIRS = 1 << 18  # (row, tree) pairs walked at once: some 10 MB of working memory


@dataclass(frozen=True)
class Forest:
    """Trees of one fit, or of many joined. N nodes, T trees; trees of one fit and output stand together.

    A leaf's `left` is the leaf itself; another node's right child stands beside its left one. `value` is (N, V): what a
    leaf adds, at inner nodes the mean over the rows below. A tree adds its V values to the outputs from `output` on;
    `category_set` is -1 at nodes that compare numbers. `cover`: how much of the training rows reached a node, in the
    library's own weights; empty for trees that are too deep and too many to be explained exactly.
    """

    feature: Array
    threshold: Array
    left: Array
    missing_left: Array
    value: Array
    cover: Array
    category_set: Array
    sets: Array  # (S, 8) of uint32: 256 bits for 256 codes
    roots: Array
    output: Array
    fit: Array  # which fit a tree belongs to, and
    fold: Array  # which fold's view of the row it reads

    @property
    def trees(self) -> int:
        return len(self.roots)

    @property
    def covered(self) -> bool:
        return len(self.cover) > 0

    def margins(self, views: Array, fits: int, outputs: int) -> Array:
        """Sums of leaf values. `views`: (rows, folds, columns) float32; returns (rows, fits, outputs) float64."""
        sums = np.zeros((len(views), fits, outputs))
        for start, stop in _blocks(len(views), self.trees):
            sums[start:stop] = self._sum(self._leaves(views[start:stop]), fits, outputs)
        return sums

    def contributions(self, views: Array, fits: int, outputs: int) -> Array:
        """What each column moved on the way from root to leaf: (rows, fits, columns, outputs).

        Path attribution (Saabas 2014): a split's move of the mean is credited to the column it splits on, so that the
        moves and the roots' values add up to the margins exactly. Unlike Shapley values these favour columns split
        deep in a tree, and can shrink when a model relies on a column more (Lundberg & Lee 2018). They take one walk,
        which is what a live form can wait for where trees are deep and many (extra trees).
        """
        rows, _, columns = views.shape
        moved = np.zeros((rows, fits, columns, outputs))
        for pair, parent, child in self._walk(views):
            row, tree = pair % rows, pair // rows
            place = ((row * fits + self.fit[tree]) * columns + self.feature[parent]) * outputs + self.output[tree]
            steps = self.value[child].astype(np.float64) - self.value[parent]
            for output in range(self.value.shape[1]):
                moved.ravel()[:] += np.bincount(place + output, steps[:, output], moved.size)
        return moved

    def base(self, fits: int, outputs: int) -> Array:
        """The sums of the roots' values: (fits, outputs)."""
        return np.asarray(self._sum(self.roots[None, :], fits, outputs)[0])

    def _sum(self, nodes: Array, fits: int, outputs: int) -> Array:
        group = self.fit.astype(np.int64) * outputs + self.output
        starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
        added = np.add.reduceat(self.value[nodes].astype(np.float64), starts, axis=1)
        sums = np.zeros((len(nodes), fits, outputs))
        for output in range(self.value.shape[1]):
            sums[:, self.fit[starts], self.output[starts] + output] = added[:, :, output]
        return sums

    def _leaves(self, views: Array) -> Array:
        reached = np.repeat(self.roots, len(views))
        for pair, _, child in self._walk(views):
            reached[pair] = child
        return reached.reshape(self.trees, len(views)).T

    def _walk(self, views: Array) -> Iterator[tuple[Array, Array, Array]]:
        """Level by level: the pairs (tree * rows + row) that still move, where they are, and where they go."""
        rows = len(views)
        pair = np.arange(rows * self.trees)
        node = np.repeat(self.roots, rows)
        while True:
            moving = self.left[node] != node
            pair, node = pair[moving], node[moving]
            if not len(pair):
                return
            child = self._next(views[pair % rows, self.fold[pair // rows], self.feature[node]], node)
            yield pair, node, child
            node = child

    def _next(self, values: Array, node: Array) -> Array:
        return np.asarray(self.left[node] + ~self.goes_left(values, node))

    def goes_left(self, values: Array, node: Array) -> Array:
        """Whether rows that have these values at these splits go left there."""
        goes_left = values <= self.threshold[node]
        missing = np.isnan(values)
        if len(self.sets):
            of_codes = np.flatnonzero((self.category_set[node] >= 0) & ~missing)
            goes_left[of_codes] = self._has(node[of_codes], values[of_codes].astype(np.int64))
        goes_left[missing] = self.missing_left[node[missing]]
        return np.asarray(goes_left)

    def _has(self, node: Array, code: Array) -> Array:
        words = self.sets[self.category_set[node], code >> 5]
        return np.asarray((words >> (code & 31).astype(np.uint32)) & np.uint32(1) == 1)


def join(forests: Sequence[tuple[Forest, int]]) -> Forest:
    """Many fits as one forest, in the order of their numbers; each comes with the fold whose view it reads.

    All of them know their cover, or none does.
    """
    nodes = np.cumsum([0, *(len(forest.feature) for forest, _ in forests)])
    sets = np.cumsum([0, *(len(forest.sets) for forest, _ in forests)])
    parts = [forest for forest, _ in forests]
    return Forest(
        feature=np.concatenate([part.feature for part in parts]),
        threshold=np.concatenate([part.threshold for part in parts]),
        left=np.concatenate([part.left + start for part, start in zip(parts, nodes, strict=False)]),
        missing_left=np.concatenate([part.missing_left for part in parts]),
        value=np.concatenate([part.value for part in parts]),
        cover=np.concatenate([part.cover for part in parts]),
        category_set=np.concatenate(
            [_shifted(part.category_set, start) for part, start in zip(parts, sets, strict=False)]
        ),
        sets=np.concatenate([part.sets for part in parts]),
        roots=np.concatenate([part.roots + start for part, start in zip(parts, nodes, strict=False)]),
        output=np.concatenate([part.output for part in parts]),
        fit=np.concatenate([part.fit for part in parts]),
        fold=np.concatenate([np.full(forest.trees, fold) for forest, fold in forests]),
    )


def below(threshold: Array) -> Array:
    """The largest float32 not above each threshold: for float32 values, `x <= threshold` stays exactly the same."""
    rounded = threshold.astype(np.float32)
    return np.where(rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)


def _shifted(sets: Array, start: int) -> Array:
    return np.where(sets >= 0, sets + start, -1)


def _blocks(rows: int, trees: int) -> Iterator[tuple[int, int]]:
    step = max(1, MOST_PAIRS // max(trees, 1))
    return ((start, min(start + step, rows)) for start in range(0, rows, step))
