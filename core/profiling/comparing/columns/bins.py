"""Where common bins begin and end: for the eye as wide as each other, for the stability index as full as each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.profiling.measures.histograms import build_bin, edges, frame
from core.profiling.table import Array, literal

PARTS = 10  # of the stability index: deciles of the left side, as is usual
CORE = (0.005, 0.995)  # quantiles between which the picture lies when what is outside would squeeze it
SQUEEZED = 3  # times as wide as the core


@dataclass(frozen=True)
class Bins:
    """Bins of a picture from `low` to `high`, and `cuts` between the parts of the stability index."""

    low: float
    high: float
    count: int
    cuts: tuple[float, ...]
    beyond: bool = False

    @property
    def edges(self) -> tuple[float, ...]:
        return edges(self.low, self.high, self.count)


def common(left: Array, right: Array, low: float, high: float) -> Bins:
    """Bins for values of which these are samples, and which lie from `low` to `high` on either side."""
    everything = np.concatenate([left, right])
    cuts = tuple(_cuts(left if len(left) else right, np.unique(everything)))
    first, last = (float(place) for place in np.quantile(everything, CORE))
    beyond = first < last and (high / 2 - low / 2) > SQUEEZED * (last / 2 - first / 2)
    if beyond:
        low, high, everything = first, last, everything[(everything >= first) & (everything <= last)]
    framed = frame(everything, low, high)
    return Bins(*framed, cuts=cuts, beyond=beyond)


def build_counts(expression: str, bins: Bins, source: str) -> str:
    """Rows of a side per bin of the picture and part of the index: (bin, part, rows)."""
    parts = " + ".join(f"(v > {literal(cut)})::UTINYINT" for cut in bins.cuts) or "0::UTINYINT"
    return (
        f"SELECT {build_bin('v', bins.low, bins.high, bins=bins.count)} AS bin, {parts} AS part, count(*) AS rows\n"
        f"FROM (SELECT {expression} AS v FROM {source})\n"
        "WHERE v IS NOT NULL\n"
        "GROUP BY ALL"
    )


def _cuts(reference: Array, places: Array) -> list[float]:
    """Cuts after the deciles of the reference, halfway to the next value that occurs.

    Before a value that alone fills more than one part, there is a cut as well: what falls below it is told apart.
    """
    shares = np.arange(1, PARTS) / PARTS
    deciles, times = np.unique(np.quantile(reference, shares, method="inverted_cdf"), return_counts=True)
    after = np.searchsorted(places, deciles)
    before = after[times > 1] - 1
    cut_after = np.concatenate([after[after < len(places) - 1], before[before >= 0]])
    return sorted({float(places[place] / 2 + places[place + 1] / 2) for place in cut_after})
