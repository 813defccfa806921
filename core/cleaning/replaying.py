"""Steps used again: those that made a version are kept with it, and can be applied to the next file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import core.cleaning.catalogue as catalogue
from core.cleaning.steps import Field, Step
from core.datasets import Dataset


def steps_of(dataset: Dataset) -> tuple[Step, ...]:
    """The steps that made this version; none where it came from elsewhere."""
    if dataset.origin.get("kind") != "steps":
        return ()
    return tuple(Step.from_json(step) for step in dataset.origin["steps"])


def lacking(made: Dataset, dataset: Dataset) -> tuple[str, ...]:
    """Columns that the steps which made one version use and that the other dataset does not have."""
    there = {column.name for column in dataset.columns}
    known = set(made.origin.get("source_columns", ()))
    used = dict.fromkeys(name for step in steps_of(made) if step.on for name in columns_of(step))
    return tuple(name for name in used if name in known and name not in there)


def columns_of(step: Step) -> Iterator[str]:
    """The names of columns that a step speaks of."""
    for field in catalogue.find(step.kind).fields:
        yield from _names(field, step.settings.get(field.key))


def _names(field: Field, value: Any) -> Iterator[str]:
    if field.input in ("column", "columns") and value:
        yield from [value] if isinstance(value, str) else value
    elif field.input == "names" and value:
        yield from value
    elif field.input in PLACES and value:
        yield from (str(one[PLACES[field.input]]) for one in value if PLACES[field.input] in one)


PLACES: dict[str, str] = {"conditions": "column", "orders": "column", "aggregates": "column", "keys": "left"}


def without(steps: Sequence[Step], names: Sequence[str]) -> tuple[Step, ...]:
    """The steps, those that speak of one of these columns switched off."""
    gone = set(names)
    return tuple(Step(step.kind, step.settings, step.on and gone.isdisjoint(columns_of(step))) for step in steps)
