"""Two columns in one picture, with how strong the relation is over every row, and the SQL behind it."""

from __future__ import annotations

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.charts import base, pairs
from app.ui.layout import Tile
from app.ui.profile import sql
from app.ui.profile.subject import Subject
from core import profiling
from core.datasets import Dataset
from core.profiling import PairView
from core.workspace import Workspace

MOST_KEPT = 60
LABELS = {
    "pearson": "Correlation (Pearson)",
    "spearman": "Rank correlation (Spearman)",
    "cramers_v": "Cramér’s V",
    "correlation_ratio": "Correlation ratio",
    "mutual_information": "Information shared",
    "slope": "Slope",
    "intercept": "Intercept",
}


def draw(subject: Subject, first: str, second: str, *, key: str) -> None:
    view = _seen(subject.ws, subject.table, subject.table.id, first, second)
    with st.container(border=True, key=f"pair.{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{errors.plain(view.first)} and {errors.plain(view.second)}**", width="stretch")
            sql.behind(subject, *((part.capitalize(), text) for part, text in view.sql.items()), key=f"pair.{key}")
        st.markdown(errors.plain(view.sentence))
        base.show(pairs.picture(view), key=f"pair.chart.{key}", alt=view.sentence)
        _numbers(view)
        st.caption(_counted(view))


@st.cache_resource(max_entries=MOST_KEPT, show_spinner="Drawing the two columns …")
def _seen(_ws: Workspace, _table: Dataset, dataset_id: str, first: str, second: str) -> PairView:
    return profiling.pair(_ws, _table, first, second)


def _numbers(view: PairView) -> None:
    known = {key: number for key, number in view.numbers.items() if number.value is not None}
    if known:
        layout.tiles([Tile(LABELS.get(key, key), numbers.number(number.value, 3)) for key, number in known.items()])


def _counted(view: PairView) -> str:
    out = f", {numbers.counted(view.left_out, 'row')} without one of the two" if view.left_out else ""
    beyond = view.density.beyond if view.density else 0
    far = f", {numbers.counted(beyond, 'row')} too far away to draw" if beyond else ""
    return f"n = {numbers.counted(view.rows, 'row')}{out}{far}."
