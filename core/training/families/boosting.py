"""XGBoost: shallow boosters with early stopping on the fold's held-out rows, ended by the deadline if need be."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import xgboost

from core.models.batch import Array
from core.models.members import Fit
from core.models.members.boosters import Boosted
from core.models.members.links import LINKS, TINY
from core.training.families.fitting import Fitted, Grown, Limit
from core.training.families.flattening import from_xgboost
from core.training.search.loss import mean_loss
from core.training.search.problem import Fold

MOST_ROUNDS = 3000
FEWEST_ROUNDS = 20  # of a booster that is needed: with a rate of 0.2 they leave 1 % of the base rate to be corrected
LARGEST_CODE_SPLIT = 5  # categories with fewer levels are split one against the rest


@dataclass(frozen=True)
class Objective:
    """What XGBoost minimises for a task, what stops it early, and the link from its margin."""

    loss: str
    stopping: str
    link: str


OBJECTIVES = {
    "regression": Objective("reg:squarederror", "rmse", "identity"),
    "binary": Objective("binary:logistic", "logloss", "logistic"),
    "multiclass": Objective("multi:softprob", "mlogloss", "softmax"),
}


class _UntilDeadline(xgboost.callback.TrainingCallback):  # type: ignore[misc]
    """Ends boosting when the time is over, keeping the rounds there are."""

    def __init__(self, limit: Limit) -> None:
        super().__init__()
        self.limit = limit
        self.cut = False

    def after_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:
        enough = epoch + 1 >= FEWEST_ROUNDS or not self.limit.needed
        self.cut = enough and self.limit.passed
        return self.cut


def fit(fold: Fold, settings: dict[str, Any], limit: Limit) -> Grown:
    settings = dict(settings)
    logarithmic = settings.pop("logarithmic", False)
    rounds = limit.steps or settings.pop("rounds", MOST_ROUNDS)
    training, held_out = _matrices(fold)
    for matrix, target in ((training, fold.training_target), (held_out, fold.held_out_target)):
        matrix.set_label(np.log1p(target) if logarithmic else target)
    until = _UntilDeadline(limit)
    stopping = xgboost.callback.EarlyStopping(rounds=patience(settings["learning_rate"]))
    booster = xgboost.train(
        _parameters(fold, settings),
        training,
        num_boost_round=rounds,
        evals=[(held_out, "held_out")],
        callbacks=[stopping, until],
        verbose_eval=False,
    )
    best = booster.best_iteration + 1
    loss = mean_loss(fold.problem.task, _answers(fold, booster[:best], logarithmic)[1], fold.held_out_target)
    return Grown(best, loss, partial(_finish, fold, booster, logarithmic), until.cut)


def patience(learning_rate: float) -> int:
    """Rounds without a better score before boosting ends: more when each round does less."""
    return int(np.clip(2 / learning_rate, 20, 100))


def probe_seconds(fold: Fold, rounds: int, limit: Limit) -> float:
    """How long so many rounds take on this fold, setting up included."""
    started = time.monotonic()
    fit(
        fold, {"learning_rate": 0.1, "max_depth": 6, "subsample": 0.9, "colsample_bytree": 0.8, "rounds": rounds}, limit
    )
    return time.monotonic() - started


def data_matrix(matrix: Array, levels: tuple[int, ...], threads: int) -> Any:
    return xgboost.DMatrix(matrix, feature_types=feature_types(levels), enable_categorical=True, nthread=threads)


def feature_types(levels: tuple[int, ...]) -> list[str]:
    return ["c" if count else "q" for count in levels]


def margin_base(booster: Any, outputs: int) -> Array:
    """What XGBoost's margins start from: its base score, on the scale of the margin."""
    learner = json.loads(booster.save_config())["learner"]
    score = np.atleast_1d(np.asarray(json.loads(learner["learner_model_param"]["base_score"]), np.float64))
    logistic = learner["learner_train_param"]["objective"] == "binary:logistic"
    return np.broadcast_to(np.log(score / (1 - score)) if logistic else score, (outputs,)).copy()


def _matrices(fold: Fold) -> tuple[Any, Any]:
    """Shared by all configurations on this fold: building the histogram costs as much as a dozen rounds."""
    if "xgboost" not in fold.made:
        levels = fold.problem.recipe.levels_each
        training = xgboost.QuantileDMatrix(
            fold.training_matrix,
            fold.training_target,
            feature_types=feature_types(levels),
            enable_categorical=True,
            nthread=fold.threads,
        )
        fold.made["xgboost"] = (training, data_matrix(fold.held_out_matrix, levels, fold.threads))
    matrices: tuple[Any, Any] = fold.made["xgboost"]
    return matrices


def _parameters(fold: Fold, settings: dict[str, Any]) -> dict[str, Any]:
    problem = fold.problem
    objective = OBJECTIVES[problem.task]
    classes = {"num_class": len(problem.classes)} if problem.task == "multiclass" else {}
    return {
        **settings,
        **classes,
        "objective": objective.loss,
        "eval_metric": objective.stopping,
        "tree_method": "hist",
        "max_cat_to_onehot": LARGEST_CODE_SPLIT,
        "nthread": fold.threads,
        "seed": problem.seed + fold.number,
    }


def _finish(fold: Fold, booster: Any, logarithmic: bool, rounds: int) -> Fitted:
    used = booster[: min(rounds, booster.num_boosted_rounds())]
    forest, base = from_xgboost(used), margin_base(used, fold.problem.outputs)
    scale, responses = _answers(fold, used, logarithmic)
    answer = Fit(fold.number, _link(fold, logarithmic), base, scale=scale, forest=forest)
    answer.built["boosted"] = Boosted(forest, used, base)  # at hand already: no need to build it again
    return Fitted(answer, responses)


def _answers(fold: Fold, booster: Any, logarithmic: bool) -> tuple[float, Array]:
    """The scale that makes the held-out rows add up, and their responses."""
    respond = LINKS[_link(fold, logarithmic)].respond
    margins = booster.predict(_matrices(fold)[1], output_margin=True).astype(np.float64)
    margins = margins.reshape(-1, fold.problem.outputs)
    if not logarithmic:
        return 1.0, respond(margins, 1.0)
    scale = float(fold.held_out_target.sum() / max(respond(margins, 1.0).sum(), TINY))
    return scale, respond(margins, scale)


def _link(fold: Fold, logarithmic: bool) -> str:
    return "exponential" if logarithmic else OBJECTIVES[fold.problem.task].link


def fit_values(matrix: Array, target: Array, levels: tuple[int, ...], *, rounds: int, threads: int) -> Fit:
    """A small booster of a number, without folds: what intervals are made of."""
    data = xgboost.QuantileDMatrix(
        matrix, target, feature_types=feature_types(levels), enable_categorical=True, nthread=threads
    )
    settings = {
        "learning_rate": 0.08,
        "max_depth": 3,
        "colsample_bytree": 0.8,
        "nthread": threads,
        "tree_method": "hist",
    }
    booster = xgboost.train({**settings, "max_cat_to_onehot": LARGEST_CODE_SPLIT}, data, num_boost_round=rounds)
    return Fit(0, "identity", margin_base(booster, 1), forest=from_xgboost(booster))
