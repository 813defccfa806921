"""The cheap counts that come first: values, roughly how many different ones, and the extremes, in one scan each."""

from __future__ import annotations

import math

from core.datasets.catalogue import Column
from core.profiling.measures.catalogue import build_term
from core.profiling.measures.draft import DISTINCT_ERROR, Draft, Drafts
from core.profiling.table import Table, has_infinities, may_be_infinite, on_axis, plain_sql, terms, wide


def count_values(table: Table, drafts: Drafts) -> None:
    """count, missing and an approximate distinct of every column."""
    found = wide(table, table.columns, _counts)
    for name, (count, distinct) in found.items():
        drafts[name].put(count=count, missing=table.rows - count)
        drafts[name].approximate(DISTINCT_ERROR, distinct=min(distinct, count))


def find_extremes(table: Table, drafts: Drafts) -> None:
    """min and max of what has an order; of floating numbers and dates without the infinities, which are counted."""
    columns = [column for column in table.holding("numbers", "dates", "times") if drafts[column.name].count]
    for name, (low, high, axis_low, axis_high, odd) in wide(table, columns, _extremes).items():
        _set_extremes(drafts[name], low, high, axis_low, axis_high)
        drafts[name].finite = not odd
    unbounded = [column for column in columns if not drafts[column.name].finite]
    for name, (low, high, axis_low, axis_high, infinities, nans) in wide(table, unbounded, _finite_extremes).items():
        _set_extremes(drafts[name], low, high, axis_low, axis_high)
        drafts[name].put(infinities=infinities, nans=nans)
    for column in columns:
        if may_be_infinite(column) and drafts[column.name].finite:
            drafts[column.name].put(infinities=0, nans=0)


def _set_extremes(draft: Draft, low: object, high: object, axis_low: float | None, axis_high: float | None) -> None:
    draft.put(min=low, max=high)
    draft.low = math.nan if axis_low is None else float(axis_low)
    draft.high = math.nan if axis_high is None else float(axis_high)
    draft.low_positive = draft.low if draft.low > 0 else math.nan


def _counts(column: Column) -> list[str]:
    spoken = terms(column)
    return [fragment.format(**spoken) for fragment in ("count({column})", "approx_count_distinct({column})")]


def _extremes(column: Column) -> list[str]:
    # NaN sorts above everything and infinities are extreme: finite extremes prove that there is neither.
    spoken = terms(column)
    low, high = "min({column})".format(**spoken), "max({column})".format(**spoken)
    odd = "false" if not has_infinities(column) else f"NOT (isfinite({low}) AND isfinite({high}))"
    return [*_both(column, low, high), odd]


def _finite_extremes(column: Column) -> list[str]:
    name = terms(column)["column"]
    low, high = (f"{aggregate}({name}) FILTER (isfinite({name}))" for aggregate in ("min", "max"))
    nans = f"count_if(isnan({name}))" if may_be_infinite(column) else "0"
    return [*_both(column, low, high), f"count_if(isinf({name}))", nans]


def _both(column: Column, low: str, high: str) -> list[str]:
    return [plain_sql(column, low), plain_sql(column, high), on_axis(column, low), on_axis(column, high)]


def build_true_share(column: Column) -> list[str]:
    return [build_term("true_share", column, table="")]
