from __future__ import annotations

import numpy as np

from app.ui import model_charts
from app.ui.model_charts.regression import MOST_POINTS


def test_no_more_points_are_drawn_than_a_browser_draws_well() -> None:
    values = np.arange(MOST_POINTS + 500.0)

    figure = model_charts.predicted_actual(values, values, "price")

    assert len(figure.data[0].x) == MOST_POINTS


def test_the_line_of_right_predictions_spans_predictions_and_truths() -> None:
    figure = model_charts.predicted_actual(np.array([2.0, 3.0]), np.array([1.0, 9.0]), "price")

    assert list(figure.data[1].x) == list(figure.data[1].y) == [1.0, 9.0]


def test_a_bar_of_the_residuals_stands_over_its_bin() -> None:
    figure = model_charts.residuals(np.array([-2.0, 0.0, 4.0]), np.array([7, 5]), "price")

    assert list(figure.data[0].x) == [-1.0, 2.0]
    assert list(figure.data[0].width) == [2.0, 4.0]
    assert list(figure.data[0].y) == [7, 5]


def test_the_bars_around_a_mean_hold_its_rows() -> None:
    predicted, actual = np.array([10.0, 20.0]), np.array([11.0, 19.0])

    figure = model_charts.on_average(predicted, actual, actual - 4, actual + 6, "price")

    assert list(figure.data[1].error_y.array) == [6.0, 6.0]
    assert list(figure.data[0].y) == [10.0, 20.0]


def test_the_promise_of_the_intervals_is_a_line_across_the_fifths() -> None:
    figure = model_charts.coverage(["1 to 2", "2 to 3"], np.array([0.92, 0.85]), np.array([10, 10]), level=0.9)

    assert list(figure.data[0].y) == [0.92, 0.85]
    assert figure.layout.shapes[0].y0 == 0.9
