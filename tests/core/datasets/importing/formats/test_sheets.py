"""Workbooks are read one sheet at a time, and bombs among them not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.datasets import ImportOptions
from core.datasets.importing.formats.workbooks import markup
from core.datasets.importing.formats.workbooks import sheets as spreadsheets
from core.errors import BadFile, TooLarge
from tests.core.datasets.importing.conftest import ImportBytes
from tests.core.datasets.importing.corpus.containers import workbook


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "book"
    path.write_bytes(content)
    return path


def test_a_sheet_becomes_text(tmp_path: Path) -> None:
    path = saved(tmp_path, workbook(S=[["a", "b"], [1, "x, y"], [2.5, None]]))

    sheet = spreadsheets.write_text(path, tmp_path / "sheet.csv")

    assert (sheet.name, sheet.rows) == ("S", 3)
    assert (tmp_path / "sheet.csv").read_text() == 'a,b\n1,"x, y"\n2.5,\n'


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED_BYTES", 1000)
    path = saved(tmp_path, workbook(S=[["a", "b"], [1, 2]]))

    with pytest.raises(TooLarge, match="when it is unpacked"):
        spreadsheets.write_text(path, tmp_path / "sheet.csv")


def test_a_workbook_without_its_parts_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    path = saved(tmp_path, packed.getvalue())

    with pytest.raises(BadFile):
        spreadsheets.write_text(path, tmp_path / "sheet.csv")


def book(options: dict[str, object], draw: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet that this draws: `draw(book, sheet)`."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, **options}) as made:
        draw(made, made.add_worksheet("S"))
    return packed.getvalue()


def test_numbers_that_are_shown_as_codes_stay_codes(import_bytes: ImportBytes) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["zip", "phone", "n"])
        for row, value in enumerate([501, 10001, 42], start=1):
            sheet.write(row, 0, value, made.add_format({"num_format": "00000"}))
            sheet.write(row, 1, 5550100 + row, made.add_format({"num_format": "000\\-0000"}))
            sheet.write(row, 2, row)

    assert import_bytes(book({}, draw)).table == {
        "zip": ["00501", "10001", "00042"],
        "phone": ["555-0101", "555-0102", "555-0103"],
        "n": [1, 2, 3],
    }


def test_errors_are_missing_and_told(import_bytes: ImportBytes) -> None:
    def draw(_made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, "=1+1", None, 2)
        sheet.write_column(1, 1, [1, 2])

    found = import_bytes(book({}, draw))

    assert found.table == {"a": [None, 2], "b": [1, 2]}
    assert "1 cell with an error such as #N/A or #DIV/0! read as missing." in found.report.warnings


def test_formulas_without_values_are_told(import_bytes: ImportBytes) -> None:
    def draw(_made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_column(1, 0, [1, 2])
        sheet.write_formula(1, 1, "=A2+1", None, "")
        sheet.write_formula(2, 1, "=A3+1", None, "")

    found = import_bytes(book({}, draw))

    assert found.table["b"] == [None, None]
    assert any("2 formulas without a stored value" in warning for warning in found.report.warnings)


def test_hidden_rows_columns_and_sheets_are_told(import_bytes: ImportBytes) -> None:
    def draw(made: Any, sheet: Any) -> None:
        for row in range(5):
            sheet.write_row(row, 0, [f"a{row}", row, row])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
        made.add_worksheet("Lists").hide()

    warnings = import_bytes(book({}, draw)).report.warnings

    assert "1 row hidden in the sheet read like the others." in warnings
    assert "2 columns hidden in the sheet read like the others." in warnings
    assert "The workbook has 2 sheets; “S” was read, not Lists (hidden)." in warnings


def test_a_hidden_sheet_can_be_chosen_and_is_told(import_bytes: ImportBytes) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["x", "y"])
        hidden = made.add_worksheet("H")
        hidden.write_row(0, 0, ["a", "b"])
        hidden.write_row(1, 0, [1, 2])
        hidden.hide()

    found = import_bytes(book({}, draw), ImportOptions(sheet="H"))

    assert found.table == {"a": [1], "b": [2]}
    assert "The sheet “H” is hidden in the workbook." in found.report.warnings


def test_merged_cells_say_the_same_in_each_of_their_cells(import_bytes: ImportBytes) -> None:
    def draw(_made: Any, sheet: Any) -> None:
        sheet.write_row(1, 1, ["region", "city", "n"])
        sheet.merge_range(2, 1, 3, 1, "North")
        sheet.merge_range(4, 1, 5, 1, "South")
        sheet.write_column(2, 2, ["Oslo", "Bergen", "Rome", "Bari"])
        sheet.write_column(2, 3, [1, 2, 3, 4])

    found = import_bytes(book({}, draw))

    assert found.table["region"] == ["North", "North", "South", "South"]
    assert "2 merged cells taken apart: each of the cells has the value." in found.report.warnings


def test_a_title_over_the_whole_table_is_no_header(import_bytes: ImportBytes) -> None:
    def draw(_made: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 1, "Staff of 2024")
        sheet.write_row(1, 0, ["name", "age"])
        sheet.write_row(2, 0, ["Ann", 31])
        sheet.write_row(3, 0, ["Bo", 42])

    assert import_bytes(book({}, draw)).table == {"name": ["Ann", "Bo"], "age": [31, 42]}


@pytest.mark.parametrize("system", [True, False])
def test_dates_of_both_calendars_are_the_same_days(import_bytes: ImportBytes, system: bool) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["day", "n"])
        for row, day in enumerate([date(2024, 1, 31), date(2024, 2, 29)], start=1):
            sheet.write_datetime(row, 0, day, made.add_format({"num_format": "dd/mm/yyyy"}))
            sheet.write(row, 1, row)

    assert import_bytes(book({"date_1904": system}, draw)).table["day"] == [date(2024, 1, 31), date(2024, 2, 29)]


def test_percentages_and_money_are_numbers(import_bytes: ImportBytes) -> None:
    def draw(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["share", "price", "as text"])
        for row in (1, 2):
            sheet.write(row, 0, row / 4, made.add_format({"num_format": "0%"}))
            sheet.write(row, 1, row * 1.5, made.add_format({"num_format": "$#,##0.00"}))
            sheet.write_string(row, 2, str(row * 10))

    assert import_bytes(book({}, draw)).table == {"share": [0.25, 0.5], "price": [1.5, 3.0], "as text": [10, 20]}


def test_a_locked_workbook_is_refused_by_its_wrapping(import_bytes: ImportBytes) -> None:
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)

    with pytest.raises(BadFile, match="locked with a password"):
        import_bytes(wrapped)


def test_formats_show_numbers_as_their_codes() -> None:
    assert [markup.as_code(42, "00000"), markup.as_code(1234567, "000"), markup.as_code(5550101, '"T "000\\-0000')] == [
        "00042",
        "1234567",
        "T 555-0101",
    ]


def test_a_file_whose_markup_is_not_understood_has_no_hidden_parts(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook")

    assert markup.look(saved(tmp_path, packed.getvalue()), "S") == markup.Found()
