"""One typed load: the SELECT that reads the file makes the values. Then what was left out is written beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets.importing.storing import measuring
from core.datasets.importing.storing.database import Database
from core.datasets.importing.storing.measuring import Statistics, Stored
from core.datasets.importing.types import believing, roles, verifying
from core.datasets.importing.types.believing import Cell
from core.datasets.importing.types.columns import Verdict
from core.datasets.importing.types.notations import missing
from core.datasets.importing.types.sql import literal, quote

MOST_MISFIT_TEXTS = 1000  # different texts kept for one column
SENTINELS = (-99, -999, -9999, -99999, -999999, 999, 9999, 99999, 999999)
FEWEST_SENTINELS = 2
MOMENT_NAME = re.compile(
    r"(?i)date|datum|day|fecha|jour|time|zeit|epoch|stamp|created|updated|modified|(^|_)(dt|ts|at|on)$"
)
MOMENTS = (  # from 1982 to 2064, and what to call such numbers
    (30_000, 60_000, "Excel's numbers of days (45,000 is 2023-03-15)"),
    (400_000_000, 3_000_000_000, "Unix times in seconds"),
    (400_000_000_000, 3_000_000_000_000, "Unix times in milliseconds"),
)


@dataclass(frozen=True)
class Field:
    """A column about to be stored: its value in SQL. `kind` is empty where the stored values have to tell."""

    name: str
    original: str
    value: str
    type: str
    kind: str = ""


@dataclass(frozen=True)
class Loaded:
    """A table just written: its rows, how each column was made, and the verdicts with their counts."""

    rows: int
    cells: tuple[Cell, ...]
    verdicts: tuple[Verdict, ...]


def build_table(relation: str, fields: Sequence[Field]) -> str:
    values = ",\n  ".join(f"{field.value} AS {quote(field.name)}" for field in fields)
    return f"CREATE OR REPLACE TABLE data AS\nSELECT\n  {values}\nFROM {relation}"


def store_beginning(database: Database, relation: str, rows: int) -> str:
    """Writes the first rows as text, so that a look at them reads the file once; the relation that holds them."""
    database.fetch(f"CREATE OR REPLACE TEMP TABLE beginning AS SELECT * FROM {relation} LIMIT {rows}")
    return "beginning"


def store(database: Database, relation: str, fields: Sequence[Field]) -> int:
    """Writes the table `data`; the number of its rows."""
    return int(database.fetch(build_table(relation, fields))[0][0])


def load(database: Database, relation: str, verdicts: Sequence[Verdict]) -> Loaded:
    """Writes the table `data` from text and counts in it; what could not be read stays beside it until `clear`."""
    cells = believing.cells(verdicts)
    rows = int(database.fetch(believing.build_table(relation, cells))[0][0])
    counts = zip(cells, _counts(database, cells), _late_markers(database, cells), strict=True)
    verdicts = [
        believing.counted(cell, read, missing + late, misfits) for cell, (read, missing, misfits), late in counts
    ]
    for cell, verdict in zip(cells, verdicts, strict=True):
        if cell.may_hold_late_markers and verdict.missing:
            database.fetch(believing.build_removal(cell))
    return Loaded(rows, tuple(cells), tuple(verdicts))


def _counts(database: Database, cells: Sequence[Cell]) -> Iterator[tuple[int, ...]]:
    """Values, markers and misfits of each column, as the marks tell. What no row has is not counted."""
    marks = believing.mark_names(cells)
    found = database.fetch(believing.build_bits(marks))[0] if marks else ()
    bits = {mark: some or 0 for mark, some in zip(marks, found, strict=True)}
    for start in range(0, len(cells), verifying.COLUMNS_PER_SCAN):
        some = cells[start : start + verifying.COLUMNS_PER_SCAN]
        numbers = iter(database.fetch(believing.build_counts(some, bits))[0])
        yield from zip(numbers, numbers, numbers, strict=True)


def _late_markers(database: Database, cells: Sequence[Cell]) -> list[int]:
    """For each column how many words for “missing” it holds that its sample did not show."""
    words = [cell for cell in cells if cell.may_hold_late_markers]
    known = measuring.statistics(database, [cell.name for cell in words])
    found: dict[int, int] = {}
    for alike in {cell.verdict.column.words: None for cell in words}:
        some = [cell for cell in words if cell.verdict.column.words == alike and not _long(known.get(cell.name))]
        found |= dict(database.fetch(believing.build_late_markers(some))) if some else {}
    return [found.get(cell.at, 0) for cell in cells]


def _long(known: Statistics | None) -> bool:
    """Whether even the shortest value is longer than any marker."""
    return known is not None and known.shortest > missing.LONGEST


def store_misfits(database: Database, loaded: Loaded | None = None) -> None:
    """Writes the table `misfits`; its `line` is the number of the first such row, from 1."""
    database.fetch("CREATE OR REPLACE TABLE misfits (column_name VARCHAR, line BIGINT, text VARCHAR, count BIGINT)")
    if loaded and any(verdict.misfits for verdict in loaded.verdicts):
        database.fetch(believing.build_misfits(loaded.cells, MOST_MISFIT_TEXTS))


def count_lines(database: Database, first_line: int) -> None:
    """Makes `line` in the table of misfits the line of the file, where the table begins on this one."""
    database.fetch(f"UPDATE misfits SET line = line + {first_line - 1}")


def misfits(database: Database) -> dict[str, list[str]]:
    """The texts that did not fit, of each column that has any, the most frequent first."""
    return {name: [text for text, _count in found] for name, found in misfit_counts(database).items()}


def misfit_counts(database: Database) -> dict[str, list[tuple[str, int]]]:
    """The same with how often each occurs."""
    pairs = "list((text, count) ORDER BY count DESC, text)"
    return dict(database.fetch(f"SELECT column_name, {pairs} FROM misfits GROUP BY column_name"))


def clear(database: Database, loaded: Loaded) -> None:
    """Takes out of `data` what the load left beside the values."""
    marks = believing.mark_names(loaded.cells)
    for column in [*marks, believing.TEXTS] if marks else []:
        database.fetch(f"ALTER TABLE data DROP COLUMN {quote(column)}")


def store_rejects(database: Database, rejects: Path | None) -> int:
    """Writes the table `rejects` from the lines that were set aside; their number."""
    database.fetch("CREATE OR REPLACE TABLE rejects (line BIGINT, text VARCHAR, reason VARCHAR)")
    if rejects is None or not rejects.stat().st_size:
        return 0
    columns = "{'line': 'BIGINT', 'text': 'VARCHAR', 'reason': 'VARCHAR'}"
    longest = max(rejects.stat().st_size, 1 << 21)
    source = (
        f"read_csv({literal(str(rejects))}, auto_detect = false, header = false, columns = {columns}, delim = ',', "
        f"quote = '\"', escape = '\"', nullstr = '\x1a\x1a', max_line_size = {min(longest, 256 << 20)})"
    )
    return int(database.fetch(f"INSERT INTO rejects FROM {source}")[0][0])


def store_report(database: Database, report: dict[str, Any]) -> None:
    database.fetch("CREATE OR REPLACE TABLE report AS SELECT ?::VARCHAR AS report", [json.dumps(report, default=str)])


def kinds(database: Database, fields: Sequence[Field]) -> list[str]:
    """The kind of every stored column, in their order."""
    unknown = [field for field in fields if not field.kind and field.type not in roles.KIND_OF_TYPE]
    numbers = {field.name: "number" for field in unknown if not _may_be_id(field)}
    open_fields = [Stored(field.name, field.original, field.type) for field in unknown if field.name not in numbers]
    found = numbers | measuring.kinds(database, open_fields)
    return [field.kind or found.get(field.name) or roles.KIND_OF_TYPE[field.type] for field in fields]


def _may_be_id(field: Field) -> bool:
    """Whether the values have to tell the kind: numbers are numbers unless their name speaks of an id."""
    return field.type not in roles.WHOLE_TYPES or roles.has_id_name(field.name, field.original)


def suspicions(database: Database, fields: Sequence[Field]) -> list[str]:
    """What an analyst would want to check: numbers like -999 that may stand for “missing” or that look like moments,
    a row of totals."""
    numbers = [field.name for field in fields if field.type in ("BIGINT", "HUGEINT", "DOUBLE")]
    told = []
    for start in range(0, len(numbers), roles.COLUMNS_PER_SCAN):
        names = numbers[start : start + roles.COLUMNS_PER_SCAN]
        limits = ", ".join(f"min({quote(name)}), max({quote(name)})" for name in names)
        row = database.fetch(f"SELECT {limits} FROM data")[0]
        for at, name in enumerate(names):
            told += [*_sentinels(database, name, row[2 * at : 2 * at + 2]), *_moments(name, *row[2 * at : 2 * at + 2])]
    return told + _totals(database, fields)


def _sentinels(database: Database, name: str, limits: Sequence[Any]) -> Iterator[str]:
    found = (_sentinel(database, name, int(limit)) for limit in limits if limit in SENTINELS)
    return (warning for warning in found if warning)


def _moments(name: str, lowest: float | None, highest: float | None) -> Iterator[str]:
    """A warning if the name speaks of a time, and all numbers are of the size that programs write moments as."""
    if lowest is None or highest is None or not MOMENT_NAME.search(name):
        return
    for start, end, what in MOMENTS:
        if start <= lowest <= highest <= end:
            yield f"“{name}”: all values are of the size of {what}; they stay numbers."


def _sentinel(database: Database, name: str, value: int) -> str:
    """A warning if this value stands far outside the others and comes more than once."""
    column = quote(name)
    count, nearest = database.fetch(f"""
SELECT count(*) FILTER (WHERE {column} = {value}), max(abs({column})) FILTER (WHERE {column} <> {value})
FROM data""")[0]
    if count < FEWEST_SENTINELS or nearest is None or nearest > abs(value) / 2:
        return ""
    return f"“{name}”: {value} occurs {count:,} times, far from all other values; it may stand for “missing”."


TOTAL = r"(?i)\s*(grand )?(totals?|sum|summe|gesamt|insgesamt|somme|suma|итого)\b.*"


def _totals(database: Database, fields: Sequence[Field]) -> list[str]:
    words = next((field.name for field in fields if field.type == "VARCHAR"), None)
    if words is None:
        return []
    query = f"""
SELECT {quote(words)}
FROM data
WHERE rowid = (SELECT max(rowid) FROM data) AND regexp_full_match({quote(words)}, {literal(TOTAL)})"""
    found = database.fetch(query)
    return [f"The last row looks like a total (“{found[0][0]}”)."] if found else []
