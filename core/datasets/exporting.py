"""A dataset as a file to take away: CSV, Parquet or Excel."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.datasets.catalogue import Column, Dataset, reading
from core.errors import BadInput, TooLarge
from core.storage.engine import Reader, quote
from core.storage.state import new_id
from core.workspace import Workspace

EXCEL_ROWS = 1_048_575  # Excel's limit, less the line of names
EXCEL_COLUMNS = 16_384
EXCEL_CELL_CHARACTERS = 32_767
EXCEL_EXACT_INTEGER = 2**53  # Excel keeps numbers as doubles
ROWS_AT_ONCE = 5_000  # rows held in memory while a workbook is written

# A spreadsheet runs a text that begins like this as a formula (OWASP, CSV injection).
FORMULA_START = "^[=+@\\t\\r-]"

# The columns of the tables that hold what did not make it into the data.
LEFT_OUT = {
    "rejects": (("line", "BIGINT"), ("text", "VARCHAR"), ("reason", "VARCHAR")),
    "misfits": (("column_name", "VARCHAR"), ("text", "VARCHAR"), ("count", "BIGINT"), ("line", "BIGINT")),
}


@dataclass(frozen=True)
class ExportFormat:
    """A format: `write(reader, query, path)` stores what the query returns. It holds `most_rows` and `most_columns`."""

    key: str
    label: str
    media_type: str
    write: Callable[[Reader, str, Path], None]
    runs_formulas: bool
    bare: Callable[[Reader, str, Path], None] | None = None  # writes no line of names
    most_rows: float = math.inf
    most_columns: float = math.inf

    def holds(self, rows: int, columns: int) -> bool:
        """Whether a table of this size fits into one file of this format."""
        return rows <= self.most_rows and columns <= self.most_columns


def export(ws: Workspace, dataset: Dataset, format: str) -> Path:
    """Writes the dataset to a new file among the temporary ones; whoever asked removes it.

    Raises BadInput on an unknown format, TooLarge when the table does not fit it. Texts that a spreadsheet would run
    as a formula get an apostrophe before them, except in Parquet, which holds the values as they are. A CSV file of
    texts that came without names has no names either.
    """
    wanted = find_format(format)
    if wanted.bare and _came_without_names(dataset):
        wanted = replace(wanted, write=wanted.bare)
    check_size(wanted, dataset.name, dataset.rows, len(dataset.columns))
    path = ws.folders.temporary / f"{new_id('ex')}.{wanted.key}"
    with reading(ws, dataset) as reader, ws.folders.appearing(path) as beside:
        wanted.write(reader, build_export(reader.table, dataset.columns, safe=wanted.runs_formulas), beside)
    return path


def export_left_out(ws: Workspace, dataset: Dataset, table: str) -> Path:
    """Writes the dataset's `rejects` or `misfits`, all of them, to a new CSV file; whoever asked removes it."""
    path = ws.folders.temporary / f"{new_id('ex')}.csv"
    columns = tuple(Column(name, "text", type, name) for name, type in LEFT_OUT[table])
    with reading(ws, dataset) as reader, ws.folders.appearing(path) as beside:
        _write_csv(reader, build_export(reader.named(table), columns, safe=True), beside)
    return path


def find_format(key: str) -> ExportFormat:
    for format in EXPORT_FORMATS:
        if format.key == key:
            return format
    choices = ", ".join(format.key for format in EXPORT_FORMATS)
    raise BadInput(f"“{key}” is no format of an export.", hint=f"Choose one of: {choices}.")


def check_size(format: ExportFormat, name: str, rows: int, columns: int) -> None:
    """Raises TooLarge when a table does not fit the format, naming the formats that it fits."""
    if not format.holds(rows, columns):
        others = [other.label for other in EXPORT_FORMATS if other.holds(rows, columns)]
        raise TooLarge(
            f"“{name}” has {rows:,} rows and {columns:,} columns; "
            f"{format.label} holds {format.most_rows:,} and {format.most_columns:,}.",
            hint=f"Choose {' or '.join(others)}.",
        )


def build_export(table: str, columns: tuple[Column, ...], *, safe: bool) -> str:
    """The query of an export, in the order of the file that came in."""
    selected = [
        safe_text(column.name) if safe and column.type == "VARCHAR" else quote(column.name) for column in columns
    ]
    return f"""
        SELECT {", ".join(selected)}
        FROM {table}
        ORDER BY rowid
    """


def safe_text(name: str) -> str:
    """SQL for a text column in which nothing begins like a formula."""
    column = quote(name)
    return f"CASE WHEN regexp_matches({column}, '{FORMULA_START}') THEN '''' || {column} ELSE {column} END AS {column}"


def _came_without_names(dataset: Dataset) -> bool:
    """Whether all was kept as text of a file without a header: then the names are ours, and no part of it."""
    options = dataset.report.get("options") or {}
    return bool(options.get("all_text")) and dataset.report.get("header") is False


def _write_csv(reader: Reader, query: str, path: Path) -> None:
    reader.connection.execute(f"COPY ({query}) TO '{_escaped(path)}' (FORMAT csv, HEADER)")


def _write_bare_csv(reader: Reader, query: str, path: Path) -> None:
    reader.connection.execute(f"COPY ({query}) TO '{_escaped(path)}' (FORMAT csv, HEADER false)")


def _write_parquet(reader: Reader, query: str, path: Path) -> None:
    reader.connection.execute(f"COPY ({query}) TO '{_escaped(path)}' (FORMAT parquet, COMPRESSION zstd)")


def _write_workbook(reader: Reader, query: str, path: Path) -> None:
    result = reader.connection.execute(query)
    names = [name for name, *_ in result.description or ()]
    write_workbook(path, names, iter(lambda: result.fetchmany(ROWS_AT_ONCE), []))


def write_workbook(path: Path, names: list[str], batches: Iterator[list[tuple[Any, ...]]]) -> None:
    """Writes rows, batch by batch, as the one sheet of an Excel workbook. Texts stay texts, whatever they look like."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
        "default_date_format": "yyyy-mm-dd hh:mm:ss",
    }
    with xlsxwriter.Workbook(path, options) as workbook:
        sheet = workbook.add_worksheet("data")
        sheet.write_row(0, 0, names)
        for line, row in enumerate(itertools.chain.from_iterable(batches), start=1):
            sheet.write_row(line, 0, [_cell(value) for value in row])


def _cell(value: Any) -> Any:
    """A value as Excel can hold it: no time zones, no integers it would round, no text over its limit."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.replace(tzinfo=None)
    if isinstance(value, int) and abs(value) > EXCEL_EXACT_INTEGER:
        return str(value)
    return value[:EXCEL_CELL_CHARACTERS] if isinstance(value, str) else value


EXPORT_FORMATS = (
    ExportFormat("csv", "CSV", "text/csv; charset=utf-8", _write_csv, runs_formulas=True, bare=_write_bare_csv),
    ExportFormat("parquet", "Parquet", "application/vnd.apache.parquet", _write_parquet, runs_formulas=False),
    ExportFormat(
        "xlsx",
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _write_workbook,
        runs_formulas=True,
        most_rows=EXCEL_ROWS,
        most_columns=EXCEL_COLUMNS,
    ),
)


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
