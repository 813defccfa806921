"""What follows from a threshold, and which one costs least."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadInput
from core.training import thresholds
from core.training.thresholds import Costs

# 10 positives and 90 negatives; thresholds fall, as a report has them.
CURVE = {
    "threshold": [0.9, 0.5, 0.1],
    "true_positive": [2, 6, 10],
    "false_positive": [0, 9, 90],
    "true_negative": [90, 81, 0],
    "false_negative": [8, 4, 0],
}


def test_a_threshold_calls_every_row_from_it_on() -> None:
    outcome = thresholds.at(CURVE, 0.4)

    assert (outcome.hits, outcome.false_alarms, outcome.rightly_left, outcome.missed) == (6, 9, 81, 4)
    assert (outcome.found, outcome.right) == (0.6, 0.4)


def test_a_threshold_on_record_counts_itself_in() -> None:
    assert thresholds.at(CURVE, 0.9).hits == 2


def test_above_the_highest_probability_nobody_is_called() -> None:
    outcome = thresholds.at(CURVE, 0.95)

    assert (outcome.hits, outcome.false_alarms, outcome.rightly_left, outcome.missed) == (0, 0, 90, 10)
    assert (outcome.found, outcome.right) == (0.0, None)


def test_the_cheapest_threshold_weighs_the_two_costs() -> None:
    choice = thresholds.by_cost(CURVE, Costs(false_alarm=1, missed=4))

    assert choice.threshold == 0.2
    assert choice.outcome == thresholds.at(CURVE, 0.2)
    assert choice.cost == pytest.approx((9 * 1 + 4 * 4) / 100)
    assert choice.cost_without == pytest.approx(10 * 4 / 100)  # calling nobody costs 40, calling all 90
    assert choice.saving == pytest.approx(0.15)


def test_no_other_threshold_is_cheaper_when_probabilities_are_what_they_say() -> None:
    random = np.random.default_rng(1)
    probability = np.round(random.random(200_000), 2)
    positive = random.random(200_000) < probability
    levels = np.unique(probability)[::-1]
    curve = {
        "threshold": levels.tolist(),
        "true_positive": [int((positive & (probability >= level)).sum()) for level in levels],
        "false_positive": [int((~positive & (probability >= level)).sum()) for level in levels],
        "true_negative": [int((~positive & (probability < level)).sum()) for level in levels],
        "false_negative": [int((positive & (probability < level)).sum()) for level in levels],
    }
    costs = Costs(false_alarm=3, missed=7)

    cheapest = min(thresholds.at(curve, level).cost(costs) for level in levels)

    assert thresholds.by_cost(curve, costs).cost == pytest.approx(cheapest, rel=0.01)


@pytest.mark.parametrize("costs", [Costs(0, 1), Costs(1, -1), Costs(float("nan"), 1)])
def test_costs_that_are_no_costs_are_refused(costs: Costs) -> None:
    with pytest.raises(BadInput, match="a missed case"):
        thresholds.by_cost(CURVE, costs)
