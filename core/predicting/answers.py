"""Answers of a model as records, with everything that a person needs to judge them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from core.models import Batch, Label, Model, Reasons, Scorer
from core.models.batch import NUMERIC_KINDS, Array
from core.models.catalogue import WHOLE_TYPES
from core.predicting.flags import Flag


@dataclass(frozen=True)
class Reason:
    """What one column added to the answer. `value` is what the row had there, None when missing."""

    feature: str
    value: Label | None
    contribution: float


@dataclass(frozen=True)
class Answer:
    """The answer to one row.

    `prediction`: a class as the data has it, or a number. `probabilities` by the class's text. `interval` holds the
    true value in 90 of 100 cases. `base` + the sum of the reasons = the probability of the class `explained` (of two
    classes the second, of more the predicted one), or = the predicted number.
    """

    prediction: Label
    probabilities: dict[str, float] | None = None
    interval: tuple[float, float] | None = None
    reasons: tuple[Reason, ...] | None = None
    base: float | None = None
    explained: Label | None = None
    flags: tuple[Flag, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; what was not asked for or does not apply is left out."""
        content = asdict(self) | {"interval": list(self.interval) if self.interval else None}
        return {name: value for name, value in content.items() if value is not None}


@dataclass(frozen=True)
class Answers:
    """Answers to some rows, in their order, with the model that gave them."""

    model_id: str
    version: int
    predictions: tuple[Answer, ...]

    def to_json(self) -> dict[str, Any]:
        predictions = [answer.to_json() for answer in self.predictions]
        return {"model_id": self.model_id, "version": self.version, "predictions": predictions}


def answers_of(model: Model, scorer: Scorer, batch: Batch, *, explain: bool, interval: bool) -> list[Answer]:
    """One answer a row, without flags."""
    predicted = scorer.predict(batch)
    answers = (
        _values(scorer, batch, predicted, interval)
        if scorer.task == "regression"
        else _classes(model, scorer, predicted)
    )
    return _with_reasons(model, scorer, batch, answers) if explain else answers


def _classes(model: Model, scorer: Scorer, probabilities: Array) -> list[Answer]:
    best = probabilities.argmax(axis=1).tolist()
    return [
        Answer(model.classes[chosen], probabilities=dict(zip(scorer.classes, shares, strict=True)))
        for chosen, shares in zip(best, probabilities.tolist(), strict=True)
    ]


def _values(scorer: Scorer, batch: Batch, values: Array, interval: bool) -> list[Answer]:
    bounds = scorer.interval(batch, values) if interval else None
    pairs = zip(*(bound.tolist() for bound in bounds), strict=True) if bounds else [None] * len(values)
    return [Answer(value, interval=pair) for value, pair in zip(values.tolist(), pairs, strict=True)]


def _with_reasons(model: Model, scorer: Scorer, batch: Batch, answers: list[Answer]) -> list[Answer]:
    found = scorer.reasons(batch)
    shown = [shown_values(batch[feature.name], feature.kind, feature.type) for feature in scorer.features]
    return [replace(answer, **_reasons(model, scorer, found, shown, row)) for row, answer in enumerate(answers)]


def _reasons(model: Model, scorer: Scorer, found: Reasons, shown: list[list[Label | None]], row: int) -> dict[str, Any]:
    contributions = found.contributions[row].tolist()
    reasons = [
        Reason(feature.name, values[row], contribution)
        for feature, values, contribution in zip(scorer.features, shown, contributions, strict=True)
    ]
    return {
        "reasons": tuple(sorted(reasons, key=lambda reason: -abs(reason.contribution))),
        "base": float(found.base[row]),
        "explained": model.classes[int(found.explained[row])] if model.classes else None,
    }


def shown_values(values: Array, kind: str, type: str) -> list[Label | None]:
    """The values of a batch's column as JSON has them: whole numbers without a point, dates as ISO text."""
    if kind == "date":
        return [_iso(value) for value in values]
    if kind not in NUMERIC_KINDS:
        return list(values.tolist())
    return [None if np.isnan(value) else plain_number(value, kind, type) for value in values.tolist()]


def plain_number(value: float, kind: str, type: str) -> Label:
    if kind == "boolean":
        return bool(value)
    return int(value) if type in WHOLE_TYPES and value.is_integer() else value


def _iso(value: Any) -> str | None:
    if np.isnat(value):
        return None
    text = str(value.astype("datetime64[s]"))
    return text.removesuffix("T00:00:00")
