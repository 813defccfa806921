"""What a column is to a person: category, text, id or number."""

from __future__ import annotations

import pytest

from core.datasets import ImportOptions
from core.errors import BadInput
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


def test_an_impossible_kind_changes_nothing_and_is_told(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a,b\n1,x\n2,y\n", ImportOptions(types={"a": "date"}))

    assert imported.table["a"] == [1, 2]
    assert any(told.startswith("“a” was to be of the kind date, but") for told in imported.report.warnings)


def test_a_kind_that_became_so_needs_no_word(import_bytes: ImportBytes) -> None:
    assert import_bytes(b"a,b\n1,x\n2,y\n", ImportOptions(types={"a": "text"})).report.warnings == []


@pytest.mark.parametrize("content", [b"price,town\n1,x\n2,y\n", b'[{"price": 1, "town": "x"}]'], ids=["csv", "json"])
@pytest.mark.parametrize(("name", "hint"), [("prize", "Did you mean price?"), ("zz", "There are: price, town.")])
def test_a_kind_for_no_column_is_refused(import_bytes: ImportBytes, content: bytes, name: str, hint: str) -> None:
    with pytest.raises(BadInput, match=name) as refused:
        import_bytes(content, ImportOptions(types={name: "text"}))

    assert refused.value.hint == hint
