"""Which columns go together, whatever their kinds: every pair by the measure that fits it, ranked and clustered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from core.profiling.columns.sample import Sample
from core.profiling.measures.draft import Draft, Drafts
from core.profiling.records import Associations, Pair
from core.profiling.relations import categorical, information, linear
from core.profiling.relations.clustering import leaves
from core.profiling.table import Array, Table

MOST_COLUMNS = 100  # columns that are related with each other: 5,000 pairs
LEVELS = 30  # categories of a column that are told apart; the rest counts as one
MOSTLY_DIFFERENT = 0.5  # a text column of which more than this share of the sample is different has no categories
PAIRS_KEPT = 300
WEAKEST_KEPT = 0.05
MOST_INFORMED = 1_500  # pairs of which the mutual information is measured
CURVED = 0.1  # by so much mutual information has to exceed a correlation to outrank it


@dataclass(frozen=True)
class Related:
    """The columns to relate, on the sample: numbers as values, categories as codes."""

    numbers: dict[str, Array]
    categories: dict[str, categorical.Codes]

    @property
    def names(self) -> list[str]:
        return [*self.numbers, *self.categories]


def relate(table: Table, sample: Sample, drafts: Drafts) -> Associations:
    """Every pair of the columns that can be related."""
    eligible = [draft for draft in drafts.values() if is_number(draft) or _is_category(draft, sample)]
    chosen = eligible[:MOST_COLUMNS]
    related = Related(
        numbers={d.column.name: linear.tamed(sample.axes[d.column.name]) for d in chosen if is_number(d)},
        categories={d.column.name: categories(d, sample) for d in chosen if not is_number(d)},
    )
    straight = _pearson(table, related, drafts)
    pairs = [
        *_number_pairs(straight, related, sample),
        *_mixed_pairs(related, sample),
        *_category_pairs(related, sample),
    ]
    pairs = _informed([pair for pair in pairs if np.isfinite(pair.value)], related)
    columns = _side_by_side(related.names, pairs)
    return Associations(
        columns=columns,
        matrix=_matrix(columns, pairs),
        pairs=_strongest(pairs),
        left_out=len(eligible) - len(chosen),
    )


def is_number(draft: Draft) -> bool:
    """Numbers and dates that vary and are more than a name."""
    return (
        draft.holds in ("numbers", "dates") and draft.column.kind not in ("id", "category") and draft.high > draft.low
    )


def categories(draft: Draft, sample: Sample) -> categorical.Codes:
    """The column's values in the sample as codes of its most frequent categories, -1 where missing."""
    name = draft.column.name
    if name in sample.codes:
        codes = sample.codes[name]
        return categorical.most_frequent(codes.places, len(codes.texts), LEVELS)
    values = sample.axes[name]
    present = np.isfinite(values)
    found, places = np.unique(values[present], return_inverse=True)
    codes_ = np.full(len(values), -1, dtype=np.int32)
    codes_[present] = places
    return categorical.most_frequent(codes_, len(found), LEVELS)


def ranks(values: Array) -> Array:
    """The ranks of the finite values, ties sharing their middle, NaN elsewhere."""
    present = np.isfinite(values)
    _, places, counts = np.unique(values[present], return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    found = np.full(len(values), np.nan)
    found[present] = middle[places]
    return found


def _is_category(draft: Draft, sample: Sample) -> bool:
    if draft.amount("distinct") < 2 or draft.column.kind == "id" or draft.holds == "times":
        return False
    if draft.holds in ("texts", "booleans"):
        return draft.holds == "booleans" or _repeats(draft, sample)
    return draft.column.kind == "category"


def _repeats(draft: Draft, sample: Sample) -> bool:
    codes = sample.codes[draft.column.name]
    present = int((codes.places >= 0).sum())
    return 1 < len(codes.texts) <= max(MOSTLY_DIFFERENT * present, 2)


def _pearson(table: Table, related: Related, drafts: Drafts) -> linear.Linear:
    varying = [drafts[name] for name in related.numbers if drafts[name].amount("std") > 0]
    exactly = [draft for draft in varying if draft.holds == "numbers"]
    if len(exactly) == len(related.numbers) and linear.can_be_exact(table, exactly):
        return linear.correlate(table, exactly)
    return linear.correlate_sample(list(related.numbers), list(related.numbers.values()))


def _number_pairs(straight: linear.Linear, related: Related, sample: Sample) -> list[Pair]:
    if len(related.numbers) < 2:
        return []
    by_rank = linear.correlation(np.array([ranks(values) for values in related.numbers.values()]))
    places = {name: place for place, name in enumerate(related.numbers)}
    pairs = combinations(enumerate(straight.names), 2)
    return [
        _number_pair(one, other, straight.matrix[i, j], by_rank[places[one], places[other]], straight.exact, sample)
        for (i, one), (j, other) in pairs
    ]


def _number_pair(first: str, second: str, pearson: float, spearman: float, exact: bool, sample: Sample) -> Pair:
    linear_is_stronger = not abs(spearman) > abs(pearson)
    value = pearson if linear_is_stronger else spearman
    whole = sample.whole or (exact and linear_is_stronger)
    return Pair(
        first,
        second,
        "pearson" if linear_is_stronger else "spearman",
        _short(value),
        _short(abs(value)),
        "exact" if whole else "sample",
        None if whole else sample.n,
        _short(pearson) if np.isfinite(pearson) else None,
        _short(spearman) if np.isfinite(spearman) else None,
    )


def _mixed_pairs(related: Related, sample: Sample) -> list[Pair]:
    if not related.numbers or not related.categories:
        return []
    ratios = categorical.correlation_ratios(list(related.categories.values()), np.array(list(related.numbers.values())))
    return [
        _pair(category, number, "correlation_ratio", ratios[i, j], sample)
        for i, category in enumerate(related.categories)
        for j, number in enumerate(related.numbers)
    ]


def _category_pairs(related: Related, sample: Sample) -> list[Pair]:
    return [
        _pair(first, second, "cramers_v", categorical.cramers_v(one, other), sample)
        for (first, one), (second, other) in combinations(related.categories.items(), 2)
    ]


def _pair(first: str, second: str, method: str, value: float, sample: Sample) -> Pair:
    precision, n = ("exact", None) if sample.whole else ("sample", sample.n)
    return Pair(first, second, method, _short(value), _short(value), precision, n)  # type: ignore[arg-type]


def _informed(pairs: Sequence[Pair], related: Related) -> list[Pair]:
    """The pairs with their mutual information: all of them, or of very many the strongest."""
    ranked = sorted(pairs, key=lambda pair: -pair.strength)
    codes = related.categories | {name: information.in_bins(values) for name, values in related.numbers.items()}
    told = [
        replace(pair, mutual_information=_short(information.shared(codes[pair.first], codes[pair.second])))
        for pair in ranked[:MOST_INFORMED]
    ]
    return [*told, *ranked[MOST_INFORMED:]]


def _short(value: float) -> float:
    return round(float(value), 6)


def _strongest(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    worth = [pair for pair in pairs if max(pair.strength, pair.mutual_information or 0) >= WEAKEST_KEPT]
    kept = sorted(worth, key=_worth, reverse=True)[:PAIRS_KEPT]
    return tuple(sorted(kept, key=lambda pair: (-pair.strength, pair.first, pair.second)))


def _worth(pair: Pair) -> float:
    """The strength, or what the columns tell of each other where that is clearly more, as along a curve."""
    return max(pair.strength, (pair.mutual_information or 0) - CURVED)


def _side_by_side(names: Sequence[str], pairs: Sequence[Pair]) -> tuple[str, ...]:
    likeness = np.abs(np.nan_to_num(_as_array(names, pairs)))
    return tuple(names[place] for place in leaves(likeness))


def _matrix(columns: Sequence[str], pairs: Sequence[Pair]) -> tuple[tuple[float | None, ...], ...]:
    values = _as_array(columns, pairs)
    return tuple(tuple(round(float(v), 4) if np.isfinite(v) else None for v in row) for row in values)


def _as_array(columns: Sequence[str], pairs: Sequence[Pair]) -> Array:
    places = {name: place for place, name in enumerate(columns)}
    values = np.full((len(columns), len(columns)), np.nan)
    np.fill_diagonal(values, 1)
    for pair in pairs:
        i, j = places[pair.first], places[pair.second]
        values[i, j] = values[j, i] = pair.value
    return values
