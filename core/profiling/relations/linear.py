"""Pearson's correlation over every row: sums of products in one SELECT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from core.profiling.measures.draft import Draft
from core.profiling.table import Array, Table, build_select, literal

EXACT_COLUMNS = 24  # more pairs than 276 take longer than everything else: they come from the sample
EXACT_CELLS = 200_000_000  # values read for it at most
HUGE = 1e100
TINY = 1e-20  # a product of variances of standardised values below this is rounding: one of the two does not vary


@dataclass(frozen=True)
class Linear:
    """Pearson's r of every two columns, from -1 to 1, NaN where one does not vary; from every row if `exact`."""

    names: tuple[str, ...]
    matrix: Array
    exact: bool


def correlate(table: Table, drafts: Sequence[Draft]) -> Linear:
    """Pearson's r of columns whose mean and deviation are known, over the rows where both are present."""
    names = tuple(draft.column.name for draft in drafts)
    found = iter(table.one(build_products(drafts, table=table.name)))
    matrix = np.eye(len(drafts))
    for i, j in combinations(range(len(drafts)), 2):
        matrix[i, j] = matrix[j, i] = _pearson(*(float(next(found) or 0) for _ in range(6)))
    return Linear(names, matrix, exact=True)


def can_be_exact(table: Table, drafts: Sequence[Draft]) -> bool:
    return 2 <= len(drafts) <= EXACT_COLUMNS and table.rows * len(drafts) <= EXACT_CELLS


def build_products(drafts: Sequence[Draft], *, table: str) -> str:
    """Per pair six sums over the rows where both are present: n, x, y, xx, yy, xy, of standardised values."""
    scaled = [f"{_standardised(draft)} AS z{place}" for place, draft in enumerate(drafts)]
    pairs = combinations(range(len(drafts)), 2)
    sums = [_sums(i, j, drafts[i], drafts[j]) for i, j in pairs]
    return build_select(sums, f"({build_select(scaled, table)})")


def correlate_sample(names: Sequence[str], axes: Sequence[Array]) -> Linear:
    """The same from values at hand."""
    matrix = correlation(np.array(axes)) if axes else np.zeros((0, 0))
    return Linear(tuple(names), matrix, exact=False)


def tamed(values: Array) -> Array:
    """Values so small that their squares do not overflow: no correlation and no share changes with the scale."""
    largest = float(np.nanmax(np.abs(values), initial=0.0))
    return values / largest if largest > HUGE else values


def correlation(values: Array) -> Array:
    """Pearson's r between the rows of a matrix, of every two over the places where both are finite."""
    present = np.isfinite(values).astype(np.float64)
    filled = _standard_rows(np.where(np.isfinite(values), values, np.nan))
    n, squares, products = present @ present.T, filled**2 @ present.T, filled @ filled.T
    sums = filled @ present.T
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = products / n - (sums / n) * (sums.T / n)
        spread = squares / n - (sums / n) ** 2
        both = spread * spread.T
        found: Array = np.clip(covariance / np.sqrt(np.where(both > TINY, both, np.nan)), -1, 1)
    return found


def _standard_rows(values: Array) -> Array:
    """Rows with mean 0 and deviation 1, zero where a value is missing or nothing varies."""
    out = np.zeros_like(values)
    for place, row in enumerate(values):
        kept = np.isfinite(row)
        if kept.any() and (spread := row[kept].std()) > 0:
            out[place, kept] = (row[kept] - row[kept].mean()) / spread
    return out


def _standardised(draft: Draft) -> str:
    return f"({draft.terms['axis']} - {literal(draft.amount('mean'))}) / {literal(draft.amount('std'))}"


def _sums(i: int, j: int, first: Draft, second: Draft) -> str:
    if not _may_lack(first) and not _may_lack(second):
        # Standardised over all rows both means are 0 and both squares known: only the product is unknown.
        n = first.count
        return f"{n}, 0, 0, {n - 1}, {n - 1}, sum(z{i} * z{j})"
    both = f"z{i} IS NOT NULL AND z{j} IS NOT NULL"
    return (
        f"count(z{i} * z{j}), sum(z{i}) FILTER ({both}), sum(z{j}) FILTER ({both}), "
        f"sum(z{i} * z{i}) FILTER ({both}), sum(z{j} * z{j}) FILTER ({both}), sum(z{i} * z{j})"
    )


def _may_lack(draft: Draft) -> bool:
    return not draft.finite or bool(draft.amount("missing"))


def _pearson(n: float, x: float, y: float, xx: float, yy: float, xy: float) -> float:
    if n < 2:
        return float("nan")
    covariance = xy / n - x / n * y / n
    spread = (xx / n - (x / n) ** 2) * (yy / n - (y / n) ** 2)
    return float(np.clip(covariance / spread**0.5, -1, 1)) if spread > TINY else float("nan")
