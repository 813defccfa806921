"""A text file as a relation: opened the quick way when it is regular, mended first when it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.importing import conventions
from core.datasets.importing.options import ImportOptions
from core.datasets.importing.text import layout, mending, names, records, sample, shapes, sniffing
from core.datasets.importing.text.dialect import Dialect
from core.datasets.importing.text.layout import Layout
from core.datasets.importing.text.records import Record
from core.datasets.importing.text.sample import Sample
from core.datasets.importing.types import candidates, missing
from core.datasets.importing.types.columns import EDGE_SPACES, TextColumn
from core.datasets.importing.types.sql import literal
from core.datasets.importing.words import count
from core.errors import BadFile, BadInput

SNIFFED_CHARACTERS = 1 << 18
SAMPLE_CELLS = 400_000  # cells of the sample that the columns are planned from
FEWEST_ROWS = 50
MOST_ROWS = 5000
PADDED_SHARE = 0.9  # share of values with spaces around them above which the spaces belong to the delimiter
LONGEST_QUICK_DELIMITER = 4  # bytes; DuckDB takes no more
LONG_LINE = 1 << 20  # bytes above which DuckDB has to be told how long lines get
NO_DELIMITER = "\x1f"
SEPARATING = re.compile(r"[ ,;\t|^~]")
NEVER = "\x1a\x1a"  # a text that no file holds, for “nothing is NULL”
SEPARATOR_LINE = re.compile(r'"?sep=(.{1,2}?)"?\n')  # Excel's own hint
MARKUP = re.compile(r"\s*<(!doctype|html|table|\?xml|head|body|svg)", re.IGNORECASE)

PROSE_ROWS = 6  # a text with fewer lines than this may be a letter
PROSE_WORDS = 5  # words in one value from which on it is a sentence
PROSE_LETTERS = 60


@dataclass(frozen=True)
class TextTable:
    """A text file whose layout is known. `broken` says why it has to be mended before DuckDB can read it."""

    path: Path
    dialect: Dialect
    layout: Layout
    columns: tuple[TextColumn, ...]
    confidence: float
    evidence: str
    broken: str = ""
    mended: mending.Mended | None = None
    rejects: Path | None = None

    @property
    def may_hide_columns(self) -> bool:
        """Whether most values of an only column look as if something in them separates several."""
        if len(self.columns) > 1 or self.dialect.delimiter:
            return False
        sample = self.columns[0].sample
        texts = [text for text in sample if shapes.shape(text) == shapes.TEXT]
        return sum(1 for text in texts if SEPARATING.search(text)) > len(sample) / 2

    def relation(self, *, all_text: bool = False) -> str:
        """SQL of a table function with one VARCHAR column for each column."""
        skip = 0 if self.mended else self.layout.first_line - 1
        columns = ", ".join(f"{literal(column.field)}: 'VARCHAR'" for column in self.columns)
        options = [
            f"auto_detect = false, header = false, skip = {skip}, columns = {{{columns}}}",
            f"delim = {literal(self.dialect.delimiter or NO_DELIMITER)}",
            f"quote = {literal(self.dialect.quote)}, escape = {literal(self.dialect.escape)}",
        ]
        if all_text:
            options.append(f"nullstr = {literal(NEVER)}")
        if self.mended and self.mended.longest > LONG_LINE:
            options.append(f"max_line_size = {self.mended.longest + LONG_LINE}")
        return f"read_csv({literal(str(self.path))}, {', '.join(options)})"


def open_text(path: Path, options: ImportOptions) -> TextTable:
    """Decides dialect, layout and columns from the beginning of a clean text file. Raises BadFile if it is no table."""
    looked_at = sample.read(path)
    _refuse_markup(looked_at.text)
    skipped = options.skip_rows or 0
    hint = SEPARATOR_LINE.match(looked_at.text)
    lines = looked_at.text.split("\n")
    if hint and not skipped:
        skipped, options = 1, replace(options, delimiter=options.delimiter or hint.group(1))
    if options.skip_rows and not any(line.strip() for line in lines[skipped:]):
        raise BadInput(
            f"Nothing is left of the file when {count(skipped, 'line')} are skipped.", hint="Skip fewer lines."
        )
    guess = _sniffed(lines[skipped:], options)
    dialect = replace(guess.dialect, comment=_comment(lines[skipped:], guess.dialect))
    some = _records(lines[skipped:], dialect, guess.width, skipped + 1, looked_at)
    _refuse_prose(some, dialect, looked_at)
    found = layout.find(some, guess.width, header=options.header)
    found = replace(found, notes=(*found.notes, guess.note)) if guess.note else found
    table = TextTable(
        path, dialect, found, _columns(some, found, options), guess.score, evidence=_evidence(guess, options)
    )
    return replace(table, broken=_fault(table, lines, some[found.first :]))


def mend(table: TextTable, folder: Path, told: mending.Told) -> TextTable:
    """The same table over a tidy copy of the file; lines that do not fit are in `rejects`."""
    rows, rejects = folder / "tidy.csv", folder / "rejects.csv"
    header = tuple(name.strip() for name in table.layout.names)
    shape = mending.Shape(len(table.columns), header if len(header) > 1 and all(header) else ())
    below = replace(table.dialect, comment="")
    mended = mending.mend(
        table.path, below, shape, first_line=table.layout.first_line, rows=rows, rejects=rejects, told=told
    )
    return replace(table, path=rows, dialect=mending.TIDY, mended=mended, rejects=rejects, broken="")


def _sniffed(lines: list[str], options: ImportOptions) -> sniffing.Guess:
    text = "\n".join(lines)
    start = text[: text.rfind("\n", 0, SNIFFED_CHARACTERS) + 1] if len(text) > SNIFFED_CHARACTERS else text
    if not start or start.count('"') % 2:  # the first lines are longer than that, or a cell is
        start = text
    return sniffing.sniff(start, delimiter=options.delimiter, quote=options.quote)


def _comment(lines: list[str], dialect: Dialect) -> str:
    """“#” if lines that begin with it stand before the table and are no part of it."""
    if not lines[0].startswith("#"):
        return ""
    others = [line for line in lines[:200] if line.strip() and not line.startswith("#")]
    same_width = (
        others and dialect.delimiter and lines[0].count(dialect.delimiter) == others[0].count(dialect.delimiter)
    )
    return "" if same_width or not others else "#"


def _records(lines: list[str], dialect: Dialect, width: int, first_line: int, looked_at: Sample) -> list[Record]:
    """The records of the sample, blank ones left out; the last may be cut off when the file goes on."""
    found = list(records.read(lines, dialect, width=width, first_line=first_line))
    some = [record for record in found if record.text.strip()]
    some = some if looked_at.whole or len(some) < 2 else some[:-1]
    if not any(not record.blank for record in some):
        raise BadFile("The file holds no data.", hint="Check the export that made it, then upload it again.")
    return some


def _columns(some: Sequence[Record], found: Layout, options: ImportOptions) -> tuple[TextColumn, ...]:
    originals = found.names or ("",) * found.width
    rows = [record.fields for record in some[found.first :]]
    rows = rows[: max(FEWEST_ROWS, min(MOST_ROWS, SAMPLE_CELLS // found.width))]
    return tuple(
        _column(position, original, name, [row[position] for row in rows if position < len(row)], options)
        for position, (original, name) in enumerate(zip(originals, names.clean(originals), strict=True))
    )


def _written(name: str, original: str, options: ImportOptions) -> str:
    """The convention of the column by this name in an earlier file, or else by a name much like it."""
    known = options.conventions
    loose = {names.loosely(other): convention for other, convention in known.items()}
    return known.get(name) or known.get(original) or loose.get(names.loosely(name), "")


def _column(position: int, original: str, name: str, values: list[str], options: ImportOptions) -> TextColumn:
    filled = [value for value in values if value and value.strip() not in (options.missing_markers or ())]
    edged = sum(1 for value in filled if value[0] in EDGE_SPACES or value[-1] in EDGE_SPACES)
    written = _written(name, original, options)
    earlier = "text" if written == conventions.WORDS else ""
    chosen = options.types.get(name, options.types.get(original, earlier))
    return TextColumn(
        field=f"c{position}",
        name=name,
        original=original,
        sample=tuple(candidates.distinct(filled)),
        padded=edged > PADDED_SHARE * len(filled) and not options.all_text,
        spaced=edged > 0,
        marked=any(missing.is_marker(value.strip()) for value in filled) and not options.all_text,
        kind="text" if options.all_text else chosen,
        markers=() if options.all_text else options.missing_markers,
        written=written,
    )


def _fault(table: TextTable, lines: list[str], body: Sequence[Record]) -> str:
    """Why DuckDB's reader would fail on this file or misread it; empty if it will do."""
    dialect, width = table.dialect, len(table.columns)
    above = lines[: table.layout.first_line - 1]
    if dialect.aligned or len(dialect.delimiter.encode()) > LONGEST_QUICK_DELIMITER:
        return "its delimiter is unusual"
    if dialect.comment or any(dialect.quote and line.count(dialect.quote) % 2 for line in above):
        return "the lines above the table have to be stepped over"
    if any(record.fault or len(record.fields) != width for record in body):
        return "some lines do not have one value for each column"
    if not dialect.delimiter and sample.ends_blank(table.path):
        return "it ends with empty lines"
    return ""


def _evidence(guess: sniffing.Guess, options: ImportOptions) -> str:
    if options.delimiter is not None:
        return "as chosen"
    if not guess.dialect.delimiter:
        return "no delimiter makes a regular table"
    return f"{guess.regular:.1%} of the lines looked at have {count(guess.width, 'value')} with it"


def _refuse_markup(text: str) -> None:
    if MARKUP.match(text[:2000]):
        kind = "an XML file" if text.lstrip().startswith("<?xml") else "a web page (HTML)"
        raise BadFile(f"This is {kind}, not a table.", hint="Save the table in it as CSV or Excel and upload that.")


def _refuse_prose(some: Sequence[Record], dialect: Dialect, looked_at: Sample) -> None:
    """A few lines of sentences are a letter, whatever commas they hold."""
    if not looked_at.whole or len(some) >= PROSE_ROWS:
        return
    if dialect.delimiter.strip() and re.search(rf"{re.escape(dialect.delimiter)}\S", looked_at.text):
        return  # after a comma between words there is a space
    cells = [field.strip() for record in some for field in record.fields if field.strip()]
    typed = any(shapes.shape(cell) in shapes.TYPED for cell in cells)
    sentences = sum(1 for cell in cells if len(cell) > PROSE_LETTERS or len(cell.split()) >= PROSE_WORDS)
    if not typed and sentences > len(cells) / 4:
        raise BadFile(
            "This looks like prose, not a table.", hint="A table has one row a line and a delimiter between values."
        )
