from __future__ import annotations

import numpy as np

from app.ui import model_charts
from app.ui.model_charts.explaining import MOST_BARS, MOST_STEPS, amount, biggest


def test_importance_shows_the_first_columns_with_their_intervals() -> None:
    names = [f"c{number}" for number in range(MOST_BARS + 5)]
    mean = np.linspace(1, 0, len(names))

    figure = model_charts.importance(names, mean, mean - 0.1, mean + 0.2, "log loss")

    assert list(figure.data[0].y) == names[:MOST_BARS]
    np.testing.assert_allclose(figure.data[0].error_x.array, 0.2)
    assert "log loss" in figure.layout.xaxis.title.text


def test_a_waterfall_goes_from_the_average_to_the_answer_by_its_biggest_steps() -> None:
    figure = model_charts.waterfall(["small", "big"], np.array([0.05, -0.2]), 0.5, 0.35, share=True)

    assert list(figure.data[0].y) == ["Average", "big", "small", "This answer"]
    assert list(figure.data[0].text) == ["50.0%", "-20.0%", "+5.0%", "35.0%"]
    assert list(figure.data[0].measure) == ["absolute", "relative", "relative", "total"]


def test_small_steps_are_added_up_so_that_nothing_is_lost() -> None:
    moved = np.array([1.0] + [0.1] * MOST_STEPS)

    names, steps = biggest([f"c{number}" for number in range(len(moved))], moved)

    assert names[-1] == "1 others"
    assert len(names) == MOST_STEPS + 1
    np.testing.assert_allclose(steps.sum(), moved.sum())


def test_amounts_of_a_target_are_written_as_numbers_with_their_sign() -> None:
    assert amount(1234.5, share=False, signed=True) == "+1,234"
    assert amount(-0.0021, share=False, signed=True) == "-0.0021"


def test_the_likeliest_class_comes_first_and_alone_in_colour() -> None:
    figure = model_charts.probabilities(["a", "b", "c"], np.array([0.2, 0.7, 0.1]))

    assert list(figure.data[0].y) == ["b", "a", "c"]
    first, *others = figure.data[0].marker.color
    assert first not in others


def test_a_value_stands_inside_its_interval() -> None:
    figure = model_charts.value(5.0, 4.0, 8.0, "price")

    assert list(figure.data[0].x) == [4.0, 8.0]
    assert list(figure.data[1].x) == [5.0]
    assert figure.layout.xaxis.range[0] < 4.0 < 8.0 < figure.layout.xaxis.range[1]
