"""What one column proves, the others may rely on."""

from __future__ import annotations

from datetime import date

from core.datasets import ImportOptions
from core.datasets.importing.reporting.report import ImportReport
from tests.core.datasets.importing.conftest import ImportBytes


def confidence(report: ImportReport, name: str) -> float:
    return next(column.confidence for column in report.columns if column.name == name)


def test_an_order_that_another_column_proves_is_taken(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a;b\n01/02/2020;01/13/2020\n03/04/2020;02/14/2020\n")

    assert imported.table["a"] == [date(2020, 1, 2), date(2020, 3, 4)]
    assert confidence(imported.report, "a") == 0.9
    assert "like the other dates here" in imported.report.warnings[0]


def test_an_order_that_nothing_proves_is_a_guess(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a;b\n01/02/2020;x\n03/04/2020;y\n")

    assert confidence(imported.report, "a") == 0.5


def test_an_order_that_a_person_chose_is_no_guess(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a;b\n01/02/2020;x\n03/04/2020;y\n", ImportOptions(day_first=False))

    assert imported.table["a"] == [date(2020, 1, 2), date(2020, 3, 4)]
    assert imported.report.warnings == []


def test_points_are_thousands_where_commas_are_decimals(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a;b\n1.234;1.234,50\n5.678;0,25\n")

    assert imported.table["a"] == [1234, 5678]
    assert "thousands or decimals" in imported.report.warnings[0]


def test_points_are_decimals_otherwise(import_bytes: ImportBytes) -> None:
    imported = import_bytes(b"a;b\n1.234;x\n5.678;y\n")

    assert imported.table["a"] == [1.234, 5.678]
    assert imported.report.warnings == []


def test_the_evidence_has_the_numbers(import_bytes: ImportBytes) -> None:
    content = "a;b\n" + "1;x\n" * 199 + "abc;y\nNA;z\n"

    imported = import_bytes(content.encode())

    assert imported.report.columns[0].evidence == (
        "99.50% of 200 values read as whole numbers; 1 as nothing of the kind; 1 stand for a missing value"
    )
    assert imported.misfits == [("a", 201, "abc", 1)]
    assert imported.report.columns[0].examples == ("abc",)
