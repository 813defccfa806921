"""Checks of the whole table: rows and columns that repeat, columns that go together, and the target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import core.profiling.words as words
from core.profiling.checks.check import Evidence, Finding, TableCheck, build_found
from core.profiling.records import ColumnProfile, Method, Pair
from core.profiling.relations.duplicates import build_difference, build_duplicate_rows, build_is_repeated
from core.profiling.relations.target import as_sql_text
from core.profiling.sql import as_column
from core.profiling.table import DATA, terms, text_literal

HIGHLY_CORRELATED = 0.9
RARE_CLASS = 0.1
LEAKING = 0.98  # of a pair with the target; `Power` says “suspicious” from 0.9 of its own measure
MOST_PAIRS = 20

TOGETHER: dict[Method, str] = {
    "pearson": "{second} and {first} tell nearly the same (Pearson correlation {value}).",
    "spearman": "{second} and {first} tell nearly the same (Spearman rank correlation {value}).",
    "cramers_v": "{second} and {first} tell nearly the same (Cramér's V {value}).",
    "correlation_ratio": "{first} nearly tells {second} (correlation ratio {value}).",
}


def _duplicate_rows(evidence: Evidence) -> Iterator[Finding]:
    if evidence.duplicates and evidence.duplicates.rows:
        rows, groups = evidence.duplicates.rows, evidence.duplicates.groups
        sql = build_duplicate_rows([as_column(column) for column in evidence.columns], table=DATA)
        told = f"{words.rows(rows)} ({words.share(rows / evidence.rows)}) repeat another row exactly."
        where = build_is_repeated([as_column(column) for column in evidence.columns], table=DATA)
        yield Finding(None, told, rows + groups, sql, where)


def _twins(evidence: Evidence) -> Iterator[Finding]:
    for first, second in evidence.twins:
        sql = build_difference(as_column(evidence.column(first)), as_column(evidence.column(second)), table=DATA)
        told = f"{words.quoted(second)} is the same as {words.quoted(first)} in every row."
        yield Finding(second, told, None, sql, build_both(evidence, first, second))


def _correlated(evidence: Evidence) -> Iterator[Finding]:
    target = evidence.target.target if evidence.target else None
    strong = [pair for pair in evidence.associations.pairs if pair.strength >= HIGHLY_CORRELATED]
    told = [pair for pair in strong if target not in (pair.first, pair.second)]
    for pair in _linking(told, evidence.twins)[:MOST_PAIRS]:
        where = build_both(evidence, pair.first, pair.second)
        yield Finding(pair.second, _together(pair), None, build_pair(evidence, pair), where)


def _linking(pairs: Sequence[Pair], twins: Iterable[tuple[str, str]]) -> list[Pair]:
    """The pairs, strongest first, whose columns nothing before links: of five alike columns four pairs say it all."""
    group: dict[str, str] = {}

    def links(first: str, second: str) -> bool:
        one, other = group.get(first, first), group.get(second, second)
        group.update({first: one, second: one} | {name: one for name, of in group.items() if of == other})
        return one != other

    for twin in twins:
        links(*twin)
    return [pair for pair in sorted(pairs, key=lambda pair: -pair.strength) if links(pair.first, pair.second)]


def _imbalance(evidence: Evidence) -> Iterator[Finding]:
    view = evidence.target
    if view is None or not view.classes:
        return
    column = evidence.column(view.target)
    top = column.top.items if column.top else ()
    rarest = min(top, key=lambda item: item.count, default=None)
    if rarest and len(top) > 1 and rarest.count < RARE_CLASS * column.count:
        share = words.share(rarest.count / column.count)
        told = (
            f"The rarest class of {words.quoted(view.target)}, {words.quoted(rarest.value)}, has {share} of the rows."
        )
        where = f"{text_of(column)} = {text_literal(as_sql_text(rarest.value))}"
        yield Finding(view.target, told, rarest.count, build_found(where), where)


def _target_missing(evidence: Evidence) -> Iterator[Finding]:
    if evidence.target is None:
        return
    column = evidence.column(evidence.target.target)
    if column.missing:
        told = f"The target {words.quoted(column.name)} is missing in {words.rows(column.missing)}."
        where = f"{terms(as_column(column))['column']} IS NULL"
        yield Finding(column.name, told, column.missing, build_found(where), where)


def _leaks(evidence: Evidence) -> Iterator[Finding]:
    if evidence.target is None:
        return
    target = evidence.target.target
    pairs = {_other(pair, target): pair for pair in evidence.associations.pairs if target in (pair.first, pair.second)}
    for power in evidence.target.powers:
        pair = pairs.get(power.column)
        if power.strength == "suspicious" or (pair and pair.strength >= LEAKING):
            sql = build_against(evidence, power.column, target)
            told = f"{words.quoted(power.column)} nearly gives {words.quoted(target)} away: is it known beforehand?"
            yield Finding(power.column, told, None, sql, build_both(evidence, power.column, target))


def build_pair(evidence: Evidence, pair: Pair) -> str:
    """What shows how two columns go together: the correlation of numbers, or which values meet how often."""
    first, second = as_column(evidence.column(pair.first)), as_column(evidence.column(pair.second))
    if pair.method in ("pearson", "spearman"):
        return f"SELECT corr({terms(first)['axis']}, {terms(second)['axis']}) AS correlation\nFROM {DATA}"
    return build_against(evidence, pair.first, pair.second)


def build_against(evidence: Evidence, first: str, second: str) -> str:
    """The values of two columns that meet most often."""
    one, other = (terms(as_column(evidence.column(name)))["column"] for name in (first, second))
    return f"SELECT {one}, {other}, count(*) AS rows\nFROM {DATA}\nGROUP BY ALL\nORDER BY rows DESC\nLIMIT 100"


def build_both(evidence: Evidence, first: str, second: str) -> str:
    """The condition for a row to have two columns."""
    return " AND ".join(f"{terms(as_column(evidence.column(name)))['column']} IS NOT NULL" for name in (first, second))


def text_of(column: ColumnProfile) -> str:
    return terms(as_column(column))["text"]


def _together(pair: Pair) -> str:
    first, second = words.quoted(pair.first), words.quoted(pair.second)
    return TOGETHER[pair.method].format(first=first, second=second, value=f"{pair.value:.2f}")


def _other(pair: Pair, name: str) -> str:
    return pair.second if pair.first == name else pair.first


TABLE_CHECKS = (
    TableCheck(
        "duplicate_rows",
        "Duplicate rows",
        "warning",
        _duplicate_rows,
        "Remove the repeats, unless a row may rightly occur twice.",
    ),
    TableCheck("duplicate_columns", "Duplicated columns", "warning", _twins, "Leave one of the two out."),
    TableCheck(
        "correlated",
        "Highly correlated",
        "info",
        _correlated,
        "Look at both together; for a model one of them is often enough.",
    ),
)

TARGET_CHECKS = (
    TableCheck("target_missing", "Target missing", "warning", _target_missing, "Find out why, or use the other rows."),
    TableCheck(
        "target_imbalance",
        "Rare class",
        "info",
        _imbalance,
        "Judge a model by more than its accuracy; collect more rows of this class.",
    ),
    TableCheck(
        "leak",
        "Suspected leak",
        "problem",
        _leaks,
        "Leave the column out unless it is really known at the time of prediction.",
    ),
)
