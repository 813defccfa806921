"""Tiny real models: a linear scorer over a few columns, made in a millisecond, stored and loaded like any other."""

from __future__ import annotations

from typing import Any

import numpy as np

from core import models
from core.models import Feature, Model, Scorer
from core.models.calibration import Spread
from core.models.encoding import FoldEncoding, Levels, Numbers, Recipe
from core.models.members import Design, Fit, Linear, Member
from core.workspace import Workspace
from tests.worlds import store

AGE = Feature("age", "number", "BIGINT", low=18, high=90, typical=40.0, missing_share=0.1, importance=0.5)
CITY = Feature("city", "category", "VARCHAR", levels=("Paris", "Rome", "Oslo"), typical="Paris", importance=0.3)
MEMBER = Feature("member", "boolean", "BOOLEAN", low=0.0, high=1.0, typical=1.0, importance=0.1)
SINCE = Feature(
    "since", "date", "DATE", low=1577836800.0, high=1704067200.0, typical="2022-01-01", importance=0.1
)  # 2020-01-01 to 2024-01-01
COLUMNS = (AGE, CITY, MEMBER, SINCE)

TARGETS = {"binary": "BOOLEAN", "multiclass": "BIGINT", "regression": "DOUBLE"}
CLASSES = {"binary": ("false", "true"), "multiclass": ("1", "2", "3"), "regression": ()}
LINKS = {"binary": "logistic", "multiclass": "softmax", "regression": "identity"}


def scorer(
    task: str = "binary", *, classes: tuple[str, ...] | None = None, features: tuple[Feature, ...] = COLUMNS
) -> Scorer:
    """A model that answers from the numbers and categories among its columns; each adds to the first output."""
    classes = CLASSES[task] if classes is None else classes
    encoders = tuple(_encoder(feature) for feature in features if feature.kind in ("number", "category"))
    outputs = len(classes) if task == "multiclass" else 1
    width = len(encoders)
    design = Design(np.arange(width), np.zeros(width), np.full(width, 10.0), *(np.array([], np.int64),) * 3)
    weights = np.zeros((width, outputs))
    weights[:, -1] = 0.5
    linear = Linear(design, weights, np.zeros(outputs), np.zeros(width))
    fit = Fit(0, LINKS[task], np.zeros(outputs), linear=linear)
    return Scorer(
        task,
        "left",
        classes,
        features,
        Recipe(encoders),
        (FoldEncoding(()),),
        (Member("linear", "linear", "Linear model", (fit,)),),
        spread=Spread((), 2.0, 0.0, 0.9) if task == "regression" else None,
    )


def add_model(
    ws: Workspace,
    task: str = "binary",
    *,
    name: str = "tiny",
    target_type: str | None = None,
    report: dict[str, Any] | None = None,
    settings: dict[str, Any] | None = None,
    **of_scorer: Any,
) -> Model:
    """A model that is ready, made from a dataset with the target `left`."""
    dataset = store(ws, f"SELECT CAST(NULL AS {target_type or TARGETS[task]}) AS left", name="people")
    model = models.add(ws, name=name, dataset=dataset, target="left", task=task, settings=settings or {})
    return models.finish(ws, model.id, scorer(task, **of_scorer), REPORT | (report or {}))


def score(label: str, value: float) -> dict[str, Any]:
    return {"label": label, "value": value, "low": value - 0.01, "high": value + 0.01, "baseline": 0.5}


REPORT: dict[str, Any] = {
    "metric": {"key": "roc_auc", "label": "ROC AUC", "higher_is_better": True},
    "scores": {"roc_auc": score("ROC AUC", 0.86), "accuracy": score("Accuracy", 0.8)},
    "verdict": {"code": "signal", "sentence": "The model predicts “left” clearly better than guessing."},
    "rows": 1000,
    "rows_total": 1200,
    "rows_scored": 1000,
    "rows_without_target": 200,
    "sampled": None,
    "folds": 5,
    "leaderboard": [
        {"label": "Linear model", "score": 0.86, "low": 0.85, "high": 0.87, "weight": 1.0},
        {"label": "Baseline", "score": 0.5, "low": None, "high": None, "weight": 0.0},
    ],
    "importance": {
        "unit": "log loss",
        "note": "How much the log loss rises when a column is shuffled.",
        "features": [{"feature": "age", "share": 0.5, "mean": 0.1, "low": 0.05, "high": 0.15}],
    },
    "recipe": [{"column": "age", "kind": "number", "words": "Number, as it is."}],
    "warnings": [{"code": "leak", "column": "age", "sentence": "“age” alone predicts too well."}],
    "timing": {"total_seconds": 1.0},
    "seed": 0,
    "environment": {"python": "3.11"},
}


def _encoder(feature: Feature) -> Numbers:
    return Levels(feature.name, feature.levels) if feature.kind == "category" else Numbers(feature.name)
