"""A sheet becomes CSV text and goes the way of all text: one set of rules for headers, kinds and broken rows."""

from __future__ import annotations

import csv
import datetime
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.datasets.importing.formats.workbooks import markup
from core.datasets.importing.formats.workbooks.markup import Found
from core.datasets.importing.reporting.words import count
from core.errors import BadFile, NotFound, TooLarge

MOST_UNPACKED_BYTES = 1 << 30  # of the XML inside; a workbook is read whole, so this is also what it may cost
MOST_CELLS = 50_000_000  # beyond this the sheet would not fit into the import's memory
MOST_MERGED = 10_000  # cells of one merged range: larger ones are mistakes
MOST_RANGES = 10_000
MOST_BLANK = 3  # empty rows between two tables: more say nothing more
HEAD_BYTES = 8 << 20
LOCKED = "Remove the password and upload it again."
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
        opened = _chosen(book, sheet)
        found = markup.look(path, opened.name)
        merged = _Merged.of(opened)
        rows = _write(opened, merged, found, target)
    except PasswordError as error:
        raise BadFile("The workbook is locked with a password.", hint=LOCKED) from error
    except (CalamineError, ValueError, OSError) as error:
        if _is_encrypted(path):
            raise BadFile("The workbook is locked with a password.", hint=LOCKED) from error
        raise BadFile(f"The workbook cannot be read ({error}).", hint=DAMAGED) from error
    others = _others(book, opened.name, asked=sheet is not None)
    return Sheet(opened.name, rows, names, (*others, *_told(found, merged)))


@dataclass
class _Merged:
    """Merged cells, whose value stands in the first of them: all of them have it here.

    A title that spans the table is left alone: repeated in every column it would look like a header.
    """

    values: dict[tuple[int, int], tuple[int, int]]
    ranges: int
    seen: dict[tuple[int, int], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Any) -> _Merged:
        ranges = [
            (first, last)
            for first, last in sheet.merged_cell_ranges or ()
            if last[1] - first[1] + 1 < sheet.width
            and (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= MOST_MERGED
        ]
        ranges = ranges[:MOST_RANGES]
        left = _left(sheet)
        places = {
            (row, column - left): (first[0], first[1] - left)
            for first, last in ranges
            for row in range(first[0], last[0] + 1)
            for column in range(first[1], last[1] + 1)
        }
        return cls(places, len(ranges))

    def fill(self, row: int, cells: list[Any]) -> list[Any]:
        for column, cell in enumerate(cells):
            first = self.values.get((row, column))
            if first == (row, column):
                self.seen[first] = cell
            elif first is not None and cell in ("", None):
                cells[column] = self.seen.get(first, "")
        return cells


def _write(sheet: Any, merged: _Merged, found: Found, target: Path) -> int:
    """Writes the rows as CSV, from the first to the last that has a value; their number."""
    left = _left(sheet)
    codes = {column - left: format for column in found.codes if (format := found.code(column))}
    rows, blank = 0, 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, cells in enumerate(sheet.iter_rows()):
            filled = merged.fill(number, cells) if merged.values else cells
            texts = [TEXTS[type(cell)](cell) for cell in filled]
            for at, format in codes.items():
                texts[at] = _code(filled[at], format)
            if not any(texts):
                blank += rows > 0
                continue
            writer.writerows([[""] * len(texts)] * min(blank, MOST_BLANK))
            writer.writerow(texts)
            rows, blank = rows + 1 + min(blank, MOST_BLANK), 0
    if not rows:
        raise BadFile(f"The sheet “{sheet.name}” is empty.", hint="Choose another sheet.")
    return rows


def _left(sheet: Any) -> int:
    """How many empty columns stand before the first of the sheet's rows as they are read."""
    return int(sheet.start[1]) if sheet.start else 0


def _code(cell: Any, format: str) -> str:
    return markup.as_code(cell, format) if isinstance(cell, float) and cell.is_integer() and cell >= 0 else _text(cell)


def _is_encrypted(path: Path) -> bool:
    """Whether a file of the old kind only wraps an encrypted workbook of the new kind."""
    with path.open("rb") as file:
        return "EncryptedPackage".encode("utf-16-le") in file.read(HEAD_BYTES)


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


def _chosen(book: Any, asked: str | None) -> Any:
    """The sheet that was asked for, or the visible one with the most cells."""
    names: list[str] = list(book.sheet_names)
    if asked is not None:
        if asked not in names:
            raise NotFound(f"The workbook has no sheet “{asked}”.", hint=f"Its sheets: {', '.join(names)}.")
        return _opened(book, asked)
    visible = [name for name in names if name not in _hidden(book)] or names
    if not visible:
        raise BadFile("The workbook has no sheet.", hint="Upload a workbook with a table in it.")
    return max((_opened(book, name) for name in visible), key=_cells)


def _opened(book: Any, name: str) -> Any:
    sheet = book.get_sheet_by_name(name)
    cells = int(sheet.height * sheet.width)
    if cells > MOST_CELLS:
        raise TooLarge(f"The sheet “{name}” has {cells:,} cells.", hint="Export it as CSV and upload that.")
    return sheet


def _cells(sheet: Any) -> int:
    """How many cells the sheet has; a sheet of one column counts less, it is rarely the table."""
    cells = int(sheet.height * sheet.width)
    return cells if sheet.width > 1 else min(cells, 1)


def _hidden(book: Any) -> list[str]:
    return [meta.name for meta in book.sheets_metadata if not str(meta.visible).endswith(".Visible")]


def _text(cell: Any) -> str:
    return TEXTS[type(cell)](cell)


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_WHOLE else repr(cell)


def _instant(cell: datetime.datetime) -> str:
    return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")


def _duration(cell: datetime.timedelta) -> str:
    seconds = round(cell.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


LARGEST_WHOLE = 1e15  # above it a cell does not hold every whole number
TEXTS: dict[type, Callable[[Any], str]] = {  # looked up for every cell of the sheet, so a table and no questions
    str: lambda cell: cell,
    float: _number,
    int: str,
    bool: lambda cell: "true" if cell else "false",
    datetime.datetime: _instant,
    datetime.date: str,
    datetime.time: str,
    datetime.timedelta: _duration,
    type(None): lambda cell: "",
}


def _others(book: Any, chosen: str, *, asked: bool) -> Iterator[str]:
    names, hidden = list(book.sheet_names), _hidden(book)
    others = [f"{name} (hidden)" if name in hidden else name for name in names if name != chosen]
    if not asked and others:
        yield f"The workbook has {len(names)} sheets; “{chosen}” was read, not {', '.join(others)}."
    if chosen in hidden:
        yield f"The sheet “{chosen}” is hidden in the workbook."


def _told(found: Found, merged: _Merged) -> Iterator[str]:
    if found.errors:
        yield f"{count(found.errors, 'cell')} with an error such as #N/A or #DIV/0! read as missing."
    if found.unvalued:
        yield (
            f"{count(found.unvalued, 'formula')} without a stored value read as missing; "
            "open and save the workbook in a spreadsheet program to have them."
        )
    if found.hidden_rows:
        yield f"{count(found.hidden_rows, 'row')} hidden in the sheet read like the others."
    if found.hidden_columns:
        yield f"{count(found.hidden_columns, 'column')} hidden in the sheet read like the others."
    if merged.ranges:
        yield f"{count(merged.ranges, 'merged cell')} taken apart: each of the cells has the value."
