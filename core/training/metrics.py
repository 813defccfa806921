"""The ways to score a model. A new one is one more row, naming a function of scikit-learn."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.errors import BadInput
from core.models.batch import Array
from core.training.formulas import FORMULAS, labels


@dataclass(frozen=True)
class Metric:
    """`function` is a dotted path `module:name`; `needs` says what it compares with the truth.

    needs "score": the probability of the positive class; "shares": a probability per class; "label": the most likely
    class; "value": the predicted number.
    """

    key: str
    label: str
    tasks: tuple[str, ...]
    higher_is_better: bool
    function: str
    needs: str
    help: str
    options: dict[str, Any] = field(default_factory=dict)

    def score(self, target: Array, answers: Array) -> float:
        """`target`: values or class positions; `answers`: (rows, 1) or (rows, classes) calibrated responses."""
        options = dict(self.options)
        if self.needs == "shares":
            options["labels"] = np.arange(max(answers.shape[1], 2))
        return float(self.load()(target, VIEWS[self.needs](answers), **options))

    def quick(self, target: Array, answers: Array) -> float:
        """The same by plain numpy where there is a formula; for thousands of calls."""
        formula = FORMULAS.get(self.key)
        return formula(target, answers) if formula else self.score(target, answers)

    def load(self) -> Callable[..., Any]:
        module, _, name = self.function.partition(":")
        function: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return function

    def better(self, first: float, second: float) -> bool:
        """Whether the first score is better than the second."""
        return first > second if self.higher_is_better else first < second


def _shares(answers: Array) -> Array:
    return np.hstack([1 - answers, answers]) if answers.shape[1] == 1 else answers / answers.sum(axis=1, keepdims=True)


VIEWS: dict[str, Callable[[Array], Array]] = {
    "score": lambda answers: answers[:, 0],
    "value": lambda answers: answers[:, 0],
    "shares": _shares,
    "label": labels,
}

BINARY, MULTICLASS, REGRESSION = ("binary",), ("multiclass",), ("regression",)
CLASSES = ("binary", "multiclass")
_SK = "sklearn.metrics"

METRICS = (
    Metric(
        "roc_auc",
        "ROC AUC",
        BINARY,
        True,
        f"{_SK}:roc_auc_score",
        "score",
        "How often a positive row gets a higher probability than a negative one: 0.5 is guessing, 1 is perfect.",
    ),
    Metric(
        "log_loss",
        "Log loss",
        CLASSES,
        False,
        f"{_SK}:log_loss",
        "shares",
        "How surprised the model is by the truth; punishes being sure and wrong.",
    ),
    Metric(
        "average_precision",
        "Average precision",
        BINARY,
        True,
        f"{_SK}:average_precision_score",
        "score",
        "Share of true positives among the rows ranked highest; telling when positives are rare.",
    ),
    Metric(
        "brier",
        "Brier score",
        BINARY,
        False,
        f"{_SK}:brier_score_loss",
        "score",
        "Mean squared distance between probability and what happened.",
    ),
    Metric(
        "accuracy",
        "Accuracy",
        CLASSES,
        True,
        f"{_SK}:accuracy_score",
        "label",
        "Share of rows whose most likely class is the true one.",
    ),
    Metric(
        "balanced_accuracy",
        "Balanced accuracy",
        CLASSES,
        True,
        f"{_SK}:balanced_accuracy_score",
        "label",
        "Share of right answers, each class counting the same.",
    ),
    Metric(
        "f1",
        "F1",
        BINARY,
        True,
        f"{_SK}:f1_score",
        "label",
        "Balance of finding the positives and not crying wolf, at a probability of one half.",
        {"zero_division": 0},
    ),
    Metric(
        "mcc",
        "Matthews correlation",
        BINARY,
        True,
        f"{_SK}:matthews_corrcoef",
        "label",
        "Correlation of predicted and true class: 0 is guessing, 1 is perfect.",
    ),
    Metric(
        "f1_macro",
        "F1, mean over classes",
        MULTICLASS,
        True,
        f"{_SK}:f1_score",
        "label",
        "F1 of every class, each counting the same.",
        {"average": "macro", "zero_division": 0},
    ),
    Metric(
        "roc_auc_ovr",
        "ROC AUC, mean over classes",
        MULTICLASS,
        True,
        f"{_SK}:roc_auc_score",
        "shares",
        "ROC AUC of each class against the rest, each counting the same.",
        {"multi_class": "ovr"},
    ),
    Metric(
        "rmse",
        "RMSE",
        REGRESSION,
        False,
        f"{_SK}:root_mean_squared_error",
        "value",
        "Typical size of an error, in the target's unit; large errors count more.",
    ),
    Metric(
        "mae",
        "Mean absolute error",
        REGRESSION,
        False,
        f"{_SK}:mean_absolute_error",
        "value",
        "Mean size of an error, in the target's unit.",
    ),
    Metric(
        "r2",
        "R²",
        REGRESSION,
        True,
        f"{_SK}:r2_score",
        "value",
        "Share of the target's variance that the model explains: 0 is predicting the mean, 1 is perfect.",
    ),
    Metric(
        "median_ae",
        "Median absolute error",
        REGRESSION,
        False,
        f"{_SK}:median_absolute_error",
        "value",
        "Half of the errors are smaller than this.",
    ),
    Metric(
        "mape",
        "Mean absolute percentage error",
        REGRESSION,
        False,
        f"{_SK}:mean_absolute_percentage_error",
        "value",
        "Mean error as a share of the true value; useless when true values come near zero.",
    ),
)

DEFAULTS = {"binary": "roc_auc", "multiclass": "log_loss", "regression": "rmse"}


def metrics_for(task: str) -> tuple[Metric, ...]:
    return tuple(metric for metric in METRICS if task in metric.tasks)


def find_metric(task: str, key: str | None) -> Metric:
    """The metric of this key, or the task's default. Raises BadInput when it does not fit the task."""
    wanted = key or DEFAULTS[task]
    for metric in metrics_for(task):
        if metric.key == wanted:
            return metric
    fitting = ", ".join(metric.key for metric in metrics_for(task))
    raise BadInput(f"The metric “{wanted}” does not fit the task {task}.", hint=f"Choose one of: {fitting}.")
