"""Checks of numbers: their shape, and values that are no measurements."""

from __future__ import annotations

from core.profiling.checks.check import ColumnCheck, holding
from core.profiling.records import ColumnProfile

SKEWED = 3.0  # an exponential distribution has 2
ENOUGH_VALUES = 10  # different ones, for a shape to mean something
MANY_OUTLIERS = 0.05  # a bell has 0.007
MOSTLY_ZERO = 0.5

BEYOND_FENCES = (
    "{axis} < (SELECT quantile_cont({axis}, 0.25) - 1.5 * (quantile_cont({axis}, 0.75) - "
    "quantile_cont({axis}, 0.25)) FROM {table})\n   OR {axis} > (SELECT quantile_cont({axis}, 0.75) + 1.5 * "
    "(quantile_cont({axis}, 0.75) - quantile_cont({axis}, 0.25)) FROM {table})"
)


def is_measured(column: ColumnProfile) -> bool:
    """Numbers that measure or count something."""
    return column.count > 0 and column.holds == "numbers" and column.kind == "number"


NUMBER_CHECKS = (
    ColumnCheck(
        "infinite",
        "Infinite",
        "problem",
        applies=lambda column: holding("numbers")(column) and "infinities" in column.numbers,
        fires=lambda column: column.amount("infinities") + column.amount("nans") > 0,
        sentence="{column} is infinite or not a number in {rows}.",
        action="Replace these values or treat them as missing: most computations fail on them.",
        key="infinities",
        rows=lambda column: column.amount("infinities") + column.amount("nans"),
        condition="NOT isfinite({column})",
    ),
    ColumnCheck(
        "disguised_missing",
        "Missing in disguise",
        "warning",
        applies=holding("numbers", "dates"),
        fires=lambda column: column.amount("disguised") > 0,
        sentence="{column} is {marker} in {rows}, far from all other values: this probably means “missing”.",
        action="Treat {marker} as missing when importing.",
        key="disguised",
        rows=lambda column: column.amount("disguised"),
        condition="{axis} = {marker}",
    ),
    ColumnCheck(
        "skewed",
        "Skewed",
        "info",
        applies=is_measured,
        fires=lambda column: abs(column.amount("skewness")) > SKEWED and column.amount("distinct") > ENOUGH_VALUES,
        sentence="{column} is strongly skewed (skewness {value}): a few values are far from the rest.",
        action="Look at it on a logarithmic scale; prefer the median to the mean.",
        key="skewness",
        condition=BEYOND_FENCES,
    ),
    ColumnCheck(
        "outliers",
        "Outliers",
        "info",
        applies=is_measured,
        fires=lambda column: (
            column.amount("outliers") >= MANY_OUTLIERS * column.count
            and column.amount("outliers") > 0
            and column.amount("iqr") > 0
        ),
        sentence="{column} has {rows} ({share}) far outside the middle half of its values.",
        action="Check that they are real before using the mean.",
        key="outliers",
        rows=lambda column: column.amount("outliers"),
        condition=BEYOND_FENCES,
    ),
    ColumnCheck(
        "zeros",
        "Many zeros",
        "info",
        applies=is_measured,
        fires=lambda column: MOSTLY_ZERO * column.count < column.amount("zeros") and column.amount("distinct") > 2,
        sentence="{column} is 0 in {share} of the rows ({rows}).",
        action="Find out whether 0 means “none” or “not known”.",
        key="zeros",
        rows=lambda column: column.amount("zeros"),
        condition="{column} = 0",
    ),
)
