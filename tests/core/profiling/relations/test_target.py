"""Columns against a target: what foretells it does, what does not does not."""

from __future__ import annotations

import numpy as np
import pytest

from core.profiling.records import TargetView
from core.profiling.relations.target import explained
from tests.core.profiling.world import profiled

PEOPLE = """
SELECT
  i AS id,
  hash(i) % 1000 AS noise,
  i % 2 = 0 AS even,
  ['low', 'high'][1 + (i % 2)::INTEGER] AS label,
  CASE WHEN hash(i) % 10 < 8 THEN i % 2 ELSE hash(i) % 2 END AS hint,
  (i % 50) * 1.0 AS size,
  (i % 50) * 3.0 + hash(i) % 9 AS price,
  CASE WHEN i % 3 > 0 THEN 'text ' || i END AS words
FROM range(4000) AS rows(i)
"""


@pytest.fixture(scope="module")
def classes() -> TargetView:
    view = profiled(PEOPLE, target="label").target
    assert view is not None
    return view


@pytest.fixture(scope="module")
def number() -> TargetView:
    view = profiled(PEOPLE, target="price").target
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("column", "strength"),
    [("even", "suspicious"), ("hint", "strong"), ("noise", "none"), ("words", "none"), ("id", "none")],
)
def test_a_class_is_foretold_by_what_it_depends_on(classes: TargetView, column: str, strength: str) -> None:
    assert {power.column: power.strength for power in classes.powers}[column] == strength


@pytest.mark.parametrize(("column", "strength"), [("size", "suspicious"), ("noise", "none"), ("label", "none")])
def test_a_number_is_foretold_by_what_it_depends_on(number: TargetView, column: str, strength: str) -> None:
    assert {power.column: power.strength for power in number.powers}[column] == strength


def test_the_strongest_column_comes_first_and_the_target_does_not_come(classes: TargetView) -> None:
    scores = [power.score for power in classes.powers]

    assert scores == sorted(scores, reverse=True)
    assert "label" not in {power.column for power in classes.powers}


def test_the_sentence_names_both_columns(classes: TargetView) -> None:
    assert classes.powers[0].sentence == (
        "“even” alone tells nearly everything about “label” (more than 99.9%): it may already contain the answer."
    )


def test_a_share_of_explained_spread_is_that_of_unseen_rows() -> None:
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 5, 20_000)
    values = codes + rng.normal(size=20_000) * codes.std()

    assert explained(codes, values[:, None]) == pytest.approx(0.5, abs=0.02)


def test_what_is_learned_by_heart_explains_nothing() -> None:
    rng = np.random.default_rng(0)

    assert explained(np.arange(1_000), rng.normal(size=(1_000, 1))) == 0


def test_along_a_number_the_classes_have_their_shares(classes: TargetView) -> None:
    bins = next(bins for bins in classes.bins if bins.column == "hint")

    assert classes.classes == ("high", "low")
    assert sum(bins.counts) == 4000
    assert bins.shares[0] == pytest.approx((0.1, 0.9), abs=0.03)


def test_along_a_number_a_number_has_its_mean(number: TargetView) -> None:
    bins = next(bins for bins in number.bins if bins.column == "size")

    assert (bins.edges[0], bins.edges[-1], len(bins.edges)) == (0.0, 49.0, 21)
    assert bins.means[0] == pytest.approx(3.0 * 1 + 4, abs=0.6)


def test_along_a_category_the_most_frequent_values_have_their_mean(number: TargetView) -> None:
    bins = next(bins for bins in number.bins if bins.column == "even")

    assert (set(bins.labels), bins.counts) == ({"true", "false"}, (2000, 2000))


def test_rows_without_a_target_teach_nothing() -> None:
    select = "SELECT CASE WHEN i < 100 THEN i % 2 END AS y, i % 2 AS x FROM range(400) AS rows(i)"

    view = profiled(select, target="y").target

    assert view is not None
    assert (view.powers[0].strength, view.powers[0].n, sum(view.bins[0].counts)) == ("suspicious", 100, 100)


@pytest.mark.parametrize("target", ["NULL::INTEGER", "1", "'a'"])
def test_a_target_that_does_not_vary_is_foretold_by_nothing(target: str) -> None:
    view = profiled(f"SELECT {target} AS y, i AS x FROM range(100) AS rows(i)", target="y").target

    assert view is not None
    assert [power.strength for power in view.powers] == ["none"]
