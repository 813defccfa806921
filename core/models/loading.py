"""Models kept in memory: loaded once per process, the least recently used let go first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import core.models.catalogue as catalogue
import core.models.files as files
from core.errors import Conflict
from core.models.catalogue import Model
from core.models.scorer import Scorer
from core.workspace import Workspace

MOST_BYTES = 200_000_000  # of model files held in memory: a server with little memory still has room for its work

NOT_READY = {
    "training": "It is still being trained; wait for its training to end, or stop it and keep the best so far.",
    "failed": "Its training failed; train it again.",
    "cancelled": "Its training was cancelled; train it again.",
}


@dataclass
class _Shelf:
    """Loaded models by folder and checksum. Looking up never waits for a model that another thread is loading."""

    looking: threading.Lock = field(default_factory=threading.Lock)
    loading: threading.Lock = field(default_factory=threading.Lock)
    loaded: OrderedDict[tuple[Path, str | None], tuple[Scorer, int]] = field(default_factory=OrderedDict)

    def get(self, key: tuple[Path, str | None], size: int) -> Scorer:
        with self.looking:
            found = self._found(key)
        if found:
            return found
        with self.loading:  # the second to ask for the same model finds it here
            with self.looking:
                found = self._found(key)
            return found or self._load(key, size)

    def _found(self, key: tuple[Path, str | None]) -> Scorer | None:
        if key not in self.loaded:
            return None
        self.loaded.move_to_end(key)
        return self.loaded[key][0]

    def _load(self, key: tuple[Path, str | None], size: int) -> Scorer:
        scorer = files.read_scorer(*key)
        with self.looking:
            self.loaded[key] = (scorer, size)
            while len(self.loaded) > 1 and sum(size for _, size in self.loaded.values()) > MOST_BYTES:
                self.loaded.popitem(last=False)
        return scorer


_shelf = _Shelf()


def load(ws: Workspace, model_id: str) -> Scorer:
    """The model, ready to answer. Raises NotFound, Conflict when it is not ready, BadFile when it is damaged."""
    return scorer_of(ws, catalogue.find(ws, model_id))


def scorer_of(ws: Workspace, model: Model) -> Scorer:
    """The same for a model whose row is at hand."""
    check_ready(model)
    return _shelf.get((folder(ws, model), model.checksum), model.bytes or 0)


def report(ws: Workspace, model_id: str) -> dict[str, Any]:
    """The training report. Raises NotFound, Conflict when the model is not ready, BadFile when it is damaged."""
    model = catalogue.find(ws, model_id)
    check_ready(model)
    return files.read_report(folder(ws, model))


def folder(ws: Workspace, model: Model) -> Path:
    return ws.folders.models / model.id


def check_ready(model: Model) -> None:
    """Raises Conflict, saying why, when a model has nothing to answer with."""
    if not model.ready:
        raise Conflict(f"“{model.title}” cannot answer: it is {model.status}.", hint=NOT_READY[model.status])
