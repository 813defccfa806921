from __future__ import annotations

import pytest

from app.ui.models import words
from core.workspace import Workspace
from tests.core.models import tiny


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.84912, "0.849"), (60397.4, "60,397"), (112397.0, "112k"), (-1.8e-14, "0"), (None, "–"), (0.0, "0")],
)
def test_a_score_is_brief_in_a_tile(value: float | None, written: str) -> None:
    assert words.brief(value) == written


def test_a_score_stands_with_its_interval_where_there_is_one() -> None:
    assert words.score({"value": 0.85, "low": 0.84, "high": 0.86}) == "0.85 (0.84 to 0.86)"
    assert words.score({"value": 0.85, "low": None, "high": None}) == "0.85"


def test_every_metric_is_explained() -> None:
    assert words.metric("roc_auc") == "ROC AUC"
    assert "guessing" in words.metric_help("roc_auc")


def test_true_and_false_are_called_yes_and_no(ws: Workspace) -> None:
    model = tiny.add_model(ws, "binary")

    assert words.class_names(model) == {"false": "no", "true": "yes"}


def test_other_classes_keep_their_names(ws: Workspace) -> None:
    model = tiny.add_model(ws, "multiclass")

    assert words.class_names(model) == {"1": "1", "2": "2", "3": "3"}
