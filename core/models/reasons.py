"""Reasons for one answer: how much each of the table's columns added to it, in the units of the answer.

Every member says what its encoded columns added to its margin (trees: the path from root to leaf; linear: coefficient
times distance from the mean). The margin's contributions become contributions to a probability or value by the mean
slope between the base and the answer, members add by weight, encoded columns fold back to the columns they came from.
Nothing is lost on the way: base + contributions = answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.models.batch import Array
from core.models.members.links import mean_slopes

if TYPE_CHECKING:
    from core.models.scorer import Scorer

ROWS_AT_ONCE = 16  # rows explained together: bounds the (rows, fits, columns, outputs) array


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


def explain(scorer: Scorer, views: Array) -> Reasons:
    """Reasons for rows given as (rows, folds, encoded columns)."""
    starts = range(0, max(len(views), 1), ROWS_AT_ONCE)
    parts = [_explain(scorer, views[start : start + ROWS_AT_ONCE]) for start in starts]
    return Reasons(
        parts[0].scale,
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("explained", "base", "contributions", "prediction")
        ),
    )


def _explain(scorer: Scorer, views: Array) -> Reasons:
    bundle = scorer.bundle
    margins = bundle.margins(views)
    answers = scorer.answers(bundle.combine(margins))
    explained = np.zeros(len(views), np.int64) if answers.shape[1] == 1 else answers.argmax(axis=1)
    rows = np.arange(len(views))
    prediction = answers[rows, explained]
    moved = _shared_out(bundle.contributions(views), margins, scorer, explained)
    response = bundle.combine(margins)[rows, explained]
    start = response - moved.sum(axis=1)
    moved *= _stretch(scorer, start, response)[:, None]
    contributions = moved @ folding(scorer)
    return Reasons(
        "value" if scorer.task == "regression" else "probability",
        explained + (scorer.task == "binary"),
        prediction - contributions.sum(axis=1),
        contributions,
        prediction,
    )


def folding(scorer: Scorer) -> Array:
    """(encoded columns, features): what an encoded column adds is shared by the columns it was made from."""
    place = {feature.name: number for number, feature in enumerate(scorer.features)}
    shares = np.zeros((len(scorer.recipe.sources), len(place)))
    for column, sources in enumerate(scorer.recipe.sources):
        for source in sources:
            shares[column, place[source]] += 1 / len(sources)
    return shares


def _shared_out(moved: Array, margins: Array, scorer: Scorer, explained: Array) -> Array:
    """(rows, encoded columns): contributions of all fits to the explained response of the ensemble."""
    total = np.zeros((len(moved), moved.shape[2]))
    bundle = scorer.bundle
    for number, fit in enumerate(bundle.fits):
        base = np.broadcast_to(bundle.base[number], margins[:, number].shape)
        slopes = mean_slopes(fit.link, base, margins[:, number], fit.scale, explained)
        total += bundle.shares[number] * np.einsum("nco,no->nc", moved[:, number], slopes)
    return total


def _stretch(scorer: Scorer, start: Array, response: Array) -> Array:
    """How much calibration stretches the way from the base to the answer; exact for two classes."""
    if scorer.task != "binary":
        return np.ones(len(response))
    moved = response - start
    still = np.abs(moved) < 1e-9
    apply = scorer.calibration.apply
    stretched = (apply(response[:, None]) - apply(start[:, None]))[:, 0]
    return np.asarray(np.where(still, 1.0, stretched / np.where(still, 1.0, moved)))
