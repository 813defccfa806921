from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.ui.predict import fields
from core.predicting import Field


def field(kind: str, type: str = "VARCHAR", **values: Any) -> Field:
    known = {"choices": (), "low": None, "high": None, "default": None, "step": None}
    return Field("column", kind, type, **known | values, importance=0.1, missing_share=0.0)


NUMBER = field("number", "DOUBLE", low=0.5, high=2.5, step=0.01)
WHOLE = field("number", "BIGINT", low=18, high=90, step=1.0)
DAY, MOMENT = field("date", "DATE"), field("date", "TIMESTAMP")


@pytest.mark.parametrize(
    ("of", "value", "fitted"),
    [
        (NUMBER, Decimal("1.25"), 1.25),
        (WHOLE, 41.0, 41),
        (field("boolean"), True, True),
        (field("category"), 3, "3"),
        (DAY, "2024-03-31", date(2024, 3, 31)),
        (DAY, date(2024, 3, 31), date(2024, 3, 31)),
        (MOMENT, "2024-03-31T14:05:09", datetime.fromisoformat("2024-03-31T14:05")),
        (MOMENT, datetime.fromisoformat("2024-03-31T14:05:09"), datetime.fromisoformat("2024-03-31T14:05")),
        (NUMBER, None, None),
        (NUMBER, "much", None),
    ],
)
def test_a_value_is_made_one_that_the_input_takes(of: Field, value: Any, fitted: Any) -> None:
    found = fields.fit(of, value)

    assert (found, type(found)) == (fitted, type(fitted))


@pytest.mark.parametrize(
    ("of", "widget"),
    [(DAY, "day"), (MOMENT, "moment"), (NUMBER, "number"), (field("id"), "text"), (field("time"), "text")],
)
def test_every_kind_has_an_input(of: Field, widget: str) -> None:
    assert fields.widget(of) == widget


def test_dates_go_to_the_model_as_iso_text() -> None:
    assert fields.plain(date(2024, 3, 31)) == "2024-03-31"
    assert fields.plain(None) is None


def test_the_help_tells_what_training_saw() -> None:
    assert fields.help_of(WHOLE) == "In training: 18 to 90."
    assert fields.help_of(field("text")) is None
