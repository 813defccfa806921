"""From which probability on to act: what it finds, what it misses, and how many false alarms it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from app.ui import errors, model_charts, numbers
from app.ui.charts import base
from core.training import thresholds
from core.training.thresholds import Choice, Costs, Outcome

HALF = 0.5
HEIGHT = 250  # pixels: as high, with its slider, as the picture beside it
ROWS_SAID = 1000  # costs are said for so many rows: of one row they are small change


def draw(report: Mapping[str, Any], key: str) -> None:
    """A slider for the threshold, or two costs that lead to it, and what follows."""
    positive, curve = errors.plain(report["classes"][1]), report["curves"]["thresholds"]
    with st.container(border=True, height="stretch"):
        st.markdown(f"**When to call it “{positive}” (confusion matrix)**")
        if st.toggle("Choose it by cost", key=f"{key}.by_cost"):
            choice = _by_cost(curve, positive, key)
            outcome = choice.outcome
            st.caption(f"{cost_sentence(choice, positive)} {sentence(outcome, positive)}")
        else:
            label = f"From which probability of “{positive}” on"
            threshold = st.slider(label, 0.01, 0.99, HALF, 0.01, format="percent", key=f"{key}.threshold")
            outcome = thresholds.at(curve, threshold)
            st.caption(sentence(outcome, positive))
        figure = model_charts.confusion(report["classes"], matrix(outcome))
        figure.update_layout(height=HEIGHT)
        base.show(figure, key=f"{key}.confusion", alt="Confusion matrix at this threshold")


def matrix(outcome: Outcome) -> np.ndarray:
    """Actual × predicted, the negative class first."""
    return np.array([[outcome.rightly_left, outcome.false_alarms], [outcome.missed, outcome.hits]])


def cost_sentence(choice: Choice, positive: str) -> str:
    """The threshold that the costs ask for, and what it saves."""
    cost, saving = (numbers.number(ROWS_SAID * value) for value in (choice.cost, choice.saving))
    act = f"Call it “{positive}” from a probability of {numbers.share(choice.threshold)} on. "
    if choice.saving <= 0:
        return f"{act}That costs {cost} per {ROWS_SAID:,} rows: not less than treating all rows alike."
    return f"{act}That costs {cost} per {ROWS_SAID:,} rows, {saving} less than treating all rows alike."


def _by_cost(curve: thresholds.Curve, positive: str, key: str) -> Choice:
    left, right = st.columns(2)
    with left:
        alarm = st.number_input("A false alarm costs", 0.01, value=1.0, key=f"{key}.false_alarm")
    with right:
        missed = st.number_input(f"A missed “{positive}” costs", 0.01, value=5.0, key=f"{key}.missed")
    return thresholds.by_cost(curve, Costs(alarm, missed))


def sentence(outcome: Outcome, positive: str) -> str:
    called = outcome.hits + outcome.false_alarms
    if not called:
        return f"Nothing would be called “{positive}”."
    return (
        f"Finds {numbers.share(outcome.found)} of all “{positive}”. Of the {numbers.counted(called, 'row')} called so, "
        f"{numbers.share(outcome.right)} are right and {numbers.count(outcome.false_alarms)} are false alarms."
    )
