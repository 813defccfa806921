"""What became of a file: the table, every decision with its evidence, and what did not make it into the table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.ui import errors, layout, numbers
from app.ui.layout import Tile
from core import datasets
from core.datasets import KINDS, Dataset, Rows
from core.workspace import Workspace

PREVIEW_ROWS = 100  # more than a screen, less than a noticeable wait
MOST_LEFT_OUT = 1000  # rejected lines, or misfits, shown and downloaded; with more, a file was read in the wrong way

SURE = ((0.95, ":green-badge[sure]"), (0.75, ":blue-badge[likely]"), (0.0, ":orange-badge[please check]"))


def tiles(table: Dataset) -> None:
    layout.tiles(
        [
            Tile("Rows", numbers.count(table.rows)),
            Tile("Columns", numbers.count(len(table.columns))),
            Tile("File", numbers.size(table.bytes), f"{table.source}, received {numbers.ago(table.created_at)}"),
            Tile(
                "Rejected lines",
                numbers.count(table.report.get("rows_rejected", 0)),
                "Lines that are not in the table.",
            ),
            Tile(
                "Misfits",
                numbers.count(misfit_count(table)),
                "Values that were not of their column's kind and are empty now.",
            ),
        ]
    )


def warnings(table: Dataset) -> None:
    for warning in table.report.get("warnings", []):
        st.warning(errors.plain(warning), icon=":material/warning:")


def preview(ws: Workspace, table: Dataset) -> None:
    found = datasets.rows(ws, table, limit=PREVIEW_ROWS)
    layout.table(layout.frame(found), column_config=_headings(table))
    st.caption(f"The first {numbers.counted(len(found.rows), 'row')} of {numbers.count(table.rows)}.")


def decisions(table: Dataset) -> None:
    """Each decision as a line: what, the value, how sure, why."""
    for decision in table.report.get("decisions", []):
        value = errors.plain(_written(decision["value"]))
        with st.container(gap=None):
            st.markdown(f"**{_capital(decision['what'])}**: {value} &nbsp; {_sure(decision['confidence'])}")
            st.caption(_capital(decision["evidence"]))
    if skipped := table.report.get("skipped_lines"):
        st.markdown(f"**{numbers.counted(len(skipped), 'line')} above the table**, left out:")
        st.code("\n".join(str(line) for line in skipped), language=None)


def columns(table: Dataset) -> None:
    """Each column: its name, its kind and why, and the values that did not fit."""
    labels = {kind.key: kind.label for kind in KINDS}
    told = table.report.get("columns", [])
    layout.table(
        {
            "Column": [column["name"] for column in told],
            "Kind": [labels[column["kind"]] for column in told],
            "Why": [column["evidence"] for column in told],
            "Misfits": [column["misfits"] for column in told],
            "Examples of misfits": [", ".join(map(str, column["examples"])) for column in told],
            "Name in the file": [column["original"] for column in told],
        },
        height="content" if len(told) < 20 else "auto",
    )


def rejects(ws: Workspace, table: Dataset) -> None:
    """The lines of the file that are not in the table, and why."""
    if not table.report.get("rows_rejected"):
        st.success("Every line of the file is in the table.", icon=":material/check_circle:")
        return
    _left_out(datasets.rejects(ws, table, limit=MOST_LEFT_OUT), table, "rejected lines")


def misfits(ws: Workspace, table: Dataset) -> None:
    """The texts that did not fit their column, and in how many rows each stood."""
    st.caption("These texts are not of their column's kind; their cells are empty in the table.")
    _left_out(datasets.misfits(ws, table, limit=MOST_LEFT_OUT), table, "misfits")


def misfit_count(table: Dataset) -> int:
    return sum(column.get("misfits", 0) for column in table.report.get("columns", []))


def _left_out(rows: Rows, table: Dataset, what: str) -> None:
    """What did not make it into the table, to see and to take away."""
    found = layout.frame(rows)
    layout.table(found)
    st.download_button(
        f"Download the {what}",
        found.to_csv(index=False),
        f"{table.name} {what}.csv",
        "text/csv",
        icon=":material/download:",
    )


def _headings(table: Dataset) -> dict[str, Any]:
    """The kind of each column in the help of its heading."""
    labels = {kind.key: kind.label for kind in KINDS}
    return {
        column.name: st.column_config.Column(help=f"{labels[column.kind]}, stored as {column.type}")
        for column in table.columns
    }


def _capital(words: str) -> str:
    return errors.plain(words[:1].upper() + words[1:])


def _sure(confidence: float) -> str:
    return next(badge for least, badge in SURE if confidence >= least)


NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", " ": "space", "": "nothing", None: "none"}


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return NAMES[value] if isinstance(value, str | None) and value in NAMES else numbers.number(value)
