"""Trained models: the catalogue of versions, their files, and the scorer that answers."""

from core.models.batch import Batch
from core.models.catalogue import Label, Model, add, attach, fail, find, finish, label, newest, remove, rename
from core.models.describing import Card, Summary, card, download, summary
from core.models.features import Feature
from core.models.loading import check_ready, load, report, scorer_of
from core.models.reasons import Reasons
from core.models.scorer import Scorer

__all__ = [
    "Batch",
    "Card",
    "Feature",
    "Label",
    "Model",
    "Reasons",
    "Scorer",
    "Summary",
    "add",
    "attach",
    "card",
    "check_ready",
    "download",
    "fail",
    "find",
    "finish",
    "label",
    "load",
    "newest",
    "remove",
    "rename",
    "report",
    "scorer_of",
    "summary",
]
