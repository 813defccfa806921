"""The columns that a model asks for, and which column of a row each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.datasets.importing.choosing.conventions import Conventions
from core.datasets.importing.text.names import loosely
from core.models import Feature, Scorer
from core.predicting.reading.columns import ColumnReader


@dataclass(frozen=True)
class Schema:
    """The readers of a model's columns, made once per model."""

    readers: tuple[ColumnReader, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(reader.feature.name for reader in self.readers)

    def place(self, given: Iterable[str]) -> dict[str, str]:
        """For each of the model's columns that is there: the given name. The same name first, then a likely one."""
        given = tuple(given)
        placed = {name: name for name in self.names if name in given}
        loose = _unique(name for name in given if name not in placed)
        wanted = _unique(name for name in self.names if name not in placed)
        return placed | {name: loose[key] for key, name in wanted.items() if key in loose}


def schema_of(scorer: Scorer, conventions: Conventions | None = None) -> Schema:
    """The schema of a model; `conventions` says how its training file was written, as far as that is known."""
    known = conventions or {}
    return _schema(scorer.features, tuple(known.get(feature.name, "") for feature in scorer.features))


@lru_cache(maxsize=32)
def _schema(features: tuple[Feature, ...], written: tuple[str, ...]) -> Schema:
    return Schema(tuple(ColumnReader(*column) for column in zip(features, written, strict=True)))


def _unique(names: Iterable[str]) -> dict[str, str]:
    """Names by what is left of them loosely; two that look alike are no likely name for anything."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(loosely(name), []).append(name)
    return {key: same[0] for key, same in found.items() if len(same) == 1 and key}
