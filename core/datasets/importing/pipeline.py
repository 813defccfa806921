"""From a file of any kind to the tables `data`, `rejects`, `misfits` and `report`, and the words that explain them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.datasets.importing import opening, progress
from core.datasets.importing.combining import storing as combining
from core.datasets.importing.formats import archives, signatures
from core.datasets.importing.formats.archives import Unpacked
from core.datasets.importing.formats.structured import TypedTable
from core.datasets.importing.incoming import File
from core.datasets.importing.opening import Text
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.storing import delimited, loading, typed
from core.datasets.importing.task import Import
from core.datasets.importing.text.lines.dialect import Dialect


def run(task: Import, path: Path) -> ImportReport:
    """Imports the file at `path`. Raises BadFile when it is no table, TooLarge when it is more than can be taken."""
    report = ImportReport(options=task.options.to_json(), source=task.source)
    members = _members(task, path)
    if members:
        report = combining.store(task, members, report)
        report.packing = (signatures.ZIP.label,)
    else:
        _store_one(task, path, report)
    loading.store_report(task.database, report.to_json())
    return report


def run_all(task: Import, files: Sequence[File]) -> ImportReport:
    """Imports one file, or several of them as one table. Raises BadInput when several do not fit together."""
    if len(files) == 1:
        return run(task, files[0].path)
    report = ImportReport(options=task.options.to_json(), source=task.source)
    report = combining.store(
        task, list(zip(_distinct([file.name for file in files]), _paths(files), strict=True)), report
    )
    loading.store_report(task.database, report.to_json())
    return report


def _members(task: Import, path: Path) -> list[tuple[str, Path | Unpacked]]:
    """The files of a zip archive that are to be read as one table; none if one of them is to be read alone."""
    stages = task.database.progress
    stages.begin(progress.UNPACKING)
    if signatures.detect(path) is not signatures.ZIP:
        return []
    if not task.options.combine and (task.options.sheet is not None or not archives.holds_parts(path)):
        return []
    return list(archives.unpack_all(path, task.folder, told=stages.of_bytes(path.stat().st_size)))


def _paths(files: Sequence[File]) -> list[Path | Unpacked]:
    return [file.path for file in files]


def _distinct(names: Sequence[str]) -> list[str]:
    """Two files of one name, from two folders, get a number."""
    return [f"{name} ({names[:at].count(name) + 1})" if name in names[:at] else name for at, name in enumerate(names)]


def _store_one(task: Import, path: Path, report: ImportReport) -> None:
    content = opening.open_file(task, path, report)
    if isinstance(content, TypedTable):
        typed.store(task, content, report)
    else:
        _store_text(task, content, report)


def _store_text(task: Import, text: Text, report: ImportReport) -> None:
    table = delimited.store(replace(task, options=text.options), text.path, report)
    if not text.found:
        return
    report.delimiter, report.quote = table.dialect.delimiter, table.dialect.quote
    report.decide("delimiter", table.dialect.delimiter_name, min(1.0, table.confidence + 0.2), table.evidence)
    report.decide(
        "quote", _quote_name(table.dialect), 1.0 if task.options.quote else 0.9, "the values are regular with it"
    )


def _quote_name(dialect: Dialect) -> str:
    escaped = " (doubled inside)" if dialect.doubles_quotes else f" (written {dialect.escape}{dialect.quote} inside)"
    return f"{dialect.quote}{escaped}" if dialect.quote else "none"
