"""What a sample promises and the file breaks: every value is checked by the load that stores it."""

from __future__ import annotations

import pytest

from core.datasets import ImportOptions
from core.errors import BadFile
from tests.core.datasets.importing.conftest import ImportBytes

BEYOND_SAMPLE = 60_000  # rows that fill more than the sample


def late(late_value: str, usual: str = "12") -> bytes:
    """A table whose last row holds what no sample shows."""
    return ("a,b\n" + f"{usual},word\n" * BEYOND_SAMPLE + f"{late_value},word\n").encode()


@pytest.mark.parametrize(
    ("value", "type", "stored"),
    [
        ("13", "BIGINT", 13),
        ("2.5", "DOUBLE", 2.5),
        ("007", "VARCHAR", "007"),
        ("99999999999999999999", "HUGEINT", 99999999999999999999),
    ],
)
def test_one_value_at_the_end_decides(import_bytes: ImportBytes, value: str, type: str, stored: object) -> None:
    imported = import_bytes(late(value))

    assert imported.report.columns[0].type == type
    assert imported.table["a"][-1] == stored
    assert (imported.report.columns[0].misfits, len(imported.table["a"])) == (0, BEYOND_SAMPLE + 1)


def test_a_typo_at_the_end_is_kept_beside_the_table_with_its_line(import_bytes: ImportBytes) -> None:
    imported = import_bytes(late("1O"))

    assert imported.table["a"][-2:] == [12, None]
    assert imported.misfits == [("a", BEYOND_SAMPLE + 2, "1O", 1)]
    assert imported.report.misfit_places == "line"


def test_where_rows_are_no_lines_the_row_is_told(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b'a,b\n1,"x\ny"\n' + b"2,z\n" * 300 + b"abc,z\n")

    assert imported.misfits == [("a", 302, "abc", 1)]
    assert imported.report.misfit_places == "row"


def test_a_marker_at_the_end_is_missing(import_bytes: ImportBytes) -> None:
    imported = import_bytes(late("n/a"))

    assert (imported.report.columns[0].missing, imported.report.columns[0].misfits) == (1, 0)
    assert imported.misfits == []


def test_a_zone_at_the_end_is_not_dropped(import_bytes: ImportBytes) -> None:
    imported = import_bytes(late("2024-01-01 10:00+02", usual="2024-01-01 10:00:00"))

    assert imported.table["a"][0].isoformat() == "2024-01-01T10:00:00"
    assert imported.misfits == [("a", BEYOND_SAMPLE + 2, "2024-01-01 10:00+02", 1)]


def test_a_column_that_is_empty_in_the_sample_gets_its_kind(import_bytes: ImportBytes) -> None:
    imported = import_bytes(late("7", usual=""))

    assert (imported.kinds["a"], imported.table["a"][-1]) == ("number", 7)


def test_a_marker_in_a_late_word_is_missing_too(import_bytes: ImportBytes) -> None:
    imported = import_bytes(late("N/A", usual="word"))

    assert imported.table["a"][-1] is None
    assert imported.report.columns[0].missing == 1
    assert "read as missing" in " ".join(imported.report.warnings)


def test_nothing_of_the_checking_is_left_in_the_table(import_bytes: ImportBytes) -> None:
    imported = import_bytes(late("1O"), ImportOptions())

    assert list(imported.table) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("order_date", "45123", "Excel's numbers of days"),
        ("created_at", "1700000000", "Unix times in seconds"),
        ("timestamp", "1700000000123", "Unix times in milliseconds"),
    ],
)
def test_numbers_that_may_be_moments_are_a_suspicion_only(
    import_bytes: ImportBytes, name: str, value: str, told: str
) -> None:
    imported = import_bytes(f"{name},b\n{value},x\n{value},y\n".encode())

    assert imported.table[name] == [int(value)] * 2
    assert told in " ".join(imported.report.warnings)


def test_numbers_of_another_name_are_no_moments(import_bytes: ImportBytes) -> None:
    assert import_bytes(b"price,b\n45123,x\n45124,y\n").report.warnings == []


def test_what_comes_between_beginning_and_end_of_a_long_file_is_expected(import_bytes: ImportBytes) -> None:
    messages: list[str] = []
    usual = b"12,word\n" * 200_000

    imported = import_bytes(
        b"a,b\n" + usual + b"2.5,word\n" * 100_000 + usual, listener=lambda share, message: messages.append(message)
    )

    assert imported.report.columns[0].type == "DOUBLE"
    assert "Trying every value" not in messages


def test_a_word_that_is_a_level_is_no_marker(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a,b\n" + b"unknown,1\nred,2\nnone,3\n" * 20)

    assert imported.table["a"][:3] == ["unknown", "red", "none"]
    assert imported.report.warnings == []


def test_a_million_columns_are_refused_at_a_glance(import_bytes: ImportBytes) -> None:
    with pytest.raises(BadFile, match="1,000,000 columns"):
        import_bytes(b",".join([b"c"] * 1_000_000) + b"\n" + b",".join([b"1"] * 1_000_000) + b"\n")
