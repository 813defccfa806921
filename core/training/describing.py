"""Describes the columns a model uses, as it saw them: what a form asks for and what a later row is compared with."""

from __future__ import annotations

from collections import Counter

import numpy as np

from core.datasets import Column
from core.models import Feature
from core.models import batch as batches
from core.models.batch import NUMERIC_KINDS, Array, Batch

MOST_LEVELS = 255


def describe(columns: tuple[Column, ...], batch: Batch, used: frozenset[str]) -> tuple[Feature, ...]:
    """One feature per used column, in the order of the dataset."""
    return tuple(_describe(column, batch) for column in columns if column.name in used)


def _describe(column: Column, batch: Batch) -> Feature:
    if column.kind in NUMERIC_KINDS:
        return _number(column, batches.numbers(batch, column.name))
    if column.kind == "date":
        return _date(column, batches.dates(batch, column.name))
    return _levels(column, batches.texts(batch, column.name))


def _number(column: Column, values: Array) -> Feature:
    known = values[~np.isnan(values)]
    middle = np.quantile(known, 0.5, method="lower")  # a value that occurs: 2.5 rooms would look odd in a form
    return Feature(
        column.name,
        column.kind,
        column.type,
        low=float(known.min()),
        high=float(known.max()),
        typical=float(middle),
        missing_share=1 - len(known) / len(values),
    )


def _date(column: Column, dates: Array) -> Feature:
    known = np.sort(dates[~np.isnat(dates)])
    low, high = (known[at].astype("datetime64[us]").astype(np.int64) / 1e6 for at in (0, -1))
    middle = known[len(known) // 2].astype("datetime64[s]")
    return Feature(
        column.name,
        column.kind,
        column.type,
        low=float(low),
        high=float(high),
        typical=str(middle),
        missing_share=1 - len(known) / len(dates),
    )


def _levels(column: Column, texts: list[str | None]) -> Feature:
    counts = Counter(text for text in texts if text is not None)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Feature(
        column.name,
        column.kind,
        column.type,
        levels=tuple(level for level, _ in ordered[:MOST_LEVELS]),
        typical=ordered[0][0],
        missing_share=1 - counts.total() / len(texts),
    )
