"""Pairs of columns from the strongest on; the picked one is drawn below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.ui import numbers
from app.ui.profile.subject import Subject
from app.ui.profile.together import pair as pictures
from core import profiling
from core.profiling.records import Pair

MOST_PAIRS = 100
HEIGHT = 380


def of_column(subject: Subject, column: str) -> None:
    """Everything that goes with one column."""
    pairs = [pair for pair in subject.profile.associations.pairs if column in (pair.first, pair.second)]
    if not pairs:
        st.info("No other column goes with it.", icon=":material/info:")
        return
    picked = draw(pairs, key=f"with.{column}", beside=column)
    if picked:
        pictures.draw(subject, picked.first, picked.second, key=f"with.{column}")


def draw(pairs: Sequence[Pair], *, key: str, beside: str = "") -> Pair | None:
    """The table; the pair that was picked, None where none was. Of the column `beside`, only the others are named."""
    shown = pairs[:MOST_PAIRS]
    selection = st.dataframe(
        _table(shown, beside),
        hide_index=True,
        placeholder="",
        height=min(HEIGHT, 38 + 35 * len(shown)),
        key=f"pairs.{key}",
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: _bar(help) for name, help in BARS.items()},
    ).selection
    if not selection["rows"]:
        st.caption("Click the box before a pair to see the two columns together.")
        return None
    return shown[selection["rows"][0]] if selection["rows"][0] < len(shown) else None


BARS = {
    "Strength": "The size of the value, from 0 to 1.",
    "Information shared": "Mutual information: the share of one column that the other tells, whatever the shape.",
}


def _bar(help: str) -> Any:
    return st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f", help=help)


def _table(pairs: Sequence[Pair], beside: str) -> dict[str, list[Any]]:
    if beside:
        names = {"Column": [pair.second if pair.first == beside else pair.first for pair in pairs]}
    else:
        names = {"Column": [pair.first for pair in pairs], "and": [pair.second for pair in pairs]}
    return {
        **names,
        "Strength": [pair.strength for pair in pairs],
        "Value": [numbers.number(pair.value, 3) for pair in pairs],
        "Information shared": [pair.mutual_information for pair in pairs],
        "How it is measured": [_method(pair) for pair in pairs],
    }


def _method(pair: Pair) -> str:
    return numbers.hedged(
        profiling.METHODS[pair.method], pair.precision if pair.precision == "sample" else "exact", pair.n
    )
