"""Column names work everywhere."""

from __future__ import annotations

import pytest

from core.datasets.importing.text import names


@pytest.mark.parametrize(
    ("originals", "clean"),
    [
        (["a", "b"], ("a", "b")),
        (["a", "A", "a"], ("a", "A_2", "a_3")),
        (["a", "a_2", "a"], ("a", "a_2", "a_3")),
        (["", " ", "x"], ("column_1", "column_2", "x")),
        (["  two \n words "], ("two words",)),
        (["\ufeffid", "zero\u200bwidth"], ("id", "zerowidth")),
        (["cafe\u0301"], ("café",)),
        (["x" * 500], ("x" * 120,)),
    ],
)
def test_names_are_cleaned(originals: list[str], clean: tuple[str, ...]) -> None:
    assert names.clean(originals) == clean


def test_the_name_of_duckdb_s_own_row_number_is_not_taken() -> None:
    assert names.clean(["rowid", "ROWID", "row_id"]) == ("rowid_2", "ROWID_3", "row_id")
