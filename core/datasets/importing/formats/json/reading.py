"""From a JSON file to a table: DuckDB reads records, and what is in another shape is rewritten as records first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import duckdb

from core.datasets.importing.formats import structured
from core.datasets.importing.formats.json import shapes
from core.datasets.importing.formats.json.shapes import Rewritten
from core.datasets.importing.formats.structured import Fetch, Nesting, TypedTable
from core.datasets.importing.types.sql import literal
from core.errors import BadFile

LARGEST_RECORD = 128 << 20  # bytes; DuckDB keeps two of this size in memory
HEAD_LETTERS = 4096
RECORDS = re.compile(r"\s*\[\s*[{\]]")
LINES = re.compile(r"\s*\{.*\}\s*\n\s*\{")
BARE = re.compile(r"\s*\[\s*(\"|-?\d|true\b|false\b|null\b|\[)")


def looks_like_json(path: Path) -> bool:
    """Whether a clean text is JSON: it begins like a list or an object of JSON, and not like a line of a table."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = file.read(HEAD_LETTERS)
    if start.lstrip().startswith("["):
        whole = start.rstrip().endswith("]")
        return bool(RECORDS.match(start) or re.match(r"\s*\[\s*\[", start) or (whole and BARE.match(start)))
    return start.lstrip().startswith("{") or bool(re.match(r"\s*(//.*\n|/\*[\s\S]*?\*/)\s*[\[{]", start))


def open_json(fetch: Fetch, path: Path, folder: Path, nesting: Nesting) -> TypedTable | Path:
    """A table of records with types, or a CSV file of a list of lists.

    Raises BadFile for what is broken or no table, TooLarge for a value that is too large.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        start = file.read(HEAD_LETTERS)
    if RECORDS.match(start) or LINES.match(start):
        return _records(fetch, path, folder, nesting)
    if not start.lstrip().startswith(("[", "{")):
        return _table(fetch, shapes.rewrite_lines(path, folder), nesting)
    try:
        rewritten = shapes.rewrite(path, folder)
    except BadFile as error:
        if start.lstrip().startswith("[") or "several objects" not in error.message:
            raise
        return _records(fetch, path, folder, nesting)
    return _table(fetch, rewritten, nesting) if rewritten.lines else rewritten.path


def _records(fetch: Fetch, path: Path, folder: Path, nesting: Nesting) -> TypedTable:
    """Records as they are; with repeated keys, empty ones and the like, as they are meant."""
    try:
        table = _read(fetch, path, nesting)
    except duckdb.Error:
        return _table(fetch, shapes.rewrite_lines(path, folder), nesting)
    if [column.name for column in table.columns] == ["json"]:
        return _table(fetch, shapes.rewrite_lines(path, folder), nesting)
    return table


def _table(fetch: Fetch, rewritten: Rewritten, nesting: Nesting) -> TypedTable:
    try:
        table = _read(fetch, rewritten.path, nesting)
    except duckdb.Error as error:
        said = str(error).split("\n")[0]
        deep = "recursion" in said
        raise BadFile(
            "The JSON is nested too deeply." if deep else f"The JSON does not parse ({structured.bare(said)}).",
            hint=structured.DAMAGED,
        ) from error
    if [column.name for column in table.columns] == ["json"]:
        raise BadFile(shapes.NO_RECORDS, hint=shapes.NO_RECORDS_HINT)
    return replace(table, warnings=(*table.warnings, *rewritten.warnings))


def _read(fetch: Fetch, path: Path, nesting: Nesting) -> TypedTable:
    with path.open("rb") as file:
        shape = "array" if file.read(HEAD_LETTERS).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") else "auto"
    largest = min(LARGEST_RECORD, path.stat().st_size + (1 << 20))
    limits = f"sample_size = -1, maximum_object_size = {largest}"
    name = f"json_{next(structured.NUMBERS)}"
    read = f"read_json({literal(str(path))}, format = '{shape}', {limits})"
    fetch(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM {read}")
    return structured.open_relation(fetch, name, "JSON", nesting)
