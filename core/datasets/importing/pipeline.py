"""From a file of any kind to the tables `data`, `rejects`, `misfits` and `report`, and the words that explain them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.datasets.importing import delimited, loading, progress, typed
from core.datasets.importing.formats import archives, encodings, signatures, spreadsheets, structured
from core.datasets.importing.report import ImportReport
from core.datasets.importing.task import Import
from core.datasets.importing.text.dialect import Dialect


def run(task: Import, path: Path) -> ImportReport:
    """Imports the file at `path`. Raises BadFile when it is no table, TooLarge when it is more than can be taken."""
    report = ImportReport(options=task.options.to_json())
    stages = task.database.progress
    stages.begin(progress.UNPACKING)
    told = stages.of_bytes(path.stat().st_size)
    opened = archives.unpack(path, task.folder, member=task.options.sheet, told=told)
    report.packing = opened.packing
    report.warn(*opened.warnings)
    if opened.format is signatures.PARQUET:
        report.format = "parquet"
        typed.store(task, structured.open_parquet(task.database.fetch, opened.path), report)
    elif opened.format is signatures.ARROW:
        report.format = "arrow"
        typed.store(task, structured.open_arrow(task.database.connection, task.database.fetch, opened.path), report)
    elif opened.format.key == "spreadsheet":
        _spreadsheet(task, opened.path, report)
    else:
        _text(task, opened.path, report)
    report.decide("format", report.format, 1.0, _format_evidence(report))
    loading.store_report(task.database, report.to_json())
    return report


def _format_evidence(report: ImportReport) -> str:
    packing = f", inside a {' in a '.join(report.packing)}" if report.packing else ""
    return f"the content of the file says so, whatever its name is{packing}"


def _spreadsheet(task: Import, path: Path, report: ImportReport) -> None:
    target = task.folder / "sheet.csv"
    sheet = spreadsheets.write_text(path, target, sheet=task.options.sheet)
    report.format, report.sheet, report.sheets = "spreadsheet", sheet.name, sheet.names
    report.warn(*sheet.warnings)
    report.decide(
        "sheet", sheet.name, 1.0 if len(sheet.names) == 1 or task.options.sheet else 0.7, "the largest visible one"
    )
    delimited.store(replace(task, options=replace(task.options, delimiter=",", quote='"')), target, report)


def _text(task: Import, path: Path, report: ImportReport) -> None:
    stages = task.database.progress
    stages.begin(progress.READING)
    told = stages.of_bytes(path.stat().st_size)
    text = encodings.clean(path, task.folder, encoding=task.options.encoding, told=told)
    report.encoding = text.encoding.label
    report.decide("encoding", text.encoding.label, text.encoding.confidence, text.encoding.evidence)
    report.warn(*text.warnings)
    if _looks_like_json(text.path):
        report.format = "json"
        typed.store(task, structured.open_json(task.database.fetch, text.path, task.folder), report)
        return
    report.format = "text"
    table = delimited.store(task, text.path, report)
    report.delimiter, report.quote = table.dialect.delimiter, table.dialect.quote
    report.decide("delimiter", table.dialect.delimiter_name, min(1.0, table.confidence + 0.2), table.evidence)
    report.decide(
        "quote", _quote_name(table.dialect), 1.0 if task.options.quote else 0.9, "the values are regular with it"
    )


def _quote_name(dialect: Dialect) -> str:
    escaped = " (doubled inside)" if dialect.doubles_quotes else f" (written {dialect.escape}{dialect.quote} inside)"
    return f"{dialect.quote}{escaped}" if dialect.quote else "none"


def _looks_like_json(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = file.read(4096).lstrip()
    if start.startswith("["):
        return start[1:].lstrip()[:1] in ("{", "[", "]") or (
            start.rstrip().endswith("]") and start[1:2] in '"-0123456789'
        )
    return start.startswith("{")
