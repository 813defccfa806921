"""How the file that a model was trained on was written: what is answered is read alike."""

from __future__ import annotations

from core import datasets
from core.datasets.importing.choosing import conventions
from core.datasets.importing.choosing.conventions import Conventions
from core.errors import NotFound
from core.models import Model
from core.workspace import Workspace


def conventions_of(ws: Workspace, model: Model) -> Conventions:
    """What was noted when the training started, else what the dataset's report says; empty when neither is there."""
    noted: Conventions | None = model.settings.get("conventions")
    if noted is not None:
        return noted
    try:
        return conventions.of_report(datasets.find(ws, model.dataset_id).report)
    except NotFound:
        return {}
