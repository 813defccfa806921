"""One file of any format becomes either clean text, whose columns have to be found out, or a table with types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.importing import progress
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.formats import archives, encodings, markup, structured
from core.datasets.importing.formats.archives import Unpacked
from core.datasets.importing.formats.databases import duckdb_file, sqlite_file
from core.datasets.importing.formats.databases.choosing import Choice
from core.datasets.importing.formats.json import reading
from core.datasets.importing.formats.structured import Nesting, TypedTable
from core.datasets.importing.formats.workbooks import sheets
from core.datasets.importing.reporting import excerpts
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.task import Import


@dataclass(frozen=True)
class Text:
    """Clean text, and the options that it is to be read with. `found` says that its dialect was not chosen."""

    path: Path
    options: ImportOptions
    found: bool = True


HEAD_LETTERS = 1 << 16  # in which the first table of a page begins

Content = Text | TypedTable
Open = Callable[[Import, Path, ImportReport], Content]


def open_file(task: Import, path: Path, report: ImportReport) -> Content:
    """Raises BadFile when it is no table, TooLarge when it is more than can be taken."""
    stages = task.database.progress
    stages.begin(progress.UNPACKING)
    told = stages.of_bytes(path.stat().st_size)
    return open_unpacked(task, archives.unpack(path, task.folder, member=_member(task), told=told), report)


def open_unpacked(task: Import, opened: Unpacked, report: ImportReport) -> Content:
    """Opens a file that is in no archive any more."""
    report.packing, report.format = opened.packing, opened.format.key
    report.warn(*opened.warnings)
    content = OPENERS[opened.format.key](task, opened.path, report)
    report.decide("format", report.format, 1.0, _format_evidence(report))
    return content


def _member(task: Import) -> str | None:
    return None if task.options.combine else task.options.sheet


def _format_evidence(report: ImportReport) -> str:
    packing = f", inside a {' in a '.join(report.packing)}" if report.packing else ""
    return f"the content of the file says so, whatever its name is{packing}"


def _parquet(task: Import, path: Path, _report: ImportReport) -> Content:
    return structured.open_parquet(task.database.fetch, path, _nesting(task))


def _arrow(task: Import, path: Path, _report: ImportReport) -> Content:
    return structured.open_arrow(task.database.connection, task.database.fetch, path, _nesting(task))


def _spreadsheet(task: Import, path: Path, report: ImportReport) -> Content:
    target = task.folder / "sheet.csv"
    sheet = sheets.write_text(path, target, sheet=task.options.sheet)
    report.sheet, report.sheets = sheet.name, sheet.names
    report.warn(*sheet.warnings)
    report.decide(
        "sheet", sheet.name, 1.0 if len(sheet.names) == 1 or task.options.sheet else 0.7, "the largest visible one"
    )
    return Text(target, _as_csv(task.options), found=False)


def _sqlite(task: Import, path: Path, report: ImportReport) -> Content:
    told = task.database.progress.within
    table, choice = sqlite_file.open_sqlite(path, task.folder, table=task.options.sheet, rows=task.rows, told=told)
    _tell_choice(task, choice, report)
    return table


def _duckdb(task: Import, path: Path, report: ImportReport) -> Content:
    chosen, rows = task.options.sheet, task.rows
    table, choice = duckdb_file.open_duckdb(task.database, path, task.folder, table=chosen, rows=rows)
    _tell_choice(task, choice, report)
    return table


def _tell_choice(task: Import, choice: Choice, report: ImportReport) -> None:
    report.sheet, report.sheets = choice.table.name, choice.names
    certain = len(choice.names) == 1 or task.options.sheet
    report.decide("table", choice.table.name, 1.0 if certain else 0.7, "as chosen" if certain else "the largest one")


def _text(task: Import, path: Path, report: ImportReport) -> Content:
    stages = task.database.progress
    stages.begin(progress.READING)
    if task.rows is not None:
        path = _excerpt(task, path, report)
    told = stages.of_bytes(path.stat().st_size)
    text = encodings.clean(path, task.folder, encoding=task.options.encoding, told=told)
    report.encoding = text.encoding.label
    report.decide("encoding", text.encoding.label, text.encoding.confidence, text.encoding.evidence)
    report.warn(*text.warnings)
    if task.options.sheet is not None and not report.packing:
        report.warn(f"The file has no sheets to choose from, so “{task.options.sheet}” changed nothing.")
    if markup.is_html(_head(text.path)):
        return _page(task, text.path, report)
    if reading.looks_like_json(text.path):
        report.format = "json"
        return _json(task, text.path)
    return Text(text.path, task.options)


def _excerpt(task: Import, path: Path, report: ImportReport) -> Path:
    """As much of a long text as a look at it needs; pages and JSON are one piece."""
    if reading.looks_like_json(path) or markup.is_html(_head(path)):
        return path
    excerpt = excerpts.take(path, task.folder)
    if excerpt is None:
        return path
    report.looked_at, report.known_lines = excerpt.told, excerpt.lines
    return excerpt.path


def _head(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.read(HEAD_LETTERS)


def _page(task: Import, path: Path, report: ImportReport) -> Content:
    target = task.folder / "page.csv"
    page = markup.write_html(path, target)
    report.format = "html"
    report.warn(*page.warnings)
    return Text(target, _as_csv(task.options), found=False)


def _json(task: Import, path: Path) -> Content:
    opened = reading.open_json(task.database.fetch, path, task.folder, _nesting(task))
    return opened if isinstance(opened, TypedTable) else Text(opened, _as_csv(task.options), found=False)


def _nesting(task: Import) -> Nesting:
    return Nesting(task.options.nested or "spread", task.options.rows_of or "")


def _as_csv(options: ImportOptions) -> ImportOptions:
    return replace(options, delimiter=",", quote='"')


OPENERS: dict[str, Open] = {
    "parquet": _parquet,
    "arrow": _arrow,
    "spreadsheet": _spreadsheet,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "text": _text,
}
