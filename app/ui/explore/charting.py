"""The chart tab: choices on the left, the picture, what it says, and the ways to take it away."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import streamlit as st

from app.ui import errors, numbers
from app.ui.explore import choosing, looking, pictures
from app.ui.profile.sql import as_query
from app.ui.query.linking import open_in_query
from core import exploring
from core.datasets import Dataset
from core.datasets.conditions import family
from core.errors import AppError
from core.exploring import Chart, ChartSpec, View
from core.exploring.charts.spec import ChartKind, kind_of
from core.profiling import words
from core.workspace import Workspace

CHART = "chart"  # in the URL
MOST_KEPT = 100
FACETED = ("bar", "line", "area", "heat_map")


def panel(ws: Workspace, table: Dataset) -> None:
    """The chart of the rows that are looked at; the choices stand in the URL."""
    view, alert = looking.with_check(ws, table, looking.view(table))
    choosing.chips(table, view, alert)
    left, right = st.columns([2, 5], gap="large")
    with left:
        spec = _choices(table, _spec(table))
    _put(spec)
    with right:
        missing = _missing(kind_of(spec.kind), spec)
        if missing:
            st.info(missing, icon=":material/insert_chart:")
            return
        chart = _drawn(ws, table, table.id, spec, view)
        _show(ws, table, view, chart)


def _show(ws: Workspace, table: Dataset, view: View, chart: Chart) -> None:
    st.markdown(f"**{errors.plain(chart.title)}**")
    st.caption(_said(table, view, chart))
    for note in chart.notes:
        st.caption(f":material/info: {errors.plain(note)}")
    if chart.rows:
        pictures.draw(chart, key=f"explore.chart.{chart.spec.kind}")
    else:
        st.info("No row has a value in all of these columns.", icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "The numbers as CSV",
            lambda: as_csv(chart),
            f"{table.name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="explore.chart.csv",
            disabled=not chart.rows,
        )
        with st.popover("SQL", icon=":material/code:", key="explore.chart.sql"):
            st.code(chart.sql, language="sql", wrap_lines=True)
            open_in_query(as_query(ws, table, chart.sql))


def _said(table: Dataset, view: View, chart: Chart) -> str:
    """How many rows are in the chart, and how many are not."""
    whole = "" if view.is_everything else f" found among {numbers.count(table.rows)}"
    left = f"; {numbers.count(chart.left_out)} left out, where a value is missing" if chart.left_out else ""
    return f"{numbers.counted(chart.n, 'row')}{whole}{left}."


@st.cache_resource(max_entries=MOST_KEPT, show_spinner="Counting …")
def _drawn(_ws: Workspace, _table: Dataset, table_id: str, spec: ChartSpec, view: View) -> Chart:
    """The chart; a dataset never changes, so it is worked out once."""
    return exploring.chart(_ws, _table, spec, view)


def as_csv(chart: Chart) -> str:
    """The rows of a chart with the names of its axes."""
    named = {name: axis.label for name, axis in chart.axes.items()} | {"value": chart.measure}
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([named.get(name, name) for name in chart.columns])
    writer.writerows([_safe(value) for value in row] for row in chart.rows)
    return written.getvalue()


def _safe(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "@", "-", "\t", "\r") else value


def _spec(table: Dataset) -> ChartSpec:
    """The chart of the URL; otherwise one of the first column that is worth a picture."""
    text = st.query_params.get(CHART, "")
    names = {column.name for column in table.columns}
    if text.startswith("{"):
        try:
            spec = ChartSpec.from_json(json.loads(text))
        except (json.JSONDecodeError, AppError):
            spec = ChartSpec("")
        known = spec.kind in {kind.key for kind in exploring.CHART_KINDS}
        if known and {spec.x, spec.y, spec.group, spec.facet} - {""} <= names:
            return spec
    names_rows = {c.name for c in table.columns if c.kind in ("id", "text") or words.is_id(c.name)}
    first = next((c.name for c in table.columns if c.name not in names_rows), table.columns[0].name)
    return exploring.suggest(table, (first,))


def is_wanted() -> bool:
    """Whether the URL names a chart: who opens such a link wants to see it first."""
    return CHART in st.query_params


def _put(spec: ChartSpec) -> None:
    st.query_params[CHART] = json.dumps(spec.to_json(), separators=(",", ":"), ensure_ascii=False)


def _missing(kind: ChartKind, spec: ChartSpec) -> str:
    """What has to be chosen before there is a picture; nothing when it is complete."""
    if kind.x == "must" and not spec.x:
        return "Choose a column to begin with."
    if kind.y == "must" and not spec.y:
        return "Choose a column of numbers for the vertical axis."
    if kind.group == "must" and not spec.group:
        return "Choose a second column: it goes down the side."
    return "Choose the column to compute it of." if spec.aggregate != "count" and kind.y == "may" and not spec.y else ""


def _choices(table: Dataset, spec: ChartSpec) -> ChartSpec:
    """The choices that matter for this kind of chart."""
    kinds = {kind.key: kind.label for kind in exploring.CHART_KINDS}
    key = f"explore.chart.{table.id}"
    chosen = st.selectbox(
        "Chart", list(kinds), index=list(kinds).index(spec.kind), format_func=kinds.__getitem__, key=f"{key}.kind"
    )
    kind = kind_of(chosen)
    x = _column(table, "Across", spec.x, kind.x_families, key=f"{key}.x.{chosen}", must=kind.x == "must")
    aggregate, y = _measure(table, spec, kind, key)
    group = facet = ""
    if kind.group != "no":
        group = _column(table, kind.group_label, spec.group, (), key=f"{key}.group", must=kind.group == "must")
    if chosen in FACETED:
        facet = _column(table, "One picture for each", spec.facet, (), key=f"{key}.facet")
    found = {"x": x, "y": y, "group": group, "facet": facet, "aggregate": aggregate}
    return ChartSpec(chosen, **found, **_details(table, spec, kind, x, key))


def _measure(table: Dataset, spec: ChartSpec, kind: ChartKind, key: str) -> tuple[str, str]:
    """The aggregate and the column it is computed of."""
    if kind.shape == "grouped":
        labels = {aggregate.key: aggregate.label for aggregate in exploring.AGGREGATES}
        aggregate = st.selectbox(
            "Show",
            list(labels),
            index=list(labels).index(spec.aggregate) if spec.aggregate in labels else 0,
            format_func=labels.__getitem__,
            key=f"{key}.aggregate",
        )
        if aggregate == "count":
            return aggregate, ""
        families = next(row.families for row in exploring.AGGREGATES if row.key == aggregate)
        return aggregate, _column(table, "Of", spec.y, families, key=f"{key}.of.{aggregate}", must=True)
    if kind.y == "no":
        return "count", ""
    return "count", _column(table, "Up", spec.y, kind.y_families, key=f"{key}.y", must=True)


def _details(table: Dataset, spec: ChartSpec, kind: ChartKind, x: str, key: str) -> dict[str, Any]:
    """Bins, date parts and how many categories, where they matter."""
    found: dict[str, Any] = {}
    families = {family(table.column(name)) for name in (x,) if name}
    if "date" in families and kind.shape == "grouped":
        parts = {"": "As fine as fits", **{part.key: part.label for part in exploring.DATE_PARTS}}
        found["part"] = st.selectbox(
            "Dates as",
            list(parts),
            index=list(parts).index(spec.part) if spec.part in parts else 0,
            format_func=parts.__getitem__,
            key=f"{key}.part",
        )
    if kind.shape == "histogram" or ("number" in families and kind.shape == "grouped"):
        found["bins"] = int(st.slider("Bins", 2, 100, min(max(spec.bins, 2), 100), key=f"{key}.bins"))
    if families & {"text", "boolean"} or kind.key in ("heat_map", "pivot"):
        found["top"] = int(st.slider("Categories", 2, 100, min(max(spec.top, 2), 100), key=f"{key}.top"))
        found["other"] = st.toggle("The rest as “Other”", spec.other, key=f"{key}.other")
    return found


def _column(table: Dataset, label: str, value: str, families: tuple[str, ...], *, key: str, must: bool = False) -> str:
    names = [column.name for column in table.columns if not families or family(column) in families]
    return (
        st.selectbox(
            label,
            names,
            index=names.index(value) if value in names else None,
            key=key,
            placeholder="Choose a column" if must else "None",
            filter_mode="contains",
        )
        or ""
    )
