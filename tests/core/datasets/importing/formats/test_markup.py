"""Tables of web pages and in Markdown, as files and from the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets import uploads
from core.datasets.importing.formats import markup
from core.errors import BadFile, BadInput, TooLarge
from core.workspace import Workspace
from tests.core.datasets.importing.conftest import ImportBytes

PAGE = b"""<html><body><table><tr><td>menu</td></tr></table>
<table><thead><tr><th>name<th>age</tr></thead>
<tr><td>Ann<br>Lee</td><td> 31 </td></tr><tr><td>Bo &amp; Co</td><td>42</td></tr></table></body></html>"""


def pasted(ws: Workspace, text: str) -> str:
    return uploads.path(ws, uploads.from_text(ws, text).id).read_text("utf-8")


def test_the_largest_table_of_a_web_page_is_read(import_bytes: ImportBytes) -> None:
    found = import_bytes(PAGE)

    assert found.table == {"name": ["Ann\nLee", "Bo & Co"], "age": [31, 42]}
    assert found.report.format == "html"
    assert "The page holds 2 tables; the largest, with 3 rows, was read." in found.report.warnings


def test_a_web_page_without_a_table_is_refused(import_bytes: ImportBytes) -> None:
    with pytest.raises(BadFile, match="web page"):
        import_bytes(b"<html><body><p>Not found</p></body></html>")


def test_cells_over_several_rows_and_columns_say_the_same_in_each(ws: Workspace) -> None:
    page = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"

    assert pasted(ws, page) == "a,b,b\na,c,d\n"


def test_a_copied_piece_of_a_table_needs_no_beginning(ws: Workspace) -> None:
    assert pasted(ws, "<tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr>") == "a,1\nb,2\n"


def test_a_table_in_a_cell_is_a_table_of_its_own(ws: Workspace) -> None:
    page = "<table><tr><td>x<table><tr><td>a</td><td>b</td><td>c</td></tr></table></td></tr></table>"

    assert pasted(ws, page) == "a,b,c\n"


def test_a_table_in_markdown_becomes_columns(ws: Workspace) -> None:
    assert pasted(ws, "| name | age |\n|:---|---:|\n| Ann | 31 |\n| a\\|b | 4 |\n") == "name,age\nAnn,31\na|b,4\n"


def test_cells_of_a_spreadsheet_stay_as_they_are_copied(ws: Workspace) -> None:
    assert pasted(ws, 'name\tnote\r\nAnn\t"two\nlines"\r\n') == 'name\tnote\nAnn\t"two\nlines"\n'


def test_a_paste_is_told_from_a_file(ws: Workspace) -> None:
    upload = uploads.from_text(ws, "a\tb\n1\t2", name="Prices")

    assert (upload.kind, upload.name) == ("paste", "Prices")
    assert uploads.find(ws, upload.id) == upload


def test_nothing_pasted_is_refused(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="Nothing was pasted"):
        uploads.from_text(ws, " \n ")


def test_a_cell_that_covers_millions_of_columns_is_cut_short(ws: Workspace) -> None:
    cells = pasted(ws, "<table><tr><td colspan=99999999>a</td></tr></table>")

    assert cells.count("a") == markup.WIDEST_SPAN


def test_a_page_of_too_many_cells_is_refused(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_CELLS", 100)

    with pytest.raises(TooLarge, match="more than 100 cells"):
        uploads.from_text(ws, "<table>" + "<tr><td rowspan=900 colspan=60>a</td></tr>" * 3)


def test_a_page_of_too_many_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "LARGEST_BYTES", 10)
    page = tmp_path / "page.html"
    page.write_bytes(PAGE)

    with pytest.raises(TooLarge, match="The web page has"):
        markup.write_html(page, tmp_path / "page.csv")
