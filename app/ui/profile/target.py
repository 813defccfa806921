"""The columns seen from the column to predict: which of them tells most, and how the target moves along each."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, links, numbers
from app.ui.charts import base
from app.ui.charts import target as charts
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core.profiling.records import Power, Profile, TargetView


def panel(subject: Subject) -> None:
    profile, view = subject.profile, subject.profile.target
    if view is None:
        st.info("Choose a column to predict above, and see here which columns tell something about it.")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        title = f"What tells most about {errors.plain(view.target)}"
        layout.section(title, "How well each column alone foretells it, 0 to 1.")
        _ranking(view)
    with right:
        _along(view, subject)
    links.link(
        "train",
        f"Train a model that predicts {view.target}",
        icon=":material/model_training:",
        dataset=profile.dataset_id,
    )


def _ranking(view: TargetView) -> None:
    layout.table(
        {
            "Column": [power.column for power in view.powers],
            "Tells": [power.score for power in view.powers],
        },
        column_config={"Tells": st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f")},
    )


def _along(view: TargetView, subject: Subject) -> None:
    profile = subject.profile
    columns = [bins.column for bins in view.bins]
    if not columns:
        st.info("No column has bins to draw.", icon=":material/info:")
        return
    chosen = st.selectbox(
        "Along", _best_first(view, columns), key=f"target.along.{view.target}", persist_state="session"
    )
    bins = next(bins for bins in view.bins if bins.column == chosen)
    power = next((power for power in view.powers if power.column == chosen), None)
    if power:
        st.markdown(_sentence(power))
    base.show(
        charts.along(view, bins, axis=_axis(profile, chosen)), key="target.chart", alt=f"{view.target} along {chosen}"
    )
    sql.behind(subject, (f"{view.target} in each bin of {chosen}", bins.sql), key="target")


def _axis(profile: Profile, name: str) -> str:
    column = profile.column(name)
    return column.histogram.axis if column and column.histogram else "number"


def _sentence(power: Power) -> str:
    doubt = ":red-badge[too good to be true] " if power.strength == "suspicious" else ""
    return f"{doubt}{errors.plain(power.sentence)} :gray[n = {numbers.count(power.n)}]"


def _best_first(view: TargetView, columns: list[str]) -> list[str]:
    ranked = [power.column for power in view.powers if power.column in columns]
    return [*ranked, *(column for column in columns if column not in ranked)]
