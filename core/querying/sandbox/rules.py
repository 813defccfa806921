"""What a query may say: the statements, the functions, and the words for what is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEEP = "Write a SELECT; its result can be kept as a new dataset."
LEAVE_OUT = "Leave it out."


@dataclass(frozen=True)
class Refusal:
    """Why what matches `pattern` is refused, in words; {what} is how the query calls it."""

    pattern: str
    message: str
    hint: str = KEEP

    def fits(self, name: str) -> bool:
        return re.fullmatch(self.pattern, name, re.IGNORECASE) is not None


def refusal(table: tuple[Refusal, ...], name: str) -> Refusal | None:
    """The first of a table's refusals that fits."""
    return next((row for row in table if row.fits(name)), None)


# By the type that DuckDB gives a statement.
STATEMENTS = (
    Refusal("INSERT|UPDATE|DELETE|MERGE_INTO", "A query cannot change a table: {what} is refused."),
    Refusal("CREATE|CREATE_FUNC|DROP|ALTER|VACUUM|ANALYZE", "A query makes and removes nothing: {what} is refused."),
    Refusal("COPY|EXPORT|COPY_DATABASE", "A query writes no files: {what} is refused.", "Download the result instead."),
    Refusal("ATTACH|DETACH|LOAD", "A query reads the tables listed here and nothing else: {what} is refused."),
    Refusal("SET|VARIABLE_SET|PRAGMA|CALL", "A query changes no settings: {what} is refused."),
    Refusal("TRANSACTION", "There is nothing to commit here: {what} is refused.", "Write the SELECT alone."),
    Refusal("PREPARE|EXECUTE", "{what} is refused: there are no prepared statements here.", "Write the SELECT itself."),
    Refusal(".*", "{what} is refused: a query only reads."),
)

# Functions that reach outside, tell about the machine, remember something, or only wait. All others are free to use.
FUNCTIONS = (
    Refusal(
        r"read_.*|.*_scan.*|parquet_.*|arrow_.*|pandas_.*|python_.*|glob|sniff_csv",
        "A query reads the tables listed here, no files and no addresses: “{what}” is refused.",
        "Import the file first; then it is a table here.",
    ),
    Refusal(
        r"duckdb_.*|pragma_.*|pg_get_.*|pg_conf_.*|pg_postmaster_.*|.*_privilege|inet_.*|in_search_path|which_secret"
        r"|current_setting|current_(connection|query|transaction)_id|txid_current|get_block_size",
        "What the database says of itself is not shown here: “{what}” is refused.",
        "DESCRIBE shows the columns of a table, SHOW TABLES the tables.",
    ),
    Refusal(
        "query|query_table|json_execute_serialized_sql|json_serialize_plan",
        "SQL inside a text is refused: “{what}”.",
        "Write the inner query itself, in parentheses.",
    ),
    Refusal(
        r"nextval|currval|setval|getvariable|setseed|write_log|enable_.*|disable_.*|truncate_.*|.*checkpoint"
        r"|.*external_resource.*",
        "A query changes and remembers nothing: “{what}” is refused.",
        "row_number() OVER () numbers rows.",
    ),
    Refusal(r"(pg_)?sleep(_.*)?", "Waiting is refused: “{what}”.", LEAVE_OUT),
    Refusal("__internal_.*|index_key|test_.*|vector_type|stats", "“{what}” is for tests of the database.", LEAVE_OUT),
)

_TABLE_FUNCTIONS = """
    range generate_series unnest repeat repeat_row json_each json_tree regexp_split_to_table generate_subscripts
    icu_calendar_names pg_timezone_names
"""
TABLE_FUNCTIONS = frozenset(_TABLE_FUNCTIONS.split())  # those that may stand where a table stands
