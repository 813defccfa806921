from __future__ import annotations

from app.ui.models import actions
from core import models
from core.workspace import Workspace
from tests.core.models import tiny


def test_a_model_is_saved_under_its_name_without_what_a_file_system_refuses(ws: Workspace) -> None:
    model = tiny.add_model(ws, name="sales: price/unit")

    assert actions.file_name(model) == "sales__price_unit_v1"


def test_a_link_to_a_training_names_dataset_model_and_job(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    assert actions.ids(model) == {"dataset": model.dataset_id, "model": model.id}
    assert actions.ids(models.attach(ws, model.id, "jb_1"))["job"] == "jb_1"
