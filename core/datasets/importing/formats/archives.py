"""Archives are opened one block at a time, and no further than a table could need: a bomb stops at the first sign."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core.datasets.importing.formats import signatures
from core.datasets.importing.formats.signatures import Format
from core.errors import BadFile, TooLarge

BLOCK_BYTES = 1 << 20
MOST_RATIO = 200  # text shrinks to a tenth, the same line again and again to a hundredth; bombs to a thousandth
RATIO_FROM_BYTES = 64 << 20  # small archives may shrink as they like: what comes out is small too
MOST_BYTES = 8 << 30
DEEPEST = 2  # an archive in an archive is an accident, a third is an attack

DATA_NAMES = re.compile(
    r"\.(csv|tsv|tab|psv|txt|dat|json|jsonl|ndjson|geojson|parquet|feather|arrow|xlsx|xlsm|xlsb|xls|ods|sqlite3?|db|duckdb|gz|zip)$",
    re.I,
)
TOLD_MEMBERS = 10
MOST_MEMBERS = 1000  # files that are combined to one table
NO_TABLE = "The zip archive holds no table."
NO_TABLE_HINT = "It should hold a CSV, Excel, Parquet or JSON file."

Told = Callable[[int], None]  # hears how many bytes came out


@dataclass(frozen=True)
class Unpacked:
    """The file that was inside, its format, and what to tell about the way there."""

    path: Path
    format: Format
    packing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def unpack(path: Path, folder: Path, *, member: str | None = None, told: Told = lambda done: None) -> Unpacked:
    """Opens archives until there is a table. `member` chooses a file of a zip archive.

    Raises BadFile for a damaged, locked or empty archive, TooLarge when it holds more than it should.
    """
    packing: list[str] = []
    warnings: list[str] = []
    format = signatures.detect(path)
    while format.packed:
        if len(packing) == DEEPEST:
            raise BadFile("The archive holds archives of archives.", hint="Unpack it and upload the table inside.")
        target = folder / f"unpacked{len(packing)}"
        with _reading(path, format, member, warnings) as stream:
            _copy(stream, target, packed_bytes=path.stat().st_size, told=told)
        packing.append(format.label)
        path, format = target, signatures.detect(target)
    return Unpacked(path, format, tuple(packing), tuple(warnings))


def holds_parts(path: Path) -> bool:
    """Whether a zip archive holds the parts of one table, as programs write it in pieces: several Parquet files."""
    with zipfile.ZipFile(path) as archive:
        tables = _tables(archive)
    return len(tables) > 1 and all(info.filename.lower().endswith(".parquet") for info in tables)


def unpack_all(path: Path, folder: Path, *, told: Told = lambda done: None) -> Iterator[tuple[str, Unpacked]]:
    """Every table of a zip archive, by the name that it has there, in the order of the names.

    Raises BadFile for a damaged or locked archive and one without tables, TooLarge for one that holds too much.
    """
    with zipfile.ZipFile(path) as archive:
        tables = sorted(_tables(archive), key=lambda info: info.filename)
    if not tables:
        raise BadFile(NO_TABLE, hint=NO_TABLE_HINT)
    size = sum(info.file_size for info in tables)
    if len(tables) > MOST_MEMBERS or size > MOST_BYTES:
        raise TooLarge(
            f"The archive holds {len(tables):,} tables of {size / 1e6:,.0f} MB.", hint="Combine fewer files at once."
        )
    for at, info in enumerate(tables):
        inside = folder / f"member{at}"
        inside.mkdir(exist_ok=True)
        with _reading(path, signatures.ZIP, info.filename, []) as stream:
            _copy(stream, inside / "file", packed_bytes=info.compress_size, told=told)
        yield info.filename, unpack(inside / "file", inside, told=told)


@contextmanager
def _reading(path: Path, format: Format, member: str | None, warnings: list[str]) -> Iterator[IO[bytes]]:
    """A stream of what is inside; every way in which an archive can be broken comes out as BadFile."""
    try:
        if format is signatures.ZIP:
            with zipfile.ZipFile(path) as archive, archive.open(_chosen(archive, member, warnings)) as stream:
                yield stream
        else:
            with OPENERS[format.key](path, "rb") as stream:
                yield stream
    except (
        EOFError,
        OSError,
        zlib.error,
        lzma.LZMAError,
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
    ) as error:
        raise BadFile(
            f"The {format.label} is damaged ({error}).", hint="Pack it again, or upload the table itself."
        ) from error
    except RuntimeError as error:
        hint = "Unpack it with the password and upload the table inside."
        raise BadFile(f"The {format.label} is locked with a password.", hint=hint) from error


def _open_zstd(path: Path, _mode: str) -> Any:
    import pyarrow

    return pyarrow.input_stream(str(path), compression="zstd")


OPENERS: dict[str, Callable[[Path, Any], Any]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open, "zst": _open_zstd}


def _chosen(archive: zipfile.ZipFile, member: str | None, warnings: list[str]) -> zipfile.ZipInfo:
    """The member that is read: the one asked for, or the first that looks like a table."""
    tables = _tables(archive)
    tables.sort(key=lambda info: info.filename.lower().endswith((".txt", ".zip")))  # read-me files last
    if member is not None:
        tables = [info for info in tables if info.filename == member]
    if not tables:
        raise BadFile(NO_TABLE, hint=NO_TABLE_HINT)
    if len(tables) > 1:
        others = ", ".join(info.filename for info in tables[1 : TOLD_MEMBERS + 1])
        warnings.append(f"The archive holds {len(tables)} tables; “{tables[0].filename}” was read, not {others}.")
    return tables[0]


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in archive.infolist() if _may_be_table(info)]


def _may_be_table(info: zipfile.ZipInfo) -> bool:
    name = info.filename.rsplit("/", 1)[-1]
    hidden = info.filename.startswith("__MACOSX") or name.startswith(".")
    return not info.is_dir() and info.file_size > 0 and not hidden and DATA_NAMES.search(name) is not None


def _copy(stream: IO[bytes], target: Path, *, packed_bytes: int, told: Told) -> None:
    written = 0
    with target.open("wb") as file:
        while block := stream.read(BLOCK_BYTES):
            written += len(block)
            if written > MOST_BYTES or (written > RATIO_FROM_BYTES and written > MOST_RATIO * packed_bytes):
                raise TooLarge(
                    f"The archive of {packed_bytes / 1e6:.1f} MB holds more than {written / 1e6:,.0f} MB.",
                    hint="Unpack it, check what is inside, and upload the table itself.",
                )
            file.write(block)
            told(written)
