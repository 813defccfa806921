"""Numbers with many different values: power sums for all columns in one scan, quantiles a column at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from core.datasets.catalogue import Column
from core.profiling.columns.sample import Sample
from core.profiling.measures.catalogue import QUANTILES
from core.profiling.measures.draft import Draft, Drafts
from core.profiling.measures.weighted import fences, from_sums, reach
from core.profiling.table import Table, build_select, in_batches, literal, wide

SORTED_AT_ONCE = 16_000_000  # values held for quantiles in one query: 128 MB
EXACT_MAD = 200_000  # rows; beyond, the median absolute deviation comes from the sample


def sum_powers(table: Table, sample: Sample, drafts: Drafts) -> None:
    """mean, sum, std, skewness, kurtosis, zeros and negatives by the sums of the first four powers.

    Sums around a value near the mean need no division per row, as Welford's do, and lose nothing to a large offset.
    """
    todo = [column for column in table.holding("numbers") if _lacks(drafts[column.name], "sum")]
    centres = {column.name: _centre(drafts[column.name], sample) for column in todo}
    for batch in in_batches(todo):
        found = iter(table.one(build_power_sums([(drafts[c.name], *centres[c.name]) for c in batch], table=table.name)))
        for column in batch:
            n, *sums, zeros, negatives, low_positive = (next(found) for _ in range(8))
            centre, scale = centres[column.name]
            described = from_sums(n, sums, centre, scale) | {"sum": centre * n + scale * sums[0]}
            drafts[column.name].put(**described, zeros=zeros, negatives=negatives)
            drafts[column.name].low_positive = math.nan if low_positive is None else float(low_positive)


def build_power_sums(columns: Sequence[tuple[Draft, float, float]], *, table: str) -> str:
    """Per column eight: count, the sums of four powers of ((x - centre) / scale), zeros, negatives, least positive."""
    scaled = [
        f"{_apart(draft, centre, scale)} AS d{place}, {draft.terms['column']} AS x{place}"
        for place, (draft, centre, scale) in enumerate(columns)
    ]
    sums = "count(d{p}), sum(d{p}), sum(d{p} * d{p}), sum(d{p} * d{p} * d{p}), sum((d{p} * d{p}) * (d{p} * d{p}))"
    counts = "count_if(x{p} = 0), count_if(x{p} < 0), min(x{p}) FILTER (x{p} > 0)"
    return build_select(
        [f"{sums}, {counts}".format(p=place) for place in range(len(columns))],
        f"({build_select(scaled, table)})",
    )


def find_quantiles(table: Table, sample: Sample, drafts: Drafts) -> None:
    """Exact quantiles, a few columns at a time so that memory stays bounded, and the deviations from the median."""
    todo = [column for column in table.holding("numbers") if _lacks(drafts[column.name], "iqr")]
    at_once = max(1, min(100, SORTED_AT_ONCE // max(table.rows, 1)))
    for batch in in_batches(todo, at_once):
        for name, (quantiles,) in wide(table, batch, lambda column: [build_quantiles(drafts[column.name])]).items():
            found = dict(zip(QUANTILES, quantiles, strict=True))
            drafts[name].put(**found, iqr=found["q75"] - found["q25"])
    _find_deviations(table, sample, drafts, todo)
    for name, (outliers,) in wide(table, todo, lambda column: [build_outliers(drafts[column.name])]).items():
        drafts[name].put(outliers=outliers)


def build_quantiles(draft: Draft) -> str:
    return f"quantile_cont({draft.terms['axis']}, {list(QUANTILES.values())})"


def build_outliers(draft: Draft) -> str:
    """Values beyond Tukey's fences, of which the quartiles are known."""
    low, high = fences(draft.amount("q25"), draft.amount("q75"))
    axis = draft.terms["axis"]
    return f"count_if({axis} < {literal(low)} OR {axis} > {literal(high)})"


def _find_deviations(table: Table, sample: Sample, drafts: Drafts, todo: list[Column]) -> None:
    if table.rows <= EXACT_MAD:
        for name, (mad,) in wide(table, todo, lambda column: [f"mad({drafts[column.name].terms['axis']})"]).items():
            drafts[name].put(mad=mad)
        return
    for column in todo:
        values = sample.axes[column.name]
        values = values[np.isfinite(values)]
        if len(values):
            apart = np.abs(values - drafts[column.name].amount("median"))
            drafts[column.name].estimate(len(values), mad=float(np.median(apart)))


def _lacks(draft: Draft, key: str) -> bool:
    """Whether a measure is still to be made; of the numbers in an id there is nothing to know."""
    return draft.has_range and draft.column.kind != "id" and key not in draft.numbers


def _centre(draft: Draft, sample: Sample) -> tuple[float, float]:
    values = sample.axes[draft.column.name]
    values = values[np.isfinite(values)]
    middle = draft.low / 2 + draft.high / 2
    shares = values / max(len(values), 1)
    centre = min(max(float(shares.sum()), draft.low), draft.high) if len(values) else middle
    return centre, reach(draft.low, draft.high, centre)


def _apart(draft: Draft, centre: float, scale: float) -> str:
    axis = draft.terms["axis"]
    if math.isinf(draft.high - draft.low):
        return f"({axis} / {literal(scale)} - {literal(centre / scale)})"
    return (
        f"({axis} - {literal(centre)}) * {literal(1 / scale)}"
        if math.isfinite(1 / scale)
        else f"({axis} - {literal(centre)})"
    )
