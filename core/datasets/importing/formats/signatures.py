"""The first bytes of files: those that can be a table, and those that are refused by name."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from core.errors import BadFile

HEAD_BYTES = 512
TABLE_HINT = "Export the table as CSV, Excel, Parquet or JSON and upload that."


@dataclass(frozen=True)
class Format:
    """A format that is read. `packed` ones hold another file; `start` are the bytes at the place `offset`."""

    key: str
    label: str
    start: bytes = b""
    packed: bool = False
    offset: int = 0


@dataclass(frozen=True)
class Refusal:
    """A format that holds no table, or none that is read here."""

    label: str
    start: bytes
    hint: str = TABLE_HINT
    offset: int = 0


TEXT = Format("text", "delimited text")
JSON = Format("json", "JSON")
SPREADSHEET = Format("spreadsheet", "spreadsheet")
PARQUET = Format("parquet", "Parquet", b"PAR1")
ARROW = Format("arrow", "Arrow", b"ARROW1")
ARROW_STREAM = Format("arrow", "Arrow", b"\xff\xff\xff\xff")
OLD_FEATHER = Format("arrow", "Arrow", b"FEA1")
ENCRYPTED_PARQUET = Format("parquet", "Parquet", b"PARE")
GZIP = Format("gz", "gzip archive", b"\x1f\x8b", packed=True)
BZIP = Format("bz2", "bzip2 archive", b"BZh", packed=True)
XZ = Format("xz", "xz archive", b"\xfd7zXZ\x00", packed=True)
ZSTD = Format("zst", "Zstandard archive", b"\x28\xb5\x2f\xfd", packed=True)
ZIP = Format("zip", "zip archive", b"PK\x03\x04", packed=True)
SQLITE = Format("sqlite", "SQLite", b"SQLite format 3\x00")
DUCKDB = Format("duckdb", "DuckDB", b"DUCK", offset=8)
OLD_EXCEL = Format("spreadsheet", "spreadsheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

TYPED = (PARQUET, ENCRYPTED_PARQUET, ARROW, ARROW_STREAM, OLD_FEATHER, SQLITE, DUCKDB)
FORMATS = (*TYPED, GZIP, BZIP, XZ, ZSTD, ZIP, OLD_EXCEL)

DATABASE_HINT = "Export the table from the database as CSV or Parquet and upload that."
ARCHIVE_HINT = "Unpack it and upload the table inside, or use zip or gzip."

REFUSALS = (
    Refusal("a PDF document", b"%PDF"),
    Refusal("a PNG image", b"\x89PNG"),
    Refusal("a JPEG image", b"\xff\xd8\xff"),
    Refusal("a GIF image", b"GIF8"),
    Refusal("a TIFF image", b"II*\x00"),
    Refusal("a TIFF image", b"MM\x00*"),
    Refusal("a BMP image", b"BM", offset=0),
    Refusal("a WebP image or a sound", b"RIFF"),
    Refusal("a sound or a film", b"OggS"),
    Refusal("a sound", b"ID3"),
    Refusal("a film", b"ftyp", offset=4),
    Refusal("a program", b"\x7fELF"),
    Refusal("a program", b"MZ\x90"),
    Refusal("a Java class", b"\xca\xfe\xba\xbe"),
    Refusal("a RAR archive", b"Rar!", ARCHIVE_HINT),
    Refusal("a 7z archive", b"7z\xbc\xaf\x27\x1c", ARCHIVE_HINT),
    Refusal("a tar archive", b"ustar", ARCHIVE_HINT, offset=257),
    Refusal("an Access database", b"Standard Jet DB", DATABASE_HINT, offset=4),
    Refusal("an Access database", b"Standard ACE DB", DATABASE_HINT, offset=4),
    Refusal("an HDF5 file", b"\x89HDF"),
    Refusal("a NumPy array", b"\x93NUMPY"),
    Refusal("a Python pickle, which could run any program when it is read", b"\x80\x04\x95"),
    Refusal("a Python pickle, which could run any program when it is read", b"\x80\x05\x95"),
    Refusal("an Avro file", b"Obj\x01"),
    Refusal("an ORC file", b"ORC"),
    Refusal("a Stata file", b"<stata_dta>"),
    Refusal("an SPSS file", b"$FL2"),
    Refusal("an rtf document", b"{\\rtf"),
    Refusal("a PostScript file", b"%!PS"),
)
SHORT_MAGIC = 2  # two letters such as BM may also begin a text: then the rest has to be binary

# Files that are zip archives inside: the name of a member tells.
ZIPPED = (
    ("xl/workbook.xml", SPREADSHEET),
    ("xl/workbook.bin", SPREADSHEET),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
    ("AndroidManifest.xml", "an Android app"),
)
OPEN_DOCUMENTS = (
    ("opendocument.spreadsheet", SPREADSHEET),
    ("opendocument.text", "a text document"),
    ("opendocument.presentation", "a presentation"),
    ("epub", "an e-book"),
)


def detect(path: Path) -> Format:
    """The format of this file. Raises BadFile for an empty one and for one that is known to hold no table."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise BadFile("The file is empty.", hint="Check the export that made it, then upload it again.")
    for refusal in REFUSALS:
        if head.startswith(refusal.start, refusal.offset) and (len(refusal.start) > SHORT_MAGIC or b"\x00" in head):
            raise BadFile(f"This is {refusal.label}, not a table.", hint=refusal.hint)
    found = next((format for format in FORMATS if head.startswith(format.start, format.offset)), TEXT)
    return _inside_zip(path) if found is ZIP else found


def _inside_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError, OSError) as error:
        raise BadFile(
            f"The zip archive is damaged ({error}).", hint="Pack it again, or upload the table itself."
        ) from error
    known = [found for name, found in ZIPPED if name in names]
    known += [found for word, found in OPEN_DOCUMENTS if word in mimetype]
    if not known:
        return ZIP
    if isinstance(known[0], str):
        raise BadFile(f"This is {known[0]}, not a table.", hint=TABLE_HINT)
    return known[0]
