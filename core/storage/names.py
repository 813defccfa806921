"""Names that people give to things."""

from __future__ import annotations

import unicodedata

from core.errors import BadInput

LONGEST_NAME = 200  # characters


def checked_name(name: str) -> str:
    """The name, trimmed and without control characters. Raises BadInput when nothing is left or it is too long."""
    visible = "".join(letter for letter in name if letter.isspace() or unicodedata.category(letter) != "Cc")
    trimmed = " ".join(visible.split())
    if not trimmed or len(trimmed) > LONGEST_NAME:
        raise BadInput(
            f"A name has 1 to {LONGEST_NAME} characters; this one has {len(trimmed)}.", hint="Choose another name."
        )
    return trimmed
