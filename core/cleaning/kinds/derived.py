"""What can be computed into a new column: a table of functions, so that nobody's text ever becomes SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.cleaning.selecting import with_columns
from core.cleaning.settings import WORDS, Settings
from core.cleaning.steps import Built, Sql, Table
from core.datasets import Column, conditions
from core.datasets.condition_values import Family
from core.datasets.conditions import family
from core.errors import BadInput
from core.storage.engine import quote

Takes = Literal["one", "two", "many"]


@dataclass(frozen=True)
class Derived:
    """A function of columns: {c}, or {a} and {b}, or {columns}; ? is the constant. `name` names what comes out."""

    key: str
    label: str
    takes: Takes
    families: tuple[Family, ...]
    sql: str
    name: str
    constant: Literal["", "number", "text"] = ""


NUMBER: tuple[Family, ...] = ("number",)
DATE: tuple[Family, ...] = ("date",)
TEXT: tuple[Family, ...] = ("text",)
ANY: tuple[Family, ...] = ("number", "text", "date", "time", "boolean")
RANK = "CASE WHEN {c} IS NOT NULL THEN rank() OVER (ORDER BY {c}) END"
RUNNING = "sum({c}) OVER (ORDER BY rowid ROWS UNBOUNDED PRECEDING)"
POSITIVE = "CASE WHEN {c} > 0 THEN %s END"

DERIVED = (
    Derived("add", "Sum of columns", "many", NUMBER, "{sum}", "sum"),
    Derived("mean", "Mean of columns", "many", NUMBER, "list_avg([{columns}])", "mean"),
    Derived("lowest", "Lowest of columns", "many", NUMBER, "least({columns})", "lowest"),
    Derived("highest", "Highest of columns", "many", NUMBER, "greatest({columns})", "highest"),
    Derived("subtract", "First minus second", "two", NUMBER, "{a} - {b}", "{a} minus {b}"),
    Derived("multiply", "First times second", "two", NUMBER, "{a}::DOUBLE * {b}", "{a} times {b}"),
    Derived("ratio", "First divided by second", "two", NUMBER, "{a}::DOUBLE / nullif({b}, 0)", "{a} per {b}"),
    Derived("change", "Change in percent", "two", NUMBER, "100.0 * ({b} - {a}) / nullif(abs({a}), 0)", "change"),
    Derived("plus", "Plus a number", "one", NUMBER, "{c} + ?", "{c} plus", "number"),
    Derived("times", "Times a number", "one", NUMBER, "{c}::DOUBLE * ?", "{c} times", "number"),
    Derived("power", "To the power of", "one", NUMBER, "TRY(pow({c}::DOUBLE, ?))", "{c} power", "number"),
    Derived("round", "Rounded to digits", "one", NUMBER, "round({c}, ?::INTEGER)", "{c} rounded", "number"),
    Derived("abs", "Without its sign", "one", NUMBER, "abs({c})", "{c} absolute"),
    Derived("log", "Logarithm to base 10", "one", NUMBER, POSITIVE % "log10({c})", "log {c}"),
    Derived("ln", "Natural logarithm", "one", NUMBER, POSITIVE % "ln({c})", "ln {c}"),
    Derived("sqrt", "Square root", "one", NUMBER, "CASE WHEN {c} >= 0 THEN sqrt({c}) END", "root {c}"),
    Derived("rank", "Rank from the lowest", "one", NUMBER, RANK, "rank {c}"),
    Derived("share", "Share of the column's sum", "one", NUMBER, "{c} / nullif(sum({c}) OVER (), 0)", "share {c}"),
    Derived("previous", "Value of the row before", "one", ANY, "lag({c}) OVER (ORDER BY rowid)", "previous {c}"),
    Derived("cumulated", "Running sum", "one", NUMBER, RUNNING, "cumulated {c}"),
    Derived("year", "Year", "one", DATE, "year({c})", "{c} year"),
    Derived("quarter", "Quarter", "one", DATE, "quarter({c})", "{c} quarter"),
    Derived("month", "Month", "one", DATE, "month({c})", "{c} month"),
    Derived("week", "Week of the year", "one", DATE, "weekofyear({c})", "{c} week"),
    Derived("day", "Day of the month", "one", DATE, "day({c})", "{c} day"),
    Derived("weekday", "Day of the week, Monday 1", "one", DATE, "isodow({c})", "{c} weekday"),
    Derived("hour", "Hour", "one", ("date", "time"), "hour({c})", "{c} hour"),
    Derived("month_start", "First day of its month", "one", DATE, "date_trunc('month', {c})::DATE", "{c} month"),
    Derived("days", "Days from first to second", "two", DATE, "date_diff('day', {a}, {b})", "days from {a} to {b}"),
    Derived(
        "years", "Whole years from first to second", "two", DATE, "date_sub('year', {a}, {b})", "years from {a} to {b}"
    ),
    Derived("length", "Length in characters", "one", TEXT, "length({c})", "{c} length"),
    Derived("words", "Number of words", "one", TEXT, "len(regexp_extract_all({c}, '\\S+'))", "{c} words"),
    Derived("initial", "First characters", "one", TEXT, "left({c}, ?::BIGINT)", "{c} beginning", "number"),
    Derived("ending", "Last characters", "one", TEXT, "right({c}, ?::BIGINT)", "{c} ending", "number"),
    Derived("concat", "Texts joined", "many", ANY, "nullif(concat_ws(?, {columns}), '')", "joined", "text"),
    Derived("filled", "First that has a value", "many", ANY, "coalesce({columns})", "filled"),
    Derived("is_missing", "Whether it is missing", "one", ANY, "{c} IS NULL", "{c} missing"),
    Derived("count_missing", "How many are missing", "many", ANY, "{missing}", "missing"),
)  # fmt: skip
LOOKS_AT_ROWS = ("rank", "share", "previous", "cumulated")


def derive(table: Table, given: Settings) -> Built:
    row = next(row for row in DERIVED if row.key == given.choice("function"))
    columns = _columns(row, given)
    for column in columns:
        if family(column) not in row.families:
            raise BadInput(
                f"“{row.label}” cannot use “{column.name}”, which holds {WORDS[family(column)]}.",
                hint=f"It takes columns with {' or '.join(WORDS[wanted] for wanted in row.families)}.",
            )
    sql, parameters = row.sql.format(**_terms(row, columns)), _constant(row, given)
    proposed = row.name.format(c=columns[0].name, a=columns[0].name, b=columns[-1].name)
    name = given.new_name("name", proposed)
    return with_columns(table, {}, {name: Sql(sql, parameters)}, ordered=row.key in LOOKS_AT_ROWS)


def _columns(row: Derived, given: Settings) -> list[Column]:
    if row.takes == "many":
        return given.columns("columns")
    return [given.column("column")] if row.takes == "one" else [given.column("first"), given.column("second")]


def _constant(row: Derived, given: Settings) -> tuple[float | str, ...]:
    if row.constant == "number":
        found = given.number("constant", -1e308, 1e308)
        return (int(found),) if found == int(found) and abs(found) < 2**53 else (found,)
    return (given.text("between"),) if row.constant == "text" else ()


def _terms(row: Derived, columns: list[Column]) -> dict[str, str]:
    """What the SQL of a function may speak of; texts are joined as texts, and sums pass over what is missing."""
    names = [quote(column.name) for column in columns]
    same = len({family(column) for column in columns}) == 1 and row.key != "concat"
    spoken = names if same else [conditions.as_text(column) for column in columns]
    return {
        "c": names[0],
        "a": names[0],
        "b": names[-1],
        "columns": ", ".join(spoken),
        "sum": f"list_sum([{', '.join(f'{name}::DOUBLE' for name in names)}])",
        "missing": " + ".join(f"({name} IS NULL)::BIGINT" for name in names),
    }
