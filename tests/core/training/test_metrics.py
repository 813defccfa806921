"""The metrics: sensible for their task, and the quick formulas give what scikit-learn gives."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadInput
from core.training import METRICS, Metric, find_metric, metrics_for
from core.training.metrics import DEFAULTS

RANDOM = np.random.default_rng(3)
ROWS = 400
ANSWERS = {
    "binary": (RANDOM.integers(0, 2, ROWS), RANDOM.integers(1, 40, (ROWS, 1)) / 41),
    "multiclass": (RANDOM.integers(0, 4, ROWS), RANDOM.dirichlet(np.ones(4), ROWS)),
    "regression": (RANDOM.normal(size=ROWS), RANDOM.normal(size=(ROWS, 1))),
}
EACH = [pytest.param(metric, task, id=f"{metric.key}-{task}") for metric in METRICS for task in metric.tasks]


@pytest.mark.parametrize(("metric", "task"), EACH)
def test_the_quick_formula_gives_what_sklearn_gives(metric: Metric, task: str) -> None:
    target, answers = ANSWERS[task]

    assert metric.quick(target, answers) == pytest.approx(metric.score(target, answers))


@pytest.mark.parametrize(("metric", "task"), EACH)
def test_a_perfect_answer_scores_better_than_a_random_one(metric: Metric, task: str) -> None:
    random = metric.score(*ANSWERS[task])

    target = ANSWERS[task][0]
    exact = np.eye(4)[target] if task == "multiclass" else target[:, None].astype(float)

    assert metric.better(metric.score(target, exact), random)


@pytest.mark.parametrize("task", DEFAULTS)
def test_every_task_has_a_default_among_its_metrics(task: str) -> None:
    assert find_metric(task, None) in metrics_for(task)


def test_a_metric_of_another_task_is_refused_with_those_that_fit() -> None:
    with pytest.raises(BadInput, match="“rmse” does not fit the task binary") as refused:
        find_metric("binary", "rmse")

    assert "roc_auc" in refused.value.hint
