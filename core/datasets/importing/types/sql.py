"""The two ways in which text becomes part of a query here: as a literal and as a name."""

from __future__ import annotations

from collections.abc import Iterable

from core.storage.engine import quote

__all__ = ["literal", "literals", "quote"]


def literal(text: str) -> str:
    """Text as an SQL string. Options of table functions such as `read_csv` cannot be bound as parameters."""
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    return ", ".join(literal(text) for text in texts)
