"""Every column against the target: how much it foretells alone, and how the target moves along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

import core.profiling.words as words
from core.profiling.columns.sample import Sample
from core.profiling.measures.draft import LONGEST_SHOWN, Draft, Drafts, plain
from core.profiling.measures.histograms import build_bin, edges
from core.profiling.records import Power, TargetBins, TargetView
from core.profiling.relations.associations import categories
from core.profiling.relations.categorical import Codes
from core.profiling.relations.linear import tamed
from core.profiling.table import Array, Table, build_select, terms, text_literal

CLASSES = 10  # classes that are told apart; the rest is left out of the pictures and counts as one for the scores
QUANTILE_BINS = 20  # of a number, to see what it foretells: coarse enough to be learned from a thousand rows
HALVES_SEED = 0  # chance parts the rows, because every other row may be alike; always the same chance
LABELS = 20  # categories of a picture
PICTURE_BINS = 20
MOST_PICTURES = 60  # columns with a picture, the strongest first
PRIOR_ROWS = 5  # rows of the overall mean that are mixed into each bin's own, so that small bins do not overstate

Strength = Literal["none", "weak", "moderate", "strong", "suspicious"]
# The least share explained for each word, highest first.
STRENGTHS: tuple[tuple[float, Strength, str], ...] = (
    (
        0.9,
        "suspicious",
        "{column} alone tells nearly everything about {target} ({score}): it may already contain the answer.",
    ),
    (0.3, "strong", "{column} alone tells much about {target} ({score})."),
    (0.1, "moderate", "{column} alone tells something about {target} ({score})."),
    (0.01, "weak", "{column} alone tells a little about {target} ({score})."),
    (0.0, "none", "{column} alone tells nothing about {target}."),
)


@dataclass(frozen=True)
class Target:
    """The target: its draft, and its classes (none when it is a number)."""

    draft: Draft
    classes: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.draft.column.name


def view_target(table: Table, sample: Sample, drafts: Drafts, name: str) -> TargetView:
    """Power and picture of every column but the target."""
    target = Target(drafts[name], _classes(drafts[name]))
    others = [draft for draft in drafts.values() if draft.column.name != name and draft.count]
    powers = sorted((_power(draft, target, sample) for draft in others), key=lambda power: -power.score)
    pictured = [drafts[power.column] for power in powers[:MOST_PICTURES]]
    bins = [_picture(table, draft, target) for draft in pictured if is_labelled(draft) or draft.has_range]
    return TargetView(name, target.classes, tuple(powers), tuple(bins))


def explained(codes: Codes, outcomes: Array) -> float:
    """The share of the outcomes' spread that the codes explain on the half of the rows they were not learned from.

    `outcomes` has one column (a number) or one per class (0 or 1: the share is then Brier's skill score, 1950). An id
    explains nothing, because none of its values is met again.
    """
    halves = np.random.default_rng(HALVES_SEED).random(len(codes)) < 0.5
    scores = [_explained_once(codes, outcomes, learn) for learn in (halves, ~halves)]
    return float(np.clip(np.mean(scores), 0, 1))


def build_picture(draft: Draft, target: Target, *, table: str) -> str:
    """Per bin or value of a column: its place, the rows, and the target's mean or the rows of each class."""
    goal = terms(target.draft.column)
    counted = [f"count_if({goal['text']} = {text_literal(label)})" for label in target.classes]
    measured = counted or [f"avg({goal['axis']})"]
    place, present, order = _labels(draft) if is_labelled(draft) else _bins(draft)
    return (
        build_select([f"{place} AS place", "count(*) AS rows", *measured], table) + "\n"
        f"WHERE {goal['column']} IS NOT NULL AND {present} IS NOT NULL\n"
        "GROUP BY ALL\n"
        f"ORDER BY {order}"
    )


def is_labelled(draft: Draft) -> bool:
    """Whether a picture of the column has its values along the axis, not bins."""
    return draft.holds in ("texts", "booleans") or draft.column.kind == "category"


def _labels(draft: Draft) -> tuple[str, str, str]:
    text = draft.terms["text"]
    return f"left({text}, {LONGEST_SHOWN})", text, f"rows DESC, place\nLIMIT {LABELS}"


def _bins(draft: Draft) -> tuple[str, str, str]:
    axis = draft.terms["axis"]
    return build_bin(axis, draft.low, draft.high, bins=PICTURE_BINS), axis, "place"


def _classes(draft: Draft) -> tuple[str, ...]:
    if not (is_labelled(draft) or draft.amount("distinct") <= 2) or draft.top is None:
        return ()
    return tuple(as_sql_text(item.value) for item in draft.top.items[:CLASSES])


def as_sql_text(value: Any) -> str:
    """A value as DuckDB writes it as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _power(draft: Draft, target: Target, sample: Sample) -> Power:
    outcomes, known = _outcomes(target, sample)
    codes = _codes(draft, sample)[known]
    score = explained(codes, outcomes[known]) if len(codes) > 1 else 0.0
    strength, sentence = next((word, text) for least, word, text in STRENGTHS if score >= least)
    told = sentence.format(
        column=words.quoted(draft.column.name), target=words.quoted(target.name), score=words.share(score)
    )
    return Power(draft.column.name, round(score, 4), strength, told, int(known.sum()))


def _outcomes(target: Target, sample: Sample) -> tuple[Array, np.ndarray[Any, np.dtype[np.bool_]]]:
    if not target.classes:
        values = tamed(sample.axes[target.name])
        known = np.isfinite(values)
        return np.where(known, values, 0.0)[:, None], known
    codes = categories(target.draft, sample)
    return np.eye(int(codes.max(initial=0)) + 1)[np.maximum(codes, 0)], codes >= 0


def _codes(draft: Draft, sample: Sample) -> Codes:
    """The column as codes from 0; missing is a code of its own, because gaps may foretell too."""
    codes = categories(draft, sample) if is_labelled(draft) else _quantile_bins(sample.axes[draft.column.name])
    return codes + 1


def _quantile_bins(values: Array) -> Codes:
    """Bins of about equally many values, -1 where missing."""
    present = np.isfinite(values)
    inner = np.linspace(0, 1, QUANTILE_BINS + 1)[1:-1]
    limits = np.unique(np.quantile(values[present], inner)) if present.any() else np.array([])
    return np.where(present, np.searchsorted(limits, np.where(present, values, 0.0), side="right"), -1)


def _explained_once(codes: Codes, outcomes: Array, learn: np.ndarray[Any, np.dtype[np.bool_]]) -> float:
    seen, unseen = outcomes[learn], outcomes[~learn]
    overall = seen.mean(axis=0)
    counts = np.bincount(codes[learn], minlength=int(codes.max()) + 1)
    sums = np.stack([np.bincount(codes[learn], weights=column, minlength=len(counts)) for column in seen.T], axis=1)
    learned = (sums + PRIOR_ROWS * overall) / (counts + PRIOR_ROWS)[:, None]
    spread = ((unseen - overall) ** 2).sum()
    left = ((unseen - learned[codes[~learn]]) ** 2).sum()
    return float(1 - left / spread) if spread > 0 else 0.0


def _picture(table: Table, draft: Draft, target: Target) -> TargetBins:
    sql = build_picture(draft, target, table=table.name)
    found = table.all(sql)
    labelled = is_labelled(draft)
    return TargetBins(
        column=draft.column.name,
        labels=tuple(str(row[0]) for row in found) if labelled else (),
        edges=() if labelled else edges(draft.low, draft.high, PICTURE_BINS),
        sql=sql,
        **_along(found if labelled else _every_bin(found, draft, len(target.classes)), bool(target.classes)),
    )


def _every_bin(found: Sequence[tuple[Any, ...]], draft: Draft, classes: int) -> list[tuple[Any, ...]]:
    """The rows of the bins, empty ones included."""
    by_place = {row[0]: row for row in found}
    nothing = (0,) * classes if classes else (None,)
    return [
        by_place.get(place, (place, 0, *nothing))
        for place in range(len(edges(draft.low, draft.high, PICTURE_BINS)) - 1)
    ]


def _along(rows: Sequence[tuple[Any, ...]], in_classes: bool) -> dict[str, Any]:
    counts = tuple(int(row[1]) for row in rows)
    if in_classes:
        return {"counts": counts, "shares": tuple(tuple(n / max(row[1], 1) for n in row[2:]) for row in rows)}
    return {"counts": counts, "means": tuple(plain(row[2]) for row in rows)}
