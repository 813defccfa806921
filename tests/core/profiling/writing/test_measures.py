from __future__ import annotations

import pytest

from core.profiling.records import ColumnProfile, Number
from core.profiling.writing import measures
from tests.core.profiling.world import measured_column


def built(type: str = "BIGINT", low: float = 1872, high: float = 2010) -> ColumnProfile:
    return measured_column("built", type=type, min=low, max=high, mean=1971.27, std=1234.0, median=1973)


def test_years_have_no_marks_between_their_digits() -> None:
    assert measures.main_numbers(built()) == ["mean 1971", "median 1973", "1872 to 2010"]
    assert measures.value(built(), 1950) == "1950"


def test_what_is_no_year_keeps_them_also_among_years() -> None:
    assert measures.measured(built(), "std") == "1,234"
    assert measures.measured(measured_column("built", type="BIGINT", min=1872, max=2010, rows=1460), "count") == "1,460"


@pytest.mark.parametrize(("type", "low", "high"), [("DOUBLE", 1872, 2010), ("BIGINT", 3, 2010), ("BIGINT", 1872, 9999)])
def test_other_numbers_are_no_years(type: str, low: float, high: float) -> None:
    assert measures.value(built(type, low, high), 1950) == "1,950"


def test_a_number_that_is_not_exact_says_so() -> None:
    column = measured_column("x")
    column.numbers.update(distinct=Number(1234, "approximate"), mean=Number(3.25, "sample", n=10_000))

    assert measures.measured(column, "distinct") == "≈ 1,234"
    assert measures.measured(column, "mean") == "3.25 (n = 10,000)"
    assert measures.measured(column, "skewness") == "–"


@pytest.mark.parametrize(
    ("distinct", "said"),
    [
        (Number(1), "1 different value"),
        (Number(0, "approximate"), "0 different values"),
        (Number(1234, "approximate"), "≈ 1,234 different values"),
    ],
)
def test_a_card_counts_values_in_correct_words(distinct: Number, said: str) -> None:
    column = measured_column("town", "texts")
    column.numbers.update(distinct=distinct)

    assert measures.main_numbers(column)[0] == said


def test_nothing_is_never_about_nothing_but_a_sample_without_any_says_so() -> None:
    column = measured_column("town", "texts")
    column.numbers.update(distinct=Number(0, "approximate"), missing=Number(0, "sample", n=10))

    assert measures.measured(column, "distinct") == "0"
    assert measures.measured(column, "missing") == "0 (n = 10)"
