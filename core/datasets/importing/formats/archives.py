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
    r"\.(csv|tsv|tab|psv|txt|dat|json|jsonl|ndjson|parquet|feather|arrow|xlsx|xlsm|xls|ods|gz|zip)$", re.I
)
TOLD_MEMBERS = 10

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
    tables = [info for info in archive.infolist() if _may_be_table(info)]
    tables.sort(key=lambda info: info.filename.lower().endswith((".txt", ".zip")))  # read-me files last
    if member is not None:
        tables = [info for info in tables if info.filename == member]
    if not tables:
        raise BadFile("The zip archive holds no table.", hint="It should hold a CSV, Excel, Parquet or JSON file.")
    if len(tables) > 1:
        others = ", ".join(info.filename for info in tables[1 : TOLD_MEMBERS + 1])
        warnings.append(f"The archive holds {len(tables)} tables; “{tables[0].filename}” was read, not {others}.")
    return tables[0]


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
