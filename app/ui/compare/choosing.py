"""Which two tables are compared: versions, different tables, or two parts of one."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from app.ui import conditions as editing
from app.ui import errors, numbers, pickers
from core import datasets, exploring
from core.datasets import Dataset
from core.datasets.conditions import Condition, build_where, describe
from core.errors import AppError, BadInput
from core.profiling import comparing
from core.profiling.comparing import Part
from core.workspace import Workspace

BEFORE, WHERE, HOW = "before", "where", "how"  # names in the URL
MOST_OFFERED = 200

WAYS = {
    "versions": "Two versions",
    "tables": "Two tables",
    "parts": "Two parts of one table",
}

Choice = tuple[Part, Part]


def draw(ws: Workspace) -> Choice | None:
    """The two sides; None while there is only one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width="stretch"):
            table = pickers.dataset(ws)
        way = _way(ws, table)
        with st.container(width="stretch"):
            if way != "parts":
                before = _other(ws, table, way)
    if way == "parts":
        return _parts(ws, table)
    return _in_order(before, table) if before else None


def _in_order(other: Dataset, table: Dataset) -> Choice:
    """Of two versions the older one is the left side, whichever is looked at."""
    if other.series == table.series and other.version > table.version:
        return Part(table), Part(other)
    return Part(other), Part(table)


def _way(ws: Workspace, table: Dataset) -> str:
    """What is compared: what the URL says, else versions where there are some."""
    key = f"compare.way.{table.id}"
    if key not in st.session_state:
        st.session_state[key] = _wanted(ws, table)
    return str(st.segmented_control("Compare", list(WAYS), format_func=WAYS.__getitem__, key=key, required=True))


def _wanted(ws: Workspace, table: Dataset) -> str:
    before = st.query_params.get(BEFORE)
    if st.query_params.get(WHERE):
        return "parts"
    series = {version.id for version in datasets.versions(ws, table.id)}
    if before:
        return "versions" if before in series else "tables"
    return "versions" if len(series) > 1 else "parts"


def _other(ws: Workspace, table: Dataset, way: str) -> Dataset | None:
    """The side that is called before: another version, or another table."""
    offered = _offered(ws, table, way)
    if not offered:
        missing = {"versions": "There is only one version of this table.", "tables": "There is no other table."}
        st.markdown(f":gray[{missing[way]}]")
        return None
    by_id = {found.id: found for found in offered}
    wanted = st.query_params.get(BEFORE)
    key = f"compare.before.{way}.{table.id}"
    if wanted in by_id and key not in st.session_state:
        st.session_state[key] = wanted
    chosen = st.selectbox(
        "with", list(by_id), format_func=lambda key: _words(by_id[key], way), key=key, filter_mode="contains"
    )
    st.query_params[BEFORE] = chosen
    return by_id[chosen]


def _offered(ws: Workspace, table: Dataset, way: str) -> Sequence[Dataset]:
    if way == "versions":
        others = [found for found in datasets.versions(ws, table.id) if found.id != table.id]
        return sorted(others, key=lambda found: (found.version > table.version, -found.version))  # the one before first
    return [found for found in datasets.newest(ws, limit=MOST_OFFERED).items if found.series != table.series]


def _words(found: Dataset, way: str) -> str:
    rows = numbers.counted(found.rows, "row")
    return (
        f"Version {found.version} · {rows} · {numbers.ago(found.created_at)}"
        if way == "versions"
        else f"{found.name} · {rows}"
    )


def _parts(ws: Workspace, table: Dataset) -> Choice | None:
    """The rows that fit some conditions, and all others."""
    held = _conditions(table)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for place, condition in enumerate(held):
            st.button(
                errors.plain(describe(condition)),
                key=f"compare.condition.{place}",
                icon=":material/close:",
                help="Click to take it away.",
                on_click=_hold,
                args=([*held[:place], *held[place + 1 :]],),
            )
        _add(ws, table, held)
    if not held:
        st.info(
            "Say which rows are one part; all other rows are the other part. For example the rows of one year, "
            "or those of one country.",
            icon=":material/info:",
        )
        return None
    fitting, others = comparing.split(table, held)
    return others, fitting


def _add(ws: Workspace, table: Dataset, held: list[Condition]) -> None:
    opened = st.popover(
        "And only where …" if held else "Rows where …",
        icon=":material/filter_alt:",
        key="compare.filter",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        condition = editing.editor(
            table.columns, lambda name: exploring.choices(ws, table, name), key=f"compare.new.{table.id}.{len(held)}"
        )
        if st.button("Compare", type="primary", disabled=condition is None, key="compare.add") and condition:
            build_where(table, [condition])
            _hold([*held, condition])
            st.rerun()


def _conditions(table: Dataset) -> list[Condition]:
    """The conditions in the URL; those that cannot be used are told once, and then forgotten."""
    text = st.query_params.get(WHERE)
    if not text:
        return []
    try:
        found = [Condition.from_json(each) for each in json.loads(text)]
        build_where(table, found)
    except (ValueError, TypeError) as error:
        _hold([])
        raise BadInput("The conditions in the address are not JSON.", hint="Choose them on this page.") from error
    except AppError:
        _hold([])
        raise
    return found


def _hold(conditions: Sequence[Condition]) -> None:
    if conditions:
        st.query_params[WHERE] = json.dumps(
            [c.to_json() for c in conditions], separators=(",", ":"), ensure_ascii=False
        )
    else:
        st.query_params.pop(WHERE, None)
