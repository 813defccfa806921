"""The measures there are: what each is called, to what it applies, and the SQL that defines it.

The steps of this room compute most of them faster, many at a time; a test holds the results against the definitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.datasets.catalogue import Column
from core.profiling.measures.patterns import TEXT_TERMS
from core.profiling.table import build_select, terms

ALL = ("numbers", "texts", "dates", "times", "booleans")
NUMBERS = ("numbers",)
TEXTS = ("texts",)
DATES = ("dates",)
ORDERED = ("numbers", "dates", "times")

# What a definition aggregates over. `{table}` is the table, the rest are the terms of the column.
SOURCES = {
    "rows": "{table}",
    "values": "(SELECT {column} AS v, count(*) AS k FROM {table} WHERE {column} IS NOT NULL GROUP BY ALL)",
    "spellings": (
        "(SELECT count(*) AS k, count(DISTINCT {text}) AS spellings "
        "FROM {table} WHERE {column} IS NOT NULL GROUP BY lower({text}))"
    ),
    "steps": ("(SELECT {axis} - lag({axis}) OVER (ORDER BY rowid) AS step FROM {table} WHERE {axis} IS NOT NULL)"),
    "days": (
        "(SELECT day, day - lag(day) OVER (ORDER BY day) AS gap "
        "FROM (SELECT DISTINCT {moment}::DATE AS day FROM {table} WHERE {moment} IS NOT NULL))"
    ),
}


@dataclass(frozen=True)
class Measure:
    """A row of the table of measures. `unit` tells a page how to write the value."""

    key: str
    label: str
    definition: str
    holds: tuple[str, ...] = ALL
    unit: Literal["count", "share", "value", "plain", "words", "days"] = "plain"
    over: str = "rows"
    help: str = ""


_FENCES = (
    "count_if({axis} < (SELECT quantile_cont({axis}, 0.25) - 1.5 * (quantile_cont({axis}, 0.75) "
    "- quantile_cont({axis}, 0.25)) FROM {table}) OR {axis} > (SELECT quantile_cont({axis}, 0.75) "
    "+ 1.5 * (quantile_cont({axis}, 0.75) - quantile_cont({axis}, 0.25)) FROM {table}))"
)

_MONOTONIC = (
    "CASE WHEN count(step) = 0 THEN NULL WHEN max(step) = 0 AND min(step) = 0 THEN 'constant' "
    "WHEN min(step) > 0 THEN 'strictly increasing' WHEN min(step) = 0 THEN 'increasing' "
    "WHEN max(step) < 0 THEN 'strictly decreasing' WHEN max(step) = 0 THEN 'decreasing' ELSE 'no' END"
)

_RHYTHM = (
    "CASE WHEN count(gap) = 0 THEN NULL WHEN quantile_disc(gap, 0.25) = 1 AND median(gap) = 1 THEN 'daily' "
    "WHEN median(gap) = 7 THEN 'weekly' WHEN median(gap) = 14 THEN 'every two weeks' "
    "WHEN median(gap) BETWEEN 28 AND 31 THEN 'monthly' WHEN median(gap) BETWEEN 89 AND 92 THEN 'quarterly' "
    "WHEN median(gap) BETWEEN 365 AND 366 THEN 'yearly' ELSE 'irregular' END"
)

NOW = "now()::TIMESTAMP"

QUANTILES = {"q01": 0.01, "q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95, "q99": 0.99}

MEASURES: tuple[Measure, ...] = (
    Measure("count", "Values", "count({column})", unit="count", help="Rows that have a value."),
    Measure("missing", "Missing", "count(*) - count({column})", unit="count", help="Rows without a value."),
    Measure("distinct", "Distinct", "count(DISTINCT {column})", unit="count", help="Different values."),
    Measure(
        "unique_share",
        "Unique share",
        "count(DISTINCT {column}) / nullif(count({column}), 0)",
        unit="share",
        help="Different values per value: 1 when no value repeats.",
    ),
    Measure("singletons", "Occur once", "count_if(k = 1)", unit="count", over="values", help="Values seen only once."),
    Measure(
        "repeats",
        "Shared",
        "coalesce(sum(k) FILTER (k > 1), 0)",
        unit="count",
        over="values",
        help="Rows that share their value with another one.",
    ),
    Measure("mode_share", "Share of the most frequent", "max(k) / sum(k)", unit="share", over="values"),
    Measure(
        "entropy", "Entropy", "CASE WHEN count({column}) > 0 THEN entropy({column}) END", help="Bits: 0 for one value."
    ),
    Measure("min", "Minimum", "min({plain})", (*ORDERED, "texts"), "value"),
    Measure("max", "Maximum", "max({plain})", (*ORDERED, "texts"), "value"),
    Measure("mean", "Mean", "avg({axis})", NUMBERS, "value"),
    Measure("sum", "Sum", "sum({axis})", NUMBERS, "value"),
    Measure("std", "Standard deviation", "stddev_samp({axis})", NUMBERS, "value"),
    Measure(
        "variation",
        "Coefficient of variation",
        "stddev_samp({axis}) / nullif(abs(avg({axis})), 0)",
        NUMBERS,
        help="Standard deviation per mean: how wide the values spread whatever their unit.",
    ),
    *(
        Measure(
            key,
            "Median" if key == "median" else f"{share:.0%} quantile",
            f"quantile_cont({{axis}}, {share})",
            NUMBERS,
            "value",
        )
        for key, share in QUANTILES.items()
    ),
    Measure(
        "iqr", "Interquartile range", "quantile_cont({axis}, 0.75) - quantile_cont({axis}, 0.25)", NUMBERS, "value"
    ),
    Measure(
        "mad",
        "Median absolute deviation",
        "mad({axis})",
        NUMBERS,
        "value",
        help="Half of the values are this near to the median.",
    ),
    Measure(
        "skewness",
        "Skewness",
        "skewness({axis})",
        NUMBERS,
        help="0 is symmetric; positive has a long tail of large values.",
    ),
    Measure("kurtosis", "Excess kurtosis", "kurtosis({axis})", NUMBERS, help="0 is a bell; larger has heavier tails."),
    Measure("zeros", "Zeros", "count_if({column} = 0)", NUMBERS, "count"),
    Measure("negatives", "Negative", "count_if({column} < 0)", NUMBERS, "count"),
    Measure("infinities", "Infinite", "count_if(isinf({column}::DOUBLE))", NUMBERS, "count"),
    Measure("nans", "Not a number", "count_if(isnan({column}::DOUBLE))", NUMBERS, "count", help="Stored as NaN."),
    Measure(
        "outliers",
        "Outliers",
        _FENCES,
        NUMBERS,
        "count",
        help="Beyond 1.5 interquartile ranges from the quartiles (Tukey, 1977).",
    ),
    Measure(
        "monotonic", "Order", _MONOTONIC, ORDERED, "words", "steps", help="Whether values rise or fall from row to row."
    ),
    Measure(
        "id_gaps",
        "Numbers left out",
        "max({column})::HUGEINT - min({column})::HUGEINT + 1 - count(DISTINCT {column})",
        NUMBERS,
        "count",
        help="Of an id: whole numbers between the lowest and the highest that no row has.",
    ),
    Measure("true_share", "Share of true", "avg({column}::INTEGER)", ("booleans",), "share"),
    Measure("length_min", "Shortest", "min(length({text}))", TEXTS, "count", help="Characters."),
    Measure("length_mean", "Mean length", "avg(length({text}))", TEXTS, help="Characters."),
    Measure("length_max", "Longest", "max(length({text}))", TEXTS, "count", help="Characters."),
    Measure("empty", "Blank", "count_if(trim({text}) = '')", TEXTS, "count", help="Empty, or only spaces."),
    Measure("padded", "Padded", "count_if({text} <> trim({text}))", TEXTS, "count", help="Spaces before or after."),
    Measure(
        "disguised_words",
        "Words for missing",
        "count_if(lower(trim({text})) IN ({missing_words}))",
        TEXTS,
        "count",
        help="Texts such as “unknown” or “n/a”.",
    ),
    Measure(
        "case_variants",
        "Written in several ways",
        "coalesce(sum(k) FILTER (spellings > 1), 0)",
        TEXTS,
        "count",
        "spellings",
        help="Values of which another spelling differs only in upper and lower case.",
    ),
    Measure("words_mean", "Mean words", "avg(len(regexp_extract_all({text}, '\\S+')))", TEXTS),
    Measure("letters_share", "Letters", "{share_of_letters}", TEXTS, "share", help="Share of all characters."),
    Measure("digits_share", "Digits", "{share_of_digits}", TEXTS, "share", help="Share of all characters."),
    Measure("spaces_share", "Spaces", "{share_of_spaces}", TEXTS, "share", help="Share of all characters."),
    Measure("uppercase_share", "Capitals", "{share_of_capitals}", TEXTS, "share", help="Share of all characters."),
    Measure("marks_share", "Punctuation", "{share_of_marks}", TEXTS, "share", help="Share of all characters."),
    Measure("emails_share", "Email addresses", "avg({is_email}::INTEGER)", TEXTS, "share"),
    Measure("urls_share", "Web addresses", "avg({is_url}::INTEGER)", TEXTS, "share"),
    Measure("phones_share", "Telephone numbers", "avg({is_phone}::INTEGER)", TEXTS, "share"),
    Measure(
        "cards_share",
        "Card numbers",
        "avg({is_card}::INTEGER)",
        (*TEXTS, *NUMBERS),
        "share",
        help="With a valid check digit.",
    ),
    Measure("ibans_share", "Bank accounts", "avg({is_iban}::INTEGER)", TEXTS, "share", help="Valid IBANs."),
    Measure(
        "national_ids_share",
        "National ids",
        "avg({is_national_id}::INTEGER)",
        TEXTS,
        "share",
        help="Written like a number that a state gives a person.",
    ),
    Measure(
        "invisible_share",
        "Invisible characters",
        "avg({has_invisible}::INTEGER)",
        TEXTS,
        "share",
        help="Texts with a control character, a space of no width or one that does not break.",
    ),
    Measure("dates_share", "Dates as text", "avg({is_date}::INTEGER)", TEXTS, "share"),
    Measure(
        "numbers_share", "Numbers as text", "avg((TRY_CAST({text} AS DOUBLE) IS NOT NULL)::INTEGER)", TEXTS, "share"
    ),
    Measure("days_span", "Days from first to last", "date_diff('day', min({moment}), max({moment}))", DATES, "days"),
    Measure("days_distinct", "Different days", "count(day)", DATES, "count", "days"),
    Measure("largest_gap", "Largest gap", "max(gap)", DATES, "days", "days", help="Days between neighbouring dates."),
    Measure(
        "usual_gap",
        "Usual step",
        "mode(gap ORDER BY gap)",
        DATES,
        "days",
        "days",
        help="The most frequent number of days to the next date.",
    ),
    Measure(
        "frequency",
        "Rhythm",
        _RHYTHM,
        DATES,
        "words",
        "days",
        help="How far apart most neighbouring dates are.",
    ),
    Measure(
        "gaps", "Gaps", "count_if(gap > 1)", DATES, "count", "days", help="Places where at least one day is left out."
    ),
    Measure("future", "In the future", "count_if({moment} > {now})", DATES, "count"),
)

_BY_KEY = {measure.key: measure for measure in MEASURES}

# Measured on the sample where the table is larger than it: per row they cost more than everything else together.
ON_SAMPLE = (
    *("words_mean", "letters_share", "digits_share", "spaces_share"),
    *("uppercase_share", "marks_share", "emails_share", "urls_share", "phones_share", "cards_share"),
    *("ibans_share", "national_ids_share", "invisible_share", "dates_share", "numbers_share"),
)


def measure(key: str) -> Measure:
    """The measure of this key. Raises KeyError."""
    return _BY_KEY[key]


def build_term(key: str, column: Column, *, table: str, now: str = NOW, finite: bool = False) -> str:
    """The defining expression of a measure for one column."""
    return measure(key).definition.format(**_terms(column, table, now, finite=finite))


def build_measure(key: str, column: Column, *, table: str = "data", now: str = NOW) -> str:
    """The statement that defines a number, to run or to show."""
    source = SOURCES[measure(key).over].format(**_terms(column, table, now, finite=False))
    return build_select([f"{build_term(key, column, table=table, now=now)} AS {key}"], source)


def _terms(column: Column, table: str, now: str, *, finite: bool) -> dict[str, str]:
    spoken = terms(column, finite=finite)
    return spoken | {key: text.format(**spoken) for key, text in TEXT_TERMS.items()} | {"table": table, "now": now}
