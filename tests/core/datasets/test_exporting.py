"""A dataset taken away as a file comes back equal, and no spreadsheet runs what somebody typed."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from core import datasets
from core.datasets import exporting
from core.errors import BadInput, TooLarge
from core.workspace import Workspace
from tests.worlds import store

MIXED = """
    SELECT * FROM (VALUES
        ('a, "b"', 1.5, DATE '2024-02-29', true),
        (NULL, NULL, NULL, NULL),
        ('naïve 🧮', -2.0, DATE '1999-12-31', false)
    ) AS t(word, number, day, yes)
"""


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_an_export_read_again_is_the_same_table(ws: Workspace, format: str) -> None:
    dataset = store(ws, MIXED)

    path = datasets.export(ws, dataset, format)

    assert tuple(duckdb.sql(f"FROM '{path}'").fetchall()) == datasets.rows(ws, dataset).rows


def test_a_workbook_holds_every_row(ws: Workspace) -> None:
    dataset = store(ws, f"{MIXED} UNION ALL SELECT 'more', range, NULL, NULL FROM range(6000)")

    path = datasets.export(ws, dataset, "xlsx")
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    assert lines[0] == ["word", "number", "day", "yes"]
    assert len(lines) == 6004
    assert lines[3][0] == "naïve 🧮"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_text_that_looks_like_a_formula_is_disarmed_in_csv(ws: Workspace, text: str) -> None:
    path = datasets.export(ws, store(ws, f"SELECT '{text}' AS word"), "csv")

    assert path.read_text().splitlines()[1].strip('"') == f"'{text}"


def test_parquet_holds_texts_as_they_are(ws: Workspace) -> None:
    path = datasets.export(ws, store(ws, "SELECT '=1+1' AS word"), "parquet")

    assert duckdb.sql(f"FROM '{path}'").fetchall() == [("=1+1",)]


def test_an_integer_that_excel_would_round_is_kept_as_text(ws: Workspace) -> None:
    path = datasets.export(ws, store(ws, "SELECT 9007199254740993 AS account"), "xlsx")

    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1] == ["9007199254740993"]


def test_an_unknown_format_is_refused_with_the_choices(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="docx") as raised:
        datasets.export(ws, store(ws, MIXED), "docx")

    assert "csv, parquet, xlsx" in raised.value.hint


def test_a_table_too_long_for_excel_is_refused_before_anything_is_written(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv, _, excel = exporting.EXPORT_FORMATS
    monkeypatch.setattr(exporting, "EXPORT_FORMATS", (csv, replace(excel, most_rows=2)))

    with pytest.raises(TooLarge, match="3 rows and 4 columns; Excel holds 2 and 16,384") as raised:
        datasets.export(ws, store(ws, MIXED), "xlsx")
    assert raised.value.hint == "Choose CSV."
    assert list(ws.folders.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("rows", "columns", "fits"),
    [(1_048_575, 16_384, True), (1_048_576, 1, False), (1, 16_385, False)],
)
def test_a_sheet_of_excel_holds_so_many_rows_and_columns(rows: int, columns: int, fits: bool) -> None:
    assert exporting.find_format("xlsx").holds(rows, columns) == fits
    assert exporting.find_format("parquet").holds(rows, columns)


@pytest.mark.parametrize(
    ("all_text", "header", "exported"),
    [(True, False, "x,1.50\n"), (True, True, "a,b\nx,1.50\n"), (False, False, "a,b\nx,1.50\n")],
)
def test_texts_that_came_without_names_leave_without_names(
    ws: Workspace, all_text: bool, header: bool, exported: str
) -> None:
    report = {"options": {"all_text": all_text}, "header": header}
    dataset = replace(store(ws, "SELECT 'x' AS a, '1.50' AS b"), report=report)

    assert exporting.export(ws, dataset, "csv").read_text() == exported


def test_all_rejected_lines_are_a_file_in_which_no_formula_runs(ws: Workspace) -> None:
    dataset = store(ws, "SELECT 1 AS a")
    with duckdb.connect(str(datasets.path(ws, dataset.id))) as connection:
        connection.execute("INSERT INTO rejects VALUES (7, '=1+1', 'too long'), (NULL, 'x', 'no line')")

    path = exporting.export_left_out(ws, dataset, "rejects")

    assert path.read_text() == "line,text,reason\n7,'=1+1,too long\n,x,no line\n"
