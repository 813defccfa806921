"""Steps about which rows there are, and in which order: filter, deduplicate, sort, sample."""

from __future__ import annotations

from core.cleaning.selecting import listed, rows_where
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Sql, StepKind, Table
from core.datasets.conditions import build_where
from core.storage.engine import quote

GROUP = "Rows"
MOST_ROWS = 2**53


def keep(table: Table, given: Settings) -> Built:
    where = build_where(table, given.conditions("conditions"), table=table.name, match=given.choice("match"))
    wanted = f"({where.sql})" if given.choice("action") == "keep" else f"({where.sql}) IS NOT TRUE"
    return rows_where(table, Sql(wanted, where.parameters))


def deduplicate(table: Table, given: Settings) -> Built:
    """Rows are alike when all key columns are; missing values are alike."""
    keys = listed(given.columns("columns"))
    kept = {"first": "min(rowid)", "last": "max(rowid)", "none": "min(rowid)"}[given.choice("keep")]
    alone = "\n  HAVING count(*) = 1" if given.choice("keep") == "none" else ""
    chosen = f"SELECT {kept}\n  FROM {table.name}\n  GROUP BY {keys}{alone}"
    return Built(Sql(f"SELECT *\nFROM {table.name}\nWHERE rowid IN (\n  {chosen}\n)\nORDER BY rowid"))


def sort(table: Table, given: Settings) -> Built:
    orders = [
        f"{quote(table.column(str(order['column'])).name)} {'DESC' if order.get('descending') else 'ASC'} NULLS LAST"
        for order in given.objects("orders", "column")
    ]
    return Built(Sql(f"SELECT *\nFROM {table.name}\nORDER BY {', '.join([*orders, 'rowid'])}"))


def sample(table: Table, given: Settings) -> Built:
    """The same rows for the same seed, in their order."""
    rows, seed = given.whole("rows", 1, MOST_ROWS), given.whole("seed", 0, 2**31)
    drawn = f"SELECT rowid FROM {table.name} ORDER BY hash(rowid, {seed}), rowid LIMIT {rows}"
    return Built(Sql(f"SELECT *\nFROM {table.name}\nWHERE rowid IN ({drawn})\nORDER BY rowid"))


KINDS = (
    StepKind(
        "filter",
        "Filter rows",
        GROUP,
        "Keeps or drops the rows for which conditions hold.",
        (
            Field("conditions", "Conditions", "conditions", help="Add at least one condition."),
            Field(
                "match",
                "They hold",
                "choice",
                choices=(("all", "If all of them hold"), ("any", "If any of them holds")),
                default="all",
            ),
            Field(
                "action",
                "Such rows are",
                "choice",
                choices=(("keep", "Kept"), ("drop", "Dropped")),
                default="keep",
            ),
        ),
        keep,
        "Rows where {conditions} are {action}",
    ),
    StepKind(
        "deduplicate",
        "Remove duplicates",
        GROUP,
        "Keeps one row of those that are alike.",
        (
            Field("columns", "Alike in", "columns", optional=True, help="None chosen: all columns."),
            Field(
                "keep",
                "Of rows alike, keep",
                "choice",
                choices=(("first", "The first"), ("last", "The last"), ("none", "None of them")),
                default="first",
            ),
        ),
        deduplicate,
        "Of rows alike in {columns}, keep {keep}",
    ),
    StepKind(
        "sort",
        "Sort rows",
        GROUP,
        "Puts the rows in order; missing values come last.",
        (Field("orders", "Sort by", "orders"),),
        sort,
        "Sort by {orders}",
    ),
    StepKind(
        "sample",
        "Draw a sample",
        GROUP,
        "Keeps some rows, drawn at random: the same ones for the same seed.",
        (
            Field("rows", "Rows", "number", default=1000),
            Field("seed", "Seed", "number", default=0, help="Another seed draws other rows."),
        ),
        sample,
        "Draw {rows} rows",
    ),
)
