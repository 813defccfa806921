"""Delimited text: from a clean file to the tables `data`, `rejects` and `misfits`, and the words that explain them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import duckdb

from core.datasets.importing import progress
from core.datasets.importing.choosing import asked
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.reporting import inspection, telling
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.reporting.words import count
from core.datasets.importing.storing import loading, measuring, spread, values
from core.datasets.importing.storing.database import Database
from core.datasets.importing.storing.loading import Field
from core.datasets.importing.task import Import
from core.datasets.importing.text import tables
from core.datasets.importing.text.tables import TextTable
from core.datasets.importing.types import resolving
from core.datasets.importing.types.columns import Verdict
from core.datasets.importing.types.sql import literal, quote
from core.errors import BadFile

MOST_COLUMNS = 20_000
USUAL_DELIMITERS = (b",", b";", b"\t", b"|")
GLANCE_BYTES = 64 << 20
RUNAWAY_LINES = 4  # line ends in one cell that make it worth asking whether a quote was left open
RUNAWAY_SHARE = 0.8
SKIPPED_SHOWN = 20
BLOCK_BYTES = 1 << 20
DOUBTFUL = 0.5  # score of a dialect below which the person is told


class Irregular(Exception):
    """The quick way through a text file would lose or merge lines; it has to be mended first."""


def store(task: Import, path: Path, report: ImportReport) -> TextTable:
    """Imports delimited text; the table as it was found in the file."""
    _refuse_too_wide(_columns_at_a_glance(path))
    found = tables.open_text(path, task.options)
    _refuse_too_wide(len(found.columns))
    report.warn(*asked.check_names(task.options, found.columns))
    _tell_layout(found, task.options, report)
    report.left_out(asked.left_out(task.options, found.columns))
    try:
        if found.broken:
            raise Irregular(found.broken)
        _load_text(task, found, report)
    except (Irregular, duckdb.InvalidInputException):
        task.database.progress.begin(progress.MENDING)
        told = task.database.progress.of_bytes(path.stat().st_size)
        mended = tables.mend(found, task.folder, told)
        _load_text(task, mended, report)
    return found


def _refuse_too_wide(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise BadFile(f"The table has {columns:,} columns.", hint=f"At most {MOST_COLUMNS:,} can be imported.")


def _columns_at_a_glance(path: Path) -> int:
    """How wide the table would be if the first two lines agree on a usual delimiter; looking closer takes minutes."""
    with path.open("rb") as file:
        lines = [file.readline(GLANCE_BYTES) for _line in range(2)]
    return max(min(line.count(delimiter) for line in lines) for delimiter in USUAL_DELIMITERS) + 1


def _tell_layout(table: TextTable, options: ImportOptions, report: ImportReport) -> None:
    layout = table.layout
    report.header = bool(layout.names)
    report.decide("header", report.header, layout.confidence, layout.evidence)
    report.skipped_lines = [record.text[:200] for record in layout.skipped[:SKIPPED_SHOWN]]
    report.warn(*layout.notes)
    if layout.skipped:
        report.warn(f"{count(len(layout.skipped), 'line')} above the table skipped.")
        report.decide("skipped lines", len(layout.skipped), 0.9, "they do not have the shape of the table")
    if options.skip_rows:
        report.decide("skipped lines", options.skip_rows, 1.0, "as chosen")
    if table.may_hide_columns and options.delimiter is None:
        report.warn("No delimiter makes a regular table of this text, so every line became one value.")
    elif table.confidence < DOUBTFUL and options.delimiter is None:
        report.warn(f"The delimiter is uncertain; {table.dialect.delimiter_name} was used.")
    if layout.confidence < 0.7:
        header = "was taken for the header" if report.header else "was taken for data, so the columns have no names"
        report.warn(f"The first line {header}: {layout.evidence}.")


def _load_text(task: Import, table: TextTable, report: ImportReport) -> None:
    database, relation = task.database, table.relation(all_text=task.options.all_text)
    columns = asked.wanted(task.options, table.columns)
    if task.rows is None:
        columns = spread.widen(table, columns)
    else:
        relation = loading.store_beginning(database, relation, task.rows)
    check = partial(refuse_repeated_header, database, relation, table)
    loaded = values.load(database, relation, columns, check, day_first=task.options.day_first)
    report.rows_read = loaded.rows
    if table.mended and not report.rows_read and table.mended.rejected:
        raise BadFile("No line fits the table's shape.", hint="Choose the delimiter and the header by hand.")
    loading.clear(database, loaded)
    if any(verdict.misfits for verdict in loaded.verdicts) and _has_a_row_a_line(table, loaded.rows):
        loading.count_lines(database, table.layout.first_line)
        report.misfit_places = "line"
    kept = _without_trailing(database, resolving.explain(loaded.verdicts), table)
    fields = [Field(v.column.name, v.column.original, v.value, v.type, telling.kind(v)) for v in kept]
    refuse_runaways(database, fields, table)
    if task.rows is not None:
        inspection.keep_texts(database, relation, [verdict.column for verdict in kept])
    database.progress.begin(progress.FINISHING)
    report.rows_rejected = loading.store_rejects(database, table.rejects)
    _tell_columns(database, kept, fields, report)
    if not task.options.all_text:
        report.warn(*asked.unheeded(task.options, report.columns))
    report.warn(*(table.mended.warnings() if table.mended else ()))


def _has_a_row_a_line(table: TextTable, rows: int) -> bool:
    """Whether the number of a row tells its line: no cell holds a line end and no line is empty."""
    if table.mended:
        return False
    with table.path.open("rb", buffering=0) as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK_BYTES), b""))
        file.seek(-1, os.SEEK_END)
        unended = file.read(1) != b"\n"
    return lines + unended == table.layout.first_line - 1 + rows


def _without_trailing(database: Database, verdicts: Sequence[Verdict], table: TextTable) -> Sequence[Verdict]:
    """Takes out the columns that are only the trace of a delimiter at the end of every line."""
    kept = [verdict for verdict in verdicts if not _is_trailing(verdict, table)]
    if not kept:
        return verdicts
    for verdict in verdicts:
        if _is_trailing(verdict, table):
            database.fetch(f"ALTER TABLE data DROP COLUMN {quote(verdict.column.name)}")
    return kept


def _is_trailing(verdict: Verdict, table: TextTable) -> bool:
    """Whether this is no column but the trace of a delimiter at the end of every line."""
    last = verdict.column.field == table.columns[-1].field
    return not verdict.filled and not verdict.column.original.strip() and (last or bool(table.layout.names))


def refuse_repeated_header(database: Database, relation: str, table: TextTable, verdicts: Sequence[Verdict]) -> None:
    """A file made of several files repeats its header, which shows as misfits in columns that are not text."""
    if table.mended or not table.layout.names or not any(verdict.misfits for verdict in verdicts):
        return
    named = [column for column in table.columns if column.original][:50]
    same = " AND ".join(f"{quote(column.field)} = {literal(column.original)}" for column in named)
    if named and database.fetch(f"SELECT 1 FROM {relation} WHERE {same} LIMIT 1"):
        raise Irregular("the header comes again")


def refuse_runaways(database: Database, fields: Sequence[Field], table: TextTable) -> None:
    """Cells that hold whole rows of the table come from a quote that was opened and never closed."""
    width = len(table.columns)
    if table.mended or width < 2:
        return
    shortest = RUNAWAY_LINES * RUNAWAY_SHARE * (width - 1)  # bytes of a cell with so many rows in it
    known = measuring.statistics(database, [field.name for field in fields if field.type == "VARCHAR"])
    words = [name for name, statistics in known.items() if statistics.longest >= shortest][:500]
    if not words:
        return
    delimiter = literal(table.dialect.delimiter)
    checks = []
    for name in map(quote, words):
        ends = f"(length({name}) - length(replace({name}, chr(10), '')))"
        marks = f"(length({name}) - length(replace({name}, {delimiter}, ''))) / {len(table.dialect.delimiter)}"
        rows_inside = f"{marks} >= {RUNAWAY_SHARE * (width - 1)} * ({ends} - 1)"
        checks.append(f"(contains({name}, chr(10)) AND {ends} > {RUNAWAY_LINES} AND {rows_inside})")
    if database.fetch(f"SELECT 1 FROM data WHERE {' OR '.join(checks)} LIMIT 1"):
        raise Irregular("a quote is left open")


def _tell_columns(
    database: Database,
    verdicts: Sequence[Verdict],
    fields: Sequence[Field],
    report: ImportReport,
) -> None:
    unread = loading.misfits(database)
    for verdict, kind in zip(verdicts, loading.kinds(database, fields), strict=True):
        report.columns.append(telling.column(verdict, kind, unread.get(verdict.column.name, ())))
        report.warn(*verdict.warnings)
    report.missing_markers = list(dict.fromkeys(word for v in verdicts for word in v.markers if word))
    report.tell_names()
    report.warn(*loading.suspicions(database, fields))
