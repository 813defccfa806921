"""Overruling how a file was read: every choice starts as it was found, only what a person changes is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.datasets import KINDS, Dataset


@dataclass(frozen=True)
class Choice:
    """An option with the values that are worth offering; `allows_others` takes one that is typed."""

    key: str
    label: str
    values: dict[Any, str]
    help: str = ""
    allows_others: bool = False


YES_NO = {True: "Yes", False: "No"}
CHOICES = (
    Choice(
        "delimiter",
        "Between columns",
        {",": "Comma  ,", ";": "Semicolon  ;", "\t": "Tab", "|": "Bar  |", " ": "Space", "": "Nothing: one column"},
        "The character that separates one value from the next.",
        allows_others=True,
    ),
    Choice("quote", "Around texts", {'"': 'Double quotes  "', "'": "Single quotes  '", "": "Nothing"}),
    Choice(
        "encoding",
        "Encoding",
        {
            "utf-8": "UTF-8",
            "cp1252": "Windows, western",
            "latin-1": "Latin 1",
            "utf-16": "UTF-16",
            "cp1251": "Cyrillic",
        },
        "Choose another one when letters such as é or ü look wrong.",
        allows_others=True,
    ),
    Choice("header", "First line holds names", YES_NO),
    Choice("day_first", "03/04/2024 is in April", YES_NO, "No: it is 4 March, as in the United States."),
)
AS_FOUND = "As found"
FIELD_WIDTH = 240  # pixels: three or four fields side by side
MARKERS_HELP = "Words that stand for “no value”, with commas between them: NA, unknown, -999"


def form(table: Dataset) -> dict[str, Any] | None:
    """The form; the chosen options in the run in which a person asked to read the file again."""
    with st.form(f"options.{table.id}", border=False):
        with st.grid(min_column_width=FIELD_WIDTH):
            chosen = {choice.key: _select(choice, table) for choice in CHOICES_FOR[_is_text(table)]}
            chosen |= {"sheet": _sheet(table), "skip_rows": _skipped(table), "missing_markers": _markers(table)}
        chosen["all_text"] = st.toggle(
            "Keep everything as text",
            key=f"options.all_text.{table.id}",
            help="Every value exactly as it stands there.",
        )
        st.caption("Kinds of columns: change those that were taken for something else.")
        chosen["types"] = _kinds(table)
        asked = st.form_submit_button("Read the file again", type="primary", icon=":material/refresh:")
    return {name: value for name, value in chosen.items() if value not in (None, {}, [])} if asked else None


CHOICES_FOR = {True: CHOICES, False: tuple(choice for choice in CHOICES if choice.key in ("header", "day_first"))}


def _is_text(table: Dataset) -> bool:
    return table.report.get("delimiter") is not None


def _select(choice: Choice, table: Dataset) -> Any:
    found = table.report.get(choice.key)
    return st.selectbox(
        choice.label,
        list(choice.values),
        index=None,
        format_func=lambda value: choice.values.get(value, str(value)),
        placeholder=AS_FOUND if found is None else f"{AS_FOUND}: {choice.values.get(found, found)}",
        accept_new_options=choice.allows_others,
        help=choice.help or None,
        key=f"options.{choice.key}.{table.id}",
    )


def _sheet(table: Dataset) -> str | None:
    sheets = table.report.get("sheets") or []
    if len(sheets) < 2:
        return None
    return st.selectbox("Sheet", sheets, index=None, placeholder=f"{AS_FOUND}: {table.report.get('sheet')}")


def _skipped(table: Dataset) -> int | None:
    return st.number_input(
        "Lines above the table",
        min_value=0,
        value=None,
        placeholder=f"{AS_FOUND}: {len(table.report.get('skipped_lines') or [])}",
        key=f"options.skip_rows.{table.id}",
    )


def _markers(table: Dataset) -> list[str] | None:
    found = ", ".join(table.report.get("missing_markers") or []) or "none"
    typed = st.text_input(
        "Words for a missing value",
        placeholder=f"{AS_FOUND}: {found}",
        help=MARKERS_HELP,
        key=f"options.markers.{table.id}",
    )
    return [word.strip() for word in typed.split(",")] if typed else None


def _kinds(table: Dataset) -> dict[str, str]:
    """The columns whose kind was changed."""
    labels = {kind.label: kind.key for kind in KINDS}
    names = {kind.key: kind.label for kind in KINDS}
    edited = st.data_editor(
        {
            "Column": [column.name for column in table.columns],
            "Kind": [names[column.kind] for column in table.columns],
        },
        column_config={"Kind": st.column_config.SelectboxColumn(options=list(labels), required=True)},
        disabled=["Column"],
        hide_index=True,
        height=min(400, 40 + 35 * len(table.columns)),
        key=f"options.types.{table.id}",
    )
    kinds = dict(zip(edited["Column"], edited["Kind"], strict=True))
    return {
        column.name: labels[kinds[column.name]] for column in table.columns if kinds[column.name] != names[column.kind]
    }
