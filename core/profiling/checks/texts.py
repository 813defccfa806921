"""Checks of texts and dates: how values are written, and days that are strange."""

from __future__ import annotations

from core.profiling.checks.check import ColumnCheck, Question, holding
from core.profiling.records import ColumnProfile

MOSTLY_NUMBERS = 0.8
ENOUGH_DAYS = 10
FEW_GAPS = 0.2  # of the days: with more gaps there is no daily rhythm to break


def _some(key: str) -> Question:
    return lambda column: column.amount(key) > 0


def _not_numbers(column: ColumnProfile) -> float:
    return column.count * (1 - column.amount("numbers_share"))


def _has_rhythm(column: ColumnProfile) -> bool:
    return column.amount("days_distinct") >= ENOUGH_DAYS and column.amount("usual_gap") == 1


TEXT_CHECKS = (
    ColumnCheck(
        "disguised_words",
        "Missing in words",
        "warning",
        applies=holding("texts"),
        fires=_some("disguised_words"),
        sentence="{column} says “unknown”, “n/a” or the like in {rows} ({share}).",
        action="Treat these words as missing when importing.",
        key="disguised_words",
        rows=lambda column: column.amount("disguised_words"),
        condition="lower(trim({text})) IN ({missing_words})",
    ),
    ColumnCheck(
        "blank",
        "Blank texts",
        "warning",
        applies=holding("texts"),
        fires=_some("empty"),
        sentence="{column} is empty or only spaces in {rows} ({share}), which does not count as missing.",
        action="Treat blank texts as missing.",
        key="empty",
        rows=lambda column: column.amount("empty"),
        condition="trim({text}) = ''",
    ),
    ColumnCheck(
        "padded",
        "Spaces at the ends",
        "warning",
        applies=holding("texts"),
        fires=_some("padded"),
        sentence="{column} has spaces before or after its text in {rows} ({share}).",
        action="Trim the column: “a” and “a ” count as different now.",
        key="padded",
        rows=lambda column: column.amount("padded"),
        condition="{text} <> trim({text})",
    ),
    ColumnCheck(
        "case_variants",
        "Upper and lower case mixed",
        "warning",
        applies=lambda column: holding("texts")(column) and column.kind != "id" and "case_variants" in column.numbers,
        fires=_some("case_variants"),
        sentence="{column} has the same text in upper and lower case in {rows} ({share}).",
        action="Choose one way of writing: “Yes” and “yes” count as different now.",
        key="case_variants",
        rows=lambda column: column.amount("case_variants"),
        condition=(
            "lower({text}) IN (\n  SELECT lower({text})\n  FROM {table}\n  GROUP BY ALL\n"
            "  HAVING count(DISTINCT {text}) > 1\n)"
        ),
    ),
    ColumnCheck(
        "numbers_as_text",
        "Numbers kept as text",
        "warning",
        applies=lambda column: holding("texts")(column) and column.kind != "id",
        fires=lambda column: MOSTLY_NUMBERS <= column.amount("numbers_share") < 1,
        sentence="Most of {column} are numbers, yet it is text because of about {rows}.",
        action="Look at these rows, then import the column as a number.",
        key="numbers_share",
        rows=_not_numbers,
        condition="{text} IS NOT NULL AND TRY_CAST({text} AS DOUBLE) IS NULL",
    ),
)

DATE_CHECKS = (
    ColumnCheck(
        "future",
        "Dates in the future",
        "warning",
        applies=holding("dates"),
        fires=_some("future"),
        sentence="{column} lies in the future in {rows} ({share}).",
        action="Check that these are plans, not typing errors.",
        key="future",
        rows=lambda column: column.amount("future"),
        condition="{moment} > {now}",
    ),
    ColumnCheck(
        "date_gaps",
        "Gaps between dates",
        "info",
        applies=lambda column: holding("dates")(column) and _has_rhythm(column),
        fires=lambda column: 0 < column.amount("gaps") <= FEW_GAPS * column.amount("days_distinct"),
        sentence="{column} runs day by day but leaves days out in {value} places.",
        action="Check whether data is lost for these days.",
        key="gaps",
    ),
)
