"""What a check is: of one column a row of plain data, of the whole table a small function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import core.profiling.words as words
from core.profiling.columns.disguised import place_of
from core.profiling.measures.catalogue import NOW
from core.profiling.measures.patterns import TEXT_TERMS
from core.profiling.records import (
    Alert,
    Associations,
    ColumnProfile,
    Duplicates,
    Precision,
    Severity,
    TargetView,
)
from core.profiling.sql import as_column, spelled, sql_of
from core.profiling.table import DATA, literal, terms

MOST_SPELLINGS = 3  # of one value, in a sentence

Question = Callable[[ColumnProfile], bool]


@dataclass(frozen=True)
class Evidence:
    """Everything measured that an alert may rest on. `now` is the present of the profile, as SQL."""

    rows: int
    columns: tuple[ColumnProfile, ...]
    now: str = NOW
    duplicates: Duplicates | None = None
    twins: tuple[tuple[str, str], ...] = ()
    associations: Associations = field(default_factory=Associations)
    target: TargetView | None = None

    def column(self, name: str) -> ColumnProfile:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class ColumnCheck:
    """A check of every column by itself.

    `fires` is asked only where `applies`. `condition` (SQL, with the column's terms) is true of the rows it speaks of,
    and `rows` counts them; without a count the alert shows the measure `key` instead of the rows. `sentence` may say
    {column}, {rows}, {share}, {distinct}, {mode}, {marker}, {spellings} and {value} (of `key`).
    """

    code: str
    label: str
    severity: Severity
    applies: Question
    fires: Question
    sentence: str
    action: str
    key: str
    condition: str
    rows: Callable[[ColumnProfile], float] | None = None

    def alerts(self, evidence: Evidence) -> Iterator[Alert]:
        for column in evidence.columns:
            if self.applies(column) and self.fires(column):
                yield self._alert(column, evidence.now)

    def _alert(self, column: ColumnProfile, now: str) -> Alert:
        rows = round(self.rows(column)) if self.rows else None
        said = _said(column, rows, self.key)
        where = build_where(column, self.condition, now)
        return Alert(
            code=self.code,
            label=self.label,
            severity=self.severity,
            column=column.name,
            sentence=self.sentence.format(**said),
            rows=rows,
            sql=sql_of(column, self.key) if rows is None else build_found(where),
            action=self.action.format(**said),
            precision=_precision(column, self.key),
            where=where,
        )


@dataclass(frozen=True)
class TableCheck:
    """A check of the table, of pairs of columns, or of the target: `alerts` finds what there is to say."""

    code: str
    label: str
    severity: Severity
    find: Callable[[Evidence], Iterator[Finding]]
    action: str

    def alerts(self, evidence: Evidence) -> Iterator[Alert]:
        for found in self.find(evidence):
            yield Alert(
                self.code,
                self.label,
                self.severity,
                found.column,
                found.sentence,
                found.rows,
                found.sql,
                self.action,
                where=found.where,
            )


@dataclass(frozen=True)
class Finding:
    """What a check of the table found; `where` is the condition on the rows it speaks of."""

    column: str | None
    sentence: str
    rows: int | None
    sql: str
    where: str


Check = ColumnCheck | TableCheck


def build_where(column: ColumnProfile, condition: str, now: str = NOW) -> str:
    """The condition filled in; it may speak of {table}, {marker}, {spelled}, {now}, the column's and the text terms."""
    spoken = terms(as_column(column))
    texts = {key: text.format(**spoken) for key, text in TEXT_TERMS.items()}
    marker = literal(place_of(column.holds, column.value("disguised_value")))
    values = spelled(column)
    return condition.format(**spoken, **texts, table=DATA, marker=marker, spelled=values, now=now)


def build_found(where: str) -> str:
    """The rows that a condition finds."""
    return f"SELECT *\nFROM {DATA}\nWHERE {where}"


def has_values(column: ColumnProfile) -> bool:
    return column.count > 0


def holding(*what: str) -> Question:
    """Columns that have values, and of these kinds of content."""
    return lambda column: column.count > 0 and column.holds in what


def _said(column: ColumnProfile, rows: int | None, key: str) -> dict[str, str]:
    top = column.top.items[0] if column.top and column.top.items else None
    value = column.value(key)
    return {
        "column": words.quoted(column.name),
        "rows": words.rows(rows or 0),
        "share": words.share((rows or 0) / column.rows if column.rows else 0),
        "distinct": words.count(column.amount("distinct")),
        "mode": words.quoted(top.value) if top else "one value",
        "value": f"{value:.3g}" if isinstance(value, float) else str(value),
        "marker": words.quoted(column.value("disguised_value")),
        "spellings": _spellings(column),
    }


def _spellings(column: ColumnProfile) -> str:
    """The first group of values that are probably one, in words."""
    groups = sorted(column.spellings, key=lambda spelling: spelling.reason in ("case", "spaces"))
    values = groups[0].values[:MOST_SPELLINGS] if groups else ()
    return " and ".join(words.quoted(value.value) for value in values)


def _precision(column: ColumnProfile, key: str) -> Precision:
    return column.numbers[key].precision if key in column.numbers else "exact"
