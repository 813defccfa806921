"""The pictures that belong to a task: each with its title and the sentence that says how to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from app.ui import errors, model_charts, numbers
from app.ui.charts import base
from app.ui.models import words

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Picture:
    """A chart with its title and how to read it."""

    key: str
    title: str
    sentence: str
    figure: go.Figure


def of(report: Report) -> tuple[Picture, ...]:
    """The pictures of a training report, the most telling first."""
    learned = (_learning(report),) if report.get("learning", {}).get("points") else ()
    return (*(draw(report) for draw in BY_TASK[report["task"]]), *learned)


def draw(picture: Picture, key: str) -> None:
    """A picture under its title."""
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{errors.plain(picture.title)}**")
        st.caption(errors.plain(picture.sentence))
        base.show(picture.figure, key=f"{key}.{picture.key}", alt=f"{picture.title}. {picture.sentence}")


def _learning(report: Report) -> Picture:
    curve = report["learning"]
    points = _columns(curve["points"], "rows", "error")
    figure = model_charts.learning(points["rows"].astype(int), points["error"], curve["unit"])
    return Picture("learning", "Would more rows help?", curve["sentence"], figure)


def _roc(report: Report) -> Picture:
    curve = report["curves"]["roc"]
    lines = {"Model": (np.array(curve["fpr"]), np.array(curve["tpr"]))}
    sentence = "How many are found, for how many false alarms. The nearer to the upper left corner, the better."
    return Picture("roc", "Finding against false alarms (ROC)", sentence, model_charts.roc(lines))


def _roc_by_class(report: Report) -> Picture:
    lines = {row["label"]: (np.array(row["fpr"]), np.array(row["tpr"])) for row in report["curves"]["roc"]["classes"]}
    shown = min(len(lines), model_charts.MOST_CLASSES)
    sentence = (
        f"{shown} of {len(lines)} classes, each against all others: the nearer to the upper left corner, the better."
    )
    return Picture("roc", "Finding against false alarms (ROC)", sentence, model_charts.roc(lines))


def _precision_recall(report: Report) -> Picture:
    curve = report["curves"]["pr"]
    figure = model_charts.precision_recall(np.array(curve["recall"]), np.array(curve["precision"]), curve["base_rate"])
    sentence = (
        f"How many of those called “{positive(report)}” are right, for how many of them are found. "
        f"Guessing is right {numbers.share(curve['base_rate'])} of the time."
    )
    return Picture("pr", "Being right against finding all (precision, recall)", sentence, figure)


def _confusion(report: Report) -> Picture:
    matrix = report["curves"]["confusion"]
    figure = model_charts.confusion(matrix["labels"], np.array(matrix["counts"]))
    sentence = "One line per true class: what the model called its rows. On the diagonal it was right."
    return Picture("confusion", "What is taken for what (confusion matrix)", sentence, figure)


def _calibration(report: Report) -> Picture:
    curve = report["curves"]["calibration"]
    bins = _columns(curve["bins"], "predicted", "observed", "low", "high", "rows")
    sentence = (
        "When the model says 30%, does it happen in 30 of 100 cases? "
        f"It is off by {numbers.share(curve['error'])} on average."
    )
    return Picture("calibration", "Can the probabilities be believed?", sentence, model_charts.calibration(**bins))


def _predicted_actual(report: Report) -> Picture:
    sample = report["curves"]["predicted_actual"]["sample"]
    figure = model_charts.predicted_actual(np.array(sample["predicted"]), np.array(sample["actual"]), report["target"])
    sentence = "One point per row, predicted by a model that had not seen it. On the dashed line it was exactly right."
    return Picture("predicted_actual", "Predicted and actual", sentence, figure)


def _on_average(report: Report) -> Picture:
    tenths = _columns(report["curves"]["predicted_actual"]["binned"], "predicted", "actual", "low", "high")
    sentence = (
        "Rows in tenths by their prediction: on the dashed line it is right on average. Bars hold 90% of the rows."
    )
    return Picture(
        "on_average", "Right on average?", sentence, model_charts.on_average(**tenths, target=report["target"])
    )


def _by_class(report: Report) -> Picture:
    matrix = report["curves"]["confusion"]
    counts = np.array(matrix["counts"], float)
    found = counts.diagonal() / np.maximum(counts.sum(axis=1), 1)
    right = counts.diagonal() / np.maximum(counts.sum(axis=0), 1)
    sentence = "Found: how many of the class are recognised (recall). Right: how many called so are it (precision)."
    return Picture("by_class", "Class by class", sentence, model_charts.by_class(matrix["labels"], found, right))


def _residuals(report: Report) -> Picture:
    histogram = report["curves"]["residuals"]
    figure = model_charts.residuals(np.array(histogram["edges"]), np.array(histogram["counts"]), report["target"])
    sentence = (
        "Left of the line it predicted too much, right of it too little; the outermost bars hold what lies beyond."
    )
    return Picture("residuals", "Size of the errors (residuals)", sentence, figure)


def _coverage(report: Report) -> Picture:
    interval = report["curves"]["interval"]
    fifths = interval["by_fifth"]
    figure = model_charts.coverage(
        [words.brief_interval(row["low"], row["high"]) for row in fifths],
        np.array([row["coverage"] for row in fifths], float),
        np.array([row["rows"] for row in fifths]),
        interval["level"],
    )
    sentence = (
        f"They promise to hold {numbers.share(interval['level'])} of the true values and held "
        f"{numbers.share(interval['coverage'])}. Half are narrower than {numbers.number(interval['median_width'])}."
    )
    return Picture("coverage", "Do the intervals keep their promise?", sentence, figure)


def positive(report: Report) -> str:
    """The class whose probability a model of two classes gives."""
    return str(report["classes"][1])


def _columns(rows: list[dict[str, Any]], *names: str) -> dict[str, np.ndarray]:
    return {name: np.array([row[name] for row in rows], float) for name in names}


BY_TASK: dict[str, tuple[Callable[[Report], Picture], ...]] = {
    "binary": (_roc, _precision_recall, _calibration),
    "multiclass": (_confusion, _by_class, _roc_by_class, _calibration),
    "regression": (_predicted_actual, _residuals, _on_average, _coverage),
}
