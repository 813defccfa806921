"""Tables in HTML and Markdown become CSV: what is copied from a web page, and “xls” files that are web pages inside."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import IO

from core.errors import BadFile, TooLarge

LARGEST_BYTES = 100 << 20  # parsed letter by letter, so larger ones would take minutes
WIDEST_SPAN = 1000  # columns or rows that one cell may cover: a thousand is a mistake, a million an attack
MOST_CELLS = 10_000_000
HTML = re.compile(r"<(table|tr|td|th)\b", re.IGNORECASE)
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")  # below the header of a Markdown table
HEAD_LETTERS = 1 << 20


@dataclass(frozen=True)
class Page:
    """The table that was written, and how many the page had."""

    tables: int
    warnings: tuple[str, ...] = ()


@dataclass
class Grid:
    """One table while it is read. `below` are cells of rows above that reach into rows to come."""

    rows: list[list[str]] = field(default_factory=list)
    below: dict[int, tuple[int, str]] = field(default_factory=dict)
    cells: int = 0

    def begin_row(self) -> None:
        self.rows.append([])
        self._fill()

    def add(self, text: str, across: int, down: int) -> None:
        """Adds a cell; one that covers several columns or rows says the same in each."""
        if not self.rows:
            self.begin_row()
        for _column in range(across):
            at = len(self.rows[-1])
            self.rows[-1].append(text)
            if down > 1:
                self.below[at] = (down - 1, text)
            self._fill()
        self.cells += across
        if self.cells > MOST_CELLS:
            raise TooLarge(
                f"The page has more than {MOST_CELLS:,} cells.", hint="Save the table as CSV and upload that."
            )

    def _fill(self) -> None:
        """Adds the cells that reach down into this row."""
        row = self.rows[-1]
        while (at := len(row)) in self.below:
            more, text = self.below.pop(at)
            if more > 1:
                self.below[at] = (more - 1, text)
            row.append(text)
            self.cells += 1


class Reader(HTMLParser):
    """Collects the tables of a page. A table within a cell counts as a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._open: list[Grid] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append(Grid())
            self.grids.append(self._open[-1])
        elif tag == "tr":
            self._end_cell()
            self._grid().begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._text, self._span = [], (_span(attrs, "colspan"), _span(attrs, "rowspan"))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._text is not None:
            lines = "".join(self._text).split("\n")
            self._grid().add("\n".join(line.strip() for line in lines).strip(), *self._span)
            self._text = None

    def _grid(self) -> Grid:
        """The innermost open table; a copied piece of one begins without saying so."""
        if not self._open:
            self._open.append(Grid())
            self.grids.append(self._open[-1])
        return self._open[-1]


def is_html(text: str) -> bool:
    """Whether there is a table in this beginning of a text, and it is HTML."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and HTML.search(text) is not None


def is_markdown(text: str) -> bool:
    lines = text.strip().split("\n", 2)
    return len(lines) > 1 and "|" in lines[0] and RULE.fullmatch(lines[1]) is not None


def write_html(path: Path, target: Path) -> Page:
    """Writes the largest table of a page as CSV. Raises BadFile when there is none, TooLarge."""
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise TooLarge(f"The web page has {size / 1e6:,.0f} MB.", hint="Save the table in it as CSV and upload that.")
    reader = Reader()
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        while block := file.read(HEAD_LETTERS):
            reader.feed(block)
    reader.close()
    with target.open("w", encoding="utf-8", newline="") as output:
        return _write_largest(reader.grids, output)


def html_to_csv(text: str, output: IO[str]) -> None:
    """The same for a text. Raises BadFile when there is no table in it."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    _write_largest(reader.grids, output)


def markdown_to_csv(text: str, output: IO[str]) -> None:
    """Writes a Markdown table as CSV."""
    lines = text.strip().split("\n")
    _write([_cells(line) for at, line in enumerate(lines) if at != 1 and "|" in line], output)


def _write_largest(grids: list[Grid], output: IO[str]) -> Page:
    filled = [grid for grid in grids if any(any(row) for row in grid.rows)]
    if not filled:
        raise BadFile("The web page holds no table.", hint="Save the table as CSV or Excel and upload that.")
    largest = max(filled, key=lambda grid: grid.cells)
    _write(largest.rows, output)
    told = f"The page holds {len(filled)} tables; the largest, with {len(largest.rows):,} rows, was read."
    return Page(len(filled), (told,) if len(filled) > 1 else ())


def _write(rows: Iterable[list[str]], output: IO[str]) -> None:
    csv.writer(output, lineterminator="\n").writerows(row for row in rows if row)


def _cells(line: str) -> list[str]:
    inside = re.sub(r"^\||(?<!\\)\|$", "", line.strip())
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inside)]


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    given = dict(attrs).get(name) or ""
    return min(max(int(given), 1), WIDEST_SPAN) if given.isdecimal() else 1
