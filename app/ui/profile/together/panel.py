"""Which columns go together: the map, the pairs from the strongest on, and any two columns in one picture."""

from __future__ import annotations

import streamlit as st

from app.ui import layout, numbers
from app.ui.charts import associations as charts
from app.ui.charts import base
from app.ui.profile.subject import Subject
from app.ui.profile.together import pair as pictures
from app.ui.profile.together import ranking


def panel(subject: Subject) -> None:
    found = subject.profile.associations
    if len(subject.profile.columns) < 2:
        st.info("There are not two columns to compare here.", icon=":material/info:")
        return
    _any_two(subject)
    if len(found.columns) < 2:
        return
    layout.section("Strongest pairs")
    with_column = st.selectbox(
        "With", sorted(found.columns), index=None, placeholder="Any column", key="associations.with", width=280,
        filter_mode="contains",
    )  # fmt: skip
    pairs = [pair for pair in found.pairs if with_column in (None, pair.first, pair.second)]
    picked = ranking.draw(pairs, key=f"all.{with_column}")
    if picked:
        pictures.draw(subject, picked.first, picked.second, key="picked")
    layout.section(
        "Map", "0: nothing in common. 1 or -1: one column tells the other. Alike columns stand side by side."
    )
    clicked = base.picked(
        charts.heat_map(found), key="associations.map", alt="Strength of association of each pair of columns"
    )
    if len(clicked) == 2:
        pictures.draw(subject, str(clicked[0]), str(clicked[1]), key="clicked")
    else:
        st.caption("Click a cell to see its two columns together.")
    if found.left_out:
        st.caption(f"{numbers.counted(found.left_out, 'column')} left out: ids, long texts, or beyond the largest map.")


def _any_two(subject: Subject) -> None:
    """Two columns of one's own choice, also those that no measure speaks of."""
    names = [column.name for column in subject.profile.columns]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.selectbox(
            "See", names, index=None, placeholder="A column", key="pair.first", width=260, filter_mode="contains"
        )
        second = st.selectbox(
            "together with",
            [name for name in names if name != first],
            index=None,
            placeholder="Another column",
            key="pair.second",
            width=260,
            filter_mode="contains",
        )
    if first and second:
        pictures.draw(subject, first, second, key="chosen")
