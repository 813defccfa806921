"""What changed from one version to the next, from the two records alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.datasets import Column, Dataset, differences
from core.storage.state import now


def dataset(*columns: Column, rows: int = 10, **report: Any) -> Dataset:
    return Dataset("ds_1", "t", "t.csv", rows, columns, report, 1, 1, "", now())


PRICE = Column("price", "number", "DOUBLE", "price")
NOTE = Column("note", "text", "VARCHAR", "note")


def test_nothing_changed_is_nothing_to_say() -> None:
    assert differences.between(dataset(PRICE), dataset(PRICE)).sentences == ()


def test_columns_that_came_and_went_are_named() -> None:
    found = differences.between(dataset(PRICE), dataset(NOTE))

    assert (found.added, found.removed) == (("note",), ("price",))
    assert found.sentences == ("new: “note”", "gone: “price”")


def test_a_column_of_the_file_under_another_name_is_renamed() -> None:
    found = differences.between(dataset(PRICE), dataset(replace(PRICE, name="cost")))

    assert found.sentences == ("renamed: “price” → “cost”",)


def test_another_kind_is_told_and_another_type_of_the_same_kind() -> None:
    kinds = differences.between(dataset(PRICE), dataset(replace(PRICE, kind="text", type="VARCHAR")))
    types = differences.between(dataset(PRICE), dataset(replace(PRICE, type="BIGINT")))

    assert kinds.sentences == ("read differently: “price” number → text",)
    assert types.sentences == ("read differently: “price” DOUBLE → BIGINT",)


def test_more_and_fewer_rows_and_rejected_lines_are_counted() -> None:
    found = differences.between(dataset(PRICE, rows=10, rows_rejected=4), dataset(PRICE, rows=1012))

    assert found.sentences == ("1,002 rows more", "rejected lines: 4 → 0")


def test_choices_about_the_file_are_named_and_those_about_columns_are_not() -> None:
    found = differences.between(dataset(PRICE), dataset(PRICE, options={"all_text": True, "exclude": ["x"]}))

    assert found.sentences == ("chosen: all text",)


def test_many_columns_are_told_shortly() -> None:
    many = [replace(PRICE, name=f"c{number}", original=f"c{number}") for number in range(9)]

    found = differences.between(dataset(), dataset(*many))

    assert found.sentences == ("new: “c0”, “c1”, “c2” and 6 more",)
