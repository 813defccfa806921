"""Encoders: the same value always becomes the same numbers, and what was never seen is missing."""

from __future__ import annotations

import numpy as np
import pytest

from core.models import packing
from core.models.batch import Batch
from core.models.encoding import (
    Between,
    Calendar,
    Clock,
    FoldEncoding,
    Frequency,
    Levels,
    Numbers,
    ParsedNumbers,
    Recipe,
    TargetMeans,
    Topics,
)
from core.models.encoding.columns import parse_number
from core.models.encoding.dates import CALENDAR


def texts(*values: str | None) -> Batch:
    return {"c": np.array(values, object)}


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("$ 1,250.5", 1250.5), ("12 %", 12), ("€3", 3), ("-4e2", -400), (".5", 0.5), ("1'000", 1000)],
)
def test_a_number_inside_text_is_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "n/a", "12 apples", "1,2", "0x10", "inf", "nan", None])
def test_what_is_no_number_is_missing(text: str | None) -> None:
    assert np.isnan(parse_number(text))


def test_a_level_never_seen_is_missing_like_an_empty_value() -> None:
    encoded = Levels("c", ("red", "blue")).encode(texts("blue", " red ", "green", None, ""))

    np.testing.assert_array_equal(encoded[:, 0], [1, 0, np.nan, np.nan, np.nan])


def test_parsed_numbers_and_clocks() -> None:
    np.testing.assert_array_equal(ParsedNumbers("c").encode(texts("5%", "x"))[:, 0], [5, np.nan])
    np.testing.assert_array_equal(Clock("c").encode(texts("14:30", "06:00:36", "noon"))[:, 0], [14.5, 6.01, np.nan])


def test_frequency_of_a_value_never_seen_is_zero() -> None:
    encoded = Frequency("c", ("a", "b"), np.array([9.0, 1.0])).encode(texts("a", "z"))

    np.testing.assert_allclose(encoded[:, 0], [np.log(10), 0])


def test_a_date_becomes_days_and_parts_of_the_calendar() -> None:
    batch = {"d": np.array(["2000-01-02T12:00", "2024-02-29T00:00", "NaT"], "datetime64[us]")}

    encoded = Calendar("d", tuple(part.key for part in CALENDAR)).encode(batch)

    np.testing.assert_array_equal(encoded[0], [1.5, 2000, 1, 2, 6, 2, 12])  # a Sunday
    np.testing.assert_array_equal(encoded[1, 1:], [2024, 2, 29, 3, 60, 0])  # a Thursday
    assert np.isnan(encoded[2]).all()


def test_days_between_two_dates() -> None:
    first, second = (np.array([day], "datetime64[us]") for day in ("2024-01-31", "2024-03-01"))

    assert Between("a", "b").encode({"a": first, "b": second}).tolist() == [[30]]


def test_a_target_mean_of_a_level_never_seen_is_the_overall_mean() -> None:
    means = TargetMeans("c", ("a", ""), np.array([[1.0], [2.0], [9.0]]))

    assert means.encode(texts("a", None, "z")).ravel().tolist() == [1, 2, 9]


def test_texts_that_share_words_are_near_each_other() -> None:
    topics = Topics("c", "words", ("night", "shift"), np.ones(2), np.eye(2, dtype=np.float32))

    encoded = topics.encode(texts("Night!", "night owl", "shift", None))

    assert encoded[0, 1:].tolist() == encoded[1, 1:].tolist() == [1, 0]
    assert encoded[3].tolist() == [0, 0, 0]


def test_values_beyond_any_quantity_are_missing() -> None:
    matrix = Recipe((Numbers("x"),)).encode({"x": np.array([1e300, np.inf, 3.0])})

    np.testing.assert_array_equal(matrix[:, 0], [np.nan, np.nan, 3])


def test_columns_that_are_not_there_are_missing() -> None:
    recipe = Recipe((Numbers("x"), Levels("c", ("a",)), Calendar("d", ("year",))))

    assert np.isnan(recipe.encode({"other": np.zeros(2)})).all()


def test_a_recipe_that_was_written_and_read_encodes_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    recipe = Recipe((Levels("c", ('"quoted"', "🎲")), Frequency("c", ("🎲",), np.array([3.0]))), ("c",), 2)

    packing.save(recipe, tmp_path, "r")
    read = packing.load(tmp_path, "r", (Recipe, Levels, Frequency))

    np.testing.assert_array_equal(read.encode(texts("🎲", '"quoted"')), recipe.encode(texts("🎲", '"quoted"')))
    assert (read.averaged, read.averages) == (("c",), 2)


def test_only_listed_classes_are_built_on_reading(tmp_path) -> None:  # type: ignore[no-untyped-def]
    packing.save(Levels("c", ("a",)), tmp_path, "r")

    with pytest.raises(KeyError, match="Levels"):
        packing.load(tmp_path, "r", (Recipe,))


def test_a_fold_without_target_means_adds_no_columns() -> None:
    assert FoldEncoding(()).encode(texts("a", "b")).shape == (2, 0)
