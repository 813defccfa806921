"""What a column is to a person: category, text, id or number."""

from __future__ import annotations

import pytest

from core.datasets import ImportOptions
from tests.core.datasets.importing.conftest import ImportBytes

SENTENCE = "a long remark about how the day went and why, number {}"
COLUMNS = {
    "levels": ("category", "red blue {m}"),
    "codes": ("id", "X-{n:05d}"),
    "remarks": ("text", SENTENCE.format("{n}")),
    "customer_id": ("id", "{n}"),
    "amount": ("number", "{n}"),
    "user id": ("id", "{n}9"),
    "group_id": ("number", "{m}"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_has_the_kind_a_person_would_give_it(import_bytes: ImportBytes, name: str) -> None:
    kind, pattern = COLUMNS[name]
    lines = [f"{pattern.format(n=n, m=n % 5)};{n % 3}.5" for n in range(200)]

    imported = import_bytes("\n".join([f"{name};other", *lines]).encode())

    assert imported.kinds[name] == kind


@pytest.mark.parametrize("kind", ["text", "category", "id"])
def test_a_chosen_kind_of_words_keeps_the_text(import_bytes: ImportBytes, kind: str) -> None:
    imported = import_bytes(b"a,b\n1,2\n3,4\n", ImportOptions(types={"a": kind}))

    assert imported.kinds["a"] == kind
    assert imported.table["a"] == ["1", "3"]


def test_a_chosen_kind_of_values_makes_the_rest_missing(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a,b\n1,2\nx,4\ny,5\n", ImportOptions(types={"a": "number"}))

    assert imported.table["a"] == [1, None, None]
    assert sorted(row[2] for row in imported.misfits) == ["x", "y"]
