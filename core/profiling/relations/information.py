"""Mutual information: what one column tells of another, whatever the shape of their relation."""

from __future__ import annotations

import numpy as np

from core.profiling.relations.categorical import Codes, crossed
from core.profiling.table import Array

BINS = 10  # of a number, with about equally many values each


def shared(first: Codes, second: Codes) -> float:
    """The share of the simpler one's entropy that the other tells, from 0 to 1; codes of -1 are missing."""
    both = (first >= 0) & (second >= 0)
    return shared_information(crossed(first[both], second[both])) if both.any() else 0.0


def shared_information(counts: Array) -> float:
    """The same from a table of counts, corrected for its number of cells (Miller, 1955)."""
    n = float(counts.sum())
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    excess = _cells(counts) - _cells(rows) - _cells(columns) + 1
    mutual = entropy(rows) + entropy(columns) - entropy(counts.ravel()) - excess / (2 * n)
    least = min(entropy(rows), entropy(columns))
    return float(np.clip(mutual / least, 0, 1)) if least > 0 else 0.0


def entropy(counts: Array) -> float:
    """In nats."""
    present = counts[counts > 0]
    n = float(present.sum())
    return float(np.log(n) - present @ np.log(present) / n) if n else 0.0


def in_bins(values: Array) -> Codes:
    """Numbers as codes of bins with about equally many values, -1 where they are not finite."""
    present = np.isfinite(values)
    inner = np.linspace(0, 1, BINS + 1)[1:-1]
    limits = np.unique(np.quantile(values[present], inner)) if present.any() else np.array([])
    return np.where(present, np.searchsorted(limits, np.where(present, values, 0.0), side="right"), -1)


def _cells(counts: Array) -> int:
    return int((counts > 0).sum())
