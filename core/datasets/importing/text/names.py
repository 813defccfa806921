"""Column names that work everywhere: not empty, no two alike, nothing invisible in them; the original is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 120
RESERVED = {"rowid"}  # DuckDB's own number of a row, by which rows keep their order
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def clean(originals: Sequence[str]) -> tuple[str, ...]:
    """One name for each original, in order. Names that differ only in case get a number: SQL does not see case."""
    taken = set(RESERVED)
    names = []
    for position, original in enumerate(originals, start=1):
        name = _free(_cleaned(original) or f"column_{position}", taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def loosely(name: str) -> str:
    """A name without case, blanks and punctuation: `Sepal Length (cm)` is likely `sepal_length_cm`."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _cleaned(original: str) -> str:
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", original))
    text = "".join(" " if unicodedata.category(letter) in ("Cc", "Zs", "Zl", "Zp") else letter for letter in text)
    return " ".join(text.split())[:LONGEST].strip()


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    return free
