from __future__ import annotations

from typing import Any

from app.ui.train import pictures

BINS = [{"predicted": 0.2, "observed": 0.25, "low": 0.2, "high": 0.3, "rows": 10}]
CALIBRATION = {"bins": BINS, "error": 0.05}

BINARY: dict[str, Any] = {
    "task": "binary",
    "target": "leaves",
    "classes": ["no", "yes"],
    "curves": {
        "roc": {"fpr": [0, 1], "tpr": [0, 1]},
        "pr": {"recall": [0, 1], "precision": [1, 0.3], "base_rate": 0.3},
        "calibration": CALIBRATION,
    },
}
MULTICLASS: dict[str, Any] = {
    "task": "multiclass",
    "target": "grade",
    "classes": ["a", "b"],
    "curves": {
        "roc": {"classes": [{"label": label, "fpr": [0, 1], "tpr": [0, 1], "auc": 0.5} for label in "ab"]},
        "confusion": {"labels": ["a", "b"], "counts": [[3, 1], [0, 0]]},
        "calibration": CALIBRATION,
    },
}
REGRESSION: dict[str, Any] = {
    "task": "regression",
    "target": "price",
    "classes": [],
    "curves": {
        "predicted_actual": {
            "sample": {"predicted": [1, 2], "actual": [1, 3]},
            "binned": [{"predicted": 1, "actual": 1, "low": 0, "high": 2, "rows": 9}],
        },
        "residuals": {"edges": [-1, 0, 1], "counts": [4, 5]},
        "interval": {
            "level": 0.9,
            "coverage": 0.912,
            "median_width": 192656.0,
            "by_fifth": [{"low": 100000.0, "high": 302235.0, "coverage": 0.92, "rows": 9}],
        },
    },
}


def titles(report: dict[str, Any]) -> list[str]:
    return [picture.key for picture in pictures.of(report)]


def test_every_task_has_the_pictures_that_belong_to_it() -> None:
    assert titles(BINARY) == ["roc", "pr", "calibration"]
    assert titles(MULTICLASS) == ["confusion", "by_class", "roc", "calibration"]
    assert titles(REGRESSION) == ["predicted_actual", "residuals", "on_average", "coverage"]


def test_a_curve_names_the_class_it_is_about() -> None:
    _, curve, _ = pictures.of(BINARY)

    assert "“yes”" in curve.sentence
    assert "30%" in curve.sentence


def test_a_class_that_never_occurs_or_is_never_called_counts_as_nothing_found() -> None:
    _, by_class, *_ = pictures.of(MULTICLASS)

    found, right = by_class.figure.data
    assert list(found.x) == [0.75, 0.0]
    assert list(right.x) == [1.0, 0.0]


def test_the_intervals_say_what_they_promised_and_what_they_held() -> None:
    *_, coverage = pictures.of(REGRESSION)

    assert "hold 90% of the true values and held 91.2%" in coverage.sentence
    assert list(coverage.figure.data[0].x) == ["100k to 302k"]
