"""One typed load: the SELECT that reads the file makes the values. Then what was left out is written beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from core.datasets.importing.database import Database
from core.datasets.importing.types import roles
from core.datasets.importing.types.columns import Verdict
from core.datasets.importing.types.roles import Measured
from core.datasets.importing.types.sql import literal, quote

MOST_MISFIT_TEXTS = 1000  # different texts kept for one column
EXAMPLES = 5
EXAMPLE_LETTERS = 60
SENTINELS = (-99, -999, -9999, -99999, -999999, 999, 9999, 99999, 999999)
FEWEST_SENTINELS = 2


@dataclass(frozen=True)
class Field:
    """A column about to be stored: its value in SQL. `kind` is empty where the stored values have to tell."""

    name: str
    original: str
    value: str
    type: str
    kind: str = ""


def build_table(relation: str, fields: Sequence[Field]) -> str:
    values = ",\n  ".join(f"{field.value} AS {quote(field.name)}" for field in fields)
    return f"CREATE OR REPLACE TABLE data AS\nSELECT\n  {values}\nFROM {relation}"


def build_misfits(relation: str, verdicts: Sequence[Verdict]) -> str:
    """Each text that did not fit its column, and how often it occurs, the most frequent first."""
    cells = ",\n    ".join(
        f"{{'name': {literal(v.column.name)}, 'text': CASE WHEN {v.is_misfit} THEN {v.column.text} END}}"
        for v in verdicts
    )
    return f"""
INSERT INTO misfits
SELECT cell.name, NULL, cell.text, count(*)
FROM (
  SELECT unnest([
    {cells}
  ]) AS cell
  FROM {relation}
)
WHERE cell.text IS NOT NULL
GROUP BY cell.name, cell.text
QUALIFY row_number() OVER (PARTITION BY cell.name ORDER BY count(*) DESC, cell.text) <= {MOST_MISFIT_TEXTS}
ORDER BY cell.name, count(*) DESC, cell.text"""


def store_beginning(database: Database, relation: str, rows: int) -> str:
    """Writes the first rows as text, so that a look at them reads the file once; the relation that holds them."""
    database.fetch(f"CREATE OR REPLACE TEMP TABLE beginning AS SELECT * FROM {relation} LIMIT {rows}")
    return "beginning"


def store(database: Database, relation: str, fields: Sequence[Field]) -> int:
    """Writes the table `data`; the number of its rows."""
    return int(database.fetch(build_table(relation, fields))[0][0])


def store_misfits(database: Database, relation: str, verdicts: Sequence[Verdict]) -> dict[str, tuple[str, ...]]:
    """Writes the table `misfits`; some examples for each column that has any."""
    database.fetch("CREATE OR REPLACE TABLE misfits (column_name VARCHAR, line BIGINT, text VARCHAR, count BIGINT)")
    bad = [verdict for verdict in verdicts if verdict.misfits]
    if not bad:
        return {}
    database.fetch(build_misfits(relation, bad))
    examples = f"list(left(text, {EXAMPLE_LETTERS}) ORDER BY count DESC)[:{EXAMPLES}]"
    found = database.fetch(f"SELECT column_name, {examples} FROM misfits GROUP BY ALL")
    return {name: tuple(examples) for name, examples in found}


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
    open_fields = [field for field in fields if not field.kind and field.type not in roles.KIND_OF_TYPE]
    found: dict[str, str] = {}
    for start in range(0, len(open_fields), roles.COLUMNS_PER_SCAN):
        some = open_fields[start : start + roles.COLUMNS_PER_SCAN]
        query = roles.build_measures("data", [(field.name, field.type) for field in some])
        numbers = iter(database.fetch(query)[0])
        measured = [_measured(field, islice(numbers, 5 if field.type == "VARCHAR" else 2)) for field in some]
        found |= {m.name: roles.kind(m, unique=m.may_be_id and _unique(database, m.name)) for m in measured}
    return [field.kind or found.get(field.name) or roles.KIND_OF_TYPE[field.type] for field in fields]


def _measured(field: Field, numbers: Iterator[Any]) -> Measured:
    return Measured(field.name, field.type, field.original, *(number or 0 for number in numbers))


def _unique(database: Database, name: str) -> bool:
    column = quote(name)
    return bool(database.fetch(f"SELECT count(DISTINCT {column}) = count({column}) FROM data")[0][0])


def suspicions(database: Database, fields: Sequence[Field]) -> list[str]:
    """What an analyst would want to check: numbers like -999 that may stand for “missing”, a row of totals."""
    numbers = [field.name for field in fields if field.type in ("BIGINT", "HUGEINT", "DOUBLE")]
    told = []
    for start in range(0, len(numbers), roles.COLUMNS_PER_SCAN):
        names = numbers[start : start + roles.COLUMNS_PER_SCAN]
        limits = ", ".join(f"min({quote(name)}), max({quote(name)})" for name in names)
        row = database.fetch(f"SELECT {limits} FROM data")[0]
        told += [
            warning
            for at, name in enumerate(names)
            for limit in row[2 * at : 2 * at + 2]
            if limit in SENTINELS and (warning := _sentinel(database, name, int(limit)))
        ]
    return told + _totals(database, fields)


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
