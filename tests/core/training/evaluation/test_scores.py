"""Scores, intervals, verdicts and the data behind the plots."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from core.training import find_metric
from core.training.evaluation import calibrating, curves, leaks, scores
from core.training.evaluation.scores import Score

RANDOM = np.random.default_rng(5)
TRUTH = RANDOM.integers(0, 2, 2000)
PROBABILITY = np.clip(TRUTH * 0.2 + RANDOM.uniform(0, 0.8, 2000), 0, 1)


def test_the_interval_is_as_wide_as_the_score_varies_from_sample_to_sample() -> None:
    metric = find_metric("binary", "roc_auc")
    again = [np.random.default_rng(seed).integers(0, 2000, 2000) for seed in range(200)]
    spread = np.std([roc_auc_score(TRUTH[rows], PROBABILITY[rows]) for rows in again])

    low, high = scores.interval(metric, TRUTH, PROBABILITY[:, None], seed=0)

    assert ((high or 0) - (low or 0)) / (2 * 1.645) == pytest.approx(spread, rel=0.3)


@pytest.mark.parametrize(("key", "beyond"), [("roc_auc", 1.0), ("log_loss", 0.0)])
def test_no_interval_goes_beyond_perfection(key: str, beyond: float) -> None:
    truth = np.array([0, 1] * 8)
    answers = np.where(truth == 1, 0.99, 0.01)
    answers[0] = 0.995

    low, high = scores.interval(find_metric("binary", key), truth, answers[:, None], seed=0)

    assert low is not None
    assert high is not None
    assert (high if key == "roc_auc" else -low) <= beyond


def test_more_rows_make_a_narrower_interval() -> None:
    metric = find_metric("binary", "log_loss")
    many = scores.interval(metric, np.tile(TRUTH, 16), np.tile(PROBABILITY, 16)[:, None], seed=0)
    few = scores.interval(metric, TRUTH, PROBABILITY[:, None], seed=0)

    assert (few[1] or 0) - (few[0] or 0) == pytest.approx(4 * ((many[1] or 0) - (many[0] or 0)), rel=0.4)


@pytest.mark.parametrize(
    ("metric", "score"),
    [("roc_auc", Score("", 0.36, 0.28, 0.44, 0.5, True)), ("log_loss", Score("", 0.8, 0.75, 0.85, 0.69, False))],
)
def test_a_score_surely_below_guessing_is_called_worse_than_guessing(metric: str, score: Score) -> None:
    verdict = scores.verdict(find_metric("binary", metric), score, target="y")

    assert verdict.code == "no_signal"
    assert "worse than guessing on rows it had not seen: there is no signal to use" in verdict.sentence
    assert "distinguishable" not in verdict.sentence


@pytest.mark.parametrize(
    ("metric", "score", "code"),
    [
        ("roc_auc", Score("", 0.8, 0.78, 0.82, 0.5, True), "signal"),
        ("roc_auc", Score("", 0.53, 0.51, 0.55, 0.5, True), "weak"),
        ("roc_auc", Score("", 0.52, 0.49, 0.55, 0.5, True), "no_signal"),
        ("log_loss", Score("", 0.3, 0.28, 0.32, 0.69, False), "signal"),
        ("log_loss", Score("", 0.68, 0.66, 0.70, 0.69, False), "no_signal"),
    ],
)
def test_the_verdict_compares_the_interval_with_guessing(metric: str, score: Score, code: str) -> None:
    verdict = scores.verdict(find_metric("binary", metric), score, target="y")

    assert verdict.code == code
    assert "guessing" in verdict.sentence


def test_the_roc_curve_holds_the_area_of_the_score() -> None:
    curve = curves.binary(TRUTH, PROBABILITY, ("no", "yes"))["roc"]

    assert np.trapezoid(curve["tpr"], curve["fpr"]) == pytest.approx(roc_auc_score(TRUTH, PROBABILITY), abs=0.005)
    assert len(curve["fpr"]) <= curves.POINTS + 1


def test_the_confusion_counts_every_row_once() -> None:
    confusion = curves.confusion(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0]), ("a", "b", "c"))

    assert confusion["counts"] == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]


def test_probabilities_that_happen_as_often_as_they_say_have_no_calibration_error() -> None:
    probability = RANDOM.uniform(size=20_000)
    happened = (RANDOM.uniform(size=20_000) < probability).astype(float)

    assert curves.calibration(happened, probability)["error"] < 0.02
    assert curves.calibration(happened, np.clip(probability * 1.5, 0, 1))["error"] > 0.1


def test_calibration_mends_probabilities_that_are_too_sure() -> None:
    honest = RANDOM.uniform(0.2, 0.8, 5000)
    target = (RANDOM.uniform(size=5000) < honest).astype(np.int64)
    sure = 1 / (1 + ((1 - honest) / honest) ** 3)

    mended = calibrating.calibrate("binary", sure[:, None], target).apply(sure[:, None])[:, 0]

    assert np.abs(mended - honest).mean() < 0.03


def test_the_conformal_quantile_counts_for_a_finite_sample() -> None:
    assert calibrating.conformal_quantile(np.arange(1, 10, dtype=float), 0.9) == 9
    assert calibrating.conformal_quantile(np.arange(1, 100, dtype=float), 0.9) == 90


@pytest.mark.parametrize(("noise", "lowest", "highest"), [(0.0, 0.98, 1.0), (20.0, -1.0, 0.1)])
def test_the_skill_of_a_column_is_one_for_a_copy_and_none_for_noise(
    noise: float, lowest: float, highest: float
) -> None:
    target = RANDOM.normal(size=1500)

    skill = leaks.skill("regression", (target + noise * RANDOM.normal(size=1500))[:, None], target, 0)

    assert lowest <= skill <= highest
