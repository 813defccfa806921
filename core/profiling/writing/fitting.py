"""As much of a long list as a file has room for: the first in full, later ones shorter, the last only counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.writing.html import Html

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Way(Generic[Thing]):
    """A way to write a thing, and the bytes that all things written so may take."""

    write: Callable[[Thing], Html]
    most_bytes: int


@dataclass
class Fitted:
    """What was written, by way; `left_out` things had no room."""

    parts: list[list[Html]] = field(default_factory=list)
    left_out: int = 0


def fit(things: Iterable[Thing], ways: Sequence[Way[Thing]]) -> Fitted:
    """Writes the things in their order, each in the first way that still has room, never going back."""
    found, place, used = Fitted([[] for _ in ways]), 0, 0
    for thing in things:
        while place < len(ways):
            written = ways[place].write(thing)
            used += len(written.encode())
            if used <= ways[place].most_bytes:
                found.parts[place].append(written)
                break
            place, used = place + 1, 0
        else:
            found.left_out += 1
    return found
