"""Steps about values that are not there, or should not be: fill, mark as missing, pull in what lies far out."""

from __future__ import annotations

from core.cleaning.selecting import marks, with_columns
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Sql, StepKind, Table
from core.datasets import Column, condition_values
from core.datasets.conditions import family
from core.errors import BadInput
from core.storage.engine import quote

GROUP = "Missing and odd values"
NUMERIC = ("mean", "median")
# What a missing value becomes: {c} is the column, {t} the table.
FILLS = {
    "constant": "?",
    "mean": "(SELECT avg({c}) FROM {t} WHERE isfinite({c}::DOUBLE))",
    "median": "(SELECT median({c}) FROM {t} WHERE isfinite({c}::DOUBLE))",
    "most_frequent": "(SELECT {c} FROM {t} WHERE {c} IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, {c} LIMIT 1)",
    "previous": "last_value({c} IGNORE NULLS) OVER (ORDER BY rowid ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    "next": "first_value({c} IGNORE NULLS) OVER (ORDER BY rowid ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)",
}
FAR = 1.5  # times the interquartile range, as box plots have it (Tukey 1977)


def fill(table: Table, given: Settings) -> Built:
    method, columns = given.choice("method"), given.columns("columns")
    wrong = [column.name for column in columns if method in NUMERIC and family(column) != "number"]
    if wrong:
        raise BadInput(f"“{wrong[0]}” has no {method}: it holds no numbers.", hint="Choose another way to fill it.")
    filled = {column.name: _filled(table, column, given, method) for column in columns}
    return with_columns(table, filled, ordered=method in ("previous", "next"))


def _filled(table: Table, column: Column, given: Settings, method: str) -> Sql:
    name = quote(column.name)
    value = FILLS[method].format(c=name, t=table.name)
    parameters = (condition_values.read(column.name, family(column), given.text("value")),) if value == "?" else ()
    return Sql(f"coalesce({name}, {value})", parameters)


def to_missing(table: Table, given: Settings) -> Built:
    return with_columns(table, {column.name: _emptied(column, given) for column in given.columns("columns")})


def _emptied(column: Column, given: Settings) -> Sql:
    """Numbers are compared as numbers; a text is compared without its case and its outer spaces."""
    kind, name = family(column), quote(column.name)
    values = tuple(condition_values.read(column.name, kind, value) for value in given.listing("values"))
    if kind != "text":
        return Sql(f"CASE WHEN {name} IN ({marks(len(values))}) THEN NULL ELSE {name} END", values)
    lowered = tuple(value.strip().lower() for value in values)
    return Sql(f"CASE WHEN lower(trim({name})) IN ({marks(len(values))}) THEN NULL ELSE {name} END", lowered)


def outliers(table: Table, given: Settings) -> Built:
    low, high = _ends(given)
    action = given.choice("action")
    changed = {}
    for column in given.columns("columns"):
        name = quote(column.name)
        bottom, top = (end.format(c=f"{name}", t=table.name) for end in (low, high))
        outside = {"clip": f"least(greatest({name}, {bottom}), {top})", "missing": None}[action]
        kept = outside or f"CASE WHEN {name} BETWEEN {bottom} AND {top} THEN {name} END"
        changed[column.name] = Sql(f"CASE WHEN {name} IS NOT NULL THEN {kept} END")
    return with_columns(table, changed)


def _ends(given: Settings) -> tuple[str, str]:
    """The lowest and highest value that stay, in SQL about {c} of {t}."""
    quantile = "(SELECT quantile_cont({{c}}, {share}) FROM {{t}} WHERE isfinite({{c}}::DOUBLE))"
    if given.choice("method") == "quantiles":
        low, high = given.number("low", 0, 0.5), given.number("high", 0.5, 1)
        return quantile.format(share=low), quantile.format(share=high)
    first, third = quantile.format(share=0.25), quantile.format(share=0.75)
    return f"({first} - {FAR} * ({third} - {first}))", f"({third} + {FAR} * ({third} - {first}))"


KINDS = (
    StepKind(
        "fill",
        "Fill missing values",
        GROUP,
        "Puts something where nothing is.",
        (
            Field("columns", "Columns", "columns"),
            Field(
                "method",
                "With",
                "choice",
                choices=(
                    ("constant", "A value"),
                    ("mean", "The mean"),
                    ("median", "The median"),
                    ("most_frequent", "The most frequent value"),
                    ("previous", "The value of the row before"),
                    ("next", "The value of the row after"),
                ),
                default="constant",
            ),
            Field("value", "Value", "text", only_if=("method", ("constant",)), help="Say what to fill in."),
        ),
        fill,
        "Fill missing values of {columns} ({method})",
    ),
    StepKind(
        "to_missing",
        "Mark values as missing",
        GROUP,
        "Empties cells that hold a stand-in such as -999 or n/a.",
        (
            Field("columns", "Columns", "columns"),
            Field("values", "Values that mean “missing”", "list", help="Such as -999 or n/a; case does not matter."),
        ),
        to_missing,
        "Mark {values} in {columns} as missing",
    ),
    StepKind(
        "outliers",
        "Pull in outliers",
        GROUP,
        "Limits numbers that lie far out, or marks them as missing.",
        (
            Field("columns", "Columns", "columns", families=("number",)),
            Field(
                "method",
                "What lies far out",
                "choice",
                choices=(
                    ("quantiles", "Beyond two quantiles"),
                    ("iqr", "Beyond 1.5 interquartile ranges"),
                ),
                default="quantiles",
            ),
            Field("low", "Lower quantile", "number", default=0.01, only_if=("method", ("quantiles",))),
            Field("high", "Upper quantile", "number", default=0.99, only_if=("method", ("quantiles",))),
            Field(
                "action",
                "What becomes of it",
                "choice",
                choices=(("clip", "The nearest value that stays"), ("missing", "Missing")),
                default="clip",
            ),
        ),
        outliers,
        "What lies {method} in {columns} becomes {action}",
    ),
)
