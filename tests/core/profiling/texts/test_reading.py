"""What is read sign by sign: shapes, scripts and classes of signs, on a part of the rows."""

from __future__ import annotations

import pytest

from core.profiling import sql_of
from core.profiling.records import ColumnProfile
from core.profiling.texts import reading
from tests.core.profiling.world import column, found, profiled

WRITTEN = ["Grüße", "Привет", "漢字 and Latin", "123", "ABC", "Ещё"]
SELECT = f"SELECT unnest({WRITTEN}) AS x"


def read(select: str) -> ColumnProfile:
    return profiled(select).columns[0]


def test_shapes_of_texts_are_counted() -> None:
    patterns = profiled("SELECT unnest(['AB-12', 'XY-99', 'Zoë 7', 'q']) AS code").columns[0].patterns

    assert patterns is not None
    assert [(item.value, item.count) for item in patterns.items] == [("AA-99", 2), ("Aaa 9", 1), ("a", 1)]


def test_scripts_are_counted_by_texts() -> None:
    scripts = read(SELECT).scripts

    assert scripts is not None
    assert [(item.value, item.count) for item in scripts.items] == [("Latin", 3), ("Cyrillic", 2), ("Han", 1)]


def test_the_sql_of_scripts_gives_them() -> None:
    column = read(SELECT)

    assert column.scripts is not None
    assert found(SELECT, sql_of(column, "scripts")) == [(item.value, item.count) for item in column.scripts.items]


def test_texts_without_letters_have_no_script() -> None:
    scripts = read("SELECT unnest(['12', '?']) AS x").scripts

    assert scripts is not None
    assert scripts.items == ()


def test_classes_of_signs_are_shares_of_all_signs() -> None:
    shares = reading.shares_of_signs("Ab, 12.")

    assert shares == pytest.approx(
        {
            "letters_share": 2 / 7,
            "digits_share": 2 / 7,
            "spaces_share": 1 / 7,
            "uppercase_share": 1 / 7,
            "marks_share": 2 / 7,
        }
    )


def test_of_no_signs_nothing_can_be_said() -> None:
    assert set(reading.shares_of_signs("").values()) == {None}


def test_of_many_rows_a_part_is_read_and_says_so() -> None:
    number = read("SELECT 'text ' || i AS x FROM range(40000) AS rows(i)").numbers["letters_share"]

    assert (number.precision, number.n) == ("sample", pytest.approx(5_000, rel=0.1))


@pytest.mark.parametrize(("rows", "columns", "step"), [(5_000, 1, 1), (5_001, 1, 2), (100_000, 125, 125), (90, 9, 1)])
def test_of_tables_with_many_columns_fewer_rows_are_read(rows: int, columns: int, step: int) -> None:
    assert reading.read_step(rows, columns) == step


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("DE89 3704 0044 0532 0130 00", "ibans_share"),
        ("GB82WEST12345698765432", "ibans_share"),
        ("123-45-6789", "national_ids_share"),
        ("AB 12 34 56 C", "national_ids_share"),
        ("RSSMRA85T10A562S", "national_ids_share"),
        ("19850412-1234", "national_ids_share"),
        ("31.12.2020", "dates_share"),
        ("2020-12-31 10:00", "dates_share"),
        ("a\u00a0b", "invisible_share"),
        ("zero\u200bwidth", "invisible_share"),
    ],
)
def test_a_text_is_recognised(text: str, key: str) -> None:
    assert read(f"SELECT '{text}' AS x").value(key) == 1.0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("DE89370400440532013001", "ibans_share"),
        ("000-12-3456", "national_ids_share"),
        ("2020-12-31-99", "national_ids_share"),
        ("31.13.2020", "dates_share"),
        ("12345678", "dates_share"),
        ("a b\u00e9", "invisible_share"),
    ],
)
def test_a_text_that_only_looks_like_it_is_not_recognised(text: str, key: str) -> None:
    assert read(f"SELECT '{text}' AS x").value(key) == 0.0


def test_the_statement_for_shapes_is_bounded() -> None:
    assert reading.build_shapes(column("x", "VARCHAR"), table="data").endswith("LIMIT 6")
