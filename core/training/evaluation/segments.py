"""Where the model is worse: values and ranges of a column whose rows it gets wrong more than the others."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.models import batch as batches
from core.models.batch import Array
from core.models.describing import words
from core.training.search.loss import row_losses
from core.training.search.problem import Problem
from core.writing import numbers

FEWEST_ROWS = 30
LEAST_SHARE = 0.01  # of the rows: a smaller segment is a handful of cases
MUCH_WORSE = 1.25  # times the error elsewhere
CERTAIN_Z = 4.0  # standard errors: hundreds of segments are looked at, none of them should be there by chance
MOST_LEVELS = 50
RANGES = 5
MOST_FOUND = 5
MOST_OF_A_COLUMN = 2
KINDS_IN_RANGES = ("number", "date")


@dataclass(frozen=True)
class Segment:
    """Rows that have something in common, with the mean error among them and among all others."""

    column: str
    where: str
    rows: int
    error: float
    elsewhere: float
    unit: str

    @property
    def sentence(self) -> str:
        return (
            f"Where {self.where} ({self.rows:,} rows) the {self.unit} is {numbers.number(self.error)}; "
            f"elsewhere it is {numbers.number(self.elsewhere)}."
        )


@dataclass(frozen=True)
class _Part:
    where: str
    inside: Array


def find(problem: Problem, answers: Array, columns: Sequence[tuple[str, str]]) -> tuple[Segment, ...]:
    """The segments that cost most, over all columns (name, kind). `answers`: of the scored rows, each by a model that
    had not seen the row.

    A segment is told when its mean error is larger than elsewhere by 4 standard errors (Welch) and by a quarter.
    """
    errors, unit = _errors(problem, answers)
    seen = batches.take(problem.batch, problem.scored)
    found = [
        segment
        for name, kind in columns
        for segment in _worst(name, _parts(seen, name, kind), errors, unit)[:MOST_OF_A_COLUMN]
    ]
    return tuple(sorted(found, key=_cost, reverse=True)[:MOST_FOUND])


def _errors(problem: Problem, answers: Array) -> tuple[Array, str]:
    target = problem.target[problem.scored]
    if problem.task == "regression":
        return np.abs(answers[:, 0] - target), "mean absolute error"
    return row_losses(problem.task, answers, target), "log loss"


def _worst(name: str, parts: Iterator[_Part], errors: Array, unit: str) -> list[Segment]:
    segments = [
        Segment(name, part.where, int(part.inside.sum()), float(inside.mean()), float(outside.mean()), unit)
        for part in parts
        for inside, outside in [(errors[part.inside], errors[~part.inside])]
        if _clearly_worse(inside, outside)
    ]
    return sorted(segments, key=_cost, reverse=True)


def _clearly_worse(inside: Array, outside: Array) -> bool:
    if min(len(inside), len(outside)) < max(FEWEST_ROWS, LEAST_SHARE * (len(inside) + len(outside))):
        return False
    difference = inside.mean() - outside.mean()
    error = np.sqrt(inside.var(ddof=1) / len(inside) + outside.var(ddof=1) / len(outside))
    return bool(difference > CERTAIN_Z * error and inside.mean() > MUCH_WORSE * outside.mean())


def _cost(segment: Segment) -> float:
    """What would be gained if the model were as good here as elsewhere."""
    return (segment.error - segment.elsewhere) * segment.rows


def _parts(seen: batches.Batch, name: str, kind: str) -> Iterator[_Part]:
    if kind in KINDS_IN_RANGES:
        values = batches.dates(seen, name).astype(np.float64) if kind == "date" else batches.numbers(seen, name)
        known = ~np.isnat(batches.dates(seen, name)) if kind == "date" else ~np.isnan(values)
        yield from _ranges(name, kind, values, known)
        missing = ~known
    else:
        texts = np.array(batches.texts(seen, name), object)
        missing = texts == None  # noqa: E711 (element by element)
        yield from _levels(name, texts[~missing], texts)
    yield _Part(f"“{name}” is missing", missing)


def _levels(name: str, known: Array, texts: Array) -> Iterator[_Part]:
    levels, counts = np.unique(known.astype(str), return_counts=True)
    for level in levels[np.argsort(-counts, kind="stable")][:MOST_LEVELS]:
        yield _Part(f"“{name}” is {words.said(str(level))}", texts == level)


def _ranges(name: str, kind: str, values: Array, known: Array) -> Iterator[_Part]:
    """Fifths of the rows by value, fewer where values repeat."""
    if not known.any():
        return
    edges = np.unique(np.quantile(values[known], np.linspace(0, 1, RANGES + 1), method="nearest"))
    for low, high in itertools.pairwise(edges.tolist()):
        last = high == edges[-1]
        inside = known & (values >= low) & ((values <= high) if last else (values < high))
        upto = "to" if last else "to below"
        yield _Part(f"“{name}” is {_shown(low, kind)} {upto} {_shown(high, kind)}", inside)


def _shown(value: float, kind: str) -> str:
    if kind == "date":
        return str(np.datetime64(int(value), "us").astype("datetime64[D]"))
    return numbers.number(float(value))
