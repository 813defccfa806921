"""Archives are opened no further than a table could need."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from core.datasets.importing.formats import archives, signatures
from core.errors import BadFile, TooLarge

BOMB_BYTES = 100_000_000


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(bytes(BOMB_BYTES)))

    with pytest.raises(TooLarge, match="holds more than"):
        archives.unpack(bomb, tmp_path)

    assert (tmp_path / "unpacked0").stat().st_size < BOMB_BYTES


def test_the_way_into_an_archive_is_told(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv.gz", gzip.compress(b"a,b\n1,2\n"))
    path = tmp_path / "whatever.pdf"
    path.write_bytes(packed.getvalue())

    unpacked = archives.unpack(path, tmp_path)

    assert unpacked.packing == ("zip archive", "gzip archive")
    assert unpacked.format is signatures.TEXT
    assert unpacked.path.read_bytes() == b"a,b\n1,2\n"


def test_names_inside_an_archive_are_never_used_as_paths(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../evil.csv", b"a,b\n1,2\n")
    path = tmp_path / "evil.zip"
    path.write_bytes(packed.getvalue())

    unpacked = archives.unpack(path, tmp_path)

    assert unpacked.path == tmp_path / "unpacked0"
    assert not (tmp_path.parent.parent / "evil.csv").exists()


def test_a_locked_archive_is_refused_in_words(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", b"a,b\n1,2\n")
    content = bytearray(packed.getvalue())
    content[6] |= 1  # the flag “encrypted” of the member
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # and of the directory
    path = tmp_path / "locked.zip"
    path.write_bytes(bytes(content))

    with pytest.raises(BadFile, match="password"):
        archives.unpack(path, tmp_path)
