"""Records to JSON and back."""

from __future__ import annotations

import math

import pytest

from core.profiling.encoding import from_json, to_json
from core.profiling.records import Calendar, ColumnProfile, Histogram, Number, ValueCount, Values

COLUMN = ColumnProfile(
    name="x",
    kind="number",
    type="DOUBLE",
    holds="numbers",
    rows=3,
    numbers={"mean": Number(1.5), "mad": Number(None, "sample", n=2)},
    histogram=Histogram((0.0, 1.0), (3,)),
    top=Values((ValueCount("a", 2), ValueCount(True, 1), ValueCount(None, 0))),
    calendar=Calendar((1,), (2,), ()),
    examples=("a", "b"),
)


def test_a_record_comes_back_as_it_went() -> None:
    assert from_json(ColumnProfile, to_json(COLUMN)) == COLUMN


def test_every_number_says_how_precise_it_is() -> None:
    assert to_json(COLUMN)["numbers"]["mad"] == {"value": None, "precision": "sample", "n": 2}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_say_is_null(value: float) -> None:
    assert to_json(Number(value))["value"] is None


@pytest.mark.parametrize(("data", "error"), [({"value": 1, "what": 2}, KeyError), ({}, TypeError)])
def test_data_of_another_shape_is_refused(data: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        from_json(Number, data)
