"""Trees of each library as the flat arrays that models are scored with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from core.models.batch import Array
from core.models.members import Forest
from core.models.members.forest import below

CODES = 256  # codes that a set of categories can hold


def from_xgboost(booster: Any) -> Forest:
    """The trees of a booster; their leaves already carry the learning rate."""
    model = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]
    order = np.argsort(np.asarray(model["tree_info"]), kind="stable")  # trees of one class stand together
    trees = [_xgboost_tree(model["trees"][at]) for at in order]
    return assemble(trees, np.asarray(model["tree_info"])[order])


def from_histogram_boosting(model: Any) -> Forest:
    """The trees of sklearn's HistGradientBoosting, without its baseline."""
    rounds = model._predictors
    outputs = len(rounds[0])
    trees = [_histogram_tree(rounds[number][output]) for output in range(outputs) for number in range(len(rounds))]
    return assemble(trees, np.repeat(np.arange(outputs), len(rounds)))


def from_extra_trees(model: Any, values: Sequence[Array]) -> Forest:
    """The trees of sklearn's ExtraTrees. `values`: per tree (nodes, V), what each node answers."""
    share = 1 / len(model.estimators_)
    trees = [_sklearn_tree(one.tree_, value * share) for one, value in zip(model.estimators_, values, strict=True)]
    return assemble(trees, np.zeros(len(trees), np.int64))


def assemble(trees: Sequence[dict[str, Array]], output: Array) -> Forest:
    """One forest of several trees; each tree has its own numbering of nodes and sets."""
    trees = [_siblings_together(tree) for tree in trees]
    starts = np.cumsum([0, *(len(tree["feature"]) for tree in trees)])
    set_starts = np.cumsum([0, *(len(tree["sets"]) for tree in trees)])

    def joined(name: str, dtype: type) -> Array:
        return np.concatenate([tree[name] for tree in trees]).astype(dtype)

    def moved(name: str) -> Array:
        return np.concatenate([tree[name] + start for tree, start in zip(trees, starts, strict=False)]).astype(np.int32)

    in_set = [np.where(t["set"] >= 0, t["set"] + start, -1) for t, start in zip(trees, set_starts, strict=False)]
    return Forest(
        feature=joined("feature", np.int32),
        threshold=joined("threshold", np.float32),
        left=moved("left"),
        missing_left=joined("missing_left", bool),
        value=joined("value", np.float32),
        category_set=np.concatenate(in_set).astype(np.int32),
        sets=np.concatenate([tree["sets"] for tree in trees]).astype(np.uint32),
        roots=starts[:-1].astype(np.int32),
        output=output.astype(np.int64),
        fit=np.zeros(len(trees), np.int64),
        fold=np.zeros(len(trees), np.int64),
    )


def _xgboost_tree(tree: dict[str, Any]) -> dict[str, Array]:
    left, right = np.asarray(tree["left_children"]), np.asarray(tree["right_children"])
    conditions = np.asarray(tree["split_conditions"], np.float32)
    leaf = left < 0
    cover = np.asarray(tree["sum_hessian"], np.float64)
    sets, set_of = _sets_going_left(tree, len(left))
    return {
        "feature": np.where(leaf, 0, np.asarray(tree["split_indices"])),
        # XGBoost asks for `x < t`, the walker for `x <= t`
        "threshold": np.where(leaf, 0, np.nextafter(conditions, np.float32(-np.inf))),
        **_children(left, right, leaf),
        "missing_left": np.asarray(tree["default_left"], bool),
        "value": mean_below(np.where(leaf, conditions, 0).astype(np.float64), left, right, cover)[:, None],
        "set": set_of,
        "sets": sets,
    }


def _sets_going_left(tree: dict[str, Any], nodes: int) -> tuple[Array, Array]:
    """XGBoost lists the codes that go right; every other one goes left."""
    set_of = np.full(nodes, -1)
    set_of[tree["categories_nodes"]] = np.arange(len(tree["categories_nodes"]))
    goes_left = np.ones((len(tree["categories_nodes"]), CODES), bool)
    segments = zip(tree["categories_segments"], tree["categories_sizes"], strict=True)
    for number, (start, size) in enumerate(segments):
        goes_left[number, tree["categories"][start : start + size]] = False
    return np.packbits(goes_left, axis=1, bitorder="little").view(np.uint32).reshape(-1, CODES // 32), set_of


def _histogram_tree(predictor: Any) -> dict[str, Array]:
    nodes = predictor.nodes
    leaf = nodes["is_leaf"].astype(bool)
    left, right = nodes["left"].astype(np.int64), nodes["right"].astype(np.int64)
    values = np.where(leaf, nodes["value"], 0)
    return {
        "feature": np.where(leaf, 0, nodes["feature_idx"]),
        "threshold": below(np.where(leaf, 0, nodes["num_threshold"])),
        **_children(left, right, leaf),
        "missing_left": nodes["missing_go_to_left"].astype(bool),
        "value": mean_below(values, np.where(leaf, -1, left), right, nodes["count"].astype(np.float64))[:, None],
        **_no_sets(len(left)),
    }


def _sklearn_tree(tree: Any, value: Array) -> dict[str, Array]:
    left, right = tree.children_left, tree.children_right
    leaf = left < 0
    return {
        "feature": np.where(leaf, 0, tree.feature),
        "threshold": below(np.where(leaf, 0, tree.threshold)),
        **_children(left, right, leaf),
        "missing_left": tree.missing_go_to_left.astype(bool),
        "value": value,
        **_no_sets(len(left)),
    }


def _no_sets(nodes: int) -> dict[str, Array]:
    return {"set": np.full(nodes, -1), "sets": np.zeros((0, CODES // 32), np.uint32)}


def _siblings_together(tree: dict[str, Array]) -> dict[str, Array]:
    """The same tree numbered level by level, so that a right child stands beside the left one."""
    left = np.where(tree["left"] == np.arange(len(tree["left"])), -1, tree["left"])
    order = np.concatenate(_levels(left, tree["right"]))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    sets = tree["sets"]
    moved = {name: values[order] for name, values in tree.items() if name != "sets"}
    return moved | {"left": place[moved["left"]], "right": place[moved["right"]], "sets": sets}


def _children(left: Array, right: Array, leaf: Array) -> dict[str, Array]:
    own = np.arange(len(left))
    return {"left": np.where(leaf, own, left), "right": np.where(leaf, own, right)}


def mean_below(values: Array, left: Array, right: Array, cover: Array) -> Array:
    """Leaf values kept, inner nodes filled with the mean of the leaves below, each counted with its cover."""
    filled = values.copy()
    for nodes in reversed(_levels(left, right)):
        inner = nodes[left[nodes] >= 0]
        weight = cover[left[inner]] + cover[right[inner]]
        total = cover[left[inner]] * filled[left[inner]] + cover[right[inner]] * filled[right[inner]]
        plain = (filled[left[inner]] + filled[right[inner]]) / 2
        filled[inner] = np.where(weight > 0, total / np.where(weight > 0, weight, 1), plain)
    return filled


def _levels(left: Array, right: Array) -> list[Array]:
    levels = [np.array([0])]
    while True:
        inner = levels[-1][left[levels[-1]] >= 0]
        if not len(inner):
            return levels
        levels.append(np.column_stack([left[inner], right[inner]]).ravel())
