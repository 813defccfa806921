"""The tables that a query may name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """A table: its name, the other names it answers to, the dataset's file, and what SHOW TABLES says of it."""

    name: str
    aliases: tuple[str, ...]
    path: str
    title: str
    version: int
    rows: int


class Known:
    """The tables by every name they have. Names are compared as DuckDB does, without regard to capitals."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        aliases = ((alias, source) for source in self.sources for alias in source.aliases)
        named = {alias.lower(): source for alias, source in aliases}
        self._named = named | {source.name.lower(): source for source in self.sources}

    @classmethod
    def from_json(cls, tables: Sequence[dict[str, Any]]) -> Known:
        return cls(Source(**table | {"aliases": tuple(table["aliases"])}) for table in tables)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._named

    def __getitem__(self, name: str) -> Source:
        return self._named[name.lower()]

    def hint(self, name: str) -> str:
        """What to write instead of a name that no table has."""
        close = did_you_mean(name, [source.name for source in self.sources]) or did_you_mean(name, list(self._named))
        if close or not self.sources:
            return close or "There are no tables yet: import a file first."
        shown = ", ".join(source.name for source in self.sources[:8]) + (" …" if len(self.sources) > 8 else "")
        return f"The tables: {shown}."


def did_you_mean(name: str, names: Sequence[str]) -> str:
    """A question that names what comes closest; empty when nothing is close."""
    lowered = {candidate.lower(): candidate for candidate in names}
    close = difflib.get_close_matches(name.lower(), list(lowered), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(f'“{lowered[key]}”' for key in close)}?" if close else ""
