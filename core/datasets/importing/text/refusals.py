"""Texts that are no tables, by what they look like: a row for each kind, and what to do instead."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.datasets.importing.text.lines import shapes
from core.datasets.importing.text.lines.dialect import Dialect
from core.datasets.importing.text.lines.records import Record
from core.datasets.importing.text.lines.sample import Sample
from core.errors import BadFile

PROSE_ROWS = 6  # a text with fewer lines than this may be a letter
PROSE_WORDS = 5  # words in one value from which on it is a sentence
PROSE_LETTERS = 60
FEWEST_WORDS = 2.5  # words between two commas of a sentence
SENTENCE_END = re.compile(r"[.!?:…][\"”’)]?\s*$")
PROSE = "This looks like prose, not a table."
PROSE_HINT = "A table has one row a line and a delimiter between values."
LONG_ENOUGH = 0.6  # of the longest line
ALL_BUT_FEW = 0.9  # share of lines that begin as the line above says
LOOKED_AT = 1 << 16  # characters
LINES = 200
LINE_LETTERS = 300
TABLE_HINT = "Save the table as CSV or Excel and upload that."
DATABASE_HINT = "Load it into its database and export the table as CSV or Parquet."
CODE_HINT = "Upload the table that the program reads or writes."


@dataclass(frozen=True)
class Kind:
    """A kind of text. It is one if `start` matches where it begins, and a `share` of its lines matches `line`."""

    label: str
    start: str = ""
    line: str = ""
    share: float = 0.0
    fewest: int = 1
    hint: str = TABLE_HINT


SETTING = r"[\w.\-\" ]+\s*=\s*\S?.*|\s*[#;].*|\[+[^\]\n,]+\]+\s*"

YAML = r"\s*(- .*|[\w.\-\" ]+:(\s.*)?|#.*|---|\.\.\.)"

KINDS = (
    Kind("an XML file", r"\s*<\?xml\b"),
    Kind("a web page (HTML)", r"\s*(<!--[^>]{0,2000}-->\s*)?<(!doctype\s+html|html|head|body|table|div|p|svg)\b"),
    Kind("an XML file", r"\s*<(\w[\w:.-]*)(\s[^<>]{0,1000})?>[^$]*</\1>\s*$"),
    Kind(
        "an SQL dump",
        line=r"(?i)\s*(INSERT\s+(IGNORE\s+)?INTO|CREATE\s+(OR\s+REPLACE\s+)?(TEMP\w*\s+)?(TABLE|DATABASE|SCHEMA|VIEW|INDEX)|"
        r"DROP\s+TABLE|LOCK\s+TABLES|COPY\s+\S+\s*\(.*FROM\s+stdin|ALTER\s+TABLE)\b.*",
        hint=DATABASE_HINT,
    ),
    Kind("a set of contacts (vCard)", r"BEGIN:VCARD\b"),
    Kind("a directory of people (LDIF)", r"(version: 1\n)?dn: "),
    Kind("a calendar", r"BEGIN:VCALENDAR\b"),
    Kind("a LaTeX document", line=r"\s*\\(documentclass|usepackage|begin\{|section\{|hline|title\{).*"),
    Kind("a LaTeX table", line=r".*&.*\\\\(\s*\\hline)?\s*", share=0.8, fewest=2),
    Kind("a list of references (BibTeX)", r"\s*@\w+\{"),
    Kind("a style sheet", r"[\w.#*][\w .#:>,*-]*\{\s*[\w-]+:[^\n{}]*;", hint=CODE_HINT),
    Kind("a file of subtitles", r"(WEBVTT[^\n]*\n\s*)?(\d+\n)?(\d+:)?\d\d:\d\d[,.]\d{3} --> "),
    Kind("a Makefile", r"(\.PHONY:[^\n]*\n\s*)?[\w.\-]+:[^\n,;\t|]*\n\t\S", hint=CODE_HINT),
    Kind("a file of Weka (ARFF)", r"(%[^\n]*\n|\n)*@relation\b", hint="Save it as CSV in Weka and upload that."),
    Kind("a file of settings", r"(#[^\n]*\n)*\w+\.[\w.]+\s*=", SETTING, 0.9, 2),
    Kind(
        "a file of settings (TOML)",
        r"([ \t]*([\w.\-\"]+[ \t]*=[^\n]*|#[^\n]*)?\n)+\[+[^\]\n,;\t]+\]+[ \t]*\n",
        SETTING,
        0.9,
        3,
    ),
    Kind("a single value", r"\s*(\"[^\"\n]*\"|true|false|null)\s*$"),
    Kind("a key or certificate", r"\s*-----BEGIN [A-Z0-9 ]+-----"),
    Kind("a script", r"#!\s*/", hint=CODE_HINT),
    Kind("a change to a program (diff)", r"(diff --git |--- \S+[^\n]*\n\+\+\+ )", hint=CODE_HINT),
    Kind(
        "an e-mail",
        line=r"(From|To|Cc|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To): .*",
        fewest=3,
    ),
    Kind("a file of settings", r"([ \t]*([#;][^\n]*)?\n)*\[[^\]\n,;\t]+\]\s*\n", SETTING, 0.8, 3),
    Kind("a file of settings (YAML)", r"(---|%YAML)[^\n]*\n", YAML, 0.9, 3),
    Kind("a file of settings (YAML)", r"([\w\-]+:[^\n]*\n|#[^\n]*\n){1,50}(\s+[\w\-]+:|\s*- )", YAML, 0.9, 3),
    Kind(
        "the source of a program",
        line=r"\s*(def \w+\(.*|class \w+.*[:{]|import [\w.]+(, ?[\w.]+)*;?|from [\w.]+ import .*|#include\s*[<\"].*|"
        r"(public|private|static|export|async)\s.*[{;(]|function \w*\(.*|(const|let|var) \w+ ?=.*|package [\w.]+;?|"
        r"using [\w.]+;|(if|for|while|else)\b.*[{:]|return\b.*|[})\]];?|library\(\w+\)|\w+ <- .*|print\(.*)",
        share=0.3,
        fewest=3,
        hint=CODE_HINT,
    ),
    Kind("a Python error", line=r"Traceback \(most recent call last\):", hint=CODE_HINT),
)  # fmt: skip


def refuse(text: str) -> None:
    """Raises BadFile when this text is something that is known to be no table."""
    start = text.removeprefix("\ufeff")[:LOOKED_AT]
    lines = [line[:LINE_LETTERS] for line in start.split("\n", LINES)[:LINES] if line.strip()]
    for kind in KINDS:
        if _is(kind, start, lines):
            raise BadFile(f"This is {kind.label}, not a table.", hint=kind.hint)


def refuse_prose(some: Sequence[Record], dialect: Dialect, looked_at: Sample) -> None:
    """Raises BadFile for a few lines of sentences, which are a letter, whatever commas they hold."""
    if _reads_as_prose(some, dialect):
        raise BadFile(PROSE, hint=PROSE_HINT)
    if not looked_at.whole or len(some) >= PROSE_ROWS:
        return
    if dialect.delimiter in ("\t", "|") or len(dialect.delimiter.strip()) > 1:
        return
    if dialect.delimiter.strip() and re.search(rf"{re.escape(dialect.delimiter)}\S", looked_at.text):
        return  # after a comma between words there is a space
    cells = [field.strip() for record in some for field in record.fields if field.strip()]
    typed = any(shapes.shape(cell) in shapes.TYPED for cell in cells)
    sentences = sum(1 for cell in cells if len(cell) > PROSE_LETTERS or len(cell.split()) >= PROSE_WORDS)
    if not typed and sentences > len(cells) / 4:
        raise BadFile(PROSE, hint=PROSE_HINT)


def _reads_as_prose(some: Sequence[Record], dialect: Dialect) -> bool:
    """Whether most lines end like sentences, the first one too, and there are words between the delimiters; or whether
    sentences go on from line to line."""
    if dialect.quote in some[0].text or len(some) < 2 or dialect.delimiter.strip(", "):
        return False
    ends = sum(1 for record in some if SENTENCE_END.search(record.text))
    cells = [field.strip() for record in some for field in record.fields if field.strip()]
    words = sum(len(cell.split()) for cell in cells) / max(1, len(cells))
    if any(shapes.shape(cell) in shapes.TYPED for cell in cells):
        return False
    closed = dialect.delimiter.endswith(" ") and bool(SENTENCE_END.search(some[0].text)) and ends > len(some) / 2
    return (closed and (words >= FEWEST_WORDS or dialect.delimiter == " ")) or _goes_on(some)


def _goes_on(some: Sequence[Record]) -> bool:
    """Whether a line begins small where the one above has not ended its sentence, and only there."""
    lines = [record.text.strip() for record in some]
    if sum(len(line.split()) for line in lines) < PROSE_WORDS * len(lines):
        return False
    pairs = [(bool(SENTENCE_END.search(above)), line[:1].islower()) for above, line in itertools.pairwise(lines)]
    expected = sum(1 for ended, small in pairs if ended != small)
    on, anew = pairs.count((False, True)), pairs.count((True, False))
    full = LONG_ENOUGH * max(map(len, lines))  # a line is broken where it is full, a name above values is short
    if any(small and len(above) < full for above, (_ended, small) in zip(lines, pairs, strict=False)):
        return False
    return on >= max(2, len(pairs) / 4) and anew > 0 and expected >= ALL_BUT_FEW * len(pairs)


def _is(kind: Kind, start: str, lines: list[str]) -> bool:
    if kind.start and not re.match(kind.start, start, re.IGNORECASE):
        return False
    if not kind.line:
        return True
    found = sum(1 for line in lines if re.fullmatch(kind.line, line.rstrip()))
    return found >= kind.fewest and found >= kind.share * len(lines)
