"""Files on their way in, over a real connection."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

from core.workspace import Workspace
from tests.app.api.asking import created, refused, soon
from tests.app.api.serving import serving

LINE = b"some,ordinary,line\n"
CHUNK = LINE * 50_000  # 950 kB
CHUNKS = 120  # of a file that would be seen in memory


def test_what_is_stored_is_what_was_sent(http: httpx.Client, served: Workspace) -> None:
    upload = created(http.put("/uploads/t.csv", content=CHUNK))

    assert upload["bytes"] == len(CHUNK)
    assert upload["sha256"] == hashlib.sha256(CHUNK).hexdigest()
    assert [path.stat().st_size for path in stored(served, upload["upload_id"])] == [len(CHUNK)]


def test_a_name_may_have_any_letters(http: httpx.Client) -> None:
    assert created(http.put("/uploads/Umsätze 2026 – 表.csv", content=CHUNK))["name"] == "Umsätze 2026 – 表.csv"


def test_a_name_is_only_a_label(http: httpx.Client) -> None:
    assert created(http.put("/uploads/..%5C..%5Ca%00%1b.csv", content=CHUNK))["name"] == "a.csv"


def test_a_stream_without_a_length_is_stored(http: httpx.Client) -> None:
    upload = created(http.put("/uploads/t.csv", content=iter([LINE] * 1000)))

    assert upload["bytes"] == 1000 * len(LINE)


def test_a_stream_that_grows_too_large_is_refused_on_the_way(http: httpx.Client, served: Workspace) -> None:
    before = files(served)

    response = http.put("/uploads/t.csv", content=iter([CHUNK] * 4))

    refused(response, 413, "too_large")
    assert files(served) == before


def test_a_form_is_streamed_too(http: httpx.Client, served: Workspace) -> None:
    before = files(served)

    response = http.post("/datasets", files={"file": ("t.csv", CHUNK * 4)})

    refused(response, 413, "too_large")
    assert files(served) == before


def test_nothing_is_left_of_an_upload_whose_client_went_away(address: str, served: Workspace) -> None:
    before = files(served)
    where = urlsplit(address)

    with socket.create_connection((where.hostname, where.port)) as connection:
        head = f"PUT {where.path}/uploads/t.csv HTTP/1.1\r\nHost: x\r\nContent-Length: 1900000\r\n\r\n"
        connection.sendall(head.encode() + CHUNK)
        began = soon(lambda: files(served) - before)

    assert began
    assert soon(lambda: files(served) == before)


def test_memory_does_not_grow_with_the_file(ws: Workspace) -> None:
    process = psutil.Process()
    memory = [process.memory_info().rss]

    def content() -> Iterator[bytes]:
        for _ in range(CHUNKS):
            memory.append(process.memory_info().rss)
            yield CHUNK

    with serving(ws) as address:
        upload = created(httpx.put(f"{address}/uploads/t.csv", content=content(), timeout=60))

    assert upload["bytes"] == CHUNKS * len(CHUNK)
    assert max(memory) - memory[0] < upload["bytes"] / 4


def stored(ws: Workspace, upload_id: str) -> list[Path]:
    return list(ws.folders.uploads.glob(f"{upload_id}*"))


def files(ws: Workspace) -> set[Path]:
    return set(ws.folders.uploads.iterdir())
