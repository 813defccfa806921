"""Which columns are the same on both sides."""

from __future__ import annotations

from core.datasets import Column
from core.profiling.comparing import schema


def columns(**types: str) -> list[Column]:
    kinds = {"DOUBLE": "number", "VARCHAR": "category"}
    return [Column(name, kinds[type], type, name) for name, type in types.items()]


def test_columns_that_came_and_went_are_told() -> None:
    _, changes = schema.pair(columns(a="DOUBLE", gone="VARCHAR"), columns(a="DOUBLE", fresh="DOUBLE"))

    assert (changes.added, changes.removed) == (("fresh",), ("gone",))


def test_another_way_to_write_a_name_is_a_renaming() -> None:
    pairings, changes = schema.pair(columns(Customer_ID="DOUBLE"), columns(customerId="DOUBLE"))

    assert [(p.left.name, p.right.name) for p in pairings] == [("Customer_ID", "customerId")]
    assert changes.renamed[0].evidence == "The names differ only in capitals and marks."
    assert (changes.added, changes.removed) == ((), ())


def test_a_name_that_is_alike_needs_the_same_kind_of_values() -> None:
    _, numbers = schema.pair(columns(sqft_living="DOUBLE"), columns(sqft_living_area="DOUBLE"))
    _, mixed = schema.pair(columns(sqft_living="DOUBLE"), columns(sqft_living_area="VARCHAR"))

    assert len(numbers.renamed) == 1
    assert mixed.renamed == ()


def test_each_column_is_renamed_at_most_once() -> None:
    _, changes = schema.pair(columns(price="DOUBLE"), columns(price_1="DOUBLE", price_2="DOUBLE"))

    assert len(changes.renamed) == 1
    assert len(changes.added) == 1


def test_another_type_is_told_with_both_kinds() -> None:
    pairings, changes = schema.pair(columns(zip="DOUBLE"), columns(zip="VARCHAR"))

    assert (changes.retyped[0].kind_before, changes.retyped[0].kind_after) == ("number", "category")
    assert pairings[0].holds == "texts"
