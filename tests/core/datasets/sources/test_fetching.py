"""Files from a real server: whole, within bounds, and only from where they may come."""

from __future__ import annotations

import gzip
import hashlib
import socket
import zlib
from pathlib import Path
from typing import Any

import pytest

from core.datasets.sources import fetching, hosts
from core.datasets.sources.fetching import Fetch, Fetched
from core.datasets.sources.hosts import Guard
from core.errors import AppError, BadInput, Busy, NotAllowed, NotFound, TooLarge
from tests.core.datasets.sources.conftest import Handler, Site

CSV = b"name,age\nAnn,31\nBo,42\n"


def fetched(guard: Guard, folder: Path, address: str, most_bytes: int = 1 << 20) -> Fetched:
    return Fetch(guard, most_bytes, stalled_seconds=2.0).to(folder / "fetched", address)


def test_a_file_arrives_whole_with_its_name_and_hash(site: Site, here: Guard, tmp_path: Path) -> None:
    found = fetched(here, tmp_path, site.serve("/d/people.csv?x=1", CSV))

    assert found.path.read_bytes() == CSV
    assert (found.name, found.bytes, found.sha256) == ("people.csv", len(CSV), hashlib.sha256(CSV).hexdigest())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ('attachment; filename="Leute 2024.csv"', "Leute 2024.csv"),
        ("attachment; filename=people.csv; size=3", "people.csv"),
        ("attachment; filename=x.csv; filename*=UTF-8''%C3%84pfel.csv", "Äpfel.csv"),
        ('attachment; filename="a\\"b.csv"', 'a"b.csv'),
    ],
)
def test_the_server_may_name_the_file(site: Site, here: Guard, tmp_path: Path, given: str, name: str) -> None:
    assert fetched(here, tmp_path, site.serve("/get", CSV, Content_Disposition=given)).name == name


def test_progress_is_told_in_bytes(site: Site, here: Guard, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    Fetch(here, 1 << 20, lambda done, total: heard.append((done, total))).to(tmp_path / "f", site.serve("/a", CSV))

    assert heard[-1] == (len(CSV), len(CSV))


@pytest.mark.parametrize(
    ("coding", "body"), [("gzip", gzip.compress(CSV)), ("deflate", zlib.compress(CSV))], ids=["gzip", "deflate"]
)
def test_a_body_that_is_sent_packed_is_unpacked(
    site: Site, here: Guard, tmp_path: Path, coding: str, body: bytes
) -> None:
    assert fetched(here, tmp_path, site.serve("/a", body, Content_Encoding=coding)).path.read_bytes() == CSV


def test_a_file_that_is_too_large_is_refused_before_it_comes(site: Site, here: Guard, tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="larger than 0 MB"):
        fetched(here, tmp_path, site.serve("/a", CSV), most_bytes=10)


def test_a_file_that_does_not_say_how_large_it_is_stops_at_the_limit(site: Site, here: Guard, tmp_path: Path) -> None:
    def endless(handler: Handler) -> None:
        handler.send(CSV * 1000, 200, {"Connection": "close"})

    site.answers["/a"] = endless
    with pytest.raises(TooLarge):
        fetched(here, tmp_path, site.url("/a"), most_bytes=1000)


def test_a_bomb_in_the_sending_stops_at_the_limit(site: Site, here: Guard, tmp_path: Path) -> None:
    body = gzip.compress(bytes(50 << 20))

    with pytest.raises(TooLarge):
        fetched(here, tmp_path, site.serve("/a", body, Content_Encoding="gzip"))


@pytest.mark.parametrize(
    ("status", "leaf", "says"),
    [
        (401, BadInput, "wants a user and a password"),
        (403, BadInput, "does not give this file to everybody"),
        (404, NotFound, "has no such file"),
        (410, NotFound, "has this file no longer"),
        (418, BadInput, "refuses to send it"),
        (429, Busy, "asked too often"),
        (503, Busy, "has a problem"),
    ],
)
def test_what_a_server_refuses_is_said_in_words(
    site: Site, here: Guard, tmp_path: Path, status: int, leaf: type[AppError], says: str
) -> None:
    with pytest.raises(leaf, match=says):
        fetched(here, tmp_path, site.serve("/a", b"", status))


def test_an_unknown_way_of_packing_is_refused(site: Site, here: Guard, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not read here"):
        fetched(here, tmp_path, site.serve("/a", CSV, Content_Encoding="br"))


def test_a_server_that_is_not_there_is_told(here: Guard, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/a"
        with pytest.raises(Busy, match="does not answer"):
            fetched(here, tmp_path, address)


def test_user_and_password_are_sent(site: Site, here: Guard, tmp_path: Path) -> None:
    site.serve("/a", CSV)

    fetched(here, tmp_path, site.url("/a", user="me:p%40ss@"))

    assert site.requests[0][1]["Authorization"] == "Basic bWU6cEBzcw=="


def test_redirects_are_followed_with_the_password_only_on_the_same_host(
    site: Site, here: Guard, tmp_path: Path
) -> None:
    site.serve("/b", b"", 302, Location=f"http://localhost:{site.port}/c")
    site.serve("/a", b"", 301, Location="/b")
    site.serve("/c", CSV)
    guard = hosts.guard("127.0.0.0/8, localhost")

    assert fetched(guard, tmp_path, site.url("/a", user="me:pw@")).path.read_bytes() == CSV
    assert ["Authorization" in headers for _path, headers in site.requests] == [True, True, False]


def test_a_circle_of_redirects_ends(site: Site, here: Guard, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="from one address to the next"):
        fetched(here, tmp_path, site.serve("/a", b"", 302, Location="/a"))


@pytest.mark.parametrize("location", ["http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://10.0.0.1/"])
def test_a_redirect_to_the_inside_is_refused(site: Site, tmp_path: Path, location: str) -> None:
    guard = hosts.guard("127.0.0.1")

    with pytest.raises(NotAllowed):
        fetched(guard, tmp_path, site.serve("/a", b"", 302, Location=location))


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/a", "s3://bucket/key"])
def test_a_redirect_to_another_kind_of_address_is_refused(
    site: Site, here: Guard, tmp_path: Path, location: str
) -> None:
    with pytest.raises(AppError, match="address"):
        fetched(here, tmp_path, site.serve("/a", b"", 302, Location=location))


def test_a_name_that_changes_its_address_is_asked_only_once(site: Site, tmp_path: Path) -> None:
    site.serve("/a", CSV)
    asked: list[str] = []

    def rebinding(host: str, port: int, **_options: Any) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    guard = hosts.guard("127.0.0.0/8", rebinding)
    found = fetched(guard, tmp_path, f"http://rebind.example:{site.port}/a")

    assert (found.bytes, asked) == (len(CSV), ["rebind.example"])
    assert site.requests[0][1]["Host"] == f"rebind.example:{site.port}"


def test_this_machine_is_closed_unless_it_is_named(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        fetched(hosts.guard(""), tmp_path, site.serve("/a", CSV))

    assert site.requests == []


def test_what_broke_off_is_continued(site: Site, here: Guard, tmp_path: Path) -> None:
    def in_two(handler: Handler) -> None:
        start = int(handler.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        headers = {"ETag": '"v1"', "Accept-Ranges": "bytes", "Content-Length": str(len(CSV) - start)}
        handler.send(CSV[start : start + 12], 206 if start else 200, headers)
        handler.close_connection = True

    site.answers["/a"] = in_two

    assert fetched(here, tmp_path, site.url("/a")).path.read_bytes() == CSV
    assert [headers.get("If-Range") for _path, headers in site.requests] == [None, '"v1"']


def test_what_cannot_be_continued_is_told(site: Site, here: Guard, tmp_path: Path) -> None:
    site.answers["/a"] = lambda handler: handler.send(CSV, 200, {"Content-Length": str(len(CSV) + 5)})

    with pytest.raises(Busy, match="broke off"):
        fetched(here, tmp_path, site.url("/a"))


def test_a_server_without_a_trusted_certificate_is_refused(site: Site, here: Guard, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot prove who it is"):
        fetched(here, tmp_path, site.serve("/a", CSV).replace("http:", "https:"))


def test_a_bucket_in_another_region_is_asked_there(site: Site, here: Guard, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", site.url("").rstrip("/"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    def regional(handler: Handler) -> None:
        here = "eu-west-1" in handler.headers["Authorization"]
        handler.send(
            CSV if here else b"", 200 if here else 301, {"x-amz-bucket-region": "eu-west-1", "Connection": "close"}
        )

    site.answers["/b/k.csv"] = regional

    assert fetched(here, tmp_path, "s3://b/k.csv").path.read_bytes() == CSV


def test_the_end_of_an_endless_wait_is_told(site: Site, here: Guard, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(fetching, "MOST_RESUMES", 0)
    site.answers["/a"] = lambda handler: handler.send(CSV[:5], 200, {"Content-Length": "100"}) or handler.rfile.read(1)

    with pytest.raises(Busy, match="broke off"):
        Fetch(here, 1 << 20, stalled_seconds=0.3).to(tmp_path / "f", site.url("/a"))
