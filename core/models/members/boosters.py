"""Trees as XGBoost reads them, for batches: what numpy walks in a second, its compiled code walks in milliseconds.

Only the flat trees are stored; a booster is built from them, in the form of XGBoost's own model files, when the first
large batch comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from core.models.batch import Array
from core.models.members.forest import Forest
from core.models.members.ubjson import encode

VERSION = (3, 2, 0)  # of the layout written here; newer readers read older layouts
NO_PARENT = 2147483647
SET_BYTES = 32  # a set of categories has 256 bits


@dataclass(frozen=True)
class Boosted:
    """The trees of a forest in XGBoost; `booster` adds them up when a leaf is one number, finds the leaves otherwise.

    `base`: what the booster's margins start from, which is not the trees' and is taken off.
    """

    forest: Forest
    booster: Any
    base: Array

    @classmethod
    def of(cls, forest: Forest, outputs: int, columns: int) -> Boosted:
        import xgboost  # seconds to load: only large batches need it

        single = forest.value.shape[1] == 1
        written = bytearray(encode(_model(forest, outputs if single else 1, columns)))
        booster = xgboost.Booster(model_file=written)
        booster.set_param({"nthread": 0})
        return cls(forest, booster, np.zeros(outputs))

    def margins(self, matrix: Array, outputs: int) -> Array:
        """(rows, outputs) sums of leaf values."""
        if self.forest.value.shape[1] == 1:
            added = self.booster.inplace_predict(matrix, predict_type="margin")
            return np.asarray(added, np.float64).reshape(len(matrix), outputs) - self.base
        return self._by_leaf(matrix)

    def _by_leaf(self, matrix: Array) -> Array:
        import xgboost

        leaves = self.booster.predict(xgboost.DMatrix(matrix), pred_leaf=True).reshape(len(matrix), -1).astype(np.int64)
        sums = np.zeros((len(matrix), self.forest.value.shape[1]))
        for tree, root in enumerate(self.forest.roots):
            sums += self.forest.value[root + leaves[:, tree]]
        return sums


def _model(forest: Forest, outputs: int, columns: int) -> dict[str, Any]:
    trees = list(_trees(forest, columns))
    model = {
        "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": str(len(trees))},
        "iteration_indptr": [0, len(trees)],
        "tree_info": forest.output.tolist() if outputs > 1 else [0] * len(trees),
        "trees": trees,
    }
    classes = {"num_class": str(outputs), "num_target": "1"} if outputs > 1 else {"num_class": "0", "num_target": "1"}
    base = "[" + ",".join(["0E0"] * outputs) + "]"
    objective = (
        {"name": "multi:softprob", "softmax_multiclass_param": {"num_class": str(outputs)}}
        if outputs > 1
        else {"name": "reg:squarederror", "reg_loss_param": {"scale_pos_weight": "1"}}
    )
    learner = {
        "attributes": {},
        "feature_names": [],
        "feature_types": [],
        "gradient_booster": {"model": model, "name": "gbtree"},
        "learner_model_param": {"base_score": base, "boost_from_average": "0", "num_feature": str(columns), **classes},
        "objective": objective,
    }
    return {"learner": learner, "version": list(VERSION)}


def _trees(forest: Forest, columns: int) -> Iterator[dict[str, Any]]:
    """All arrays are made once for the whole forest and cut into trees: there are thousands of these."""
    starts = np.repeat(forest.roots, np.diff(np.r_[forest.roots, len(forest.feature)]))
    whole = _nodes(forest, starts)
    for number, (start, end) in enumerate(pairwise([*forest.roots.tolist(), len(forest.feature)])):
        yield {
            "id": number,
            **{name: values[start:end] for name, values in whole.items()},
            **_categories(forest, forest.category_set[start:end]),
            "tree_param": {
                "num_deleted": "0",
                "num_feature": str(columns),
                "num_nodes": str(end - start),
                "size_leaf_vector": "1",
            },
        }


def _nodes(forest: Forest, starts: Array) -> dict[str, Array]:
    """XGBoost's arrays of nodes. It expects the right child beside the left one, as the forest has it."""
    own = np.arange(len(forest.left))
    leaf = forest.left == own
    inner = np.flatnonzero(~leaf)
    parents = np.full(len(own), NO_PARENT)
    parents[forest.left[inner]] = parents[forest.left[inner] + 1] = (own - starts)[inner]
    single = forest.value[:, 0] if forest.value.shape[1] == 1 else np.zeros(len(own))
    # XGBoost asks for `x < t` where the walker asks for `x <= t`
    compared = np.nextafter(forest.threshold, np.float32(np.inf))
    left = forest.left - starts
    return {
        "base_weights": np.zeros(len(own), np.float32),
        "default_left": forest.missing_left.astype(np.uint8),
        "left_children": np.where(leaf, -1, left).astype(np.int32),
        "loss_changes": np.zeros(len(own), np.float32),
        "parents": parents.astype(np.int32),
        "right_children": np.where(leaf, -1, left + 1).astype(np.int32),
        "split_conditions": np.where(leaf, single, compared).astype(np.float32),
        "split_indices": forest.feature.astype(np.int32),
        "split_type": (forest.category_set >= 0).astype(np.uint8),
        "sum_hessian": forest.cover if forest.covered else np.ones(len(own), np.float32),
    }


def _categories(forest: Forest, sets: Array) -> dict[str, Array]:
    """The codes that go right at every node that splits categories: XGBoost lists these, the forest the others."""
    nodes = np.flatnonzero(sets >= 0)
    goes_left = np.unpackbits(forest.sets[sets[nodes]].view(np.uint8).reshape(-1, SET_BYTES), axis=1, bitorder="little")
    node, code = np.nonzero(goes_left == 0)
    sizes = np.bincount(node, minlength=len(nodes)).astype(np.int64)
    return {
        "categories": code.astype(np.int32),
        "categories_nodes": nodes.astype(np.int32),
        "categories_segments": np.cumsum(sizes) - sizes,
        "categories_sizes": sizes,
    }
