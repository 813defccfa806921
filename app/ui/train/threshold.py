"""From which probability on to act: what it finds, what it misses, and how many false alarms it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from app.ui import errors, model_charts, numbers
from app.ui.charts import base

HALF = 0.5
HEIGHT = 250  # pixels: as high, with its slider, as the picture beside it
KINDS = ("true_positive", "false_positive", "true_negative", "false_negative")
NOBODY_CALLED = (
    ("true_negative", "false_positive"),
    ("false_negative", "true_positive"),
)  # all negatives, all positives


@dataclass(frozen=True)
class Outcome:
    """What happens when rows from a probability on are called positive, in rows."""

    hits: int
    false_alarms: int
    rightly_left: int
    missed: int

    @property
    def found(self) -> float | None:
        """Share of the positives that are called so."""
        return _share(self.hits, self.missed)

    @property
    def right(self) -> float | None:
        """Share of those called positive that are."""
        return _share(self.hits, self.false_alarms)

    def matrix(self) -> np.ndarray:
        """Actual × predicted, the negative class first."""
        return np.array([[self.rightly_left, self.false_alarms], [self.missed, self.hits]])


def draw(report: Mapping[str, Any], key: str) -> None:
    """A slider for the threshold, and what follows from it."""
    positive = errors.plain(report["classes"][1])
    with st.container(border=True, height="stretch"):
        st.markdown(f"**When to call it “{positive}” (confusion matrix)**")
        label = f"From which probability of “{positive}” on"
        threshold = st.slider(label, 0.01, 0.99, HALF, 0.01, format="percent", key=f"{key}.threshold")
        outcome = at(report["curves"]["thresholds"], threshold)
        st.caption(sentence(outcome, positive))
        figure = model_charts.confusion(report["classes"], outcome.matrix())
        figure.update_layout(height=HEIGHT)
        base.show(figure, key=f"{key}.confusion", alt="Confusion matrix at this threshold")


def at(curve: Mapping[str, list[float]], threshold: float) -> Outcome:
    """The outcome when rows from the threshold on are called positive; the thresholds on record fall."""
    called = np.flatnonzero(np.array(curve["threshold"]) >= threshold)
    if not len(called):
        return Outcome(0, 0, *(int(curve[right][0] + curve[wrong][0]) for right, wrong in NOBODY_CALLED))
    return Outcome(*(int(curve[kind][called[-1]]) for kind in KINDS))


def sentence(outcome: Outcome, positive: str) -> str:
    called = outcome.hits + outcome.false_alarms
    if not called:
        return f"Nothing would be called “{positive}”."
    return (
        f"Finds {numbers.share(outcome.found)} of all “{positive}”. Of the {numbers.counted(called, 'row')} called so, "
        f"{numbers.share(outcome.right)} are right and {numbers.count(outcome.false_alarms)} are false alarms."
    )


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
