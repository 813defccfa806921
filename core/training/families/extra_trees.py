"""Extremely randomised trees: nearly free diversity for small and medium tables, bounded in time and in size."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from core.models.batch import Array
from core.models.members import Fit
from core.training.families.fitting import Fitted, Grown, Limit
from core.training.families.flattening import from_extra_trees
from core.training.search.loss import mean_loss
from core.training.search.problem import Fold

FIRST = 10  # trees grown to learn how long and how large one is
MOST = 120
FEWEST = 20  # fewer do not average out their randomness: the time is better spent on boosting
WANTED = 50  # trees per fold for which the leaves are made large enough
MOST_NODES = 1_000_000  # of all folds together: some 10 MB on disk
SAFETY = 0.8  # share of the time left that the remaining trees may plan with


def fit(fold: Fold, settings: dict[str, Any], limit: Limit) -> Grown | None:
    model = _model(fold, settings)
    started = time.monotonic()
    model.fit(fold.training_matrix, fold.training_target)
    count = _affordable(fold, model, (time.monotonic() - started) / FIRST, limit)
    if count < FEWEST and not limit.needed:
        return None
    if count > FIRST:
        model.n_estimators = count
        model.fit(fold.training_matrix, fold.training_target)
    forest = from_extra_trees(model, [_values(fold, model, tree.tree_) for tree in model.estimators_])
    answer = Fit(fold.number, "identity", np.zeros(fold.problem.outputs), forest=forest)
    fitted = Fitted(answer, answer.respond(fold.held_out_matrix))
    return Grown(0, mean_loss(fold.problem.task, fitted.responses, fold.held_out_target), lambda step: fitted)


def _model(fold: Fold, settings: dict[str, Any]) -> Any:
    kind = ExtraTreesRegressor if fold.problem.task == "regression" else ExtraTreesClassifier
    return kind(
        **settings,
        min_samples_leaf=_leaf_rows(fold),
        n_estimators=FIRST,
        warm_start=True,
        n_jobs=fold.threads,
        random_state=fold.problem.seed + fold.number,
    )


def _leaf_rows(fold: Fold) -> int:
    """Rows in the smallest leaf: one where that fits the size, more on larger tables."""
    full_size = 2 * len(fold.training) * WANTED * fold.problem.fitted
    return max(1, round(full_size / MOST_NODES))


def _affordable(fold: Fold, model: Any, seconds_each: float, limit: Limit) -> int:
    """Trees that fit the time and the size left; all of them when there is room."""
    nodes_each = sum(tree.tree_.node_count for tree in model.estimators_) / FIRST
    in_time = FIRST + SAFETY * limit.left / max(seconds_each, 1e-6)
    in_size = MOST_NODES / fold.problem.fitted / nodes_each
    return max(FIRST, int(min(MOST, in_time, in_size)))


def _values(fold: Fold, model: Any, tree: Any) -> Array:
    """(nodes, outputs): the mean, the positive class's share, or every class's share at each node."""
    values = np.asarray(tree.value[:, 0, :])
    if fold.problem.task == "regression":
        return values
    shares = np.zeros((len(values), max(len(fold.problem.classes), 2)))
    shares[:, model.classes_.astype(np.int64)] = values
    return shares[:, 1:] if fold.problem.task == "binary" else shares
