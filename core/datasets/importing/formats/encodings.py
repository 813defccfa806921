"""Any text becomes clean UTF-8 with one kind of line end: one pass to find out, a second if something must change."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.datasets.importing.formats import codepages
from core.errors import BadFile, BadInput

BLOCK_BYTES = 1 << 20
HEAD_BYTES = 1 << 16
GUESS_BYTES = 4 << 20
FEW_BAD = 0.05  # share of wrong bytes among the letters beyond ASCII, up to which a file still is UTF-8
BINARY_SHARE = 0.02  # share of control characters above which bytes are no text
TEXT_CONTROLS = {0, 1, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31}  # some of them separate values or records
WIDER_ZEROS = 0.95  # share of zeros at two of every four bytes that shows UTF-32 without a mark
SHIFTS = (b"\x1b$B", b"\x1b$@")  # to Japanese letters, within ASCII
WIDE_ZEROS = 0.4  # share of zero bytes at every second place that shows UTF-16 without a mark

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with byte order mark"),
)

TWICE = re.compile("[ÂÃ][\u00a1-\u00bf\u2013-\u2122]|â€.")

Told = Callable[[int], None]  # hears how many bytes were read


@dataclass(frozen=True)
class Encoding:
    codec: str
    label: str
    confidence: float
    evidence: str
    errors: str = "replace"


@dataclass(frozen=True)
class CleanText:
    """A file of clean UTF-8, and what to tell about how it became one."""

    path: Path
    encoding: Encoding
    warnings: tuple[str, ...] = ()


@dataclass
class _Census:
    """What the bytes of a file look like, counted in one pass."""

    utf8: bool = True
    returns: int = 0
    pairs: int = 0  # \r\n
    feeds: int = 0
    zeros: int = 0
    marks: int = 0  # byte order marks at the start of lines, where files were put together
    last: bytes = b""

    def add(self, block: bytes) -> None:
        """Counts line ends only where there are two kinds of them: most files have one, and are gigabytes long."""
        if b"\r" in block or self.last == b"\r":
            self.pairs += block.count(b"\r\n") + (self.last == b"\r" and block.startswith(b"\n"))
            self.returns += block.count(b"\r")
            self.feeds += block.count(b"\n")
        else:
            self.feeds += b"\n" in block
        self.zeros += block.count(0) if 0 in block else 0
        self.marks += block.count(b"\n" + codecs.BOM_UTF8) + block.count(b"\r" + codecs.BOM_UTF8)
        self.last = block[-1:]

    @property
    def lone_returns(self) -> int:
        return self.returns - self.pairs

    @property
    def mixed(self) -> bool:
        return self.lone_returns > 0 or (self.pairs > 0 and self.feeds > self.pairs)


def clean(path: Path, folder: Path, *, encoding: str | None = None, told: Told = lambda done: None) -> CleanText:
    """The same text as UTF-8 without NUL characters, its lines ended by \\n (or all by \\r\\n).

    The file itself is used when it already is like that. Raises BadFile for bytes that are no text, BadInput for an
    encoding that does not exist.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    found = _chosen(encoding) if encoding else _marked(head) or _wider(head) or _wide(head)
    if found is None or found.codec.startswith("utf-8"):
        _refuse_binary(head)
    census = _count(path, told)
    found = found or _narrow(path, census)
    is_utf8 = found.codec in ("utf-8", "utf-8-sig") and census.utf8
    if is_utf8 and not census.zeros and not census.marks and not census.mixed and census.last != b"\x1a":
        return CleanText(path, found, tuple(_twice(head)))
    target = folder / "clean.txt"
    lost = _rewrite(path, target, found, told)
    return CleanText(target, found, (*_warnings(census, found, lost), *_twice(head)))


def _chosen(name: str) -> Encoding:
    try:
        "".encode(name)  # also refuses codecs that are no encodings of text, such as “hex”
        codec = codecs.lookup(name).name
    except LookupError as error:
        raise BadInput(
            f"There is no encoding “{name}”.", hint="Common ones: utf-8, cp1252, utf-16, shift_jis."
        ) from error
    return Encoding("utf-8-sig" if codec == "utf-8" else codec, name, 1.0, "as chosen")


def _marked(head: bytes) -> Encoding | None:
    for mark, codec, label in MARKS:
        if head.startswith(mark):
            return Encoding(codec, label, 1.0, "the file begins with the mark of this encoding")
    if any(mark in head for mark in SHIFTS):
        return Encoding("iso2022_jp", "ISO-2022-JP", 0.95, "it switches to Japanese letters as this encoding does")
    return None


def _wider(head: bytes) -> Encoding | None:
    """UTF-32 without a mark: two or three of every four bytes are zero."""
    if len(head) < 8:
        return None
    zeros = [head[at::4].count(0) / len(head[at::4]) for at in range(4)]
    if min(zeros[2:]) > WIDER_ZEROS and max(zeros[2:]) > 1 - BINARY_SHARE:
        return Encoding("utf-32-le", "UTF-32", 0.95, "the last two of every four bytes are zero")
    if min(zeros[:2]) > WIDER_ZEROS and max(zeros[:2]) > 1 - BINARY_SHARE:
        return Encoding("utf-32-be", "UTF-32", 0.95, "the first two of every four bytes are zero")
    return None


def _wide(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: of Latin text, every second byte is zero."""
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    if max(even, odd) <= WIDE_ZEROS or min(even, odd) > 0.1:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if b"\n" in head and "\n" not in head.decode(codec, "replace"):
        return None  # zero bytes between something else
    return Encoding(codec, "UTF-16", 0.95, f"{max(even, odd):.0%} of every second byte are zero")


def _refuse_binary(head: bytes) -> None:
    counts = [head.count(bytes([code])) for code in range(32) if code not in TEXT_CONTROLS]
    controls = sum(counts) if sum(map(bool, counts)) > 1 or head.count(0) else 0  # only one of them: a delimiter
    zeros = head.count(0)
    if controls > BINARY_SHARE * len(head) or zeros > 0.3 * len(head):
        raise BadFile("This is a binary file, not a table.", hint="Upload CSV, Excel, Parquet or JSON.")


def _count(path: Path, told: Told) -> _Census:
    census, decoder, pending, done = _Census(), codecs.getincrementaldecoder("utf-8")("strict"), False, 0
    for block in _blocks(path):
        census.add(block)
        if census.utf8 and (pending or not block.isascii()):
            census.utf8, pending = _decodes(decoder, block)
        done += len(block)
        told(done)
    census.utf8 = census.utf8 and not pending
    return census


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes) -> tuple[bool, bool]:
    """Whether the block goes on as UTF-8, and whether a character is still incomplete at its end."""
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False, False
    return True, bool(decoder.getstate()[0])


def _narrow(path: Path, census: _Census) -> Encoding:
    """UTF-8, UTF-8 with a few bytes of something else, or one of the old eight-bit code pages."""
    if census.utf8:
        return Encoding("utf-8", "UTF-8", 1.0, "every byte of the file is valid UTF-8")
    raw = b"".join(line for line in _first_lines_beyond_ascii(path))
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    letters = sum(1 for letter in text if ord(letter) > 127) - bad
    if bad <= max(1, letters * FEW_BAD) and letters > bad:
        evidence = (
            f"{letters:,} letters beyond ASCII are valid UTF-8, {bad:,} bytes are not and were read as Windows-1252"
        )
        return Encoding("utf-8", "UTF-8 with some Windows-1252", 0.8, evidence, errors="cp1252")
    page, confidence = codepages.guess(raw)
    evidence = f"not valid UTF-8; the letters beyond ASCII make words as {page.label}"
    return Encoding(page.codec, f"{page.codec} ({page.label})", confidence, evidence)


def _first_lines_beyond_ascii(path: Path) -> Iterator[bytes]:
    taken = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                taken += len(line)
                yield line
            if taken > GUESS_BYTES:
                return


def _rewrite(path: Path, target: Path, encoding: Encoding, told: Told) -> int:
    """Writes the text as UTF-8 with \\n; the number of characters that could not be read."""
    decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    held, lost, done = "", 0, 0
    with target.open("w", encoding="utf-8", errors="replace", newline="") as out:
        for block in itertools.chain(_blocks(path), (b"",)):
            text, held = _held_back(held + decoder.decode(block, final=not block), final=not block)
            text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
            text = (text.removeprefix("\ufeff") if done == 0 else text).replace("\n\ufeff", "\n")
            lost += text.count("\ufffd")
            out.write(text)
            done += len(block)
            told(done)
    return lost


def _held_back(text: str, *, final: bool) -> tuple[str, str]:
    """The text without a last \\r that may be half of \\r\\n, or a last end-of-file mark, and what is held back."""
    if final:
        return text.removesuffix("\x1a"), ""
    return (text[:-1], text[-1]) if text.endswith(("\r", "\x1a")) else (text, "")


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _warnings(census: _Census, encoding: Encoding, lost: int) -> Iterator[str]:
    if encoding.confidence < 0.95:
        yield f"The encoding was guessed: {encoding.label} — {encoding.evidence}."
    if lost:
        yield f"{lost:,} characters could not be read and became “\ufffd”."
    if census.zeros and not encoding.codec.startswith(("utf-16", "utf-32")):
        yield f"{census.zeros:,} NUL characters were taken out."
    if census.marks:
        yield f"{census.marks:,} byte order marks were taken out: the file seems to be made of several."
    if census.mixed and (census.feeds or census.pairs) and not encoding.codec.startswith(("utf-16", "utf-32")):
        yield "The file mixes kinds of line ends; all were made alike."


def _twice(head: bytes) -> Iterator[str]:
    """Letters such as é that went through two encodings are two letters now."""
    for found in TWICE.findall(head.decode("utf-8", "ignore")):
        try:
            meant = found.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        yield f"Some letters seem to have been encoded twice: “{found}” may stand for “{meant}”."
        return


def _windows_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _windows_byte)
