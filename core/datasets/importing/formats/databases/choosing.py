"""Which table of a database file is read: the one that was asked for, or the largest."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import BadFile, NotFound

NAMES_SHOWN = 10


@dataclass(frozen=True)
class Inside:
    """A table or view of a database file. `cells` is its size as far as it is known; views have none."""

    name: str
    cells: int
    view: bool = False


@dataclass(frozen=True)
class Choice:
    """The table to read, all there are, and what to tell of the others."""

    table: Inside
    names: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def choose(tables: Sequence[Inside], asked: str | None) -> Choice:
    """Raises BadFile when there is no table, NotFound when the one asked for is not there."""
    names = tuple(table.name for table in tables)
    if not tables:
        raise BadFile("The database holds no table.", hint="Upload one with a table in it.")
    if asked is not None:
        return Choice(_named(tables, asked), names)
    table = max(tables, key=lambda table: (not table.view, table.cells))
    others = [name for name in names if name != table.name]
    shown = ", ".join(others[:NAMES_SHOWN]) + (" …" if len(others) > NAMES_SHOWN else "")
    told = f"The database has {len(names)} tables; “{table.name}”, the largest, was read, not {shown}."
    return Choice(table, names, (told,) if others else ())


def _named(tables: Sequence[Inside], asked: str) -> Inside:
    found = next((table for table in tables if table.name == asked), None)
    found = found or next((table for table in tables if table.name.casefold() == asked.casefold()), None)
    if found is None:
        names = [table.name for table in tables]
        close = difflib.get_close_matches(asked, names, n=3) or names[:NAMES_SHOWN]
        raise NotFound(f"The database has no table “{asked}”.", hint=f"There are: {', '.join(close)}.")
    return found
