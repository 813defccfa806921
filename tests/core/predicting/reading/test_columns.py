"""One value of one column: what counts as missing, as yes or no, as a level, and what cannot be used."""

from __future__ import annotations

import decimal
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.models import Feature
from core.predicting.reading.columns import MOST_LEVELS, ColumnReader
from core.predicting.reading.outcomes import Noted, Refused

NUMBER = Feature("n", "number", "DOUBLE")
YES = Feature("b", "boolean", "BOOLEAN")
CITY = Feature("c", "category", "VARCHAR", levels=("Paris", "Rome", "NA", "Tours", "tours"))
CODE = Feature("k", "category", "BIGINT", levels=("1", "2"))
SHARE = Feature("f", "category", "DOUBLE", levels=("1.0", "1.5"))
WORDS = Feature("t", "text", "VARCHAR")
DAY = Feature("d", "date", "DATE")
CLOCK = Feature("h", "time", "TIME")


def read(feature: Feature, value: Any) -> Any:
    return ColumnReader(feature).read(value)


@pytest.mark.parametrize("feature", [NUMBER, YES, CITY, WORDS, DAY, CLOCK])
@pytest.mark.parametrize(
    "given", [None, "", "  ", float("nan"), np.float64("nan"), np.datetime64("NaT"), pd.NaT, pd.NA]
)
def test_no_value_is_missing_in_every_kind_of_column(feature: Feature, given: Any) -> None:
    assert read(feature, given) is None


@pytest.mark.parametrize("feature", [NUMBER, YES, DAY, CLOCK])
@pytest.mark.parametrize("given", ["NA", "n/a", "null", "None", "?", "-", "NaN"])
def test_words_for_missing_are_missing_beside_values(feature: Feature, given: str) -> None:
    assert read(feature, given) is None


def test_a_word_for_missing_is_a_value_where_training_had_it() -> None:
    assert read(CITY, "NA") == "NA"
    assert read(CITY, "NULL") is None
    assert read(CITY, "none") == "none"


@pytest.mark.parametrize(
    ("given", "expected"),
    [(np.int64(3), 3), (np.float32(1.5), 1.5), (decimal.Decimal("1.5"), 1.5), (5, 5)],
)
def test_numbers_of_other_libraries_are_numbers(given: Any, expected: float) -> None:
    assert read(NUMBER, given) == expected


@pytest.mark.parametrize("given", [True, 1, 1.0, "true", "YES", "y", "ja", "oui", "on", "1", np.True_])
def test_yes_is_said_in_many_ways(given: Any) -> None:
    assert read(YES, given) == 1.0


@pytest.mark.parametrize("given", [False, 0, "false", "No", "nein", "off", "0"])
def test_no_is_said_in_many_ways(given: Any) -> None:
    assert read(YES, given) == 0.0


@pytest.mark.parametrize("given", ["maybe", 2, -1, 0.5])
def test_what_is_neither_yes_nor_no_is_refused(given: Any) -> None:
    with pytest.raises(Refused, match="neither yes nor no"):
        read(YES, given)


@pytest.mark.parametrize(
    ("feature", "given", "expected"),
    [
        (CODE, 1, "1"),
        (CODE, 1.0, "1"),
        (CODE, "2.0", "2"),
        (CODE, True, "true"),
        (SHARE, 1.0, "1.0"),
        (SHARE, 1.5, "1.5"),
        (CITY, 12.0, "12"),
        (CITY, " Rome ", "Rome"),
        (CITY, False, "false"),
        (CITY, date(2024, 1, 31), "2024-01-31"),
    ],
)
def test_a_level_is_named_as_its_column_names_it(feature: Feature, given: Any, expected: str) -> None:
    assert read(feature, given) == expected


def test_a_level_in_another_case_is_taken_for_it_and_said() -> None:
    assert read(CITY, "pARIS") == Noted("Paris", "was read as “Paris”")


def test_levels_that_differ_in_case_alone_are_not_guessed() -> None:
    assert read(CITY, "TOURS") == "TOURS"


def test_beyond_the_levels_that_are_kept_nothing_is_known_to_be_new() -> None:
    many = Feature("m", "category", "VARCHAR", levels=tuple(f"v{number}" for number in range(MOST_LEVELS)))

    assert read(many, "V1") == "V1"
    assert ColumnReader(many).known == frozenset()


@pytest.mark.parametrize("feature", [NUMBER, YES, CITY, WORDS, DAY, CLOCK])
@pytest.mark.parametrize("given", [[1], {"a": 1}, (1, 2), {1}])
def test_a_list_or_an_object_is_no_value(feature: Feature, given: Any) -> None:
    with pytest.raises(Refused, match="not a single value"):
        read(feature, given)


@pytest.mark.parametrize(
    ("given", "problem"),
    [("x" * 100_001, "has 100,001 characters"), (10**5000, "is too large a number")],
    ids=["a document", "a huge number"],
)
def test_a_value_without_end_is_refused(given: Any, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        read(WORDS, given)


@pytest.mark.parametrize(
    ("feature", "values", "dtype"),
    [(NUMBER, [1.0, None], "float64"), (YES, [1.0, None], "float64"), (DAY, [None], "<M8[us]"), (WORDS, ["a"], "O")],
)
def test_the_array_of_a_column_follows_from_its_kind(feature: Feature, values: list[Any], dtype: str) -> None:
    assert ColumnReader(feature).array(values).dtype == np.dtype(dtype)


@pytest.mark.parametrize(
    ("feature", "written", "given", "expected"),
    [
        (Feature("d", "date", "DATE"), "date %m/%d/%Y", "3/12/2015", datetime(2015, 3, 12)),  # noqa: DTZ001
        (Feature("d", "date", "DATE"), "date %d/%m/%Y", "3/12/2015", datetime(2015, 12, 3)),  # noqa: DTZ001
        (Feature("d", "date", "DATE"), "date %m/%d/%Y", "25/12/2015", datetime(2015, 12, 25)),  # noqa: DTZ001
        (Feature("n", "number", "DOUBLE"), "percent, grouped by comma", "23%", 0.23),
        (Feature("n", "number", "DOUBLE"), "percent, decimal comma", "2,5 %", 0.025),
        (Feature("n", "number", "DOUBLE"), "decimal comma", "1,500", 1.5),
        (Feature("n", "number", "DOUBLE"), "grouped by comma", "1,500", 1500.0),
    ],
)
def test_what_could_mean_two_things_is_read_as_in_the_training_file(
    feature: Feature, written: str, given: str, expected: object
) -> None:
    read = ColumnReader(feature, written).read(given)

    assert isinstance(read, Noted)
    assert read.value == expected
