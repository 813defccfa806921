"""The card of a model: what somebody who relies on it should know, as JSON, Markdown or a page of its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import core.models.catalogue as catalogue
import core.models.describing.rendering as rendering
import core.models.describing.words as words
import core.models.files as files
import core.models.loading as loading
from core.models.catalogue import Model
from core.models.describing.rendering import Section, Table
from core.models.describing.summary import Summary, summary_of
from core.workspace import Workspace


@dataclass(frozen=True)
class Card:
    """What is known about a ready model. `report` is its training report."""

    model: Model
    summary: Summary
    report: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        model, report = self.model, self.report
        kept = ("scores", "verdict", "leaderboard", "importance", "recipe", "warnings", "folds", "seed", "timing")
        return {
            "model": {name: getattr(model, name) for name in ("id", "name", "version", "task", "target", "metric")}
            | {"classes": list(model.classes), "bytes": model.bytes, "checksum": model.checksum}
            | {"created_at": model.created_at.isoformat(), "settings": model.settings},
            "summary": self.summary.to_json(),
            "data": {"id": model.dataset_id, "name": model.dataset_name, "sha256": model.dataset_sha256}
            | {name: report.get(name) for name in ("rows", "rows_total", "rows_without_target", "sampled")},
            "features": [feature.to_json() for feature in model.features],
            **{name: report.get(name) for name in (*kept, "environment")},
        }

    def to_markdown(self) -> str:
        return rendering.markdown(self.model.title, self.sections)

    def to_html(self) -> str:
        """A page that needs nothing else; every text in it is escaped."""
        return rendering.html(self.model.title, self.sections)

    @property
    def sections(self) -> tuple[Section, ...]:
        told = self.summary
        return (
            Section("What it predicts", (told.predicts,)),
            Section("How well", (told.quality,), _scores(self.report)),
            Section("From what", (told.data, f"SHA-256 of the file: {self.model.dataset_sha256}")),
            Section("What drives it", (told.drivers, self.report["importance"]["note"]), _importance(self.report)),
            Section("Limits", told.limits),
            Section("What was done to each column", (), _recipe(self.report)),
            Section("What was tried", (_folds(self.report),), _leaderboard(self.report)),
            Section("How to make it again", (), _settings(self.model, self.report)),
        )


def card(ws: Workspace, model_id: str) -> Card:
    """The card of a model. Raises NotFound, Conflict while it is not ready, BadFile when it is damaged."""
    report = loading.report(ws, model_id)
    model = catalogue.find(ws, model_id)
    return Card(model, summary_of(model, report), report)


def download(ws: Workspace, model_id: str) -> Path:
    """A zip of the model with its card: data only, made at the first call. Raises what `card` raises."""
    made = card(ws, model_id)
    folder = loading.folder(ws, made.model)
    named = hashlib.sha256(made.model.title.encode()).hexdigest()[:8]  # a new name makes a new card
    zipped = folder.with_name(f"{model_id}.{named}.zip")
    if not zipped.is_file():
        files.verify(folder, made.model.checksum)
        texts = {"card.json": json.dumps(made.to_json(), ensure_ascii=False, indent=1), "card.md": made.to_markdown()}
        with ws.folders.appearing(zipped) as beside:
            files.pack(folder, beside, model_id, texts)
    return zipped


def _scores(report: dict[str, Any]) -> Table:
    rows = [
        (score["label"], _number(score["value"]), _range(score), _number(score["baseline"]))
        for score in report["scores"].values()
    ]
    return Table(("Metric", "Value", "90% interval", "Guessing"), tuple(rows))


def _importance(report: dict[str, Any]) -> Table:
    rows = [
        (found["feature"], words.percent(found["share"]), _number(found["mean"]), _range(found))
        for found in report["importance"]["features"]
    ]
    return Table(("Column", "Share", f"Rise of the {report['importance']['unit']}", "90% interval"), tuple(rows))


def _recipe(report: dict[str, Any]) -> Table:
    rows = [(step["column"], step["kind"], step["words"]) for step in report["recipe"]]
    return Table(("Column", "Kind", "What was done"), tuple(rows))


def _leaderboard(report: dict[str, Any]) -> Table:
    rows = [
        (tried["label"], _number(tried["score"]), _range(tried), words.percent(tried.get("weight") or 0.0))
        for tried in report["leaderboard"]
    ]
    return Table(("Candidate", report["metric"]["label"], "90% interval", "Weight"), tuple(rows))


def _settings(model: Model, report: dict[str, Any]) -> Table:
    chosen = {name: value for name, value in model.settings.items() if name != "conventions"}  # for programs
    facts = chosen | {"seed": report["seed"]} | report["environment"] | {"checksum": model.checksum}
    return Table(("Setting", "Value"), tuple((str(name), _said(value)) for name, value in facts.items()))


def _folds(report: dict[str, Any]) -> str:
    folds = report["folds"]
    return (
        f"Scores are from {folds} folds, each answered by models that had not seen it."
        if folds > 1
        else ("Scores are from rows that were held back.")
    )


def _range(found: dict[str, Any]) -> str:
    if found.get("low") is None or found.get("high") is None:
        return "–"
    return f"{_number(found['low'])} to {_number(found['high'])}"


def _number(value: float | None) -> str:
    return "–" if value is None else words.number(value)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
