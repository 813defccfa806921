"""The model families there are and the configurations tried, in order of value. A new one is one more row.

Rows name their code by dotted path: reading this table loads none of the libraries.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MEDIUM = 250_000  # cells (rows × columns) from which forests come after boosting


@dataclass(frozen=True)
class Family:
    """A kind of model. `fit` is a dotted path to `fit(fold, settings, limit) -> Grown | None`.

    `most_share`: the largest part of the budget that one configuration may take, over all folds. `most_cells`: rows ×
    columns × outputs beyond which it is too slow to try.
    """

    key: str
    label: str
    help: str
    fit: str
    most_share: float = 1.0
    most_cells: float = float("inf")

    def load(self) -> Callable[..., Any]:
        module, _, name = self.fit.partition(":")
        function: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return function


@dataclass(frozen=True)
class Configuration:
    """A family with settings. `logarithmic` ones are for targets with a long upper tail only."""

    key: str
    family: str
    label: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def logarithmic(self) -> bool:
        return bool(self.settings.get("logarithmic"))


_HERE = "core.training.families"
FAMILIES = (
    Family("baseline", "Baseline", "Predicts the same for every row.", f"{_HERE}.baseline:fit"),
    Family("linear", "Linear model", "Adds up weighted columns; simple and steady.", f"{_HERE}.linear:fit", 0.2, 4e7),
    Family("extra_trees", "Extra trees", "Averages many random trees.", f"{_HERE}.extra_trees:fit", 0.25, 4e7),
    Family("histograms", "Histogram boosting", "scikit-learn's boosted trees.", f"{_HERE}.histograms:fit", 0.25),
    Family("boosting", "XGBoost", "Boosted trees, each correcting the ones before.", f"{_HERE}.boosting:fit"),
)

PORTFOLIO = (
    Configuration("baseline", "baseline", "Baseline"),
    Configuration(
        "boosting_fast",  # done in seconds: what there is when the time or the machine is short
        "boosting",
        "XGBoost, fast",
        {"learning_rate": 0.2, "max_depth": 5, "subsample": 0.9, "colsample_bytree": 0.6, "min_child_weight": 2},
    ),
    Configuration("extra_trees", "extra_trees", "Extra trees", {"max_features": 0.75}),
    Configuration(
        "boosting_6",
        "boosting",
        "XGBoost, depth 6",
        {"learning_rate": 0.08, "max_depth": 6, "subsample": 0.9, "colsample_bytree": 0.8},
    ),
    Configuration(
        "boosting_log",
        "boosting",
        "XGBoost, logarithm of the target",
        {
            "learning_rate": 0.06,
            "max_depth": 5,
            "subsample": 0.8,
            "colsample_bytree": 0.6,
            "min_child_weight": 3,
            "logarithmic": True,
        },
    ),
    Configuration("linear", "linear", "Linear model"),
    Configuration(
        "boosting_4",
        "boosting",
        "XGBoost, depth 4, half of the columns",
        {
            "learning_rate": 0.06,
            "max_depth": 4,
            "subsample": 0.8,
            "colsample_bytree": 0.5,
            "reg_lambda": 2,
            "min_child_weight": 2,
        },
    ),
    Configuration("histograms", "histograms", "Histogram boosting", {"learning_rate": 0.08, "max_leaf_nodes": 24}),
    Configuration(
        "boosting_leaves",
        "boosting",
        "XGBoost, 48 leaves",
        {
            "learning_rate": 0.06,
            "max_depth": 0,
            "max_leaves": 48,
            "grow_policy": "lossguide",
            "subsample": 0.7,
            "colsample_bynode": 0.4,
            "min_child_weight": 5,
        },
    ),
    Configuration(
        "boosting_3",
        "boosting",
        "XGBoost, depth 3",
        {"learning_rate": 0.1, "max_depth": 3, "subsample": 0.9, "colsample_bytree": 0.7},
    ),
    Configuration(
        "boosting_8",
        "boosting",
        "XGBoost, depth 8",
        {
            "learning_rate": 0.04,
            "max_depth": 8,
            "subsample": 0.85,
            "colsample_bytree": 0.5,
            "min_child_weight": 1.5,
            "reg_alpha": 0.3,
        },
    ),
)


def family(key: str) -> Family:
    return next(row for row in FAMILIES if row.key == key)


def configuration(key: str) -> Configuration:
    return next(row for row in PORTFOLIO if row.key == key)


def planned(*, cells: int, outputs: int, skewed: bool) -> tuple[Configuration, ...]:
    """The configurations worth trying on a matrix of so many cells, in the order to try them."""
    rows = [row for row in PORTFOLIO if skewed or not row.logarithmic]
    rows = [row for row in rows if cells * outputs <= family(row.family).most_cells]
    late = ("extra_trees",) if cells > MEDIUM else ()
    return tuple(sorted(rows, key=lambda row: row.family in late))
