"""A form made from a model: one field a column, the most important first, each filled with a typical value."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from core import models
from core.models import Feature, Label, Model
from core.models.catalogue import WHOLE_TYPES
from core.predicting.answers import plain_number
from core.predicting.reading.columns import YES_OR_NO
from core.workspace import Workspace

STEPS_ACROSS = 100  # steps from the lowest to the highest value: fine enough to try out, coarse enough to click


@dataclass(frozen=True)
class Field:
    """One field of the form. `choices`: the values that a category had in training, most frequent first.

    `low` and `high` are what training saw: a hint, not a bound. Dates are ISO text. Only numbers have a `step`.
    """

    name: str
    kind: str
    type: str
    choices: tuple[Label, ...]
    low: Label | None
    high: Label | None
    default: Label | None
    step: float | None
    importance: float
    missing_share: float


@dataclass(frozen=True)
class Form:
    """What to ask for, and what will be answered."""

    model_id: str
    name: str
    version: int
    title: str
    target: str
    task: str
    classes: tuple[Label, ...]
    fields: tuple[Field, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def form(ws: Workspace, model_id: str) -> Form:
    """The form of a model. Raises NotFound, and Conflict when the model is not ready."""
    model = models.find(ws, model_id)
    models.check_ready(model)
    return form_of(model)


def form_of(model: Model) -> Form:
    by_importance = sorted(model.features, key=lambda feature: -feature.importance)
    fields = tuple(field_of(feature) for feature in by_importance)
    return Form(model.id, model.name, model.version, model.title, model.target, model.task, model.classes, fields)


def typical_row(ws: Workspace, model_id: str) -> dict[str, Label | None]:
    """A row with the typical value of every column: something to start from."""
    return {field.name: field.default for field in form(ws, model_id).fields}


def field_of(feature: Feature) -> Field:
    choices: tuple[Label, ...] = (True, False) if feature.kind == "boolean" else feature.levels
    return Field(
        feature.name,
        feature.kind,
        feature.type,
        choices,
        _shown(feature, feature.low),
        _shown(feature, feature.high),
        _shown(feature, feature.typical),
        _step(feature),
        feature.importance,
        feature.missing_share,
    )


def _shown(feature: Feature, value: float | str | None) -> Label | None:
    """A value of the schema as a row may have it."""
    if value is None:
        return None
    if feature.kind == "boolean":
        return YES_OR_NO.get(str(value).lower(), 0.0) == 1.0
    if feature.kind == "date" and isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, UTC).replace(tzinfo=None).isoformat().removesuffix("T00:00:00")
    return plain_number(float(value), feature.kind, feature.type) if feature.kind == "number" else value


def _step(feature: Feature) -> float | None:
    """A power of ten, about a hundredth of the range; 1 at least where only whole numbers occur."""
    if feature.kind != "number":
        return None
    across = (feature.high or 0) - (feature.low or 0)
    step = 10.0 ** math.floor(math.log10(across / STEPS_ACROSS)) if across > 0 else 1.0
    return max(1.0, step) if feature.type in WHOLE_TYPES else step
