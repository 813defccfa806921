"""Which columns go together: the map, and the pairs from the strongest on."""

from __future__ import annotations

import streamlit as st

from app.ui import layout, numbers
from app.ui.charts import associations as charts
from app.ui.charts import base
from core import profiling
from core.profiling.records import Associations, Pair

MOST_PAIRS = 30


def panel(found: Associations) -> None:
    if len(found.columns) < 2:
        st.info("There are not two columns to compare here.", icon=":material/info:")
        return
    layout.section(
        "Map", "0: nothing in common. 1 or -1: one column tells the other. Alike columns stand side by side."
    )
    base.show(charts.heat_map(found), key="associations.map", alt="Strength of association of each pair of columns")
    if found.left_out:
        st.caption(f"{numbers.counted(found.left_out, 'column')} left out: ids, long texts, or beyond the largest map.")
    _pairs(found)


def _pairs(found: Associations) -> None:
    columns = sorted({name for pair in found.pairs for name in (pair.first, pair.second)})
    layout.section("Strongest pairs")
    chosen = st.selectbox("With", columns, index=None, placeholder="Any column", key="associations.with", width=280)
    pairs = [pair for pair in found.pairs if chosen in (None, pair.first, pair.second)][:MOST_PAIRS]
    layout.table(
        {
            "Column": [pair.first for pair in pairs],
            "and": [pair.second for pair in pairs],
            "Strength": [pair.strength for pair in pairs],
            "Value": [numbers.number(pair.value, 3) for pair in pairs],
            "How it is measured": [_method(pair) for pair in pairs],
        },
        column_config={"Strength": st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f")},
        height="content",
    )


def _method(pair: Pair) -> str:
    return numbers.hedged(
        profiling.METHODS[pair.method], pair.precision if pair.precision == "sample" else "exact", pair.n
    )
