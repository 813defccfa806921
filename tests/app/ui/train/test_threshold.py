from __future__ import annotations

from app.ui.train import threshold

# 10 positives and 90 negatives; thresholds fall, as a report has them.
CURVE = {
    "threshold": [0.9, 0.5, 0.1],
    "true_positive": [2, 6, 10],
    "false_positive": [0, 9, 90],
    "true_negative": [90, 81, 0],
    "false_negative": [8, 4, 0],
}


def test_a_threshold_calls_every_row_from_it_on() -> None:
    outcome = threshold.at(CURVE, 0.4)

    assert (outcome.hits, outcome.false_alarms, outcome.rightly_left, outcome.missed) == (6, 9, 81, 4)
    assert (outcome.found, outcome.right) == (0.6, 0.4)


def test_a_threshold_on_record_counts_itself_in() -> None:
    assert threshold.at(CURVE, 0.9).hits == 2


def test_above_the_highest_probability_nobody_is_called() -> None:
    outcome = threshold.at(CURVE, 0.95)

    assert (outcome.hits, outcome.false_alarms, outcome.rightly_left, outcome.missed) == (0, 0, 90, 10)
    assert threshold.sentence(outcome, "yes") == "Nothing would be called “yes”."


def test_the_sentence_tells_what_is_found_and_what_it_costs() -> None:
    told = threshold.sentence(threshold.at(CURVE, 0.5), "yes")

    assert told == "Finds 60% of all “yes”. Of the 15 rows called so, 40% are right and 9 are false alarms."


def test_the_matrix_has_what_it_was_in_rows() -> None:
    assert threshold.at(CURVE, 0.5).matrix().tolist() == [[81, 9], [4, 6]]
