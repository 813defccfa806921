"""The form: a field for every column, the most important first, filled with what is typical."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core import models, predicting
from core.errors import Conflict
from core.models import Feature
from core.predicting.form import field_of
from core.workspace import Workspace
from tests.core.models import tiny
from tests.worlds import store


def test_the_most_important_column_comes_first(ws: Workspace) -> None:
    late = replace(tiny.SINCE, importance=0.9)

    form = predicting.form(ws, tiny.add_model(ws, features=(*tiny.COLUMNS[:3], late)).id)

    assert [field.name for field in form.fields] == ["since", "age", "city", "member"]
    assert (form.title, form.target, form.task, form.classes) == ("tiny, version 1", "left", "binary", (False, True))


def test_its_typical_row_is_answered_without_a_flag(ws: Workspace) -> None:
    model = tiny.add_model(ws)

    row = predicting.typical_row(ws, model.id)

    assert row == {"age": 40, "city": "Paris", "member": True, "since": "2022-01-01"}
    assert predicting.rows(ws, model.id, [row]).predictions[0].flags == ()


def test_fields_have_values_as_a_row_has_them() -> None:
    age, city, member, since = (field_of(feature) for feature in tiny.COLUMNS)

    assert (age.low, age.high, age.step, age.choices) == (18, 90, 1.0, ())
    assert (city.choices, city.low, city.step) == (("Paris", "Rome", "Oslo"), None, None)
    assert (member.choices, member.default) == ((True, False), True)
    assert (since.low, since.high) == ("2020-01-01", "2024-01-01")


@pytest.mark.parametrize(
    ("type", "low", "high", "step"),
    [
        ("DOUBLE", 0.0, 1.0, 0.01),
        ("DOUBLE", 0.0, 0.05, 0.0001),
        ("DOUBLE", 0.0, 70_000.0, 100.0),
        ("BIGINT", 0.0, 3.0, 1.0),
        ("BIGINT", 0.0, 5_000.0, 10.0),
        ("DOUBLE", 5.0, 5.0, 1.0),
    ],
)
def test_a_step_is_about_a_hundredth_of_the_range(type: str, low: float, high: float, step: float) -> None:
    assert field_of(Feature("n", "number", type, low=low, high=high)).step == pytest.approx(step)


def test_a_date_with_a_time_keeps_it() -> None:
    field = field_of(replace(tiny.SINCE, type="TIMESTAMP", low=1577836800.0 + 3600))

    assert field.low == "2020-01-01T01:00:00"


def test_a_column_without_typical_value_starts_empty() -> None:
    assert field_of(Feature("t", "text", "VARCHAR")).default is None


def test_a_form_is_json(ws: Workspace) -> None:
    body = json.loads(json.dumps(predicting.form(ws, tiny.add_model(ws).id).to_json(), allow_nan=False))

    assert body["fields"][0]["name"] == "age"


def test_a_model_in_training_has_no_form(ws: Workspace) -> None:
    model = models.add(ws, name="m", dataset=store(ws, "SELECT true AS y"), target="y", task="binary")

    with pytest.raises(Conflict, match="it is training"):
        predicting.form(ws, model.id)
