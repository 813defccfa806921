"""Uploads: whole or not at all, never larger than allowed, never under a name that somebody else chose."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from core import workspace
from core.config import Settings
from core.datasets import uploads
from core.errors import BadInput, NotFound, TooLarge
from core.storage.state import now
from core.workspace import Workspace


def receive(ws: Workspace, name: str, *blocks: bytes, expected_bytes: int | None = None) -> uploads.Upload:
    with uploads.receiving(ws, name, expected_bytes=expected_bytes) as writer:
        writer.write(b"".join(blocks))
    return writer.upload


def files(ws: Workspace) -> list[str]:
    return [path.name for path in ws.folders.uploads.iterdir()]


def test_an_upload_keeps_its_bytes_and_their_checksum(ws: Workspace) -> None:
    upload = receive(ws, "people.csv", b"name,age\n", b"Ann,31\n")

    found = uploads.find(ws, upload.id)

    assert found == upload
    assert (found.name, found.bytes) == ("people.csv", 16)
    assert found.sha256 == hashlib.sha256(b"name,age\nAnn,31\n").hexdigest()
    assert uploads.path(ws, upload.id).read_bytes() == b"name,age\nAnn,31\n"


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\temp\\passwd", "/passwd", "pass\x00wd"])
def test_a_name_is_shown_and_never_used_as_a_path(ws: Workspace, name: str) -> None:
    upload = receive(ws, name, b"a\n1\n")

    assert upload.name == "passwd"
    assert files(ws) == [upload.id]


def test_a_file_that_grows_too_large_is_refused_while_it_arrives(tmp_path: Path) -> None:
    small = workspace.open(Settings(data_dir=tmp_path, max_upload_mb=1))

    with pytest.raises(TooLarge, match="larger than 1 MB"), uploads.receiving(small, "big.csv") as writer:
        writer.write(bytes(600_000))
        writer.write(bytes(600_000))

    assert files(small) == []
    small.close()


def test_a_file_that_says_it_is_too_large_is_refused_at_once(ws: Workspace) -> None:
    with pytest.raises(TooLarge), uploads.receiving(ws, "big.csv", expected_bytes=10**12):
        pytest.fail("nothing should be received")

    assert files(ws) == []


def test_a_torn_upload_leaves_nothing(ws: Workspace) -> None:
    with pytest.raises(BadInput, match="3 of 10 bytes"):
        receive(ws, "torn.csv", b"a,b", expected_bytes=10)

    assert files(ws) == []


def test_an_upload_that_fails_leaves_nothing(ws: Workspace) -> None:
    with pytest.raises(ConnectionError), uploads.receiving(ws, "torn.csv") as writer:
        writer.write(b"a,b")
        raise ConnectionError

    assert files(ws) == []


def test_an_unknown_upload_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound, match="up_nothing"):
        uploads.find(ws, "up_nothing")


def test_uploads_are_removed_when_their_time_is_over(ws: Workspace) -> None:
    upload = receive(ws, "old.csv", b"a\n1\n")
    later = now() + timedelta(hours=ws.settings.upload_expiry_hours + 1)

    kept = uploads.remove_expired(ws)
    removed = uploads.remove_expired(ws, now=later)

    assert (kept, removed) == (0, 1)
    assert files(ws) == []
    with pytest.raises(NotFound):
        uploads.find(ws, upload.id)
