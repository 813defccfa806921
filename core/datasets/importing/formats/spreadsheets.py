"""A sheet becomes CSV text and goes the way of all text: one set of rules for headers, kinds and broken rows."""

from __future__ import annotations

import csv
import datetime
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadFile, NotFound, TooLarge

MOST_UNPACKED_BYTES = 1 << 30  # of the XML inside; a workbook is read whole, so this is also what it may cost
MOST_CELLS = 50_000_000  # beyond this the sheet would not fit into the import's memory
DAMAGED = "Open it in a spreadsheet program, save it as a new xlsx or CSV file, and upload that."


@dataclass(frozen=True)
class Sheet:
    """The sheet that was written as text, its size, and the names of all sheets."""

    name: str
    rows: int
    names: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def write_text(path: Path, target: Path, *, sheet: str | None = None) -> Sheet:
    """Writes one sheet as CSV: the one asked for, or the visible one with the most cells.

    Raises BadFile for a workbook that cannot be read or is empty, NotFound for a sheet that is not there.
    """
    _refuse_bomb(path)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(str(path))
        names = tuple(book.sheet_names)
        chosen = _chosen(book, sheet)
        grid = book.get_sheet_by_name(chosen).to_python(skip_empty_area=True)
    except PasswordError as error:
        raise BadFile(
            "The workbook is locked with a password.", hint="Remove the password and upload it again."
        ) from error
    except (CalamineError, ValueError, OSError) as error:
        raise BadFile(f"The workbook cannot be read ({error}).", hint=DAMAGED) from error
    if not any(cell not in ("", None) for row in grid for cell in row):
        raise BadFile(f"The sheet “{chosen}” is empty.", hint="Choose another sheet.")
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([_text(cell) for cell in row] for row in grid)
    return Sheet(chosen, len(grid), names, _warnings(names, chosen, asked=sheet is not None))


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return  # the old binary format is not compressed
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MOST_UNPACKED_BYTES:
        raise TooLarge(
            f"The workbook holds {unpacked / 1e6:,.0f} MB when it is unpacked.",
            hint="Export the sheet as CSV and upload that.",
        )


def _chosen(book: Any, asked: str | None) -> str:
    names: list[str] = list(book.sheet_names)
    if asked is not None:
        if asked not in names:
            raise NotFound(f"The workbook has no sheet “{asked}”.", hint=f"Its sheets: {', '.join(names)}.")
        return asked
    visible: list[str] = [meta.name for meta in book.sheets_metadata if "Visible" in str(meta.visible)] or names
    if not visible:
        raise BadFile("The workbook has no sheet.", hint="Upload a workbook with a table in it.")
    return max(visible, key=lambda name: _cells(book, name))


def _cells(book: Any, name: str) -> int:
    """How many cells the sheet has; a sheet of one column counts less, it is rarely the table."""
    sheet = book.get_sheet_by_name(name)
    cells = int(sheet.height * sheet.width)
    if cells > MOST_CELLS:
        raise TooLarge(f"The sheet “{name}” has {cells:,} cells.", hint="Export it as CSV and upload that.")
    return cells if sheet.width > 1 else min(cells, 1)


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _warnings(names: Sequence[str], chosen: str, *, asked: bool) -> tuple[str, ...]:
    others = [name for name in names if name != chosen]
    if asked or not others:
        return ()
    return (f"The workbook has {len(names)} sheets; “{chosen}” was read, not {', '.join(others)}.",)
