"""Fitted encoders for numbers and categories. The same object encodes the training rows and every row after them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

import core.models.batch as batches
from core.models.batch import Array, Batch

_DECORATION = re.compile(r"^[\s$€£¥₹]+|[\s%]+$|[,\u00a0'](?=\d{3}\b)")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Numbers:
    """A numeric column as it is."""

    source: str

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.source,)

    @property
    def levels_each(self) -> tuple[int, ...]:
        return (0,)

    def encode(self, batch: Batch) -> Array:
        return batches.numbers(batch, self.source)[:, None]


@dataclass(frozen=True)
class ParsedNumbers(Numbers):
    """Numbers inside text: currency signs, percent signs and thousands separators are taken off."""

    def encode(self, batch: Batch) -> Array:
        values = batches.texts(batch, self.source)
        parsed = {value: parse_number(value) for value in set(values)}
        return np.array([parsed[value] for value in values], np.float64)[:, None]


@dataclass(frozen=True)
class Clock(Numbers):
    """A time of day as hours since midnight."""

    def encode(self, batch: Batch) -> Array:
        return np.array([_hours(value) for value in batches.texts(batch, self.source)], np.float64)[:, None]


@dataclass(frozen=True)
class Levels(Numbers):
    """A category as the code of its level, most frequent first. A level never seen counts as missing."""

    levels: tuple[str, ...]

    @property
    def levels_each(self) -> tuple[int, ...]:
        return (len(self.levels),)

    @cached_property
    def codes(self) -> dict[str | None, float]:
        return {level: float(code) for code, level in enumerate(self.levels)}

    def encode(self, batch: Batch) -> Array:
        values = batches.texts(batch, self.source)
        return np.array([self.codes.get(value, math.nan) for value in values], np.float64)[:, None]


@dataclass(frozen=True)
class Frequency(Numbers):
    """How often a value was seen in training, as log(1 + count): rare names behave alike."""

    levels: tuple[str, ...]
    counts: Array

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.source}: frequency",)

    @cached_property
    def logarithms(self) -> dict[str | None, float]:
        return dict(zip(self.levels, np.log1p(self.counts).tolist(), strict=True))

    def encode(self, batch: Batch) -> Array:
        values = batches.texts(batch, self.source)
        return np.array([self.logarithms.get(value, 0.0) for value in values], np.float64)[:, None]


def parse_number(text: str | None) -> float:
    """The number that a text shows, or NaN: `$ 1,250` is 1250, `12%` is 12, `n/a` is nothing."""
    bare = _DECORATION.sub("", text) if text else ""
    return float(bare) if _NUMBER.fullmatch(bare) else math.nan


def _hours(text: str | None) -> float:
    """Hours since midnight of `14:30` or `14:30:15.5`, or NaN."""
    parts = (text or "").split(":")
    try:
        return float(sum(float(part) / 60**place for place, part in enumerate(parts)))
    except ValueError:
        return math.nan
