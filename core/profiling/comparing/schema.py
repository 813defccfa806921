"""How the columns of two tables differ: added, removed, of another kind, and those that only changed their name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.datasets.catalogue import Column
from core.profiling.comparing.records import Renamed, Retyped, SchemaChanges
from core.profiling.table import holds

ALIKE = 0.7  # similarity of two names, 0 to 1, from which on one may be the other


@dataclass(frozen=True)
class Pairing:
    """The same column on both sides."""

    left: Column
    right: Column

    @property
    def holds(self) -> str:
        """What both hold; texts where they hold different things, as everything can be written."""
        what = {holds(self.left), holds(self.right)}
        return what.pop() if len(what) == 1 else "texts"

    @property
    def same_type(self) -> bool:
        return self.left.type == self.right.type


def pair(left: Sequence[Column], right: Sequence[Column]) -> tuple[tuple[Pairing, ...], SchemaChanges]:
    """Which columns are the same, by name or by what looks like a new name, and what is different about the others."""
    before, after = {c.name: c for c in left}, {c.name: c for c in right}
    renamed = tuple(_renamed([c for c in left if c.name not in after], [c for c in right if c.name not in before]))
    names = {name: name for name in before if name in after} | {found.before: found.after for found in renamed}
    pairings = tuple(Pairing(column, after[names[column.name]]) for column in left if column.name in names)
    changes = SchemaChanges(
        added=tuple(c.name for c in right if c.name not in names.values()),
        removed=tuple(c.name for c in left if c.name not in names),
        renamed=renamed,
        retyped=tuple(_retyped(pairings)),
    )
    return pairings, changes


def _renamed(gone: Sequence[Column], come: Sequence[Column]) -> Iterator[Renamed]:
    """Pairs of a column that is gone and one that is new, the most alike names first; each column at most once."""
    alike = [(_likeness(a.name, b.name), a, b) for a in gone for b in come if holds(a) == holds(b)]
    taken: set[str] = set()
    for likeness, before, after in sorted(alike, key=lambda found: -found[0]):
        if likeness >= ALIKE and not {f"<{before.name}", f">{after.name}"} & taken:
            taken |= {f"<{before.name}", f">{after.name}"}
            yield Renamed(before.name, after.name, _evidence(likeness))


def _evidence(likeness: float) -> str:
    if likeness == 1:
        return "The names differ only in capitals and marks."
    return f"The names are alike ({likeness:.0%}), and both hold the same kind of values."


def _likeness(first: str, second: str) -> float:
    return difflib.SequenceMatcher(None, _bare(first), _bare(second)).ratio()


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold() or name


def _retyped(pairings: Sequence[Pairing]) -> Iterator[Retyped]:
    for found in pairings:
        before, after = found.left, found.right
        if before.kind != after.kind or before.type != after.type:
            yield Retyped(after.name, before.kind, after.kind, before.type, after.type)
