"""How categories go with categories and with numbers: Cramer's V and the correlation ratio, corrected for bias."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.profiling.table import Array

Codes = NDArray[np.int64]
NO_SPREAD = 1e-12  # of a standardised number: what rounding leaves of a constant


def cramers_v(first: Codes, second: Codes) -> float:
    """Cramer's V of two lists of codes (-1 is missing), from 0 to 1, corrected for bias (Bergsma, 2013)."""
    both = (first >= 0) & (second >= 0)
    return cramers_v_of(crossed(first[both], second[both]))


def crossed(first: Codes, second: Codes) -> Array:
    """How often each code of the one meets each code of the other; codes that do not occur are left out."""
    rows, columns = int(first.max(initial=-1)) + 1, int(second.max(initial=-1)) + 1
    counts = np.bincount(first * columns + second, minlength=rows * columns).reshape(rows, columns)
    return counts[counts.any(axis=1)][:, counts.any(axis=0)].astype(np.float64)


def cramers_v_of(counts: Array) -> float:
    """Cramer's V of a table of counts."""
    rows, columns = counts.shape
    n = counts.sum()
    if min(rows, columns) < 2 or n < 2:
        return math.nan
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    phi2 = ((counts - expected) ** 2 / expected).sum() / n
    excess = max(0.0, phi2 - (rows - 1) * (columns - 1) / (n - 1))
    most = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return float(min(1.0, math.sqrt(excess / most))) if most > 0 else math.nan


def correlation_ratios(codes: Sequence[Codes], values: Array) -> Array:
    """The share of a number's deviation that lies between categories, as a root from 0 to 1, NaN without one.

    A row per list of codes (-1 is missing), a column per row of `values` (NaN where missing). Corrected for the number
    of categories (Kelley's epsilon squared, 1935), so that many small ones prove nothing.
    """
    present = np.isfinite(values)
    filled = np.where(present, values, 0)
    means = filled.sum(axis=1) / np.maximum(present.sum(axis=1), 1)
    apart = np.where(present, values - means[:, None], 0)
    spread = np.sqrt((apart * apart).sum(axis=1) / np.maximum(present.sum(axis=1), 1))
    standard = apart / np.where(spread > 0, spread, 1)[:, None]
    parts = (present.astype(np.float64), standard, standard * standard)
    return np.array([_ratios(one, *parts) for one in codes]).reshape(len(codes), len(values))


def _ratios(codes: Codes, present: Array, standard: Array, squares: Array) -> Array:
    known = codes >= 0
    members = np.zeros((len(codes), int(codes.max(initial=-1)) + 1))
    members[np.flatnonzero(known), codes[known]] = 1
    counts, sums = present @ members, standard @ members
    n, groups = counts.sum(axis=1), (counts > 0).sum(axis=1)
    middle = sums.sum(axis=1) ** 2 / np.maximum(n, 1)
    total = squares @ known - middle
    between = (sums**2 / np.maximum(counts, 1)).sum(axis=1) - middle
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.sqrt(np.maximum(0.0, 1 - (1 - between / total) * (n - 1) / (n - groups)))
    found: Array = np.where((groups >= 2) & (n > groups) & (total > NO_SPREAD * n), ratios, np.nan)
    return found


def correlation_ratio(codes: Codes, values: Array) -> float:
    """The same of one number."""
    return float(correlation_ratios([codes], values[None, :])[0, 0])


def most_frequent(codes: NDArray[np.int32], levels: int, keep: int) -> Codes:
    """The codes with the most frequent ones numbered from 0 and all others together as the last; -1 stays missing."""
    counts = np.bincount(codes[codes >= 0], minlength=levels)
    order = np.argsort(-counts, kind="stable")
    places = np.full(levels + 1, min(keep, levels), dtype=np.int64)
    places[order[:keep]] = np.arange(min(keep, levels))
    places[-1] = -1
    found: Codes = places[codes]
    return found
