"""Checks of what values a column has, whatever it holds."""

from __future__ import annotations

import core.profiling.words as words
from core.profiling.checks.check import ColumnCheck, Question, has_values, holding
from core.profiling.records import ColumnProfile

ALMOST = 0.98  # of the values equal: almost constant
IMBALANCED = 0.9
FEW_CLASSES = 10
FEW_LEFT_OUT = 0.2  # of the rows: ids with more gaps were not meant to count on
SOME_MISSING, MOST_MISSING = 0.05, 0.5
MANY_CATEGORIES = 50
NEARLY_UNIQUE = 0.9  # an id that repeats in a tenth of its rows at most was probably meant not to repeat


def _is_unique(column: ColumnProfile) -> bool:
    distinct = column.numbers.get("distinct")
    return (
        column.count > 1 and distinct is not None and distinct.precision == "exact" and distinct.value == column.count
    )


def names_rows(column: ColumnProfile) -> bool:
    """Whether the column looks like an id by its kind or its name."""
    return column.kind == "id" or words.is_id(column.name)


def _is_nameable(column: ColumnProfile) -> bool:
    return column.count > 0 and (column.holds == "texts" or column.value("mean") is None or column.type.endswith("INT"))


def _is_class(column: ColumnProfile) -> bool:
    """Whether the column has a few values that tell groups apart."""
    return column.holds == "booleans" or (column.kind == "category" and column.amount("distinct") <= FEW_CLASSES)


def _mode_count(column: ColumnProfile) -> int:
    return column.top.items[0].count if column.top and column.top.items else 0


def _between(low: float, high: float) -> Question:
    return lambda column: low <= column.missing_share < high


VALUE_CHECKS = (
    ColumnCheck(
        "empty",
        "Empty column",
        "problem",
        applies=lambda column: column.rows > 0,
        fires=lambda column: column.count == 0,
        sentence="{column} has no value in any row.",
        action="Leave the column out, or import the file again if it should have values.",
        key="missing",
        rows=lambda column: column.missing,
        condition="{column} IS NULL",
    ),
    ColumnCheck(
        "mostly_missing",
        "Mostly missing",
        "warning",
        applies=has_values,
        fires=_between(MOST_MISSING, 1),
        sentence="{column} is missing in {share} of the rows ({rows}).",
        action="Leave the column out, or keep only whether it is there.",
        key="missing",
        rows=lambda column: column.missing,
        condition="{column} IS NULL",
    ),
    ColumnCheck(
        "missing",
        "Missing values",
        "info",
        applies=has_values,
        fires=_between(SOME_MISSING, MOST_MISSING),
        sentence="{column} is missing in {share} of the rows ({rows}).",
        action="Find out why; that a value is missing may itself mean something.",
        key="missing",
        rows=lambda column: column.missing,
        condition="{column} IS NULL",
    ),
    ColumnCheck(
        "constant",
        "Constant",
        "warning",
        applies=has_values,
        fires=lambda column: column.value("distinct") == 1 and column.rows > 1,
        sentence="{column} is {mode} wherever it has a value ({rows}).",
        action="Leave the column out: it tells no row from another.",
        key="distinct",
        rows=lambda column: column.count,
        condition="{column} IS NOT NULL",
    ),
    ColumnCheck(
        "almost_constant",
        "Almost constant",
        "info",
        applies=has_values,
        fires=lambda column: column.amount("distinct") > 1 and ALMOST <= column.amount("mode_share") < 1,
        sentence="{column} is nearly always {mode}; it differs in only {rows} ({share}).",
        action="Look at the rows that differ: they are either errors or the only thing this column tells.",
        key="mode_share",
        rows=lambda column: column.count - _mode_count(column),
        condition="{column} <> (SELECT mode({column}) FROM {table})",
    ),
    ColumnCheck(
        "imbalance",
        "Imbalanced",
        "info",
        applies=lambda column: has_values(column) and _is_class(column),
        fires=lambda column: column.amount("distinct") > 1 and IMBALANCED <= column.amount("mode_share") < ALMOST,
        sentence="{column} is mostly {mode}; it differs in {rows} ({share}).",
        action="Compare shares, not counts; a model needs more rows of the other values.",
        key="mode_share",
        rows=lambda column: column.count - _mode_count(column),
        condition="{column} <> (SELECT mode({column}) FROM {table})",
    ),
    ColumnCheck(
        "id_gaps",
        "Ids left out",
        "info",
        applies=lambda column: has_values(column) and "id_gaps" in column.numbers,
        fires=lambda column: 0 < column.amount("id_gaps") <= FEW_LEFT_OUT * column.count,
        sentence="{column} counts on, but leaves out {value} numbers.",
        action="Find out whether rows were lost.",
        key="id_gaps",
        condition=(
            "{column} > (SELECT min({column}) FROM {table})\n  AND {column} - 1 NOT IN "
            "(SELECT {column} FROM {table} WHERE {column} IS NOT NULL)"
        ),
    ),
    ColumnCheck(
        "id_like",
        "Names the rows",
        "info",
        applies=lambda column: _is_nameable(column) and names_rows(column),
        fires=_is_unique,
        sentence="{column} is different in every row and looks like an id.",
        action="Use it to find and join rows; leave it out of a model.",
        key="unique_share",
        rows=lambda column: column.count,
        condition="{column} IS NOT NULL",
    ),
    ColumnCheck(
        "unique",
        "Every value different",
        "info",
        applies=lambda column: _is_nameable(column) and not names_rows(column) and column.holds in ("texts", "numbers"),
        fires=_is_unique,
        sentence="No value of {column} occurs twice ({distinct} different ones).",
        action="If it names the rows, treat it as an id.",
        key="unique_share",
        rows=lambda column: column.count,
        condition="{column} IS NOT NULL",
    ),
    ColumnCheck(
        "repeated_id",
        "Repeated ids",
        "warning",
        applies=lambda column: has_values(column) and names_rows(column) and "singletons" in column.numbers,
        fires=lambda column: NEARLY_UNIQUE <= column.amount("unique_share") < 1,
        sentence="{column} looks like an id, but {rows} share theirs with another row.",
        action="Check whether these rows are duplicates.",
        key="singletons",
        rows=lambda column: column.count - column.amount("singletons"),
        condition="{column} IN (SELECT {column} FROM {table} GROUP BY ALL HAVING count(*) > 1)",
    ),
    ColumnCheck(
        "high_cardinality",
        "Many categories",
        "info",
        applies=lambda column: holding("texts")(column) and column.kind == "category" and column.top is not None,
        fires=lambda column: column.amount("distinct") > MANY_CATEGORIES and not _is_unique(column),
        sentence="{column} has {distinct} different categories; {rows} lie beyond the most frequent ones.",
        action="Group the rare ones, or use a part of the value.",
        key="distinct",
        rows=lambda column: column.count - sum(item.count for item in column.top.items) if column.top else 0,
        condition=(
            "{column} NOT IN (\n  SELECT {column}\n  FROM {table}\n  WHERE {column} IS NOT NULL\n  GROUP BY ALL\n"
            "  ORDER BY count(*) DESC, {column}\n  LIMIT 20\n)"
        ),
    ),
)
