"""The rows of several files as one relation, with the file of each row, stored in one load."""

from __future__ import annotations

import copy
import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.datasets.importing.combining import matching, pieces
from core.datasets.importing.combining.matching import Shared
from core.datasets.importing.combining.pieces import Piece
from core.datasets.importing.formats.archives import Unpacked
from core.datasets.importing.formats.structured import TypedColumn, TypedTable
from core.datasets.importing.reporting.report import ImportReport
from core.datasets.importing.reporting.words import count
from core.datasets.importing.storing import delimited, loading, typed
from core.datasets.importing.storing.delimited import Irregular
from core.datasets.importing.task import Import
from core.datasets.importing.text import names
from core.datasets.importing.types.candidates import MOST_VALUES
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.sql import literal, quote
from core.errors import BadFile

SOURCE = "source_file"
FILES_SHOWN = 20
WARNINGS_SHOWN = 30

# Types that hold the values of two others; every other pair is kept as text.
WIDER = {
    frozenset(("BIGINT", "HUGEINT")): "HUGEINT",
    frozenset(("BIGINT", "DOUBLE")): "DOUBLE",
    frozenset(("HUGEINT", "DOUBLE")): "DOUBLE",
    frozenset(("DATE", "TIMESTAMP")): "TIMESTAMP",
}
KIND_OF = {"BIGINT": "number", "HUGEINT": "number", "DOUBLE": "number", "TIMESTAMP": "date", "DATE": "date"}


def store(task: Import, files: Sequence[tuple[str, Path | Unpacked]], report: ImportReport) -> ImportReport:
    """Imports several files as one table; the report with what was found.

    Raises BadInput when they have different columns and their union was not chosen.
    """
    opened = [pieces.open_piece(task, at, *file) for at, file in enumerate(files)]
    opened = [piece if piece.readable else pieces.mend(task, piece) for piece in opened]
    shared = matching.match(opened, union=task.options.combine == "union")
    _tell(opened, shared, report)
    try:
        return _stored(task, opened, shared, copy.deepcopy(report))
    except (Irregular, BadFile):
        if all(piece.mended for piece in opened):
            raise
        mended = [piece if piece.mended else pieces.mend(task, piece) for piece in opened]
        return _stored(task, mended, shared, copy.deepcopy(report))


def _stored(task: Import, some: Sequence[Piece], shared: Sequence[Shared], report: ImportReport) -> ImportReport:
    def check(verdicts: Sequence[Verdict]) -> None:
        for piece in some:
            if piece.table and not piece.table.mended:
                delimited.refuse_repeated_header(task.database, piece.relation, piece.table, verdicts)

    fields = typed.store(task, _table(some, shared), report, check)
    for table in {(p.table.dialect.delimiter, len(p.columns)): p.table for p in some if p.table}.values():
        delimited.refuse_runaways(task.database, fields, table)
    rejects = task.folder / "rejects.csv"
    _gather_rejects(some, rejects)
    report.rows_rejected = loading.store_rejects(task.database, rejects)
    return report


def _table(some: Sequence[Piece], shared: Sequence[Shared]) -> TypedTable:
    """All rows, file by file, as columns c0, c1, …, and the name of the file behind them."""
    clean = names.clean([*(column.name for column in shared), SOURCE])
    columns = [_column(at, some, column, clean[at]) for at, column in enumerate(shared)]
    source = TypedColumn(clean[-1], clean[-1], quote(f"c{len(shared)}"), "category", "VARCHAR", "the file of the row")
    relations = (_rows(piece, at, shared, columns) for at, piece in enumerate(some))
    return TypedTable(f"({' UNION ALL '.join(relations)})", (*columns, source))


def _rows(piece: Piece, number: int, shared: Sequence[Shared], columns: Sequence[TypedColumn]) -> str:
    places = [column.places[number] for column in shared]
    values = ["NULL" if place is None else piece.columns[place].value for place in places]
    cells = [
        f"({value})::{column.type} AS c{at}" for at, (value, column) in enumerate(zip(values, columns, strict=True))
    ]
    return f"SELECT {', '.join([*cells, f'{literal(piece.file)} AS c{len(shared)}'])} FROM {piece.relation}"


def _column(at: int, some: Sequence[Piece], shared: Shared, name: str) -> TypedColumn:
    """One column for those of all files: of their common type, or text that is to be proven over all of them."""
    same = [p.columns[place] for p, place in zip(some, shared.places, strict=True) if place is not None]
    value = quote(f"c{at}")
    if any(column.proven for column in same):
        text = _text([column.text for column in same if column.text])
        return TypedColumn(name, shared.original, value, "text", "VARCHAR", proven=True, text=text)
    types = {column.type for column in same}
    notes = {column.note for column in same if column.note}
    type = types.pop() if len(types) == 1 else WIDER.get(frozenset(types), "VARCHAR")
    if types and type == "VARCHAR":
        notes.add("kept as text, because the files have different types here")
    kind = next((column.kind for column in same if column.type == type), KIND_OF.get(type, "text"))
    return TypedColumn(name, shared.original, value, kind, type, "; ".join(sorted(notes)))


def _text(same: Sequence[TextColumn]) -> TextColumn | None:
    """What is known of a column from the beginnings of all files, a little of each."""
    if not same:
        return None
    few = max(1, MOST_VALUES // len(same))
    return replace(
        same[0],
        sample=tuple(dict.fromkeys(value for column in same for value in column.sample[:few])),
        padded=all(column.padded for column in same),
        spaced=any(column.spaced for column in same),
        marked=any(column.marked for column in same),
    )


def _gather_rejects(some: Sequence[Piece], target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for piece in some:
            if piece.table and piece.table.rejects and piece.table.rejects.exists():
                with piece.table.rejects.open(encoding="utf-8", newline="") as rejects:
                    writer.writerows(
                        [line, text, f"{piece.file}: {reason}"] for line, text, reason in csv.reader(rejects)
                    )


def _tell(some: Sequence[Piece], shared: Sequence[Shared], report: ImportReport) -> None:
    formats = {piece.report.format for piece in some}
    report.format = formats.pop() if len(formats) == 1 else "several files"
    listed = [piece.file for piece in some]
    report.decide("files", listed[:FILES_SHOWN], 1.0, f"{count(len(some), 'file')} with the same columns as one table")
    report.warn(*matching.told(some, shared), *_warnings(some))


def _warnings(some: Sequence[Piece]) -> Iterator[str]:
    """What is to be told of single files; the same of many is said once."""
    told: dict[str, list[str]] = {}
    for piece in some:
        mended = piece.table.mended.warnings() if piece.table and piece.table.mended else ()
        notes = piece.table.layout.notes if piece.table else ()
        for warning in (*piece.report.warnings, *piece.warnings, *notes, *mended):
            told.setdefault(warning, []).append(piece.file)
    for warning, listed in list(told.items())[:WARNINGS_SHOWN]:
        where = f"“{listed[0]}”" + (f" and {count(len(listed) - 1, 'other file')}" if len(listed) > 1 else "")
        yield f"{where}: {warning}"
