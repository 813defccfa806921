from __future__ import annotations

import numpy as np

from app.ui import model_charts

SHARES = np.array([0.0, 0.5, 1.0])


def test_one_curve_is_shaded_and_needs_no_legend() -> None:
    figure = model_charts.roc({"Model": (SHARES, SHARES**0.5)})

    assert [trace.name for trace in figure.data] == ["Guessing", "Model"]
    assert figure.data[1].fill == "tozeroy"
    assert not figure.layout.showlegend


def test_many_classes_get_lines_of_different_colours_up_to_what_can_be_told_apart() -> None:
    figure = model_charts.roc({f"class {number}": (SHARES, SHARES) for number in range(9)})

    colours = [trace.line.color for trace in figure.data[1:]]
    assert len(colours) == len(set(colours)) == model_charts.MOST_CLASSES
    assert figure.layout.showlegend


def test_guessing_is_right_as_often_as_the_class_occurs() -> None:
    figure = model_charts.precision_recall(SHARES, 1 - SHARES, base_rate=0.3)

    assert list(figure.data[0].y) == [0.3, 0.3]


def test_a_cell_of_the_confusion_matrix_tells_rows_and_their_share_of_the_class() -> None:
    figure = model_charts.confusion(["no", "yes"], np.array([[3000, 1000], [0, 50]]))

    heatmap = figure.data[0]
    assert list(heatmap.text[0]) == ["3,000<br>75%", "1,000<br>25%"]
    assert list(heatmap.text[1]) == ["·", "50<br>100%"]
    assert heatmap.z[0][1] == 0.25


def test_a_class_without_rows_has_no_shares_instead_of_an_error() -> None:
    figure = model_charts.confusion(["no", "yes"], np.array([[5, 5], [0, 0]]))

    assert list(figure.data[0].z[1]) == [0.0, 0.0]


def test_cells_too_small_for_a_number_have_none() -> None:
    figure = model_charts.confusion([str(label) for label in range(13)], np.eye(13))

    assert figure.data[0].texttemplate is None


def test_the_calibration_bars_reach_from_low_to_high() -> None:
    observed = np.array([0.2, 0.6])

    figure = model_charts.calibration(observed, observed, observed - 0.1, observed + 0.05, np.array([10, 20]))

    np.testing.assert_allclose(figure.data[1].error_y.arrayminus, [0.1, 0.1])
    np.testing.assert_allclose(figure.data[1].error_y.array, [0.05, 0.05])


def test_each_class_has_a_dot_for_found_and_one_for_right() -> None:
    figure = model_charts.by_class(["a", "b"], np.array([0.9, 0.5]), np.array([0.8, 0.7]))

    assert [trace.name for trace in figure.data] == ["Found", "Right"]
    assert list(figure.data[1].x) == [0.8, 0.7]
