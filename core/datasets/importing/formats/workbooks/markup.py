"""What an xlsx file says beside the values of its cells: what is hidden, what is an error, what is shown with zeros.

The library that reads the values does not tell, so the XML of the sheet is looked through once, as a stream.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

BLOCK_BYTES = 1 << 20
LARGEST_PART = 32 << 20  # bytes of the parts that are read whole: names of sheets, styles
LONGEST_TAG = 4096
CELL = re.compile(rb"<c (?=[^>]*r=\"([A-Z]{1,3})\d+\")([^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?(<v>|</c>)?")
FORMULA = re.compile(rb"<f[^>]*>[^<]*</f>(?:<v/>|<v></v>)?</c>")
HIDDEN_ROW = re.compile(rb"<row [^>]*hidden=\"(?:1|true)\"")
HIDDEN_COLUMNS = re.compile(rb"<col (?=[^>]*hidden=\"(?:1|true)\")(?=[^>]*min=\"(\d+)\")(?=[^>]*max=\"(\d+)\")")
STYLE = re.compile(rb"\bs=\"(\d+)\"")
ERROR = re.compile(rb"\bt=\"e\"")
CODE = re.compile(r"(?:0|\\?[-/. ()]|\"[^\"]*\")*")  # a format that shows a number as a code: 00000, 000-00-0000
MOST_HIDDEN_COLUMNS = 16_384


@dataclass
class Found:
    """Counts over one sheet; `codes` are the formats that show numbers as codes, for each column, from 0."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    errors: int = 0
    unvalued: int = 0  # formulas whose values are not stored
    codes: dict[int, Counter[str]] = field(default_factory=dict)
    cells: Counter[int] = field(default_factory=Counter)

    def code(self, column: int) -> str:
        """The format of a column that is shown as codes, for most of its cells; else empty."""
        formats = self.codes.get(column)
        best, number = formats.most_common(1)[0] if formats else ("", 0)
        return best if number > self.cells[column] / 2 else ""


def look(path: Path, sheet: str) -> Found:
    """Looks through the XML of a sheet; of files of other formats, or that it cannot read, it knows nothing."""
    if not zipfile.is_zipfile(path):
        return Found()
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part(archive, sheet)
            return _counted(archive, part, _code_styles(archive)) if part else Found()
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, EOFError, ValueError):
        return Found()


def as_code(number: float, format: str) -> str:
    """A number as its format shows it: 42 with 00000 is 00042."""
    plain = re.sub(r"\"([^\"]*)\"|\\(.)", r"\1\2", format)
    places = plain.count("0")
    digits = str(int(number)).zfill(places)
    rest, shown = list(digits[len(digits) - places :]), ""
    for letter in plain:
        shown += rest.pop(0) if letter == "0" else letter
    return digits[: len(digits) - places] + shown


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the XML of a sheet."""
    if "xl/workbook.xml" not in archive.namelist():
        return ""
    book = _read(archive, "xl/workbook.xml")
    ids = {
        element.get("name"): next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        for element in book.iter()
        if element.tag.endswith("}sheet")
    }
    links = {element.get("Id"): element.get("Target", "") for element in _read(archive, "xl/_rels/workbook.xml.rels")}
    target = links.get(ids.get(sheet), "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _code_styles(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """The styles, by the number that cells name them by, that show numbers as codes."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = _read(archive, "xl/styles.xml")
    formats = {element.get("numFmtId"): element.get("formatCode", "") for element in _all(styles, "numFmt")}
    codes = {key: text for key, text in formats.items() if text.count("0") > 1 and CODE.fullmatch(text)}
    cells = next(_all(styles, "cellXfs"), None)
    numbered = enumerate(cells if cells is not None else ())
    return {str(at).encode(): codes[xf.get("numFmtId")] for at, xf in numbered if xf.get("numFmtId") in codes}


def _counted(archive: zipfile.ZipFile, part: str, codes: dict[bytes, str]) -> Found:
    found = Found()
    for text in _texts(archive, part):
        found.hidden_rows += len(HIDDEN_ROW.findall(text))
        for first, last in HIDDEN_COLUMNS.findall(text):
            found.hidden_columns += min(int(last) - int(first) + 1, MOST_HIDDEN_COLUMNS)
        found.errors += len(ERROR.findall(text))
        found.unvalued += len(FORMULA.findall(text))
        if codes:
            _count_codes(text, codes, found)
    return found


def _count_codes(text: bytes, codes: dict[bytes, str], found: Found) -> None:
    for letters, attributes, value in CELL.findall(text):
        if value != b"<v>":
            continue
        column = _column(letters)
        found.cells[column] += 1
        style = STYLE.search(attributes)
        if style and style[1] in codes and b't="' not in attributes:
            found.codes.setdefault(column, Counter())[codes[style[1]]] += 1


def _texts(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML in blocks that end between two cells."""
    rest = b""
    with archive.open(part) as file:
        while block := file.read(BLOCK_BYTES):
            text = rest + block
            cut = max(text.rfind(b"<c "), text.rfind(b"<row "), text.rfind(b"<col "), 0)
            rest = text[cut:] if len(text) - cut < LONGEST_TAG else b""
            yield text[:cut] if rest else text
    yield rest


def _read(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > LARGEST_PART:
        raise ValueError(f"{part} is too large")
    return ElementTree.fromstring(archive.read(part))  # noqa: S314 (expat bounds what entities may grow to)


def _all(root: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter() if element.tag.endswith("}" + tag))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
