"""The steps as cards: what each does in words and in counts, and the ways to move, switch, change and remove it."""

from __future__ import annotations

import functools

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.clean import form, steps
from core.cleaning import Preview, Step, StepReport
from core.datasets import Dataset


def draw(table: Dataset, chosen: tuple[Step, ...], found: Preview) -> None:
    """One card for each step, in their order."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Steps** :gray[{len(chosen) or 'none yet'}]", width="stretch")
        st.button(
            "Undo",
            icon=":material/undo:",
            key="clean.undo",
            disabled=not steps.can_undo(table),
            on_click=steps.undo,
            args=(table,),
        )
    for place, step in enumerate(chosen):
        _card(table, step, place, len(chosen), found.reports[place])


def _card(table: Dataset, step: Step, place: int, count: int, report: StepReport) -> None:
    with st.container(border=True, gap="xsmall", key=f"clean.step.{place}"):
        words = errors.plain(report.sentence)
        st.markdown(f"{place + 1}. {words}" if step.on else f":gray[{place + 1}. {words} (off)]")
        if report.error:
            st.markdown(f":red[:material/error: {errors.plain(report.error['message'])}]")
            st.caption(errors.plain(report.error["hint"]))
        elif report.difference:
            st.caption(_effect(report))
        for note in report.notes:
            st.markdown(f":orange[:material/warning: {errors.plain(note)}]")
        _buttons(table, step, place, count, report)


def _effect(report: StepReport) -> str:
    """What it did, in a line: rows, cells, columns; “nothing” where it did nothing."""
    difference = report.difference
    if difference is None:
        return ""
    gone = report.rows_before - report.rows_after
    parts = [f"{numbers.counted(abs(gone), 'row')} {'fewer' if gone > 0 else 'more'}"] if gone else []
    parts += [f"{numbers.counted(difference.changed, 'cell')} changed"] if difference.changed else []
    parts += [f"new: {_names(difference.added)}"] if difference.added else []
    parts += [f"gone: {_names(difference.removed)}"] if difference.removed else []
    empty = difference.missing_after - difference.missing_before
    parts += [f"{numbers.count(abs(empty))} {'more' if empty > 0 else 'fewer'} missing"] if empty else []
    return " · ".join(parts) or "It changes nothing here."


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(errors.plain(name) for name in names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown


def _buttons(table: Dataset, step: Step, place: int, count: int, report: StepReport) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        tiny = functools.partial(_tiny, place=place)
        tiny("toggle_on" if step.on else "toggle_off", "Switch it off or on", steps.switch, table, place)
        tiny("arrow_upward", "Move it up", steps.move, table, place, -1, disabled=place == 0)
        tiny("arrow_downward", "Move it down", steps.move, table, place, 1, disabled=place == count - 1)
        tiny("edit", "Change it", form.edit, table, place)
        tiny("delete", "Take it away", steps.remove, table, place)
        if report.difference:
            _details(report, place)


def _tiny(icon: str, help: str, act: object, *args: object, place: int, disabled: bool = False) -> None:
    st.button(
        "",
        icon=f":material/{icon}:",
        help=help,
        key=f"clean.{help}.{place}",
        type="tertiary",
        disabled=disabled,
        on_click=act,
        args=args,
    )


def _details(report: StepReport, place: int) -> None:
    """Changed cells and the SQL, for those who want to see."""
    difference = report.difference
    with st.popover("Examples and SQL" if difference and difference.examples else "SQL", type="tertiary"):
        if difference and difference.examples:
            layout.table(
                {
                    "Row": [change.row for change in difference.examples],
                    "Column": [change.column for change in difference.examples],
                    "Before": [change.before for change in difference.examples],
                    "After": [change.after for change in difference.examples],
                },
                key=f"clean.examples.{place}",
            )
        st.code(report.sql, language="sql", wrap_lines=True)
