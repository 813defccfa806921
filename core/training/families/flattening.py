"""Trees of each library as the flat arrays that models are scored with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.models.batch import Array
from core.models.members import Forest
from core.models.members.forest import below
from core.models.members.links import TINY
from core.models.members.ubjson import decode

CODES = 256  # codes that a set of categories can hold


def from_xgboost(booster: Any) -> Forest:
    """The trees of a booster; their leaves already carry the learning rate."""
    model = decode(bytes(booster.save_raw("ubj")))["learner"]["gradient_booster"]["model"]
    output = np.asarray([int(number) for number in model["tree_info"]])
    order = np.argsort(output, kind="stable")  # trees of one class stand together
    trees = [model["trees"][at] for at in order]
    sizes = np.array([len(tree["left_children"]) for tree in trees])
    roots = np.cumsum(sizes) - sizes
    start = np.repeat(roots, sizes)
    left = _joined(trees, "left_children").astype(np.int64)
    leaf = left < 0
    own = np.arange(len(left))
    first = np.where(leaf, own, left + start)
    conditions = _joined(trees, "split_conditions").astype(np.float32)
    set_of, sets = _sets_going_left(trees, roots, len(left))
    leaves = np.where(leaf, conditions, 0).astype(np.float64)
    cover = _joined(trees, "sum_hessian")
    return Forest(
        feature=np.where(leaf, 0, _joined(trees, "split_indices")).astype(np.int32),
        # XGBoost asks for `x < t`, the walker for `x <= t`
        threshold=np.where(leaf, 0, np.nextafter(conditions, np.float32(-np.inf))).astype(np.float32),
        left=first.astype(np.int32),
        missing_left=_joined(trees, "default_left").astype(bool),
        value=mean_below(leaves, first, cover, roots)[:, None].astype(np.float32),
        cover=cover.astype(np.float32),
        category_set=set_of,
        sets=sets,
        roots=roots.astype(np.int32),
        output=output[order],
        fit=np.zeros(len(trees), np.int64),
        fold=np.zeros(len(trees), np.int64),
    )


def from_histogram_boosting(model: Any) -> Forest:
    """The trees of sklearn's HistGradientBoosting, without its baseline."""
    rounds = model._predictors
    outputs = len(rounds[0])
    trees = [_histogram_tree(rounds[number][output]) for output in range(outputs) for number in range(len(rounds))]
    return assemble(trees, np.repeat(np.arange(outputs), len(rounds)))


def from_extra_trees(model: Any, values: Sequence[Array]) -> Forest:
    """The trees of sklearn's ExtraTrees. `values`: per tree (nodes, V), what each node answers.

    Their cover is left out: they are too deep and too many to be explained exactly while somebody waits.
    """
    share = 1 / len(model.estimators_)
    trees = [_sklearn_tree(one.tree_, value * share) for one, value in zip(model.estimators_, values, strict=True)]
    return assemble(trees, np.zeros(len(trees), np.int64))


def assemble(trees: Sequence[dict[str, Array]], output: Array) -> Forest:
    """One forest of trees that split by numbers only; each tree has its own numbering of nodes, siblings together."""
    sizes = np.array([len(tree["feature"]) for tree in trees])
    roots = np.cumsum(sizes) - sizes
    whole = {name: np.concatenate([tree[name] for tree in trees]) for name in trees[0]}
    return Forest(
        feature=whole["feature"].astype(np.int32),
        threshold=whole["threshold"].astype(np.float32),
        left=(whole["left"] + np.repeat(roots, sizes)).astype(np.int32),
        missing_left=whole["missing_left"].astype(bool),
        value=whole["value"].astype(np.float32),
        cover=whole.get("cover", np.zeros(0)).astype(np.float32),
        category_set=np.full(len(whole["left"]), -1, np.int32),
        sets=np.zeros((0, CODES // 32), np.uint32),
        roots=roots.astype(np.int32),
        output=output.astype(np.int64),
        fit=np.zeros(len(trees), np.int64),
        fold=np.zeros(len(trees), np.int64),
    )


def _joined(trees: list[dict[str, Any]], name: str) -> Array:
    return np.concatenate([tree[name] for tree in trees])


def _sets_going_left(trees: list[dict[str, Any]], roots: Array, nodes: int) -> tuple[Array, Array]:
    """Per node the number of its set of codes, and the sets: XGBoost lists the codes that go right, others go left."""
    split = np.concatenate([tree["categories_nodes"] + root for tree, root in zip(trees, roots, strict=True)])
    sizes = _joined(trees, "categories_sizes").astype(np.int64)
    goes_left = np.ones((len(split), CODES), bool)
    goes_left[np.repeat(np.arange(len(split)), sizes), _joined(trees, "categories").astype(np.int64)] = False
    set_of = np.full(nodes, -1, np.int32)
    set_of[split] = np.arange(len(split))
    return set_of, np.packbits(goes_left, axis=1, bitorder="little").view(np.uint32).reshape(-1, CODES // 32)


def _histogram_tree(predictor: Any) -> dict[str, Array]:
    nodes = predictor.nodes
    leaf = nodes["is_leaf"].astype(bool)
    left, right = nodes["left"].astype(np.int64), nodes["right"].astype(np.int64)
    own = np.arange(len(nodes))
    tree = {
        "feature": np.where(leaf, 0, nodes["feature_idx"]),
        "threshold": below(np.where(leaf, 0, nodes["num_threshold"])),
        "missing_left": nodes["missing_go_to_left"].astype(bool),
        "value": np.where(leaf, nodes["value"], 0),
        "cover": nodes["count"],
    }
    moved = _siblings_together(tree, np.where(leaf, own, left), right)
    filled = mean_below(moved["value"], moved["left"], moved["cover"], np.array([0]))
    return moved | {"value": filled[:, None]}


def _sklearn_tree(tree: Any, value: Array) -> dict[str, Array]:
    left, right = tree.children_left, tree.children_right
    leaf = left < 0
    arrays = {
        "feature": np.where(leaf, 0, tree.feature),
        "threshold": below(np.where(leaf, 0, tree.threshold)),
        "missing_left": tree.missing_go_to_left.astype(bool),
        "value": value,
    }
    return _siblings_together(arrays, np.where(leaf, np.arange(len(left)), left), right)


def _siblings_together(tree: dict[str, Array], left: Array, right: Array) -> dict[str, Array]:
    """The same tree numbered level by level, so that a right child stands beside the left one."""
    order = _numbered(left, right)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return {name: values[order] for name, values in tree.items()} | {"left": place[left[order]]}


def mean_below(values: Array, left: Array, cover: Array, roots: Array) -> Array:
    """Leaf values kept, inner nodes filled with the mean of the leaves below, each counted with its cover."""
    filled = values.copy()
    for inner in reversed(_inner_levels(left, roots)):
        first, second = left[inner], left[inner] + 1
        weight = np.maximum(cover[first].astype(np.float64) + cover[second], TINY)
        share = np.where(weight > TINY, cover[first] / weight, 0.5)
        filled[inner] = share * filled[first] + (1 - share) * filled[second]
    return filled


def _inner_levels(left: Array, roots: Array) -> list[Array]:
    """The nodes that are no leaves, level by level from the roots."""
    levels: list[Array] = []
    nodes = roots
    while True:
        nodes = nodes[left[nodes] != nodes]
        if not len(nodes):
            return levels
        levels.append(nodes)
        nodes = np.concatenate([left[nodes], left[nodes] + 1])


def _numbered(left: Array, right: Array) -> Array:
    """The nodes of one tree in an order in which a right child stands beside the left one."""
    levels = [np.array([0])]
    while True:
        inner = levels[-1][left[levels[-1]] != levels[-1]]
        if not len(inner):
            return np.concatenate(levels)
        levels.append(np.column_stack([left[inner], right[inner]]).ravel())
