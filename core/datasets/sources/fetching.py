"""One file from the web to the disk: every step checked, nothing larger than allowed, resumed where it broke off."""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urljoin

import core.datasets.sources.addresses as addresses
import core.datasets.sources.buckets as buckets
from core.datasets.sources.addresses import Address
from core.datasets.sources.hosts import Guard
from core.errors import AppError, BadInput, Busy, NotAllowed, NotFound, TooLarge

BLOCK_BYTES = 1 << 18
STALLED_SECONDS = 30.0  # without a byte
MOST_REDIRECTS = 10
MOST_RESUMES = 3
AGENT = "Tablecast"
REDIRECTS = (301, 302, 303, 307, 308)

Told = Callable[[int, int], None]  # hears how many bytes came, and of how many (0 when the server does not say)


@dataclass(frozen=True)
class Fetched:
    """A file that arrived whole, named as the server or else the address names it."""

    path: Path
    name: str
    bytes: int
    sha256: str


@dataclass
class Fetch:
    """One fetching. `most_bytes` bounds what is written, also of a body that is sent compressed."""

    guard: Guard
    most_bytes: int
    told: Told = lambda done, total: None
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    stalled_seconds: float = STALLED_SECONDS

    def to(self, target: Path, text: str) -> Fetched:
        """Fetches the file at an address to `target`.

        Raises NotAllowed for a host inside a private network, NotFound, BadInput where credentials are missing or the
        address is none, Busy when the server does not answer, TooLarge.
        """
        address = addresses.parse(text)
        with target.open("wb") as file:
            writer = _Writer(file, self.most_bytes, self.told)
            name = self._receive(address, writer)
        return Fetched(target, name, writer.written, writer.hash.hexdigest())

    def _receive(self, address: Address, writer: _Writer) -> str:
        """Writes the body, asking again from where it broke off if the server can do that."""
        mark, name = "", ""
        for attempt in range(MOST_RESUMES + 1):
            with closing(self._answer(address, writer.received, mark)) as answer:
                if attempt and answer.response.status != http.client.PARTIAL_CONTENT:
                    writer.again()
                name = name or _name(answer)
                try:
                    writer.take(answer.response)
                    return name
                except (OSError, http.client.HTTPException, zlib.error) as error:
                    mark = _mark(answer.response)
                    if not mark or attempt == MOST_RESUMES:
                        raise _torn(answer.address, error) from error
        raise AssertionError("the last attempt returns or raises")

    def _answer(self, address: Address, start: int, mark: str) -> _Answer:
        """The answer of the server that has the file, after all redirects."""
        for _redirect in range(MOST_REDIRECTS):
            answer = self._ask(address, start, mark)
            if answer.response.status not in REDIRECTS:
                _refuse_status(answer)
                return answer
            with closing(answer):
                address = _redirected(address, answer.response)
        raise BadInput(
            f"{address.shown} leads from one address to the next.", hint="Find the address of the file itself."
        )

    def _ask(self, address: Address, start: int, mark: str) -> _Answer:
        shown = address.shown
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"} | _credentials(address)
        headers |= {"Range": f"bytes={start}-", "If-Range": mark} if mark else {}
        if address.scheme == "s3":
            address, signed = buckets.request(address)
            headers |= signed
        try:
            connection = self._connect(address)
            connection.request("GET", address.target, headers=headers | {"Host": address.authority})
            return _Answer(address, connection, connection.getresponse())
        except ssl.SSLError as error:
            raise BadInput(
                f"{shown} cannot prove who it is ({error.reason or error}).",
                hint="Check the address, or tell its owner.",
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise Busy(f"{address.authority} does not answer ({_reason(error)}).", hint="Try again later.") from error

    def _connect(self, address: Address) -> http.client.HTTPConnection:
        """A connection to one of the addresses that were checked; the name is not asked for a second time."""
        connection = http.client.HTTPConnection(address.host, address.port, timeout=self.stalled_seconds)
        failure: OSError = OSError("it has no address")
        for checked in self.guard.addresses(address.host, address.port):
            try:
                plain = socket.create_connection((checked, address.port), self.stalled_seconds)
            except OSError as error:
                failure = error
            else:
                connection.sock = self.tls.wrap_socket(plain, server_hostname=address.host) if address.secure else plain
                return connection
        raise failure


@dataclass(frozen=True)
class _Answer:
    address: Address
    connection: http.client.HTTPConnection
    response: http.client.HTTPResponse

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@dataclass
class _Writer:
    """Takes bodies to one file. `received` counts bytes as sent, `written` those after decompression."""

    file: IO[bytes]
    most_bytes: int
    told: Told
    received: int = 0
    written: int = 0
    hash: Any = field(default_factory=hashlib.sha256)

    def again(self) -> None:
        """Starts from the first byte: the server does not continue."""
        self.file.seek(0)
        self.file.truncate()
        self.received, self.written, self.hash = 0, 0, hashlib.sha256()

    def take(self, response: http.client.HTTPResponse) -> None:
        total = self.received + (response.length or 0)
        if response.length and total > self.most_bytes:
            raise _too_large(self.most_bytes)
        for block in _decoded(response, self._counted(response, total)):
            self.written += len(block)
            if self.written > self.most_bytes:
                raise _too_large(self.most_bytes)
            self.hash.update(block)
            self.file.write(block)

    def _counted(self, response: http.client.HTTPResponse, total: int) -> Iterator[bytes]:
        while block := response.read1(BLOCK_BYTES):
            self.received += len(block)
            self.told(self.received, total)
            yield block
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)


def _decoded(response: http.client.HTTPResponse, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The body as the file is; some servers compress it although they were not asked to."""
    coding = (response.getheader("Content-Encoding") or "identity").lower()
    if coding == "identity":
        yield from blocks
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BadInput(f"The server sends the file in a form that is not read here ({coding}).", hint=SAVE_IT)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for block in blocks:
        while block:
            yield unpacker.decompress(block, BLOCK_BYTES * 4)
            block = unpacker.unconsumed_tail
    yield unpacker.flush()


SAVE_IT = "Download the file with a browser and upload it."
STATUSES: dict[int, tuple[type[AppError], str, str]] = {
    401: (BadInput, "wants a user and a password", "Write them into the address: https://user:password@host/…"),
    403: (BadInput, "does not give this file to everybody", "Check that the link is shared with everyone who has it."),
    404: (NotFound, "has no such file", "Check the spelling of the address."),
    410: (NotFound, "has this file no longer", "Ask its owner for the new address."),
    429: (Busy, "was asked too often", "Try again later."),
}


def _refuse_status(answer: _Answer) -> None:
    status = answer.response.status
    if status in (http.client.OK, http.client.PARTIAL_CONTENT):
        return
    usual = (Busy, "has a problem", "Try again later.") if status >= 500 else (BadInput, "refuses to send it", SAVE_IT)
    leaf, what, hint = STATUSES.get(status, usual)
    answer.close()
    raise leaf(f"{answer.address.authority} {what} (status {status}).", hint=hint)


def _redirected(address: Address, response: http.client.HTTPResponse) -> Address:
    """Where an answer leads to; credentials go only to the host that they were given for."""
    region = buckets.moved(address, response)
    if region is not None:
        return region
    there = addresses.parse(urljoin(f"{address.scheme}://{address.authority}{address.target}", _location(response)))
    if there.scheme not in ("http", "https"):
        raise NotAllowed(f"{address.shown} leads to an address of another kind.", hint=SAVE_IT)
    if there.authority == address.authority and there.secure >= address.secure and not there.user:
        return replace(there, user=address.user, password=address.password)
    return there


def _location(response: http.client.HTTPResponse) -> str:
    return (response.getheader("Location") or "").encode("latin-1", "replace").decode("utf-8", "replace")


def _credentials(address: Address) -> dict[str, str]:
    if not address.user and not address.password:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(f"{address.user}:{address.password}".encode()).decode()}


def _mark(response: http.client.HTTPResponse) -> str:
    """What proves to the server that the rest is of the same file; empty if it cannot continue."""
    tag = response.getheader("ETag") or ""
    plain = (response.getheader("Content-Encoding") or "identity").lower() == "identity"
    partial = response.getheader("Accept-Ranges") == "bytes" or response.status == http.client.PARTIAL_CONTENT
    return (tag if tag.startswith('"') else "") if plain and partial else ""


def _name(answer: _Answer) -> str:
    given = answer.response.getheader("Content-Disposition") or ""
    coded = re.search(r"filename\*\s*=\s*(?:utf-8|iso-8859-1)''([^;]+)", given, re.IGNORECASE)
    plain = re.search(r'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))', given, re.IGNORECASE)
    if coded:
        return unquote(coded[1].strip())
    if plain:
        return re.sub(r"\\(.)", r"\1", plain[1] or plain[2] or "").strip()
    return answer.address.file_name


def _torn(address: Address, error: Exception) -> AppError:
    return Busy(f"The connection to {address.authority} broke off ({_reason(error)}).", hint="Try again later.")


def _too_large(most_bytes: int) -> TooLarge:
    return TooLarge(
        f"The file is larger than {most_bytes / 1e6:,.0f} MB.",
        hint="Fetch a part of it, or raise TABLECAST_MAX_UPLOAD_MB.",
    )


def _reason(error: Exception) -> str:
    return "it took too long" if isinstance(error, TimeoutError) else (str(error) or type(error).__name__)[:120]
