"""Shapley values of trees are XGBoost's own, whatever the task, and add up to the margin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import xgboost
from sklearn.ensemble import ExtraTreesRegressor, HistGradientBoostingClassifier

from core.models import Feature, Scorer
from core.models.batch import Array
from core.models.encoding import FoldEncoding, Levels, Numbers, Recipe
from core.models.members import Fit, Forest, Member
from core.models.members.boosters import Boosted
from core.models.members.shapley import explainers
from core.training.families.flattening import from_extra_trees, from_histogram_boosting, from_xgboost

TYPES = ["q", "q", "q", "c", "c"]
SETTINGS = (
    {"max_depth": 6},
    {"max_depth": 1},
    {"max_depth": 0, "max_leaves": 48, "grow_policy": "lossguide", "colsample_bynode": 0.6},
    {"max_depth": 8, "min_child_weight": 0.1},
)


@pytest.fixture(scope="module")
def matrix() -> Array:
    """Numbers with gaps, codes of forty categories (sets of them) and of three (one against the rest)."""
    random = np.random.default_rng(0)
    made = random.normal(size=(800, 5)).astype(np.float32)
    made[:, 3], made[:, 4] = random.integers(0, 40, 800), random.integers(0, 3, 800)
    made[::7, 0] = made[::11, 3] = made[::5, 4] = np.nan
    return made


@pytest.fixture(scope="module")
def values(matrix: Array) -> Array:
    known = np.nan_to_num(matrix)
    return np.asarray(known[:, 1] * 3 + (known[:, 3] % 3 == 0) * known[:, 2] + (known[:, 0] > 0) * (known[:, 4] == 1))


def data(matrix: Array, target: Array | None = None) -> xgboost.DMatrix:
    return xgboost.DMatrix(matrix, target, feature_types=TYPES, enable_categorical=True)


def grow(matrix: Array, target: Array, **settings: Any) -> xgboost.Booster:
    return xgboost.train({"base_score": 0.5, **settings}, data(matrix, target), num_boost_round=30)


def explained(forest: Forest, matrix: Array, outputs: int = 1) -> Array:
    found = explainers(forest, outputs)
    return np.asarray(sum(one.contributions(matrix[:, None, :], 1, outputs) for one in found))[:, 0]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_they_are_those_of_xgboost(matrix: Array, values: Array, settings: dict[str, Any]) -> None:
    booster = grow(matrix, values, max_cat_to_onehot=5, **settings)

    moved = explained(from_xgboost(booster), matrix[:30])

    expected = booster.predict(data(matrix[:30]), pred_contribs=True)
    np.testing.assert_allclose(moved[:, :, 0], expected[:, :-1], atol=1e-4)


def test_they_are_those_of_xgboost_for_each_of_several_classes(matrix: Array, values: Array) -> None:
    booster = grow(matrix, np.digitize(values, [-1, 1]), objective="multi:softprob", num_class=3)

    moved = explained(from_xgboost(booster), matrix[:30], 3)

    expected = booster.predict(data(matrix[:30]), pred_contribs=True)
    np.testing.assert_allclose(np.moveaxis(moved, 1, 2), expected[:, :, :-1], atol=1e-4)


def test_histogram_boosting_is_explained_as_xgboost_explains_the_same_trees(matrix: Array, values: Array) -> None:
    model = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=24, random_state=0).fit(matrix, values > 0)
    forest = from_histogram_boosting(model)

    moved = explained(forest, matrix[:30])

    rebuilt = Boosted.of(forest, 1, 5).booster.predict(xgboost.DMatrix(matrix[:30]), pred_contribs=True)
    np.testing.assert_allclose(moved[:, :, 0], rebuilt[:, :-1], atol=1e-4)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_with_the_base_they_add_up_to_the_margin(matrix: Array, values: Array, settings: dict[str, Any]) -> None:
    forest = from_xgboost(grow(matrix, values, **settings))

    moved = explained(forest, matrix)

    np.testing.assert_allclose(
        forest.base(1, 1) + moved.sum(axis=1), forest.margins(matrix[:, None, :], 1, 1)[:, 0], atol=1e-4
    )


def test_trees_without_a_split_move_nothing(matrix: Array) -> None:
    forest = from_xgboost(grow(matrix, np.ones(800)))

    assert not explained(forest, matrix[:3]).any()


def test_a_column_that_matters_more_in_one_of_two_equal_trees_gets_more() -> None:
    """The example of Lundberg & Lee (2018, figure 1) in which path attribution fails: in the second tree the cough adds
    10 more to the outcome, and still path attribution gives it less.
    """
    fever, cough, rows = 0, 1, np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
    first, second = tree(fever, cough, [0, 0, 0, 80]), tree(cough, fever, [0, 0, 10, 90])

    before, after = explained(first, rows[3:])[0, :, 0], explained(second, rows[3:])[0, :, 0]

    np.testing.assert_allclose([before, after], [[30, 30], [30, 35]], atol=1e-3)
    by_path = [forest.contributions(rows[3:, None, :], 1, 1)[0, 0, :, 0].tolist() for forest in (first, second)]
    assert by_path == [[20, 40], [40, 25]]


def tree(top: int, below: int, leaves: list[float]) -> Forest:
    """Two splits deep, with as many rows in each of the four leaves."""
    low, high = (leaves[0] + leaves[1]) / 2, (leaves[2] + leaves[3]) / 2
    return Forest(
        feature=np.array([top, below, below, 0, 0, 0, 0]),
        threshold=np.full(7, 0.5, np.float32),
        left=np.array([1, 3, 5, 3, 4, 5, 6]),
        missing_left=np.ones(7, bool),
        value=np.array([(low + high) / 2, low, high, *leaves], np.float32)[:, None],
        cover=np.array([4, 2, 2, 1, 1, 1, 1], np.float32),
        category_set=np.full(7, -1),
        sets=np.zeros((0, 8), np.uint32),
        roots=np.array([0]),
        output=np.array([0]),
        fit=np.array([0]),
        fold=np.array([0]),
    )


def scorer_of(*forests: Forest) -> Scorer:
    names = ("a", "b", "c", "d", "e")
    encoders = (*(Numbers(name) for name in names[:3]), *(Levels(name, tuple(map(str, range(40)))) for name in "de"))
    features = tuple(Feature(name, "number" if name in "abc" else "category", "") for name in names)
    fits = tuple(Fit(0, "identity", np.array([0.5]), forest=forest) for forest in forests)
    member = Member("boosting", "boosting", "XGBoost", fits)
    return Scorer("regression", "y", (), features, Recipe(encoders), (FoldEncoding(()),), (member,))


def batch_of(matrix: Array) -> dict[str, Array]:
    codes = [np.array([None if np.isnan(code) else str(int(code)) for code in row], object) for row in matrix[:, 3:].T]
    return dict(zip("abcde", [*matrix[:, :3].T.astype(np.float64), *codes], strict=True))


def test_a_scorer_of_one_booster_gives_xgboosts_contributions_as_its_reasons(matrix: Array, values: Array) -> None:
    booster = grow(matrix, values, max_depth=6)

    reasons = scorer_of(from_xgboost(booster)).reasons(batch_of(matrix[:40]))

    expected = booster.predict(data(matrix[:40]), pred_contribs=True)
    np.testing.assert_allclose(reasons.contributions, expected[:, :-1], atol=1e-4)
    np.testing.assert_allclose(reasons.base, expected[:, -1], atol=1e-4)
    np.testing.assert_allclose(reasons.prediction, booster.predict(data(matrix[:40])), atol=1e-4)


def test_extra_trees_beside_a_booster_keep_the_sum(matrix: Array, values: Array) -> None:
    model = ExtraTreesRegressor(10, random_state=0).fit(matrix, values)
    deep = from_extra_trees(model, [one.tree_.value[:, 0, :] for one in model.estimators_])
    scorer = scorer_of(from_xgboost(grow(matrix, values)), deep)

    reasons = scorer.reasons(batch_of(matrix[:40]))

    assert not deep.covered
    np.testing.assert_allclose(
        reasons.base + reasons.contributions.sum(axis=1), scorer.predict(batch_of(matrix[:40])), atol=1e-4
    )
    np.testing.assert_allclose(reasons.base, reasons.base[0], atol=1e-4)


def test_a_branch_that_no_training_row_took_does_no_harm(matrix: Array, values: Array) -> None:
    forest = from_xgboost(grow(matrix, values))
    empty = replace(forest, cover=np.where(np.arange(len(forest.cover)) % 2 == 0, 0, forest.cover))

    assert np.isfinite(explained(empty, matrix[:20])).all()
