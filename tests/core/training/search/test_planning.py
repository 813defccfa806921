"""Folds and clock: many folds for small tables, fewer when the time is short, the end always in sight."""

from __future__ import annotations

import numpy as np
import pytest

from core.training import families
from core.training.search.clock import Clock
from core.training.search.keeping import Plan
from core.training.search.parting import at_random
from core.training.search.planning import fitting_plan, preferred


@pytest.mark.parametrize(("rows", "folds"), [(500, 8), (10_000, 5), (50_000, 4), (100_000, 3)])
def test_small_tables_get_more_folds(rows: int, folds: int) -> None:
    assert preferred(rows, 0) == Plan(folds, folds)


def test_a_huge_table_holds_one_fifth_out() -> None:
    assert preferred(10**6, 0) == Plan(5, 1)


def test_a_rare_class_limits_the_folds() -> None:
    assert preferred(500, 4) == Plan(4, 4)


@pytest.mark.parametrize(
    ("seconds", "plan"), [(0.1, Plan(5, 5)), (1.5, Plan(4, 4)), (4.0, Plan(3, 3)), (9.0, Plan(5, 1))]
)
def test_slow_fits_get_fewer_folds(seconds: float, plan: Plan) -> None:
    assert fitting_plan(Plan(5, 5), seconds, left=10.0) == plan


def test_folds_are_equal_and_hold_the_same_share_of_every_class() -> None:
    target = np.repeat([0, 1, 2], [700, 290, 10])

    part = at_random(target, 5, stratify=True, seed=1)

    assert np.bincount(part).tolist() == [200] * 5
    assert [int(np.sum(part[target == 2] == fold)) for fold in range(5)] == [2] * 5


def test_the_search_ends_before_the_model_must_be_stored() -> None:
    clock = Clock.starting(60, now=lambda: 100.0)

    assert (clock.left, clock.search_left) == (60.0, 54.0)


def test_time_spent_before_counts() -> None:
    assert Clock.starting(60, spent_seconds=20, now=lambda: 0.0).left == 40


def test_the_logarithm_is_tried_only_for_skewed_targets() -> None:
    keys = {row.key for row in families.planned(cells=1000, outputs=1, skewed=False)}

    assert "boosting_log" not in keys
    assert "boosting_log" in {row.key for row in families.planned(cells=1000, outputs=1, skewed=True)}


def test_forests_come_last_on_medium_tables_and_not_at_all_on_large_ones() -> None:
    medium = [row.key for row in families.planned(cells=10**6, outputs=1, skewed=False)]
    large = [row.key for row in families.planned(cells=10**8, outputs=1, skewed=False)]

    assert medium[-1] == "extra_trees"
    assert "extra_trees" not in large


def test_every_configuration_belongs_to_a_family() -> None:
    assert {row.family for row in families.PORTFOLIO} == {row.key for row in families.FAMILIES}
