"""Statistics of distinct values with their counts: what a column with few different values needs no second scan for."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.profiling.measures.catalogue import QUANTILES
from core.profiling.table import Array

FENCE = 1.5  # interquartile ranges beyond the quartiles: Tukey, Exploratory Data Analysis, 1977


@dataclass(frozen=True)
class Counted:
    """Sorted finite values and how often each occurs."""

    values: Array
    counts: Array

    @cached_property
    def n(self) -> float:
        return float(self.counts.sum())

    @cached_property
    def ends(self) -> Array:
        """How many rows there are up to each value."""
        return np.cumsum(self.counts)

    def quantile(self, share: float) -> float:
        """Linear between neighbours, as NumPy and quantile_cont have it."""
        position = share * (self.n - 1)
        below, above = np.searchsorted(self.ends, [np.floor(position), np.ceil(position)], side="right")
        low, high = self.values[below], self.values[above]
        part = position - np.floor(position)
        return float(low * (1 - part) + high * part)

    def below(self, limit: float) -> int:
        return int(self.counts[self.values < limit].sum())

    def above(self, limit: float) -> int:
        return int(self.counts[self.values > limit].sum())


def counted(values: Array, counts: Array) -> Counted:
    order = np.argsort(values, kind="stable")  # fast where they are sorted already
    return Counted(values[order], counts[order].astype(np.float64))


def describe(column: Counted) -> dict[str, Any]:
    """Every measure of numbers that follows from values and counts."""
    quantiles = {key: column.quantile(share) for key, share in QUANTILES.items()}
    middle = quantiles["median"]
    apart = counted(np.abs(column.values - middle), column.counts)
    low, high = fences(quantiles["q25"], quantiles["q75"])
    with np.errstate(over="ignore"):
        total = weighted_sum(column.values, column.counts)
    return quantiles | {
        **moments(column),
        "sum": total,
        "iqr": quantiles["q75"] - quantiles["q25"],
        "mad": apart.quantile(0.5),
        "zeros": int(column.counts[column.values == 0].sum()),
        "negatives": column.below(0),
        "outliers": column.below(low) + column.above(high),
    }


def fences(q25: float, q75: float) -> tuple[float, float]:
    reach = FENCE * (q75 - q25)
    return q25 - reach, q75 + reach


def moments(column: Counted) -> dict[str, float | None]:
    """Mean, standard deviation, skewness and kurtosis, by power sums around the mean."""
    low, high = float(column.values[0]), float(column.values[-1])
    shares = column.counts / column.n
    centre = min(max(weighted_sum(column.values, shares), low), high)
    scale = reach(low, high, centre)
    apart = column.values / scale - centre / scale if math.isinf(high - low) else (column.values - centre) / scale
    squares = apart * apart  # products, because ** takes thirty times as long
    powers = (apart, squares, squares * apart, squares * squares)
    return from_sums(column.n, [weighted_sum(power, column.counts) for power in powers], centre, scale)


def weighted_sum(values: Array, weights: Array) -> float:
    """Not by BLAS, whose threads wait for each other on a busy machine longer than the sum takes."""
    return float((values * weights).sum())


def reach(low: float, high: float, centre: float) -> float:
    """How far values are from the centre: divided by it, their fourth powers neither overflow nor vanish."""
    return min(max(high - centre, centre - low), sys.float_info.max) or 1.0


def from_sums(n: float, sums: list[float], centre: float, scale: float) -> dict[str, float | None]:
    """The moments of x from the sums of ((x - centre) / scale) to the powers 1 to 4.

    Skewness and excess kurtosis are the sample's, corrected for bias (Joanes and Gill, 1998: G1 and G2), as pandas,
    DuckDB and spreadsheets have them.
    """
    d, e2, e3, e4 = (total / n for total in sums)
    m2 = max(e2 - d * d, 0.0)
    m3 = e3 - 3 * d * e2 + 2 * d**3
    m4 = e4 - 4 * d * e3 + 6 * d * d * e2 - 3 * d**4
    mean = centre + scale * d
    std = scale * (m2 * n / (n - 1)) ** 0.5 if n > 1 else None
    spread = m2 > 1e-16 * max(e2, 1e-300)  # anything less is what rounding left of a constant
    return {
        "mean": mean,
        "std": std,
        "variation": std / abs(mean) if std is not None and mean else None,
        "skewness": _skewness(n, m2, m3) if spread and n > 2 else None,
        "kurtosis": _kurtosis(n, m2, m4) if spread and n > 3 else None,
    }


def _skewness(n: float, m2: float, m3: float) -> float:
    return float((n * (n - 1)) ** 0.5 / (n - 2) * m3 / m2**1.5)


def _kurtosis(n: float, m2: float, m4: float) -> float:
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6))
