"""Names that people give to things."""

from __future__ import annotations

from core.errors import BadInput

LONGEST_NAME = 200  # characters


def checked_name(name: str) -> str:
    """The name, trimmed. Raises BadInput when it is empty or too long."""
    trimmed = " ".join(name.split())
    if not trimmed or len(trimmed) > LONGEST_NAME:
        raise BadInput(
            f"A name has 1 to {LONGEST_NAME} characters; this one has {len(trimmed)}.", hint="Choose another name."
        )
    return trimmed
