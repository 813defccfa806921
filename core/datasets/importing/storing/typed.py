"""Tables whose columns have types of their own, all or some of them: Parquet, JSON, databases, several files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from core.datasets.importing import progress
from core.datasets.importing.choosing import asked
from core.datasets.importing.choosing.asked import WORD_KINDS
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.formats import structured
from core.datasets.importing.formats.structured import TypedColumn, TypedTable
from core.datasets.importing.reporting import telling
from core.datasets.importing.reporting.report import ColumnReport, ImportReport
from core.datasets.importing.storing import loading, values
from core.datasets.importing.storing.loading import Field
from core.datasets.importing.storing.values import Check
from core.datasets.importing.task import Import
from core.datasets.importing.text import tables
from core.datasets.importing.types import resolving
from core.datasets.importing.types.candidates import VALUE_KINDS
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.sql import quote
from core.errors import BadFile

SAMPLE_CELLS = 400_000  # cells that the columns to be proven are planned from
MOST_SAMPLE_ROWS = 5000
FEWEST_SAMPLE_ROWS = 50


def store(task: Import, table: TypedTable, report: ImportReport, check: Check = lambda verdicts: None) -> list[Field]:
    """Imports a table whose columns have types of their own, or are text that has to be proven.

    `check` looks at the verdicts on the latter before they are final. The columns as they were stored.
    """
    report.warn(*asked.check_names(task.options, table.columns))
    report.left_out(asked.left_out(task.options, table.columns))
    columns = asked.wanted(task.options, [_as_asked(task.options, column) for column in table.columns])
    report.header = True
    try:
        if any(column.proven for column in columns):
            fields = _store_proven(task, table.relation, columns, report, check)
        else:
            fields = _store_typed(task, table.relation, columns, report)
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as error:
        raise BadFile(f"The file is damaged ({str(error).splitlines()[0][:160]}).", hint=structured.DAMAGED) from error
    loading.store_rejects(task.database, None)
    report.warn(*table.warnings, *asked.unheeded(task.options, report.columns))
    report.warn(*loading.suspicions(task.database, fields))
    report.tell_names()
    return fields


def _as_asked(options: ImportOptions, column: TypedColumn) -> TypedColumn:
    """A column that a person wants to be of another kind is read again from its text."""
    kind = options.types.get(column.name) or options.types.get(column.original, "")
    column = replace(column, chosen=kind)
    if column.proven or options.all_text or kind not in VALUE_KINDS or kind == column.kind:
        return column
    return replace(column, value=f"({column.value})::VARCHAR", type="VARCHAR", proven=True)


def _store_typed(task: Import, relation: str, columns: Sequence[TypedColumn], report: ImportReport) -> list[Field]:
    database = task.database
    fields = [_field(column) for column in columns]
    database.progress.begin(progress.LOADING)
    report.rows_read = loading.store(database, task.limited(relation), fields)
    loading.store_misfits(database)
    database.progress.begin(progress.FINISHING)
    for column, kind in zip(columns, loading.kinds(database, fields), strict=True):
        report.columns.append(_told(column, kind))
    return fields


def _store_proven(
    task: Import, relation: str, columns: Sequence[TypedColumn], report: ImportReport, check: Check
) -> list[Field]:
    """Like text: one load that checks what every text is; columns with a type pass through it as they are."""
    database = task.database
    cells = ", ".join(f"{column.value} AS c{at}" for at, column in enumerate(columns))
    source = f"(SELECT {cells} FROM {task.limited(relation)})"
    texts = _text_columns(task, source, columns)
    loaded = values.load(database, source, texts, check, day_first=task.options.day_first)
    report.rows_read = loaded.rows
    loading.clear(database, loaded)
    verdicts = resolving.explain(loaded.verdicts)
    fields = [_proven_field(column, verdict) for column, verdict in zip(columns, verdicts, strict=True)]
    database.progress.begin(progress.FINISHING)
    unread = loading.misfits(database)
    kinds = loading.kinds(database, fields)
    for column, verdict, kind in zip(columns, verdicts, kinds, strict=True):
        misfits = unread.get(column.name, ())
        report.columns.append(telling.column(verdict, kind, misfits) if column.proven else _told(column, kind))
        report.warn(*(verdict.warnings if column.proven else ()))
    report.missing_markers = list(dict.fromkeys(word for v in verdicts for word in v.markers if word))
    return fields


def _text_columns(task: Import, source: str, columns: Sequence[TypedColumn]) -> list[TextColumn]:
    unseen = [at for at, column in enumerate(columns) if column.proven and column.text is None]
    samples, earlier = _samples(task, source, unseen, len(columns)), tables.earlier_conventions(task.options)
    return [
        _text_column(task.options, at, column, samples.get(at, []), earlier(column.name, column.original))
        for at, column in enumerate(columns)
    ]


def _samples(task: Import, source: str, places: Sequence[int], width: int) -> dict[int, list[str]]:
    if not places:
        return {}
    rows = max(FEWEST_SAMPLE_ROWS, min(MOST_SAMPLE_ROWS, SAMPLE_CELLS // width))
    found = task.database.fetch(f"SELECT {', '.join(f'c{at}' for at in places)} FROM {source} LIMIT {rows}")
    return {at: [row[place] for row in found if row[place]] for place, at in enumerate(places)}


def _text_column(options: ImportOptions, at: int, column: TypedColumn, sample: list[str], written: str) -> TextColumn:
    if not column.proven:
        return TextColumn(f"c{at}", column.name, column.original, kind="text", markers=())
    if column.text is None:
        text = tables.column(at, column.original, column.name, sample, options, written)
    else:
        text = replace(column.text, field=f"c{at}", name=column.name, original=column.original)
    return replace(text, kind=text.kind or column.chosen)


def _field(column: TypedColumn) -> Field:
    kind = column.chosen if column.chosen in WORD_KINDS and column.type == "VARCHAR" else column.kind
    kind = "" if kind in ("text", "number") and not column.chosen else kind
    return Field(column.name, column.original, column.value, column.type, kind)


def _proven_field(column: TypedColumn, verdict: Verdict) -> Field:
    if not column.proven:
        return _field(column)
    return Field(column.name, column.original, quote(column.name), verdict.type, telling.kind(verdict))


def _told(column: TypedColumn, kind: str) -> ColumnReport:
    evidence = "the file says so" + (f"; {column.note}" if column.note else "")
    return ColumnReport(column.name, column.original, kind, column.type, evidence)
