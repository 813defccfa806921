"""One widget for each kind of setting; the settings of a step are drawn from its row in the table of steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.ui import conditions as editing
from app.ui import errors
from core import cleaning, datasets, exploring
from core.cleaning import Field, StepKind
from core.datasets import Column, Dataset
from core.datasets.conditions import Condition, describe, family
from core.errors import NotFound
from core.exploring import Choices
from core.workspace import Workspace

MOST_TABLES = 200


@dataclass(frozen=True)
class Here:
    """What a widget may look at: the table, its columns at this step, and the settings drawn so far."""

    ws: Workspace
    table: Dataset
    columns: Sequence[Column]
    so_far: dict[str, Any]

    def names(self, field: Field) -> list[str]:
        """The columns that the field takes."""
        return [c.name for c in self.columns if not field.families or family(c) in field.families]


def draw(
    ws: Workspace, table: Dataset, columns: Sequence[Column], kind: StepKind, given: dict[str, Any], *, key: str
) -> dict[str, Any]:
    """Draws the settings that matter and returns them; `given` are those there were."""
    found: dict[str, Any] = {}
    for field in kind.fields:
        if _matters(field, found):
            here = Here(ws, table, columns, found)
            value = INPUTS[field.input](here, field, given.get(field.key, field.default), f"{key}.{field.key}")
            if value not in (None, "", [], {}) or not field.optional:
                found[field.key] = value
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _matters(field: Field, so_far: dict[str, Any]) -> bool:
    return field.only_if is None or so_far.get(field.only_if[0]) in field.only_if[1]


def _column(here: Here, field: Field, value: Any, key: str) -> Any:
    names = here.names(field)
    index = names.index(value) if value in names else None
    return st.selectbox(
        field.label,
        names,
        index=index,
        key=key,
        help=field.help or None,
        placeholder="Choose a column",
        filter_mode="contains",
    )


def _columns(here: Here, field: Field, value: Any, key: str) -> Any:
    names = here.names(field)
    chosen = [name for name in value or [] if name in names]
    placeholder = field.help or "Choose columns"
    return st.multiselect(field.label, names, default=chosen, key=key, placeholder=placeholder, filter_mode="contains")


def _text(here: Here, field: Field, value: Any, key: str) -> Any:
    return st.text_input(field.label, value or "", key=key, help=field.help or None)


def _number(here: Here, field: Field, value: Any, key: str) -> Any:
    shown = value if value is not None else field.default
    return st.number_input(field.label, value=shown, key=key, help=field.help or None)


def _choice(here: Here, field: Field, value: Any, key: str) -> Any:
    labels = dict(field.choices)
    index = list(labels).index(value) if value in labels else 0
    return st.selectbox(
        field.label, list(labels), index=index, format_func=labels.__getitem__, key=key, help=field.help or None
    )


def _yes(here: Here, field: Field, value: Any, key: str) -> Any:
    return st.toggle(field.label, bool(value), key=key)


def _list(here: Here, field: Field, value: Any, key: str) -> Any:
    chosen = [str(one) for one in value or []]
    return st.multiselect(
        field.label,
        chosen,
        default=chosen,
        key=key,
        help=field.help or None,
        placeholder="Type a value and press Enter",
        accept_new_options=True,
    )


def _names(here: Here, field: Field, value: Any, key: str) -> Any:
    old = [column.name for column in here.columns]
    given = value or {}
    edited = st.data_editor(
        {"Name": old, "New name": [given.get(name, name) for name in old]},
        disabled=["Name"],
        hide_index=True,
        key=key,
        height=min(400, 38 + 35 * len(old)),
    )
    return {name: new for name, new in zip(old, edited["New name"], strict=True) if new and new != name}


def _groups(here: Here, field: Field, value: Any, key: str) -> Any:
    """Spellings that look alike, proposed; each group can be left out or written otherwise."""
    column = here.so_far.get("column")
    if not column:
        return None
    groups = value or _proposed(here, column)
    if not groups:
        st.caption("No two spellings in this column look alike.")
        return None
    edited = st.data_editor(
        {
            "Merge": [True] * len(groups),
            "Write": [group["to"] for group in groups],
            "In place of": [", ".join(group["from"]) for group in groups],
        },
        disabled=["In place of"],
        hide_index=True,
        key=f"{key}.{column}",
    )
    rows = zip(groups, edited["Merge"], edited["Write"], strict=True)
    return [
        {"to": write, "from": sorted({*group["from"], group["to"]} - {write})} for group, merge, write in rows if merge
    ]


def _proposed(here: Here, column: str) -> list[dict[str, Any]]:
    try:
        return [
            {"to": one.to, "from": list(one.spellings)}
            for one in _spellings(here.ws, here.table, here.table.id, column)
        ]
    except NotFound:  # a column that an earlier step made: nothing is known of its values yet
        return []


@st.cache_data(max_entries=50, show_spinner=False)
def _spellings(_ws: Workspace, _table: Dataset, table_id: str, column: str) -> tuple[cleaning.Spellings, ...]:
    return cleaning.spellings(_ws, _table, column)


def _conditions(here: Here, field: Field, value: Any, key: str) -> Any:
    """The conditions so far, each with a way to take it away, and one more."""
    kept: list[dict[str, Any]] = st.session_state.setdefault(f"{key}.kept", list(value or []))
    for place, one in enumerate(kept):
        st.button(
            errors.plain(describe(Condition.from_json(one))),
            icon=":material/close:",
            key=f"{key}.chip.{place}",
            on_click=kept.pop,
            args=(place,),
        )

    def offer(column: str) -> Choices:
        there = any(c.name == column for c in here.table.columns)
        return exploring.choices(here.ws, here.table, column) if there else Choices((), True)

    condition = editing.editor(here.columns, offer, key=f"{key}.new.{len(kept)}")
    if condition:
        st.button("And another condition", key=f"{key}.more", on_click=kept.append, args=(condition.to_json(),))
    return [*kept, *([condition.to_json()] if condition else [])]


def _orders(here: Here, field: Field, value: Any, key: str) -> Any:
    given = {order["column"]: bool(order.get("descending")) for order in value or []}
    names = [column.name for column in here.columns]
    chosen = st.multiselect(
        field.label, names, default=[name for name in given if name in names], key=key, filter_mode="contains"
    )
    down = st.multiselect(
        "Of these, highest first", chosen, default=[n for n in chosen if given.get(n)], key=f"{key}.down"
    )
    return [{"column": name, "descending": name in down} for name in chosen]


def _aggregates(here: Here, field: Field, value: Any, key: str) -> Any:
    """Functions and columns: each function of each column."""
    labels = dict(field.choices)
    given = value or []
    functions = st.multiselect(
        field.label,
        list(labels),
        default=list(dict.fromkeys(one["function"] for one in given)),
        format_func=labels.__getitem__,
        key=f"{key}.functions",
        placeholder="Only count the rows",
    )
    if not functions:
        return []
    names = [column.name for column in here.columns]
    chosen = [name for name in dict.fromkeys(one["column"] for one in given) if name in names]
    columns = st.multiselect("Of", names, default=chosen, key=f"{key}.columns", filter_mode="contains")
    return [{"function": function, "column": name} for name in columns for function in functions]


def _dataset(here: Here, field: Field, value: Any, key: str) -> Any:
    offered = {table.id: table.name for table in datasets.newest(here.ws, limit=MOST_TABLES).items}
    index = list(offered).index(value) if value in offered else None
    return st.selectbox(
        field.label, list(offered), index=index, format_func=offered.__getitem__, key=key, placeholder="Choose a table"
    )


def _keys(here: Here, field: Field, value: Any, key: str) -> Any:
    """As many columns of one table as of the other; those of the same name are proposed."""
    other = here.so_far.get("dataset")
    if not other:
        return None
    theirs = [column.name for column in datasets.find(here.ws, other).columns]
    ours = [column.name for column in here.columns]
    given = value or [{"left": name, "right": name} for name in ours if name in theirs][:1]
    left = st.multiselect(
        f"{field.label}: of this table",
        ours,
        [pair["left"] for pair in given if pair["left"] in ours],
        key=f"{key}.l.{other}",
    )
    right = st.multiselect(
        "and of the other, in the same order",
        theirs,
        [pair["right"] for pair in given if pair["right"] in theirs],
        key=f"{key}.r.{other}",
    )
    if len(left) != len(right):
        return None
    return [{"left": one, "right": two} for one, two in zip(left, right, strict=True)]


INPUTS: dict[str, Callable[[Here, Field, Any, str], Any]] = {
    "column": _column,
    "columns": _columns,
    "text": _text,
    "number": _number,
    "choice": _choice,
    "yes": _yes,
    "list": _list,
    "names": _names,
    "groups": _groups,
    "conditions": _conditions,
    "orders": _orders,
    "aggregates": _aggregates,
    "dataset": _dataset,
    "keys": _keys,
}
