"""Which column of a row is which column of the model."""

from __future__ import annotations

import pytest

from core.models import Feature
from core.predicting.reading.columns import ColumnReader
from core.predicting.reading.schema import Schema, loosely


def schema(*names: str) -> Schema:
    return Schema(tuple(ColumnReader(Feature(name, "number", "DOUBLE")) for name in names))


@pytest.mark.parametrize(
    ("name", "expected"), [("Sepal Length (cm)", "sepallengthcm"), ("ÄGE", "äge"), ("a_b-c.d", "abcd"), ("!?", "")]
)
def test_a_name_is_loosely_its_letters_and_digits(name: str, expected: str) -> None:
    assert loosely(name) == expected


@pytest.mark.parametrize(
    ("wanted", "given", "placed"),
    [
        (("a", "b"), ("b", "a", "c"), {"a": "a", "b": "b"}),
        (("sepal_length",), ("Sepal Length",), {"sepal_length": "Sepal Length"}),
        (("a",), ("A", "a"), {"a": "a"}),
        (("a",), ("A", "a "), {}),
        (("a_b", "a.b"), ("A B",), {}),
        (("a",), (), {}),
        (("!",), ("?",), {}),
    ],
)
def test_columns_are_placed_by_name_then_by_likely_name(
    wanted: tuple[str, ...], given: tuple[str, ...], placed: dict[str, str]
) -> None:
    assert schema(*wanted).place(given) == placed
