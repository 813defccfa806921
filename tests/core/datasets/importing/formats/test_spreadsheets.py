"""Workbooks are read one sheet at a time, and bombs among them not at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from core.datasets.importing.formats import spreadsheets
from core.errors import BadFile, TooLarge
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
