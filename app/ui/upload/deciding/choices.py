"""Overruling how a file is written: each decision with its evidence, and a control to take it oneself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from app.ui import errors
from app.ui.upload import words
from app.ui.upload.deciding import draft
from core.datasets import Inspection

FIELD_WIDTH = 230  # pixels: four fields side by side on a laptop, one on a phone
TEXT, SHEET, NESTED = ("text",), ("spreadsheet",), ("json", "parquet", "arrow")
WRITTEN = (*TEXT, *SHEET, "html")  # formats whose values are texts until somebody reads them


@dataclass(frozen=True)
class Choice:
    """An option with the values that are worth offering. `what` names the decision in the report that it overrules."""

    key: str
    label: str
    values: dict[Any, str] = field(default_factory=dict)
    what: tuple[str, ...] = ()
    formats: tuple[str, ...] = TEXT
    help: str = ""
    allows_others: bool = False


AS_FOUND = "\0as found"  # no value of any option; None would let Streamlit offer to clear the field
NO_WORDS = "Only empty cells"
MORE_WORDS = ("NA", "-", "unknown", "-999")
MARKERS_SHOWN = 3
YES_NO = {True: "Yes", False: "No"}
CHOICES = (
    Choice("sheet", "Sheet, file or table", what=("sheet", "table")),
    Choice(
        "delimiter",
        "Between columns",
        {",": "Comma  ,", ";": "Semicolon  ;", "\t": "Tab", "|": "Bar  |", " ": "Space", "": "Nothing: one column"},
        ("delimiter",),
        help="The characters that separate one value from the next. Type others if they are not offered.",
        allows_others=True,
    ),
    Choice("quote", "Around texts", {'"': 'Double quotes  "', "'": "Single quotes  '", "": "Nothing"}, ("quote",)),
    Choice(
        "encoding",
        "Encoding",
        {
            "utf-8": "UTF-8",
            "cp1252": "Windows, western",
            "latin-1": "Latin 1",
            "utf-16": "UTF-16",
            "cp1251": "Cyrillic",
            "shift_jis": "Japanese",
            "gb18030": "Chinese",
        },
        ("encoding",),
        help="Choose another one when letters such as é or ü look wrong.",
        allows_others=True,
    ),
    Choice("header", "First line holds names", YES_NO, ("header",), WRITTEN),
    Choice(
        "day_first",
        "03/04/2024 means",
        {True: "3 April", False: "March 4"},
        formats=WRITTEN,
        help="Decides dates that could be read both ways.",
    ),
    Choice(
        "nested",
        "Values within values",
        {"spread": "Fields become columns", "text": "Keep them as JSON text", "rows": "One row for each element"},
        formats=NESTED,
    ),
    Choice(
        "rows_of",
        "List to take apart",
        formats=NESTED,
        help="The column whose lists become rows. Needed only when there are several.",
        allows_others=True,
    ),
    Choice(
        "combine",
        "Several files",
        {"same": "One table; the columns must be the same", "union": "One table with the columns of all"},
        ("files",),
        (*WRITTEN, *NESTED),
    ),
)


def draw(seen: Inspection | None, chosen: draft.Options, *, several: bool, key: str) -> None:
    """The decisions about the file as a whole, side by side, each with why it was taken so."""
    report = seen.report if seen else {}
    with st.grid(min_column_width=FIELD_WIDTH):
        for choice in CHOICES:
            if _applies(choice, report, chosen, several=several):
                _one(choice, report, chosen, key)
        if not report or report.get("format") in WRITTEN:
            _skipped(report, chosen, key)
            _markers(report, chosen, key)
    _set(f"choice.all_text.{key}", chosen.get("all_text", False))
    st.toggle(
        "Everything as text",
        key=f"choice.all_text.{key}",
        help="Every value stays exactly as it is written; no numbers, no dates, nothing counts as missing.",
        on_change=_take,
        args=("all_text", f"choice.all_text.{key}", lambda value: value or None),
    )


def _applies(choice: Choice, report: dict[str, Any], chosen: draft.Options, *, several: bool) -> bool:
    """Whether this file leaves the choice. What was chosen already can always be taken back."""
    if choice.key in chosen:
        return True
    if choice.key in APPLIES:
        return APPLIES[choice.key](report, chosen, several)
    return not report or report.get("format") in choice.formats


def _has_nested_values(report: dict[str, Any]) -> bool:
    if report.get("format") not in NESTED:
        return False
    return any("nested" in column["evidence"] or "." in column["name"] for column in report.get("columns", ()))


# Choices that depend on more than the file's format: whether there is anything to choose.
APPLIES: dict[str, Callable[[dict[str, Any], draft.Options, bool], bool]] = {
    "sheet": lambda report, chosen, several: len(report.get("sheets") or ()) > 1,
    "combine": lambda report, chosen, several: several or "zip" in (report.get("packing") or ()),
    "nested": lambda report, chosen, several: report.get("format") == "json" or _has_nested_values(report),
    "rows_of": lambda report, chosen, several: chosen.get("nested") == "rows",
}


def _one(choice: Choice, report: dict[str, Any], chosen: draft.Options, key: str) -> None:
    found = None if choice.key in chosen else _found(choice, report)
    values = choice.values or {name: str(name) for name in _offered(choice, report)}
    offered = [AS_FOUND, *dict.fromkeys((*values, *([chosen[choice.key]] if choice.key in chosen else ())))]
    widget = f"choice.{choice.key}.{key}"
    _set(widget, chosen.get(choice.key, AS_FOUND))
    with st.container(gap="xsmall"):
        st.selectbox(
            choice.label,
            offered,
            format_func=lambda value: _as_found(found) if value == AS_FOUND else values.get(value, str(value)),
            accept_new_options=choice.allows_others,
            help=choice.help or None,
            key=widget,
            on_change=_take,
            args=(choice.key, widget, lambda value: None if value == AS_FOUND else value),
        )
        _why(choice.what, report)


def _offered(choice: Choice, report: dict[str, Any]) -> list[str]:
    """Values that only the file can tell."""
    if choice.key == "sheet":
        return list(report.get("sheets") or ())
    return [column["original"] or column["name"] for column in report.get("columns", ())]


def _found(choice: Choice, report: dict[str, Any]) -> str:
    value = report.get(choice.key)
    return choice.values.get(value, str(value)) if value is not None else ""


def _as_found(found: str | None) -> str:
    return f"{found} (found)" if found else "As found"


def _skipped(report: dict[str, Any], chosen: draft.Options, key: str) -> None:
    widget, found = f"choice.skip_rows.{key}", len(report.get("skipped_lines") or ())
    _set(widget, chosen.get("skip_rows"))
    with st.container(gap="xsmall"):
        st.number_input(
            "Lines above the table",
            min_value=0,
            value=None,
            step=1,
            placeholder=f"{found} (found)",
            key=widget,
            on_change=_take,
            args=("skip_rows", widget, lambda value: value),
        )
        _why(("skipped lines",), report)


def _markers(report: dict[str, Any], chosen: draft.Options, key: str) -> None:
    widget, found = f"choice.missing_markers.{key}", list(report.get("missing_markers") or ())
    used = list(chosen.get("missing_markers") or [NO_WORDS]) if "missing_markers" in chosen else []
    _set(widget, used)
    some = ", ".join(found[:MARKERS_SHOWN]) + (" …" if len(found) > MARKERS_SHOWN else "")
    with st.container(gap="xsmall"):
        st.multiselect(
            "Words for “no value”",
            list(dict.fromkeys((*used, NO_WORDS, *found, *MORE_WORDS))),
            accept_new_options=True,
            placeholder=_as_found(some or NO_WORDS),
            help="Once you choose, only these words count as missing. Type a word and press Enter to add it.",
            key=widget,
            on_change=_take,
            args=("missing_markers", widget, _words),
        )


def _words(given: list[str]) -> list[str] | None:
    """The words chosen; none of them at all leaves the usual ones."""
    return [word for word in given if word != NO_WORDS] if given else None


def _take(name: str, widget: str, meant: Callable[[Any], Any]) -> None:
    draft.change(name, meant(st.session_state[widget]))


def _set(widget: str, value: Any) -> None:
    """The control shows the draft, whoever changed it."""
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value


def _why(what: tuple[str, ...], report: dict[str, Any]) -> None:
    """How sure the decision is, and why it was taken."""
    told = [decision for decision in report.get("decisions", ()) if decision["what"] in what]
    if told:
        decision = told[-1]
        st.caption(f"{words.sure(decision['confidence'])} {errors.plain(words.capital(decision['evidence']))}")
