"""sklearn's histogram boosting, grown in steps so that it can stop early and keep to the deadline."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from core.models.batch import Array
from core.models.members import Fit
from core.models.members.links import LINKS
from core.training.families.fitting import Fitted, Grown, Limit
from core.training.families.flattening import from_histogram_boosting
from core.training.search.loss import mean_loss
from core.training.search.problem import Fold

STEP = 24  # trees between two looks at the clock and at the held-out rows
MOST_ROUNDS = 1000
PATIENCE = 3  # steps without a better score

LINK = {"regression": "identity", "binary": "logistic", "multiclass": "softmax"}


def fit(fold: Fold, settings: dict[str, Any], limit: Limit) -> Grown | None:
    model, step = _model(fold, settings), max(3, STEP // fold.problem.outputs)
    most_steps = limit.steps or MOST_ROUNDS // step + 1
    losses: list[float] = []
    best, seconds = 0, 0.0
    with threadpool_limits(fold.threads):
        while len(losses) < most_steps and len(losses) - best < PATIENCE and _goes_on(limit, losses, seconds):
            started = time.monotonic()
            model.max_iter = step * (len(losses) + 1)
            model.fit(fold.training_matrix, fold.training_target)
            losses.append(mean_loss(fold.problem.task, _respond(fold, model), fold.held_out_target))
            best = int(np.argmin(losses)) + 1
            seconds = time.monotonic() - started
    if not losses:
        return None
    return Grown(best, min(losses), partial(_finish, fold, model, step), cut=limit.left <= seconds)


def _goes_on(limit: Limit, losses: list[float], seconds: float) -> bool:
    return limit.left > seconds or (limit.needed and not losses)


def _finish(fold: Fold, model: Any, step: int, steps: int) -> Fitted:
    model._predictors = model._predictors[: steps * step]
    base = np.asarray(model._baseline_prediction, np.float64).reshape(-1)
    answer = Fit(fold.number, LINK[fold.problem.task], base, forest=from_histogram_boosting(model))
    return Fitted(answer, _respond(fold, model))


def _model(fold: Fold, settings: dict[str, Any]) -> Any:
    kind = HistGradientBoostingRegressor if fold.problem.task == "regression" else HistGradientBoostingClassifier
    return kind(
        **settings,
        categorical_features=None,  # codes as numbers: unlike XGBoost's sets of them, and diversity is the point
        early_stopping=False,
        warm_start=True,
        random_state=fold.problem.seed + fold.number,
    )


def _respond(fold: Fold, model: Any) -> Array:
    return LINKS[LINK[fold.problem.task]].respond(_margins(fold, model), 1.0)


def _margins(fold: Fold, model: Any) -> Array:
    raw = model._raw_predict(fold.held_out_matrix)
    return np.asarray(raw, np.float64).reshape(len(fold.held_out_matrix), -1)
