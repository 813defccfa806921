"""Flat trees answer what the library that grew them answers, in numpy and rebuilt for XGBoost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xgboost
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)

from core.models.batch import Array
from core.models.members import Forest
from core.models.members.boosters import Boosted
from core.training.families.flattening import from_extra_trees, from_histogram_boosting, from_xgboost

ROWS = 500


@pytest.fixture
def matrix() -> Array:
    """Numbers with gaps, and codes of twelve categories in the last column."""
    random = np.random.default_rng(0)
    made = random.normal(size=(ROWS, 4)).astype(np.float32)
    made[::7, 0] = np.nan
    made[:, 3] = random.integers(0, 12, ROWS)
    made[::11, 3] = np.nan
    return made


@pytest.fixture
def values(matrix: Array) -> Array:
    known = np.nan_to_num(matrix)
    return np.asarray(known[:, 1] * 3 + (known[:, 3] % 3 == 0) * known[:, 2] + (known[:, 0] > 0), np.float64)


def walked(forest: Forest, matrix: Array, outputs: int) -> Array:
    return forest.margins(matrix[:, None, :], 1, outputs)[:, 0]


def grow(values: Array, matrix: Array, **settings: Any) -> tuple[xgboost.Booster, xgboost.DMatrix]:
    data = xgboost.DMatrix(matrix, values, feature_types=["q", "q", "q", "c"], enable_categorical=True)
    return xgboost.train({"max_depth": 5, "base_score": 0.5, **settings}, data, num_boost_round=20), data


def test_xgboost_with_categories_and_gaps(matrix: Array, values: Array) -> None:
    booster, data = grow(values, matrix, max_cat_to_onehot=4)

    forest = from_xgboost(booster)

    assert len(forest.sets) > 0
    np.testing.assert_allclose(walked(forest, matrix, 1)[:, 0] + 0.5, booster.predict(data), atol=1e-4)


def test_xgboost_with_several_classes(matrix: Array, values: Array) -> None:
    classes = np.digitize(values, [-1, 1])
    booster, data = grow(classes, matrix, objective="multi:softprob", num_class=3)

    margins = walked(from_xgboost(booster), matrix, 3)

    np.testing.assert_allclose(margins + 0.5, booster.predict(data, output_margin=True), atol=1e-4)


def test_extra_trees_of_values(matrix: Array, values: Array) -> None:
    model = ExtraTreesRegressor(30, random_state=0).fit(matrix, values)

    forest = from_extra_trees(model, [tree.tree_.value[:, 0, :] for tree in model.estimators_])

    np.testing.assert_allclose(walked(forest, matrix, 1)[:, 0], model.predict(matrix), atol=1e-5)


def test_extra_trees_of_classes(matrix: Array, values: Array) -> None:
    model = ExtraTreesClassifier(30, random_state=0).fit(matrix, np.digitize(values, [-1, 1]))

    forest = from_extra_trees(model, [tree.tree_.value[:, 0, :] for tree in model.estimators_])

    np.testing.assert_allclose(walked(forest, matrix, 3), model.predict_proba(matrix), atol=1e-5)


def test_histogram_boosting_of_values(matrix: Array, values: Array) -> None:
    model = HistGradientBoostingRegressor(max_iter=20, random_state=0).fit(matrix, values)

    forest = from_histogram_boosting(model)

    base = model._baseline_prediction.reshape(-1)
    np.testing.assert_allclose(walked(forest, matrix, 1)[:, 0] + base, model.predict(matrix), atol=1e-5)


def test_histogram_boosting_of_classes(matrix: Array, values: Array) -> None:
    model = HistGradientBoostingClassifier(max_iter=10, random_state=0).fit(matrix, np.digitize(values, [-1, 1]))

    margins = walked(from_histogram_boosting(model), matrix, 3) + model._baseline_prediction.reshape(-1)

    shares = np.exp(margins) / np.exp(margins).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(shares, model.predict_proba(matrix), atol=1e-5)


def test_trees_rebuilt_for_xgboost_answer_the_same(matrix: Array, values: Array) -> None:
    booster, _ = grow(values, matrix, max_cat_to_onehot=4)
    forest = from_xgboost(booster)

    rebuilt = Boosted.of(forest, 1, 4).margins(matrix, 1)

    np.testing.assert_allclose(rebuilt, walked(forest, matrix, 1), atol=1e-4)


def test_extra_trees_rebuilt_for_xgboost_answer_the_same(matrix: Array, values: Array) -> None:
    model = ExtraTreesClassifier(20, random_state=0).fit(matrix, np.digitize(values, [-1, 1]))
    forest = from_extra_trees(model, [tree.tree_.value[:, 0, :] for tree in model.estimators_])

    np.testing.assert_allclose(Boosted.of(forest, 3, 4).margins(matrix, 3), walked(forest, matrix, 3), atol=1e-6)


def test_contributions_and_base_add_up_to_the_margin(matrix: Array, values: Array) -> None:
    booster, _ = grow(values, matrix)
    forest = from_xgboost(booster)

    moved = forest.contributions(matrix[:20, None, :], 1, 1)

    assert moved.shape == (20, 1, 4, 1)
    np.testing.assert_allclose(forest.base(1, 1) + moved.sum(axis=2)[:, 0], walked(forest, matrix[:20], 1), atol=1e-5)


def test_a_column_that_no_tree_looks_at_contributes_nothing(matrix: Array) -> None:
    model = ExtraTreesRegressor(10, random_state=0).fit(np.where([0, 1, 0, 0], matrix, 0), np.nan_to_num(matrix[:, 1]))
    forest = from_extra_trees(model, [tree.tree_.value[:, 0, :] for tree in model.estimators_])

    moved = forest.contributions(matrix[:20, None, :], 1, 1)

    assert np.abs(moved[:, :, 1]).min() > 0
    assert not moved[:, :, [0, 2, 3]].any()
