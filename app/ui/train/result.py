"""After a training: how good the model is and how sure that is, what drives it, how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from app.ui import errors, layout, model_charts, numbers
from app.ui.charts import base
from app.ui.models import words
from app.ui.train import pictures, plan, progress, threshold
from core import models
from core.datasets import kinds
from core.models import Model
from core.workspace import Workspace

Report = Mapping[str, Any]

KINDS = {kind.key: kind.label for kind in kinds.KINDS}
NOTES = ("row_number", "unique", "rows_left_out", "sampled")  # to know, not to worry about
TILE_WIDTH = 240  # pixels: an interval and a baseline side by side, neither cut off
MISTAKES_HEIGHT = 300  # pixels: some rows at a glance, the others by scrolling
MOST_TILES = 3  # the metric that was asked for, and the next two; all of them are in the table below


@dataclass(frozen=True)
class Mood:
    """How a verdict is shown."""

    box: Any
    icon: str


MOODS = {
    "signal": Mood(st.success, ":material/verified:"),
    "weak": Mood(st.warning, ":material/help:"),
    "no_signal": Mood(st.error, ":material/block:"),
}


def read(ws: Workspace, model: Model) -> Report:
    """The training's report, its classes as people say them."""
    report = models.report(ws, model.id)
    names = words.class_names(model)
    report["classes"] = [names[label] for label in report["classes"]]
    curves = report["curves"]
    if "confusion" in curves:
        curves["confusion"]["labels"] = report["classes"]
    for curve, name in zip(curves.get("roc", {}).get("classes", ()), report["classes"], strict=False):
        curve["label"] = name
    return report


def verdict(report: Report) -> None:
    """The one sentence to remember."""
    mood = MOODS[report["verdict"]["code"]]
    mood.box(f"**{errors.plain(report['verdict']['sentence'])}**", icon=mood.icon)


def scores(report: Report) -> None:
    """The metric that was asked for and the next few, each with its interval and the baseline."""
    asked = report["metric"]["key"]
    keys = sorted(report["scores"], key=lambda key: key != asked)[:MOST_TILES]
    with st.grid(min_column_width=TILE_WIDTH):
        for key in keys:
            _score_tile(key, report["scores"][key])


def score_table(report: Report) -> None:
    """Every score there is, with what it says."""
    layout.table([_score_row(key, row) for key, row in report["scores"].items()])


def warnings(model: Model, report: Report) -> bool:
    """What to mind. True in the run in which the person wants to train again without a suspicious column."""
    again = False
    told = report["verdict"]["code"]  # stands above already
    for number, warning in enumerate(warning for warning in report["warnings"] if warning["code"] != told):
        box, icon = (st.info, ":material/info:") if warning["code"] in NOTES else (st.warning, ":material/warning:")
        box(errors.plain(warning["sentence"]), icon=icon)
        again |= warning["code"] == "leak" and _without(model, warning["column"], number)
    return again


def quality(report: Report, *, key: str) -> None:
    """How good it is, in pictures and in numbers."""
    blocks = [partial(pictures.draw, picture, key) for picture in pictures.of(report)]
    if "thresholds" in report["curves"]:
        blocks.append(partial(errors.fragment(threshold.draw), report, key))
    for first in range(0, len(blocks), 2):
        for column, block in zip(st.columns(2), blocks[first : first + 2], strict=False):
            with column:
                block()
    _segments(report)
    _mistakes(report)
    layout.section("All scores", "Measured on rows that the model had not seen, with 90% intervals.")
    score_table(report)


def _segments(report: Report) -> None:
    """The rows for which the model is worse than for the others."""
    found = report.get("segments")
    if not found:
        return
    layout.section("Where it is worse", "Rows with something in common that the model gets more wrong than the others.")
    unit = found[0]["unit"]
    layout.table(
        [
            {
                "Rows where": row["where"],
                "Rows": row["rows"],
                f"{unit.capitalize()} there": numbers.number(row["error"]),
                "Elsewhere": numbers.number(row["elsewhere"]),
            }
            for row in found
        ]
    )


def _mistakes(report: Report) -> None:
    """The rows to look at: their numbers are those of the grid on the Explore page."""
    found = report.get("mistakes")
    if not found:
        return
    wrong_by = "Off by" if report["task"] == "regression" else "Chance it gave to the truth"
    layout.section("Its largest mistakes", "Among rows it had not seen. A wrong value in the table shows here first.")
    layout.table([_mistake_row(row, wrong_by, report["task"]) for row in found], height=MISTAKES_HEIGHT)


def _mistake_row(row: Mapping[str, Any], wrong_by: str, task: str) -> dict[str, Any]:
    shown = numbers.number if task == "regression" else str
    size = numbers.number(row["size"]) if task == "regression" else numbers.share(1 - row["size"])
    return {"Row": row["row"], "Actual": shown(row["actual"]), "Predicted": shown(row["predicted"]), wrong_by: size}


def drivers(report: Report, *, key: str) -> None:
    """What drives the model."""
    importance = report["importance"]
    rows = importance["features"]
    if not rows:
        st.info("No column could be shown to matter.", icon=":material/info:")
        return
    mean, low, high = (np.array([row[name] for row in rows], float) for name in ("mean", "low", "high"))
    figure = model_charts.importance([row["feature"] for row in rows], mean, low, high, importance["unit"])
    st.caption(f"{errors.plain(importance['note'])} Columns whose interval reaches zero may not matter at all.")
    base.show(figure, key=f"{key}.importance", alt="What drives the model, the most important column on top")


def leaderboard(report: Report, *, key: str) -> None:
    """What was tried, and what the model is made of."""
    rows = report["leaderboard"]
    scored = [row for row in rows if row["score"] is not None]
    figure = progress.chart([row for row in scored if row["family"] != progress.BASELINE], report["metric"]["key"])
    base.show(figure, key=f"{key}.leaderboard", alt="Scores of the candidates, the best on top")
    layout.table([_candidate_row(row) for row in rows], column_config=CANDIDATE_COLUMNS)


def recipe(report: Report) -> None:
    """What was done to each column."""
    rows = [
        {"Column": row["column"], "Kind": KINDS[row["kind"]], "Used": row["used"], "What was done": row["words"]}
        for row in report["recipe"]
    ]
    layout.table(rows)


def making(model: Model, report: Report) -> None:
    """How the model came about, to make it again."""
    timing, environment = report["timing"], report["environment"]
    facts = {
        "Dataset": f"{report['dataset_name']} ({report['dataset_id']})",
        "Rows used": numbers.count(report["rows"]),
        "Rows without a target": numbers.count(report["rows_without_target"]),
        "Checked by": f"{report['folds']} folds: every row is predicted by a model that has not seen it",
        "Judged on": (report.get("split") or {}).get("sentence", "random rows"),
        "Time": f"{numbers.duration(timing['total_seconds'])} of {numbers.duration(timing['budget_seconds'])}",
        "Seed": str(report["seed"]),
        "Made with": ", ".join(f"{name} {version}" for name, version in environment.items()),
        "Model": model.id,
    }
    layout.table([{"What": name, "Value": value} for name, value in facts.items()])


def _score_tile(key: str, row: Mapping[str, Any]) -> None:
    known = row.get("low") is not None
    st.metric(
        row["label"],
        numbers.number(row["value"]),
        delta=words.brief_interval(row["low"], row["high"]) if known else None,
        delta_color="off",
        delta_arrow="off",
        delta_description=f"baseline {words.brief(row['baseline'])}",
        help=f"{words.metric_help(key)} Here {words.direction(row['higher_is_better'])}.",
        border=True,
    )


def _score_row(key: str, row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "Score": row["label"],
        "Value": numbers.number(row["value"]),
        "90% interval": words.interval(row["low"], row["high"]),
        "Baseline": words.brief(row["baseline"]),
        "Better": "higher" if row["higher_is_better"] else "lower",
        "What it says": words.metric_help(key),
    }


def _without(model: Model, column: str, number: int) -> bool:
    if not st.button(
        f"Train again without {errors.plain(column)}",
        icon=":material/remove_circle:",
        key=f"{model.id}.without.{number}",
    ):
        return False
    plan.leave_out(model.dataset_id, model.target, column)
    return True


def _candidate_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Candidate": row["label"],
        "Score": numbers.number(row["score"]),
        "90% interval": words.interval(row["low"], row["high"]),
        "Weight": 100 * (row["weight"] or 0.0),
        "To fit": numbers.duration(row["fit_seconds"]),
        "Outcome": row["reason"] or progress.OUTCOMES.get(row["status"], row["status"]),
    }


CANDIDATE_COLUMNS = {
    "Weight": st.column_config.ProgressColumn(
        "Weight", min_value=0.0, max_value=100.0, format="%.0f %%", help="Its part in the model."
    )
}
