"""Which columns of several files are the same: those of one name, in whatever order; files without names by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.datasets.importing.combining.pieces import Piece
from core.datasets.importing.reporting.words import count
from core.datasets.importing.text import names
from core.errors import BadInput

NAMES_SHOWN = 6
COMBINE = "Leave files out, or choose to combine all columns by name."


@dataclass(frozen=True)
class Shared:
    """A column of the table to be: its place in each file, None in those that lack it."""

    name: str
    original: str
    places: tuple[int | None, ...]

    @property
    def files(self) -> int:
        return sum(place is not None for place in self.places)


def match(pieces: Sequence[Piece], *, union: bool) -> list[Shared]:
    """The columns of all files, those of the first file first.

    Raises BadInput when the files differ, unless their union is wanted; and then when they have nothing in common.
    """
    keys = _keys(pieces)
    every = list(dict.fromkeys(key for file in keys for key in file))
    shared = [_shared(pieces, keys, key) for key in every]
    if not union:
        _refuse_differences(pieces, keys)
    elif len(pieces) > 1 and not any(column.files > 1 for column in shared):
        raise BadInput("The files have no column in common.", hint="Import them one by one.")
    return shared


def told(pieces: Sequence[Piece], shared: Sequence[Shared]) -> Iterator[str]:
    """What the person should know about how the files fit together."""
    for column in shared:
        if column.files < len(pieces):
            yield f"“{column.name}” is in {column.files} of {len(pieces)} files, and empty in the rows of the others."
    nameless = [piece.file for piece in pieces if not piece.named]
    if nameless and len(nameless) < len(pieces):
        yield f"{count(len(nameless), 'file')} without column names matched by place: {_some(nameless)}."


def _keys(pieces: Sequence[Piece]) -> list[list[str]]:
    """What the columns of each file are recognised by."""
    named = [[names.loosely(column.name) or column.name for column in piece.columns] for piece in pieces]
    model = next((keys for keys, piece in zip(named, pieces, strict=True) if piece.named), None)
    return [
        model if model and not piece.named and len(keys) == len(model) else keys
        for keys, piece in zip(named, pieces, strict=True)
    ]


def _shared(pieces: Sequence[Piece], keys: Sequence[list[str]], key: str) -> Shared:
    places = tuple(file.index(key) if key in file else None for file in keys)
    holders = [(piece, place) for piece, place in zip(pieces, places, strict=True) if place is not None]
    piece, place = next((holder for holder in holders if holder[0].named), holders[0])
    return Shared(piece.columns[place].name, piece.columns[place].original, places)


def _refuse_differences(pieces: Sequence[Piece], keys: Sequence[list[str]]) -> None:
    first = {key: column.name for key, column in zip(keys[0], pieces[0].columns, strict=True)}
    for piece, file in zip(pieces[1:], keys[1:], strict=True):
        own = {key: column.name for key, column in zip(file, piece.columns, strict=True)}
        lacking = [name for key, name in first.items() if key not in own]
        besides = [name for key, name in own.items() if key not in first]
        if lacking or besides:
            differences = [f"lacks {_some(lacking)}"] * bool(lacking) + [f"has {_some(besides)} besides"] * bool(
                besides
            )
            raise BadInput(
                f"The files do not have the same columns: “{piece.file}” {' and '.join(differences)}, "
                f"compared with “{pieces[0].file}”.",
                hint=COMBINE,
            )


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:NAMES_SHOWN])
    return shown + (f" and {len(words) - NAMES_SHOWN} more" if len(words) > NAMES_SHOWN else "")
