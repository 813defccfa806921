"""A text file as a relation: opened the quick way when it is regular, mended first when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.importing.choosing import conventions
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.reporting.words import count
from core.datasets.importing.text import blocks, layout, mending, names, refusals, sniffing
from core.datasets.importing.text.blocks import Block
from core.datasets.importing.text.layout import Layout
from core.datasets.importing.text.lines import patterns, records, sample, shapes
from core.datasets.importing.text.lines.dialect import Dialect
from core.datasets.importing.text.lines.patterns import Pattern
from core.datasets.importing.text.lines.records import Record
from core.datasets.importing.text.lines.sample import Sample
from core.datasets.importing.types import candidates
from core.datasets.importing.types.columns import EDGE_SPACES, TextColumn
from core.datasets.importing.types.notations import missing
from core.datasets.importing.types.sql import literal
from core.errors import BadFile, BadInput

SNIFFED_CHARACTERS = 1 << 18
SAMPLE_CELLS = 100_000  # cells of the sample that the columns are planned from
FEWEST_ROWS = 50
LONGEST_SAMPLED = 1000  # letters of a value: what is longer is text, whatever comes then
MOST_ROWS = 5000
PADDED_SHARE = 0.9  # share of values with spaces around them above which the spaces belong to the delimiter
LONGEST_QUICK_DELIMITER = 4  # bytes; DuckDB takes no more
LONG_LINE = 1 << 20  # bytes above which DuckDB has to be told how long lines get
NO_DELIMITER = "\x1f"
ENDLESS = 1 << 62  # a line number beyond any file
NO_DELIMITERS = re.compile(r"[^\s,;|\"']")
NO_DATA, NO_DATA_HINT = "The file holds no data.", "Check the export that made it, then upload it again."
SEPARATING = re.compile(r"[ ,;\t|^~]")
NEVER = "\x1a\x1a"  # a text that no file holds, for “nothing is NULL”
SEPARATOR_LINE = re.compile(r'"?sep=(.{1,2}?)"?,*$')  # Excel's own hint


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
    all_text: bool = False
    last_line: int | None = None  # where the table ends, if another comes after it

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
    if looked_at.whole and not NO_DELIMITERS.search(looked_at.text):
        raise BadFile(NO_DATA, hint=NO_DATA_HINT)
    if options.delimiter is None:
        refusals.refuse(looked_at.text)
    lines, skipped, options = _below_the_top(looked_at.text.split("\n"), options)
    guess = _sniffed(lines, options)
    dialect = replace(guess.dialect, comment=_comment(lines, guess.dialect))
    found = _records(lines, dialect, 0, None, skipped + 1, looked_at)
    block, notes = _block(found, options, complete=looked_at.whole)
    width = block.width if block else guess.width
    if not _is_regular(found, width):  # now that the table is known, odd lines can be read by its pattern
        pattern = _learn(found, width)
        found = _records(lines, dialect, width, pattern, skipped + 1, looked_at)
    if block:
        found = [record for record in found if block.first_line <= record.line <= block.last_line]
    some = [record for record in found if record.text.strip() and not record.drawn]
    refusals.refuse_prose(some, dialect, looked_at)
    placed = layout.find(some, width, header=options.header, all_text=options.all_text)
    placed = layout.with_names_above(placed)
    placed = replace(placed, notes=(*placed.notes, *notes, *((guess.note,) if guess.note else ())))
    table = TextTable(
        path,
        dialect,
        placed,
        _columns(some, placed, options),
        guess.score,
        evidence=_evidence(guess, options),
        all_text=options.all_text,
        last_line=block.last_line if block else None,
    )
    return replace(table, broken=_fault(table, lines, found))


def mend(table: TextTable, folder: Path, told: mending.Told) -> TextTable:
    """The same table over a tidy copy of the file; lines that do not fit are in `rejects`."""
    rows, rejects = folder / "tidy.csv", folder / "rejects.csv"
    headers = [line for line in table.layout.header_lines if len(line) > 1 and any(line)]
    width = len(table.columns)
    shape = mending.Shape(
        width, frozenset(headers), _learn(_body(table), width), keep_all=table.all_text, last_line=table.last_line
    )
    below = replace(table.dialect, comment="")
    mended = mending.mend(
        table.path, below, shape, first_line=table.layout.first_line, rows=rows, rejects=rejects, told=told
    )
    return replace(table, path=rows, dialect=mending.TIDY, mended=mended, rejects=rejects, broken="")


def _body(table: TextTable) -> Iterator[Record]:
    """The rows at the beginning of the table."""
    lines = sample.read(table.path).text.split("\n")[table.layout.first_line - 1 : table.last_line]
    below = replace(table.dialect, comment="")
    return records.read(lines, below, width=len(table.columns), first_line=table.layout.first_line)


def _learn(found: Iterable[Record], width: int) -> Pattern:
    return patterns.learn((record.fields for record in found if not record.fault and not record.blank), width)


def _is_regular(found: Sequence[Record], width: int) -> bool:
    """Whether every record has the table's width and a line of its own, so that there is nothing to put right."""
    return all(len(record.fields) == width and not record.fault and "\n" not in record.text for record in found)


def _below_the_top(lines: list[str], options: ImportOptions) -> tuple[list[str], int, ImportOptions]:
    """The lines that are looked at, how many were skipped above them, and the options with what these lines say."""
    skipped = options.skip_rows or 0
    hint = SEPARATOR_LINE.match(lines[0])
    if hint and not skipped:
        skipped, options = 1, replace(options, delimiter=options.delimiter or hint.group(1))
    if options.skip_rows and not any(line.strip() for line in lines[skipped:]):
        raise BadInput(
            f"Nothing is left of the file when {count(skipped, 'line')} are skipped.", hint="Skip fewer lines."
        )
    return lines[skipped:], skipped, options


def _block(found: list[Record], options: ImportOptions, *, complete: bool) -> tuple[Block | None, list[str]]:
    """The table to read if there are several, and what to tell of them."""
    several = blocks.find(found)
    if options.table is not None and options.table > max(1, len(several)):
        raise BadInput(
            f"There is no table {options.table} in the file: {count(max(1, len(several)), 'table')} found.",
            hint="Choose one of them, or leave the option out.",
        )
    if not several:
        return None, []
    chosen = blocks.choose(several, options.table)
    block = several[chosen]
    if not complete and chosen == len(several) - 1:  # it may go on below what was looked at
        block = replace(block, last_line=ENDLESS)
    return block, [] if options.table is not None else [blocks.told(several, chosen)]


def _sniffed(lines: list[str], options: ImportOptions) -> sniffing.Guess:
    text = "\n".join(line for line in lines if not records.is_drawn(line))
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


def _records(
    lines: list[str], dialect: Dialect, width: int, pattern: Pattern | None, first_line: int, looked_at: Sample
) -> list[Record]:
    """The records of the sample; the last may be cut off when the file goes on."""
    found = list(records.read(lines, dialect, width=width, pattern=pattern, first_line=first_line))
    found = found if looked_at.whole or len(found) < 2 else found[:-1]
    if not any(not record.blank for record in found):
        raise BadFile(NO_DATA, hint=NO_DATA_HINT)
    return found


def _columns(some: Sequence[Record], found: Layout, options: ImportOptions) -> tuple[TextColumn, ...]:
    originals = found.names or ("",) * found.width
    rows = [record.fields for record in some[found.first :]]
    rows = rows[: max(FEWEST_ROWS, min(MOST_ROWS, SAMPLE_CELLS // found.width))]
    earlier = earlier_conventions(options)
    return tuple(
        column(
            position,
            original,
            name,
            [row[position][:LONGEST_SAMPLED] for row in rows if position < len(row)],
            options,
            earlier(name, original),
        )
        for position, (original, name) in enumerate(zip(originals, names.clean(originals), strict=True))
    )


def earlier_conventions(options: ImportOptions) -> Callable[[str, str], str]:
    """Finds the convention of a column by its name and original in an earlier file, or else by a name much like it."""
    known = options.conventions
    loose = {names.loosely(other): convention for other, convention in known.items()}
    return lambda name, original: known.get(name) or known.get(original) or loose.get(names.loosely(name), "")


def column(
    position: int, original: str, name: str, values: list[str], options: ImportOptions, written: str
) -> TextColumn:
    """A column by the first values that it has in the file."""
    filled = [value for value in values if value and value.strip() not in (options.missing_markers or ())]
    edged = sum(1 for value in filled if value[0] in EDGE_SPACES or value[-1] in EDGE_SPACES)
    earlier = "text" if written == conventions.WORDS else ""
    chosen = options.types.get(name, options.types.get(original, earlier))
    return TextColumn(
        field=f"c{position}",
        name=name,
        original=original,
        sample=tuple(candidates.distinct(filled)),
        padded=edged > PADDED_SHARE * len(filled) and not options.all_text,
        spaced=edged > 0,
        marked=any(missing.is_marker(value.strip()) for value in set(filled)) and not options.all_text,
        kind="text" if options.all_text else chosen,
        markers=() if options.all_text else options.missing_markers,
        written=written,
    )


def _fault(table: TextTable, lines: list[str], found: Sequence[Record]) -> str:
    """Why DuckDB's reader would fail on this file or misread it; empty if it will do."""
    dialect, width, first_line = table.dialect, len(table.columns), table.layout.first_line
    above = lines[: first_line - 1]
    body = [record for record in found if record.line >= first_line and record.text.strip()]
    if dialect.aligned or dialect.wrapped or len(dialect.delimiter.encode()) > LONGEST_QUICK_DELIMITER:
        return "its delimiter is unusual"
    if dialect.escapes_delimiters:
        return "some delimiters belong to values"
    if table.last_line is not None:
        return "it holds several tables"
    if dialect.comment or any(dialect.quote and line.count(dialect.quote) % 2 for line in above):
        return "the lines above the table have to be stepped over"
    if any(record.fault or len(record.fields) != width for record in body):
        return "some lines do not have one value for each column"
    ending = sample.ending(table.path)
    if width > 1 and any(record.blank for record in body) and not table.all_text:
        return "it holds rows without a value"
    if not dialect.delimiter and not ending[-1].strip():
        return "it ends with empty lines"
    if width > 1 and any(mending.FOOTER.fullmatch(line) for line in ending if line.strip()):
        return "it ends with remarks"
    return ""


def _evidence(guess: sniffing.Guess, options: ImportOptions) -> str:
    if options.delimiter is not None:
        return "as chosen"
    if not guess.dialect.delimiter:
        return "no delimiter makes a regular table"
    return f"{guess.regular:.1%} of the lines looked at have {count(guess.width, 'value')} with it"
