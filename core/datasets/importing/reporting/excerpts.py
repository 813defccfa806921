"""An excerpt of a long text: its beginning, and whole lines from places further down, so that a look takes no longer
for a large file than for a small one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HEAD_LINES = 8000
HEAD_BYTES = 2 << 20
FEWEST_LINES = 100  # of a file with long lines more bytes are taken
MOST_HEAD_BYTES = 16 << 20
PLACES = 8  # the last one is the end of the file
PLACE_BYTES = 64 << 10
PLACE_LINES = 250
BREAK, QUOTE = b"\n", b'"'


@dataclass(frozen=True)
class Excerpt:
    """Part of a text: the numbers of its first `lines` lines are those of the file. `told` says what it is."""

    path: Path
    lines: int
    told: str


def take(path: Path, folder: Path) -> Excerpt | None:
    """An excerpt beside the file; None when the file is short enough to be looked at whole, or cannot be cut."""
    size = path.stat().st_size
    if size <= HEAD_BYTES:
        return None
    head = _head(path, size)
    if head is None:
        return None
    places = _places(path, head, size)
    target = folder / "excerpt.txt"
    target.write_bytes(b"".join([head, *places]))
    return Excerpt(target, head.count(BREAK), _told(head, places, size))


def _head(path: Path, size: int) -> bytes | None:
    """The first lines; None if that is the whole file, or its lines have no end that can be seen."""
    wanted = HEAD_BYTES
    with path.open("rb") as file:
        head = file.read(wanted)
        while head.count(BREAK) < FEWEST_LINES and wanted < min(size, MOST_HEAD_BYTES):
            head += file.read(wanted)
            wanted *= 2
    if len(head) == size or b"\0" in head:
        return None
    lines = head.split(BREAK, HEAD_LINES)[:-1]
    return BREAK.join([*lines, b""]) if lines else None


def _is_cut_anywhere(text: bytes) -> bool:
    """Whether a line always begins a record: no quoted value goes on in the next line."""
    return QUOTE not in text or all(line.count(QUOTE) % 2 == 0 for line in text.split(BREAK))


def further(path: Path) -> list[bytes]:
    """Whole lines from places spread over a file that is too long to be looked at whole."""
    size = path.stat().st_size
    head = _head(path, size) if size > HEAD_BYTES else None
    return _places(path, head, size) if head else []


def _places(path: Path, head: bytes, size: int) -> list[bytes]:
    """Whole lines from places spread over the rest of the file, if it can be cut there."""
    after = len(head)
    step = (size - after) // PLACES
    if step <= PLACE_BYTES or not _is_cut_anywhere(head):
        return []
    found = []
    with path.open("rb") as file:
        for number in range(1, PLACES + 1):
            file.seek(after + number * step - PLACE_BYTES if number < PLACES else size - PLACE_BYTES)
            found.append(_whole_lines(file.read(PLACE_BYTES), to_the_end=number == PLACES))
    return [place for place in found if place and _is_cut_anywhere(place)]


def _whole_lines(block: bytes, *, to_the_end: bool) -> bytes:
    lines = block.split(BREAK)[1:]
    if to_the_end:
        return BREAK.join(lines[-PLACE_LINES:])
    some = lines[:-1][:PLACE_LINES]
    return BREAK.join([*some, b""]) if some else b""


def _told(head: bytes, places: Sequence[bytes], size: int) -> str:
    beginning = f"the first {head.count(BREAK):,} lines"
    if not places:
        return beginning
    share = (len(head) + sum(map(len, places))) / size
    further = sum(place.count(BREAK) for place in places)
    return f"{beginning} and {further:,} lines from {len(places)} places further down ({share:.1%} of the file)"
