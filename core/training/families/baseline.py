"""What anybody can predict without looking at the row: how often each class occurs, or the mean."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.models.batch import Array
from core.models.members import Fit
from core.models.members.links import logit
from core.training.families.fitting import Fitted, Grown, Limit
from core.training.search.loss import mean_loss
from core.training.search.problem import Fold

ONE_ROW = 1.0  # added to every class, so that a class missing from a fold is not impossible


def fit(fold: Fold, settings: dict[str, Any], limit: Limit) -> Grown:
    link, base = BASES[fold.problem.task](fold.training_target, len(fold.problem.classes))
    answer = Fit(fold.number, link, base)
    fitted = Fitted(answer, answer.respond(fold.held_out_matrix))
    return Grown(0, mean_loss(fold.problem.task, fitted.responses, fold.held_out_target), lambda step: fitted)


def _mean(target: Array, classes: int) -> tuple[str, Array]:
    return "identity", np.array([target.mean()])


def _share(target: Array, classes: int) -> tuple[str, Array]:
    return "logistic", logit(np.array([target.mean()]))


def _shares(target: Array, classes: int) -> tuple[str, Array]:
    counts = np.bincount(target, minlength=classes) + ONE_ROW
    return "softmax", np.log(counts / counts.sum())


BASES = {"regression": _mean, "binary": _share, "multiclass": _shares}
