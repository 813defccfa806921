"""What a form shows while somebody changes it: the answer with its reasons, and how it moves as one column changes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core import models
from core.errors import NotFound
from core.models import Feature, Label, Model, Scorer
from core.models import batch as batches
from core.models.batch import NUMERIC_KINDS, Array
from core.models.catalogue import WHOLE_TYPES
from core.predicting.answers import Answer, shown_values
from core.predicting.conventions import conventions_of
from core.predicting.reading import table
from core.predicting.reading.schema import schema_of
from core.predicting.rows import one
from core.predicting.sentences import headline, reasons_sentence
from core.workspace import Workspace

MOST_POINTS = 200  # of a curve: more than a picture has room for


@dataclass(frozen=True)
class Live:
    """An answer with its reasons, in numbers and in words."""

    answer: Answer
    headline: str
    sentence: str


@dataclass(frozen=True)
class Curve:
    """How the answer to one row moves as one column changes and all others stay.

    `answers` are probabilities of the class `explained` (of two classes the second, of more the one predicted for the
    row), or predicted values. `at` is the row's own value. Individual conditional expectation (Goldstein et al. 2015).
    """

    column: str
    kind: str
    scale: str
    explained: Label | None
    values: tuple[Label | None, ...]
    answers: tuple[float, ...]
    at: Label | None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def live(ws: Workspace, model_id: str, row: dict[str, Any]) -> Live:
    """All that a live form shows for a row, in one call. Raises what `rows` raises."""
    model, _, answer = one(ws, model_id, row)
    return Live(answer, headline(answer, model.target), reasons_sentence(answer, model.target))


def curve(ws: Workspace, model_id: str, row: dict[str, Any], column: str, *, points: int = 40) -> Curve:
    """The answers to a row as one column takes the values it had in training. Raises NotFound for another column."""
    model = models.find(ws, model_id)
    scorer = models.scorer_of(ws, model)
    feature = _feature(scorer, column)
    batch = table.read(ws, schema_of(scorer, conventions_of(ws, model)), scorer.target, [row]).batch
    values = _grid(feature, batch[column], min(points, MOST_POINTS))
    many = batches.take(batch, np.zeros(len(values), np.int64)) | {column: values}
    answers, explained = _answers(model, scorer, many, scorer.predict(batch))
    shown = shown_values(values, feature.kind, feature.type)
    at = shown_values(batch[column], feature.kind, feature.type)[0]
    scale = "probability" if model.classes else "value"
    return Curve(column, feature.kind, scale, explained, tuple(shown), tuple(answers.tolist()), at)


def _answers(model: Model, scorer: Scorer, many: batches.Batch, own: Array) -> tuple[Array, Label | None]:
    predicted = scorer.predict(many)
    if not model.classes:
        return predicted, None
    explained = 1 if scorer.task == "binary" else int(own[0].argmax())
    return predicted[:, explained], model.classes[explained]


def _feature(scorer: Scorer, column: str) -> Feature:
    for feature in scorer.features:
        if feature.name == column:
            return feature
    raise NotFound(f"The model has no column “{column}”.", hint="Choose one of the columns of its form.")


def _grid(feature: Feature, own: Array, points: int) -> Array:
    """The values to try, in order; a row's own value is among them."""
    if feature.kind in NUMERIC_KINDS or feature.kind == "date":
        return _evenly(feature, own, points)
    levels = [level for level in feature.levels[:points] if level != own[0]]
    return np.array([*own.tolist(), *levels], object)


def _evenly(feature: Feature, own: Array, points: int) -> Array:
    """Points of the training range that the column could hold: whole numbers and whole days where it has only those."""
    steps = (
        np.array([0.0, 1.0]) if feature.kind == "boolean" else np.linspace(feature.low or 0, feature.high or 0, points)
    )
    if feature.kind == "date":
        days = (steps * 1e6).astype(np.int64).astype("datetime64[us]")
        steps = days.astype("datetime64[D]").astype("datetime64[us]") if feature.type == "DATE" else days
    elif feature.type in WHOLE_TYPES:
        steps = np.round(steps)
    known = own[~np.isnat(own)] if feature.kind == "date" else own[~np.isnan(own)]
    return np.unique(np.concatenate([steps, known]))
