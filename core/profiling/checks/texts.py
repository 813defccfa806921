"""Checks of texts and dates: how values are written, and days that are strange."""

from __future__ import annotations

from core.profiling.checks.check import ColumnCheck, Question, holding
from core.profiling.records import ColumnProfile

MOSTLY_NUMBERS = 0.8
MIXED = 0.1  # of the values at least: a number here and there is found in any text
OWN_CHECKS = ("case", "spaces")  # reasons for several spellings that have a check of their own
ENOUGH_DAYS = 10
FEW_GAPS = 0.2  # of the days: with more gaps there is no daily rhythm to break


def _some(key: str) -> Question:
    return lambda column: column.amount(key) > 0


def _hides_missing(column: ColumnProfile) -> bool:
    """Words for missing; a “none” that most rows have is an answer like the others."""
    return column.amount("disguised_words") > 0 and not (
        column.top and column.top.items and str(column.top.items[0].value).strip().lower() == "none"
    )


def _some_rows(column: ColumnProfile, key: str) -> float:
    """The rows of a share, one at least."""
    return max(1.0, column.amount(key) * column.count)


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
        fires=_hides_missing,
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
        "spellings",
        "Several spellings",
        "warning",
        applies=lambda column: holding("texts")(column) and column.kind != "id",
        fires=lambda column: any(spelling.reason not in OWN_CHECKS for spelling in column.spellings),
        sentence="{column} probably writes one value in several ways in {rows}: {spellings}.",
        action="Choose one way of writing: they count as different values now.",
        key="spellings",
        rows=lambda column: sum(spelling.rows for spelling in column.spellings),
        condition="left({text}, 200) IN ({spelled})",
    ),
    ColumnCheck(
        "invisible",
        "Invisible characters",
        "warning",
        applies=holding("texts"),
        fires=_some("invisible_share"),
        sentence="{column} has characters that cannot be seen, such as unbreakable spaces, in about {rows}.",
        action="Clean the column: texts that look the same count as different.",
        key="invisible_share",
        rows=lambda column: _some_rows(column, "invisible_share"),
        condition="{has_invisible}",
    ),
    ColumnCheck(
        "mixed_types",
        "Numbers and words mixed",
        "warning",
        applies=lambda column: holding("texts")(column) and column.kind != "id",
        fires=lambda column: MIXED <= column.amount("numbers_share") < MOSTLY_NUMBERS,
        sentence="{column} mixes numbers and other text: about {rows} are no numbers.",
        action="Part it into two columns, or find out what the words stand for.",
        key="numbers_share",
        rows=_not_numbers,
        condition="{text} IS NOT NULL AND TRY_CAST({text} AS DOUBLE) IS NULL",
    ),
    ColumnCheck(
        "dates_as_text",
        "Dates kept as text",
        "warning",
        applies=lambda column: holding("texts")(column) and column.kind != "id",
        fires=lambda column: MOSTLY_NUMBERS <= column.amount("dates_share") <= 1,
        sentence="Most of {column} are dates, yet it is text; about {rows} cannot be read as one.",
        action="Look at these rows, then import the column as a date.",
        key="dates_share",
        rows=lambda column: column.count * (1 - column.amount("dates_share")),
        condition="{text} IS NOT NULL AND NOT {is_date}",
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
        condition=(
            "{moment}::DATE + 1 NOT IN (SELECT {moment}::DATE FROM {table} WHERE {moment} IS NOT NULL)\n"
            "  AND {moment}::DATE < (SELECT max({moment}::DATE) FROM {table})"
        ),
    ),
)
