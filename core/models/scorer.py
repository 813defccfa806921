"""A trained model that answers: rows in, calibrated probabilities or values with intervals and reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

import core.models.encoding as encoding
import core.models.members as members
import core.models.packing as packing
from core.models.batch import Array, Batch
from core.models.calibration import Calibration, Spread
from core.models.encoding import FoldEncoding, Recipe
from core.models.features import Feature
from core.models.members import Bundle, Member
from core.models.reasons import Explainer, Reasons, folding

FORMAT = 2  # of the files; a reader of another format says so instead of guessing
FEW_ROWS = 64  # up to here one walk through all trees at once beats one call per fit
NAME = "scorer"


@dataclass(frozen=True)
class Scorer:
    """Everything a prediction needs, as data. Made by training, kept in the model's folder, read by predicting.

    `folds`: per fold the target encodings that its fits read. `classes` is empty for regression.
    """

    task: str
    target: str
    classes: tuple[str, ...]
    features: tuple[Feature, ...]
    recipe: Recipe
    folds: tuple[FoldEncoding, ...]
    members: tuple[Member, ...]
    calibration: Calibration = Calibration()
    spread: Spread | None = None
    format: int = FORMAT

    @property
    def positive(self) -> str | None:
        """The class whose probability a two-class model gives."""
        return self.classes[1] if self.task == "binary" else None

    def predict(self, batch: Batch) -> Array:
        """(rows, classes) calibrated probabilities, or (rows,) values."""
        return self._finish(self._responses(self.views(batch)))

    def interval(self, batch: Batch, values: Array) -> tuple[Array, Array] | None:
        """Lower and upper bounds that hold the true value in 90 of 100 cases; None for classification."""
        if self.spread is None:
            return None
        return self.spread.interval(self.recipe.encode(batch), values)

    def reasons(self, batch: Batch) -> Reasons:
        """What each feature added to each answer, in the answer's own units; see Reasons."""
        return self._explainer.explain(np.stack(self.views(batch), axis=1))

    def views(self, batch: Batch) -> list[Array]:
        """The encoded rows as each fold sees them: the same matrix with that fold's target encodings beside it."""
        matrix = self.recipe.encode(batch)
        if not self.recipe.averaged:
            return [matrix] * len(self.folds)
        return [np.hstack([matrix, fold.encode(batch)]) for fold in self.folds]

    @cached_property
    def bundle(self) -> Bundle:
        return Bundle.of(self.members)

    @cached_property
    def _explainer(self) -> Explainer:
        shares = folding(self.recipe.sources, [feature.name for feature in self.features])
        return Explainer(self.task, self.bundle, self.calibration, shares)

    def save(self, folder: Path) -> None:
        """Writes the model as data: JSON and arrays. No pickle: opening it can run no code."""
        packing.save(self, folder, NAME)

    @classmethod
    def load(cls, folder: Path) -> Scorer:
        scorer: Scorer = packing.load(folder, NAME, (cls, *RECORDS))
        return scorer

    def answers(self, responses: Array) -> Array:
        """The ensemble's responses (rows, outputs), calibrated for classification."""
        return responses if self.task == "regression" else self.calibration.apply(responses)

    def _responses(self, views: list[Array]) -> Array:
        if len(views[0]) > FEW_ROWS:
            return np.asarray(sum(member.weight * member.respond(views) for member in self.members))
        margins = self.bundle.margins(np.stack(views, axis=1))
        return self.bundle.combine(margins)

    def _finish(self, responses: Array) -> Array:
        if self.task == "regression":
            return responses[:, 0]
        calibrated = self.answers(responses)
        return np.hstack([1 - calibrated, calibrated]) if self.task == "binary" else calibrated


MEMBER_RECORDS = (members.Design, members.Fit, members.Forest, members.Linear, Member)
ENCODING_RECORDS = (
    encoding.Between,
    encoding.Calendar,
    encoding.Clock,
    FoldEncoding,
    encoding.Frequency,
    encoding.Levels,
    encoding.Numbers,
    encoding.ParsedNumbers,
    Recipe,
    encoding.TargetMeans,
    encoding.Topics,
)
RECORDS = (Calibration, Feature, Spread, *MEMBER_RECORDS, *ENCODING_RECORDS)
