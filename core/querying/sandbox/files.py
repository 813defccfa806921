"""The whole result of a query, written to a file: for people as CSV, Parquet or Excel, or as a table to import."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from core.datasets.exporting import check_size, find_format, safe_text
from core.storage.engine import Reader, quote

RESULT = "the result"  # the database that is written; no dataset has a name with a space
PLAIN_TYPES = re.compile(
    r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*|BOOLEAN|VARCHAR|DATE|TIME|TIMESTAMP.*"
)


def attach(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Opens the file for a table. To be called before everything is locked."""
    connection.execute(f"ATTACH '{str(target).replace(chr(39), chr(39) * 2)}' AS {quote(RESULT)}")


def fill(connection: duckdb.DuckDBPyConnection, body: str) -> int:
    """Stores the result as the table `data` of the attached file, with the types it has. Returns its rows."""
    connection.execute(f"CREATE TABLE {quote(RESULT)}.main.data AS SELECT * FROM (\n{body})")
    row = connection.execute(f"SELECT count(*) FROM {quote(RESULT)}.main.data").fetchone()
    connection.execute(f"DETACH {quote(RESULT)}")
    return int(row[0]) if row else 0


def write(connection: duckdb.DuckDBPyConnection, body: str, target: Path, format: str) -> int:
    """Writes the result in a format of exports. Raises TooLarge when it does not fit. Returns its rows.

    As in the export of a dataset, texts that a spreadsheet would run as a formula get an apostrophe before them.
    """
    wanted = find_format(format)
    columns = [
        (str(row[0]), str(row[1])) for row in connection.execute(f"DESCRIBE SELECT * FROM (\n{body})").fetchall()
    ]
    row = connection.execute(f"SELECT count(*) FROM (\n{body})").fetchone()
    rows = int(row[0]) if row else 0
    check_size(wanted, "The result", rows, len(columns))
    wanted.write(Reader(connection, ""), build(body, columns, safe=wanted.runs_formulas), target)
    return rows


def build(body: str, columns: list[tuple[str, str]], *, safe: bool) -> str:
    """The query of an export; `safe` for programs that run formulas, to which values of other types come as text."""
    if not safe:
        return f"SELECT * FROM (\n{body})"
    texts = {name for name, type in columns if type == "VARCHAR" or not PLAIN_TYPES.fullmatch(type)}
    as_text = ", ".join(f"{quote(name)}::VARCHAR AS {quote(name)}" for name in texts)
    selected = ", ".join(safe_text(name) if name in texts else quote(name) for name, _type in columns)
    replaced = f"SELECT * REPLACE ({as_text}) FROM (\n{body})" if texts else f"SELECT * FROM (\n{body})"
    return f"SELECT {selected} FROM ({replaced})"
