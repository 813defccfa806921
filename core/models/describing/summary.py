"""A model in plain sentences: what it predicts, how well, from what, what drives it, what to be careful about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import core.models.catalogue as catalogue
import core.models.describing.words as words
import core.models.loading as loading
from core.models.catalogue import Model
from core.workspace import Workspace

FEW_ROWS = 500  # below, an interval of a score is wide whatever the score
MANY_MISSING = 0.3  # share of missing values in a column that somebody should know of
MOST_NAMED = 5
SAID_BY_VERDICT = "no_signal"  # a warning whose sentence is the verdict's

NOT_READY = {
    "training": "It is still being trained.",
    "failed": "Its training failed.",
    "cancelled": "Its training was cancelled.",
}


@dataclass(frozen=True)
class Summary:
    """Sentences about a model. `drivers` is empty and `limits` are few while it is not ready."""

    model_id: str
    title: str
    predicts: str
    quality: str
    data: str
    drivers: str
    limits: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.predicts, self.quality, self.data, self.drivers, *self.limits)))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def summary(ws: Workspace, model_id: str) -> Summary:
    """The summary of a model, whatever its status. Raises NotFound."""
    model = catalogue.find(ws, model_id)
    if model.ready:
        return summary_of(model, loading.report(ws, model_id))
    reason = (model.error or {}).get("message", "")
    quality, data = f"{NOT_READY[model.status]} {reason}".strip(), f"Made from the dataset “{model.dataset_name}”."
    return Summary(model.id, model.title, _predicts(model), quality, data, drivers="", limits=())


def summary_of(model: Model, report: dict[str, Any]) -> Summary:
    return Summary(
        model.id,
        model.title,
        _predicts(model),
        " ".join([report["verdict"]["sentence"], *_plainly(model), _measured(report)]),
        _data(model, report),
        _drivers(model),
        tuple(_limits(model, report)),
    )


def _predicts(model: Model) -> str:
    return f"{PREDICTS[model.task](model)} from {_columns(model)}." if model.task in PREDICTS else ""


def _two_classes(model: Model) -> str:
    if not model.classes:
        return f"Predicts which of two values “{model.target}” has"
    first, second = (words.said(label) for label in model.classes)
    return f"Predicts whether “{model.target}” is “{second}” or “{first}”"


def _more_classes(model: Model) -> str:
    return f"Predicts which of {len(model.classes) or 'several'} values “{model.target}” has"


def _amount(model: Model) -> str:
    return f"Predicts the number “{model.target}”, with the range that holds it in 90 of 100 cases,"


PREDICTS: dict[str, Callable[[Model], str]] = {
    "binary": _two_classes,
    "multiclass": _more_classes,
    "regression": _amount,
}


def _columns(model: Model) -> str:
    count = len(model.features)
    return "the other columns" if not count else f"{count} columns" if count > 1 else "one column"


def _plainly(model: Model) -> Iterator[str]:
    """The quality in words that need no knowledge of metrics, for classes and for numbers."""
    accuracy, error = model.scores.get("accuracy"), model.scores.get("median_ae")
    if accuracy and None not in (accuracy["value"], accuracy["baseline"]):
        right, guess = words.percent(accuracy["value"]), words.percent(accuracy["baseline"])
        yield f"It is right in {right} of the cases; always naming the most frequent value would be in {guess}."
    if error and None not in (error["value"], error["baseline"]):
        off, guess = words.number(error["value"]), words.number(error["baseline"])
        yield f"Half of its answers are off by less than {off}; when guessing, by less than {guess}."


def _measured(report: dict[str, Any]) -> str:
    scored = report.get("rows_scored") or report["rows"]
    measured = f"Measured on {scored:,} rows that it had not seen when it answered them."
    split = report.get("split") or {}
    return f"{measured} {split['sentence']}" if split.get("column") else measured


def _data(model: Model, report: dict[str, Any]) -> str:
    rows, of = report["rows"], report.get("rows_total") or report["rows"]
    counted = f"{rows:,} rows" if rows == of else f"{rows:,} of {of:,} rows"
    made = model.finished_at or model.created_at
    return f"Made from {counted} of the dataset “{model.dataset_name}” on {made.day} {made:%B %Y}."


def _drivers(model: Model) -> str:
    ranked = sorted(model.features, key=lambda feature: -feature.importance)
    named = [f"{f.name} ({words.percent(f.importance)})" for f in ranked[:MOST_NAMED] if f.importance > 0]
    if not named:
        return "No column stands out."
    verb = "matter" if len(named) > 1 else "matters"
    return f"{words.listing(named)} {verb} most."


def _limits(model: Model, report: dict[str, Any]) -> Iterator[str]:
    yield from (warning["sentence"] for warning in report["warnings"] if warning["code"] != SAID_BY_VERDICT)
    if report["rows"] < FEW_ROWS:
        yield f"It was trained on {report['rows']:,} rows only: its scores are uncertain."
    gaps = [feature.name for feature in model.features if feature.missing_share > MANY_MISSING]
    if gaps:
        yield f"Often without a value in training: {words.listing(gaps[:MOST_NAMED])}."
    yield (
        f"It answers as “{model.dataset_name}” was. For other places, other times or values outside the range of that "
        "data its answers are less certain; each answer says when that is so."
    )
