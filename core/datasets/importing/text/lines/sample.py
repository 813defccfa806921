"""The beginning of a text: as much of it as shows the dialect, the header and what the columns hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BYTES = 1 << 20
MOST_BYTES = 16 << 20  # for tables whose first lines are longer than the usual sample
FEWEST_LINES = 6
TAIL_BYTES = 4096
LAST_LINES = 20


@dataclass(frozen=True)
class Sample:
    """Whole lines from the start of a file; `whole` when that is all of it."""

    text: str
    whole: bool


def read(path: Path) -> Sample:
    size, wanted = path.stat().st_size, BYTES
    while True:
        with path.open("rb") as file:
            raw = file.read(wanted)
        if len(raw) == size:
            return Sample(_decoded(raw), whole=True)
        enough = raw.count(b"\n") >= FEWEST_LINES and raw.count(b'"') % 2 == 0  # an odd number: inside a long cell
        if enough or wanted >= MOST_BYTES:
            return Sample(_decoded(raw[: raw.rfind(b"\n") + 1]), whole=False)
        wanted *= 16


def ending(path: Path) -> list[str]:
    """The last lines of the file."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        tail = file.read().decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\n")
    return tail.split("\n")[-LAST_LINES:]


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")
