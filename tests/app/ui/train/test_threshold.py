from __future__ import annotations

from app.ui.train import threshold
from core.training import thresholds
from core.training.thresholds import Costs
from tests.core.training.test_thresholds import CURVE


def test_the_sentence_tells_what_is_found_and_what_it_costs() -> None:
    told = threshold.sentence(thresholds.at(CURVE, 0.5), "yes")

    assert told == "Finds 60% of all “yes”. Of the 15 rows called so, 40% are right and 9 are false alarms."


def test_a_threshold_above_all_calls_nobody() -> None:
    assert threshold.sentence(thresholds.at(CURVE, 0.95), "yes") == "Nothing would be called “yes”."


def test_the_matrix_has_what_it_was_in_rows() -> None:
    assert threshold.matrix(thresholds.at(CURVE, 0.5)).tolist() == [[81, 9], [4, 6]]


def test_costs_are_said_for_a_thousand_rows_beside_what_they_save() -> None:
    told = threshold.cost_sentence(thresholds.by_cost(CURVE, Costs(1, 4)), "yes")

    assert told == (
        "Call it “yes” from a probability of 20% on. "
        "That costs 250 per 1,000 rows, 150 less than treating all rows alike."
    )


def test_a_threshold_that_saves_nothing_says_so() -> None:
    told = threshold.cost_sentence(thresholds.by_cost(CURVE, Costs(1, 1000)), "yes")

    assert told.endswith("not less than treating all rows alike.")
