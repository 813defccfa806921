"""Addresses: what is asked for, what is shown, and where share links lead."""

from __future__ import annotations

import pytest

from core.datasets import sources
from core.datasets.sources import addresses
from core.errors import BadInput

SHEET = "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:pass@example.org/a.csv", "https://example.org/a.csv"),
        ("https://example.org:8443/a.csv?format=csv", "https://example.org:8443/a.csv?format=csv"),
        ("https://example.org/a.csv?token=abc&x=1", "https://example.org/a.csv?token=***&x=1"),
        (
            "https://b.example/a?X-Amz-Signature=12&X-Amz-Date=3",
            "https://b.example/a?X-Amz-Signature=***&X-Amz-Date=***",
        ),
        ("https://b.example/a?sv=1&sig=2&page=3", "https://b.example/a?sv=***&sig=***&page=3"),
        ("https://example.org/a.csv?s3cr3t", "https://example.org/a.csv?s3cr3t="),
        ("HTTP://Example.ORG/Ä b.csv#top", "http://example.org/%C3%84%20b.csv"),
        ("https://bücher.example/a.csv", "https://xn--bcher-kva.example/a.csv"),
        ("s3://bucket/folder/key.csv", "s3://bucket/folder/key.csv"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    assert sources.shown(address) == shown


@pytest.mark.parametrize(
    "address",
    ["", "people.csv", "ftp://example.org/a", "file:///etc/passwd", "https://", "http://[::1", "https://a:b:c/",
     "javascript:alert(1)", "https://example.org/\n", "https://" + "a" * 9000],
)  # fmt: skip
def test_what_is_no_address_of_a_file_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="no address"):
        addresses.parse(address + "\x00x" if address.endswith("\n") else address)


def test_a_refused_address_does_not_repeat_its_password() -> None:
    with pytest.raises(BadInput) as refusal:
        addresses.parse("ftp://me:hunter2@example.org/a.csv")

    assert "hunter2" not in refusal.value.message


@pytest.mark.parametrize(
    ("link", "file"),
    [
        (f"{SHEET}/edit?usp=sharing#gid=77", f"{SHEET}/export?format=csv&gid=77"),
        (f"{SHEET}/edit", f"{SHEET}/export?format=csv&gid=0"),
        (f"{SHEET}/export?format=xlsx", f"{SHEET}/export?format=xlsx"),
        (
            "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/view?usp=sharing",
            "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMnOpQrStUvWxYz",
        ),
        ("https://github.com/o/r/blob/main/d/a.csv", "https://raw.githubusercontent.com/o/r/main/d/a.csv"),
        (
            "https://gist.github.com/me/0123456789abcdef0123456789abcdef",
            "https://gist.github.com/me/0123456789abcdef0123456789abcdef/raw",
        ),
        ("https://gitlab.com/g/p/-/blob/main/a.csv", "https://gitlab.com/g/p/-/raw/main/a.csv"),
        ("https://huggingface.co/datasets/o/d/blob/main/a.csv", "https://huggingface.co/datasets/o/d/resolve/main/a.csv"),
        ("https://www.dropbox.com/s/abc/a.csv?dl=0", "https://www.dropbox.com/s/abc/a.csv?dl=1"),
        ("https://www.dropbox.com/scl/fi/abc/a.csv?rlkey=k&dl=0", "https://www.dropbox.com/scl/fi/abc/a.csv?rlkey=k&dl=1"),
        ("https://example.org/a.csv", "https://example.org/a.csv"),
    ],
)  # fmt: skip
def test_a_share_link_leads_to_its_file(link: str, file: str) -> None:
    assert addresses.download(link)[0] == file


def test_a_file_is_called_by_the_end_of_its_address() -> None:
    names = [addresses.parse(f"https://example.org{path}").file_name for path in ("/d/a%20b.csv?x=1", "/", "/d/")]

    assert names == ["a b.csv", "example.org", "d"]
