"""Where a model is worse than elsewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.models.batch import Array, Batch
from core.training.evaluation import segments
from core.training.search.problem import Problem
from tests.core.training.problems import problem

ROWS = 600


def found(batch: Batch, kinds: dict[str, str], errors: Array) -> list[segments.Segment]:
    """The segments of a regression whose answers are off by these errors."""
    known: Problem = replace(problem("regression"), batch=batch)
    answers = (known.target[known.scored] + errors)[:, None]
    return list(segments.find(known, answers, list(kinds.items())))


def noise(seed: int = 1) -> Array:
    return np.random.default_rng(seed).normal(size=ROWS)


def test_a_value_whose_rows_are_answered_badly_is_named() -> None:
    region = np.array([["north", "south", "east"][row % 3] for row in range(ROWS)], object)
    errors = noise() * np.where(region == "south", 4, 1)

    (segment,) = found({"region": region}, {"region": "category"}, errors)

    assert (segment.where, segment.rows) == ("“region” is south", 200)
    assert segment.error == pytest.approx(np.abs(errors[region == "south"]).mean())
    assert segment.elsewhere == pytest.approx(np.abs(errors[region != "south"]).mean())
    assert segment.sentence.startswith("Where “region” is south (200 rows) the mean absolute error is 2.879;")


def test_a_range_of_numbers_is_named_with_its_limits() -> None:
    age = np.arange(ROWS, dtype=float)

    (segment,) = found({"age": age}, {"age": "number"}, noise() * np.where(age >= 480, 5, 1))

    assert segment.where == "“age” is 479 to 599"


def test_a_range_of_dates_is_named_with_its_limits() -> None:
    days = np.datetime64("2024-01-01", "us") + np.arange(ROWS).astype("timedelta64[D]").astype("timedelta64[us]")

    (segment,) = found({"day": days}, {"day": "date"}, noise() * np.where(np.arange(ROWS) < 118, 5, 1))

    assert segment.where == "“day” is 2024-01-01 to below 2024-04-30"


def test_rows_without_a_value_are_a_segment() -> None:
    income = np.where(np.arange(ROWS) % 4 == 0, np.nan, 1.0)

    (segment,) = found({"income": income}, {"income": "number"}, noise() * np.where(np.isnan(income), 4, 1))

    assert segment.where == "“income” is missing"


def test_chance_alone_makes_no_segment() -> None:
    random = np.random.default_rng(3)
    batch = {f"c{number}": random.integers(0, 20, ROWS).astype(str).astype(object) for number in range(20)}

    assert found(batch, dict.fromkeys(batch, "category"), noise()) == []


def test_a_few_wild_rows_make_no_segment() -> None:
    shop = np.array(["a"] * 580 + ["b"] * 20, object)

    assert found({"shop": shop}, {"shop": "category"}, noise() * np.where(shop == "b", 50, 1)) == []


def test_classes_are_compared_by_log_loss() -> None:
    known = problem("binary")
    color = known.batch["color"]
    sure = np.where(known.target == 1, 0.9, 0.1)
    answers = np.where(color == "red", 1 - sure, sure)[known.scored][:, None]

    (segment,) = segments.find(known, answers, [("color", "category")])

    assert (segment.where, segment.unit) == ("“color” is red", "log loss")
    assert (segment.error, segment.elsewhere) == (pytest.approx(-np.log(0.1)), pytest.approx(-np.log(0.9)))
