"""Tables whose columns have types of their own: Parquet, Arrow, JSON, other databases, the result of a query."""

from __future__ import annotations

import duckdb

from core.datasets.importing import asked, loading, progress
from core.datasets.importing.formats import structured
from core.datasets.importing.formats.structured import TypedTable
from core.datasets.importing.loading import Field
from core.datasets.importing.report import ColumnReport, ImportReport
from core.datasets.importing.task import Import
from core.errors import BadFile


def store(task: Import, table: TypedTable, report: ImportReport) -> None:
    """Imports a file whose columns have types of their own."""
    database = task.database
    report.warn(*asked.check_names(task.options, table.columns))
    report.left_out(asked.left_out(task.options, table.columns))
    columns = asked.wanted(task.options, table.columns)
    fields = [
        Field(c.name, c.original, c.value, c.type, "" if c.kind in ("text", "number") else c.kind) for c in columns
    ]
    database.progress.begin(progress.LOADING)
    try:
        report.rows_read = loading.store(database, task.limited(table.relation), fields)
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as error:
        raise BadFile(f"The file is damaged ({str(error).splitlines()[0][:160]}).", hint=structured.DAMAGED) from error
    loading.store_rejects(database, None)
    loading.store_misfits(database)
    database.progress.begin(progress.FINISHING)
    report.header = True
    for column, kind in zip(columns, loading.kinds(database, fields), strict=True):
        evidence = "the file says so" + (f"; {column.note}" if column.note else "")
        report.columns.append(ColumnReport(column.name, column.original, kind, column.type, evidence))
    report.warn(*table.warnings, *asked.unheeded(task.options, report.columns))
    report.warn(*loading.suspicions(database, fields))
    report.tell_names()
