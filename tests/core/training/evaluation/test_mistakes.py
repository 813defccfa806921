"""The rows that a model got most wrong."""

from __future__ import annotations

import numpy as np
import pytest

from core.training.evaluation import mistakes
from tests.core.training.problems import problem


def test_the_value_that_is_furthest_off_comes_first() -> None:
    known = problem("regression")
    errors = np.zeros(600)
    errors[[17, 400]] = [5.0, -9.0]

    found = mistakes.largest(known, (known.target + errors)[known.scored][:, None], np.arange(600) + 1000)

    assert [(one.row, round(one.size, 6)) for one in found[:2]] == [(1401, 9.0), (1018, 5.0)]
    assert found[0].predicted == pytest.approx(known.target[400] - 9)


@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_only_wrong_classes_are_mistakes_and_the_surest_comes_first(task: str) -> None:
    known = problem(task)
    shares = np.eye(max(len(known.classes), 2))[known.target] * 0.8 + 0.1
    shares[5] = np.roll(shares[5], 1)
    shares[9] = np.roll(shares[9], 1) * 0.5 + 0.5 * shares[9].mean()
    answers = (shares / shares.sum(axis=1, keepdims=True))[known.scored]

    found = mistakes.largest(known, answers[:, 1:] if task == "binary" else answers, np.arange(600))

    assert [one.row for one in found] == [6, 10]
    assert [one.actual for one in found] == [known.classes[known.target[5]], known.classes[known.target[9]]]
    assert found[0].predicted != found[0].actual
    assert found[0].size > found[1].size


def test_a_perfect_classifier_makes_no_mistakes() -> None:
    known = problem("binary")

    assert mistakes.largest(known, known.target[known.scored][:, None].astype(float), np.arange(600)) == ()
