from __future__ import annotations

import numpy as np

from app.ui import model_charts, theme


def test_the_row_as_it_is_is_a_dot_on_the_line() -> None:
    figure = model_charts.along([1, 2, 3], np.array([0.1, 0.5, 0.9]), 2, x="age", y="p", share=True)

    assert (list(figure.data[1].x), list(figure.data[1].y)) == ([2], [0.5])


def test_a_row_without_a_value_has_no_dot() -> None:
    figure = model_charts.along([1, 2, 3], np.array([0.1, 0.5, 0.9]), None, x="age", y="p", share=True)

    assert len(figure.data) == 1


def test_categories_are_sorted_by_answer_and_the_rows_own_stands_out() -> None:
    figure = model_charts.by_level(["pro", "basic"], np.array([0.2, 0.6]), "pro", x="p", share=True)

    assert list(figure.data[0].y) == ["basic", "pro"]
    assert list(figure.data[0].marker.color) == [theme.ACCENT, theme.CONTRAST]
