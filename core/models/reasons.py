"""Reasons for one answer: how much each of the table's columns added to it, in the units of the answer.

Every member says what its encoded columns added to its margin: boosted trees by Shapley values (TreeSHAP, the numbers
of XGBoost's `pred_contribs`), extra trees by the path from root to leaf, linear ones by coefficient times distance from
the mean. The margin's contributions become contributions to a probability or value by the mean slope between the base
and the answer, members add by weight, encoded columns fold back to the columns they came from. Nothing is lost on the
way: base + contributions = answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.models.batch import Array
from core.models.calibration import Calibration
from core.models.members import Bundle
from core.models.members.links import mean_slopes

ROWS_AT_ONCE = 16  # rows explained together: bounds the (rows, fits, columns, outputs) array
STILL = 1e-9  # a smaller way from the base to the answer is none


@dataclass(frozen=True)
class Reasons:
    """`base[i] + contributions[i].sum() == prediction[i]`.

    `scale`: "probability" (of the class `explained[i]`: the positive one of two, else the predicted one) or "value".
    `contributions`: (rows, features), in the order of the model's features.
    """

    scale: str
    explained: Array
    base: Array
    contributions: Array
    prediction: Array


@dataclass(frozen=True)
class Explainer:
    """What reasons are found from. `shares`: (encoded columns, features), see `folding`."""

    task: str
    bundle: Bundle
    calibration: Calibration
    shares: Array

    def explain(self, views: Array) -> Reasons:
        """Reasons for rows given as (rows, folds, encoded columns)."""
        starts = range(0, max(len(views), 1), ROWS_AT_ONCE)
        parts = [self._explain(views[start : start + ROWS_AT_ONCE]) for start in starts]
        names = ("explained", "base", "contributions", "prediction")
        return Reasons(parts[0].scale, *(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def _explain(self, views: Array) -> Reasons:
        margins = self.bundle.margins(views)
        responses = self.bundle.combine(margins)
        answers = responses if self.task == "regression" else self.calibration.apply(responses)
        explained = np.zeros(len(views), np.int64) if answers.shape[1] == 1 else answers.argmax(axis=1)
        rows = np.arange(len(views))
        moved = self._moved(views, margins, explained)
        moved *= self._stretch(responses[rows, explained], moved.sum(axis=1))[:, None]
        contributions = moved @ self.shares
        prediction = answers[rows, explained]
        return Reasons(
            "value" if self.task == "regression" else "probability",
            explained + (self.task == "binary"),
            prediction - contributions.sum(axis=1),
            contributions,
            prediction,
        )

    def _moved(self, views: Array, margins: Array, explained: Array) -> Array:
        """(rows, encoded columns): contributions of all fits to the explained response of the ensemble."""
        moved = self.bundle.contributions(views)
        total = np.zeros((len(moved), moved.shape[2]))
        for number, fit in enumerate(self.bundle.fits):
            base = np.broadcast_to(self.bundle.base[number], margins[:, number].shape)
            slopes = mean_slopes(fit.link, base, margins[:, number], fit.scale, explained)
            total += self.bundle.shares[number] * np.einsum("nco,no->nc", moved[:, number], slopes)
        return total

    def _stretch(self, responses: Array, moved: Array) -> Array:
        """How much calibration stretches the way from base to answer of two classes; for more, the base gives."""
        if self.task != "binary":
            return np.ones(len(responses))
        still = np.abs(moved) < STILL
        ends = np.stack([responses, responses - moved], axis=1)
        calibrated = self.calibration.apply(ends.reshape(-1, 1)).reshape(-1, 2)
        return np.asarray(np.where(still, 1.0, (calibrated[:, 0] - calibrated[:, 1]) / np.where(still, 1.0, moved)))


def folding(sources: Sequence[tuple[str, ...]], features: Sequence[str]) -> Array:
    """(encoded columns, features): what an encoded column adds is shared by the columns it was made from."""
    place = {feature: number for number, feature in enumerate(features)}
    shares = np.zeros((len(sources), len(place)))
    for column, made_from in enumerate(sources):
        for source in made_from:
            shares[column, place[source]] += 1 / len(made_from)
    return shares
