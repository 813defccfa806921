"""How far two distributions lie apart, and whether that is more than chance: numbers first, then a verdict in a word.

Population stability index and its behaviour under chance: Yurdakul and Naranjo (2020), Journal of Risk Model
Validation 14(4). Jensen-Shannon distance: Endres and Schindelin (2003). Rule of five for chi-square: Cochran (1954).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.profiling.comparing.records import Drift, Verdict
from core.profiling.records import Precision
from core.profiling.table import Array

Counts = NDArray[np.int64]

SHIFTED, STRONG = 0.1, 0.25  # of the stability index beyond chance: the thresholds that credit scoring uses
MISSING_SHIFTED, MISSING_STRONG = 0.05, 0.2  # difference of the missing shares
RARE_BY_CHANCE = 0.001  # p-value below which chance is no explanation; small, since many columns are asked
FEWEST_ROWS = 30  # with fewer values on a side, nothing is said
FEWEST_EXPECTED = 5  # rows a level should have on either side for the chi-square test
SERIOUSNESS: tuple[Verdict, ...] = ("unjudged", "stable", "unsure", "shifted", "strong")
EMPTY_SHARE = 1e-4  # stands for a share of nothing, whose logarithm would be infinite


def of_levels(left: Counts, right: Counts) -> Drift:
    """The drift between counts of the same levels."""
    statistic, p_value = chi_square(left, right)
    return _drift(left, right, "chi_square", statistic, p_value, (int(left.sum()), int(right.sum())), "exact")


def of_values(left: Counts, right: Counts, values: tuple[Array, Array], *, precision: Precision) -> Drift:
    """The drift between counts of the same bins; the test is made of the values themselves, or a sample of them."""
    statistic, p_value = kolmogorov_smirnov(*values)
    return _drift(left, right, "kolmogorov_smirnov", statistic, p_value, (len(values[0]), len(values[1])), precision)


def stability_index(left: Counts, right: Counts) -> float:
    """The population stability index: the sum of (q - p) ln(q / p) over the shares; 0 when nothing moved."""
    p, q = _shares(left), _shares(right)
    p, q = np.maximum(p, EMPTY_SHARE), np.maximum(q, EMPTY_SHARE)
    return float(np.sum((q - p) * np.log(q / p)))


def expected_index(left: Counts, right: Counts) -> float:
    """The stability index that two samples of one distribution have on average: (bins - 1) (1 / n + 1 / m)."""
    bins = int(np.count_nonzero(left + right))
    return max(bins - 1, 0) * (1 / max(int(left.sum()), 1) + 1 / max(int(right.sum()), 1))


def jensen_shannon(left: Counts, right: Counts) -> float:
    """The Jensen-Shannon distance in base 2: 0 for the same shares, 1 for distributions that share nothing."""
    p, q = _shares(left), _shares(right)
    middle = (p + q) / 2
    divergence = (_relative_entropy(p, middle) + _relative_entropy(q, middle)) / 2
    return math.sqrt(max(divergence, 0.0))


def kolmogorov_smirnov(left: Array, right: Array) -> tuple[float, float]:
    """The largest distance of the two distribution functions, and how likely chance gives one as large."""
    from scipy.stats import kstwo

    if not len(left) or not len(right):
        return 0.0, 1.0
    left, right = np.sort(left), np.sort(right)
    everything = np.concatenate([left, right])
    below_left = np.searchsorted(left, everything, side="right") / len(left)
    below_right = np.searchsorted(right, everything, side="right") / len(right)
    distance = float(np.abs(below_left - below_right).max())
    effective = max(len(left) * len(right) / (len(left) + len(right)), 1)
    return distance, float(kstwo.sf(distance, round(effective)))


def chi_square(left: Counts, right: Counts) -> tuple[float, float]:
    """Pearson's chi-square of the two rows of counts, and how likely chance gives one as large.

    Levels that are too rare for the test are taken together.
    """
    from scipy.special import chdtrc

    observed = pooled(left, right)
    rows, columns = observed.sum(axis=1, keepdims=True), observed.sum(axis=0, keepdims=True)
    if observed.shape[1] < 2 or not rows.all():
        return 0.0, 1.0
    expected = rows * columns / observed.sum()
    statistic = float(((observed - expected) ** 2 / expected).sum())
    return statistic, float(chdtrc(observed.shape[1] - 1, statistic))


def pooled(left: Counts, right: Counts) -> NDArray[np.float64]:
    """Both rows of counts, the levels with too few expected rows added up into one."""
    observed = np.asarray([left, right], np.float64)
    observed = observed[:, observed.sum(axis=0) > 0]
    smaller = min(observed.sum(axis=1)) / max(observed.sum(), 1)
    rare = observed.sum(axis=0) * smaller < FEWEST_EXPECTED
    if not rare.any():
        return observed
    return np.column_stack([observed[:, ~rare], observed[:, rare].sum(axis=1)])


def judged(drift: Drift | None, missing: tuple[float, float], rows: tuple[int, int]) -> Verdict:
    """The verdict on a column: of its values or its gaps, whichever moved more. `missing` counts rows.

    A part too small to tell is `unsure`: a large number that chance gives as well does not cry wolf.
    """
    values = _of_values(drift) if drift else "stable"
    return max((values, _of_gaps(missing, rows)), key=SERIOUSNESS.index)


def _of_values(drift: Drift) -> Verdict:
    beyond_chance = drift.psi - drift.noise
    if beyond_chance < SHIFTED:
        return "stable" if min(drift.n) >= FEWEST_ROWS else "unsure"
    if drift.p_value >= RARE_BY_CHANCE or min(drift.n) < FEWEST_ROWS:
        return "unsure"
    return "strong" if beyond_chance >= STRONG else "shifted"


def _of_gaps(missing: tuple[float, float], rows: tuple[int, int]) -> Verdict:
    from scipy.stats import fisher_exact  # exact also where a part has a handful of gaps

    difference = abs(missing[1] / max(rows[1], 1) - missing[0] / max(rows[0], 1))
    if difference < MISSING_SHIFTED:
        return "stable"
    counts = [[int(gaps), all_ - int(gaps)] for gaps, all_ in zip(missing, rows, strict=True)]
    if fisher_exact(counts).pvalue >= RARE_BY_CHANCE or min(rows) < FEWEST_ROWS:
        return "unsure"
    return "strong" if difference >= MISSING_STRONG else "shifted"


def _drift(left: Counts, right: Counts, test: Any, statistic: float, p_value: float, n: Any, precision: Any) -> Drift:
    return Drift(
        psi=stability_index(left, right),
        noise=expected_index(left, right),
        jensen_shannon=jensen_shannon(left, right),
        test=test,
        statistic=statistic,
        p_value=p_value,
        n=n,
        precision=precision,
    )


def _shares(counts: Counts) -> Array:
    return counts / max(int(counts.sum()), 1)


def _relative_entropy(p: Array, q: Array) -> float:
    there = p > 0
    return float(np.sum(p[there] * np.log2(p[there] / q[there])))
