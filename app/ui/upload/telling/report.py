"""What became of a file: the table, every decision with its evidence, and what did not make it into the table."""

from __future__ import annotations

import functools
from typing import Any

import streamlit as st

from app.ui import downloads, errors, layout, numbers
from app.ui.layout import Tile
from app.ui.upload import words
from core import datasets
from core.datasets import Dataset, Rows, exporting
from core.workspace import Workspace

PREVIEW_ROWS = 100  # more than a screen, less than a noticeable wait
MOST_LEFT_OUT = 1000  # rejected lines, or misfits, shown; with more, a file was read in the wrong way


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
    """What was warned of, together: many warnings must not push the table out of sight."""
    found = table.report.get("warnings", [])
    if len(found) == 1:
        st.warning(errors.plain(found[0]), icon=":material/warning:")
    elif found:
        listed = "".join(f"\n- {errors.plain(warning)}" for warning in found)
        with st.expander(f"{len(found)} warnings", icon=":material/warning:", expanded=len(found) <= 3):
            st.markdown(listed)


def preview(ws: Workspace, table: Dataset) -> None:
    found = datasets.rows(ws, table, limit=PREVIEW_ROWS)
    layout.table(layout.frame(found), column_config=_headings(table))
    st.caption(f"The first {numbers.counted(len(found.rows), 'row')} of {numbers.count(table.rows)}.")


def decisions(table: Dataset) -> None:
    """Each decision as a line: what, the value, how sure, why; then where the table came from."""
    for decision in table.report.get("decisions", []):
        value = errors.plain(words.written(decision["value"]))
        what = errors.plain(words.capital(decision["what"]))
        with st.container(gap=None):
            st.markdown(f"**{what}**: {value} &nbsp; {words.sure(decision['confidence'])}")
            st.caption(errors.plain(words.capital(decision["evidence"])))
    if skipped := table.report.get("skipped_lines"):
        st.markdown(f"**{numbers.counted(len(skipped), 'line')} above the table**, left out:")
        st.code("\n".join(str(line) for line in skipped), language=None)
    _provenance(table)


def columns(table: Dataset) -> None:
    """Each column: its name, its kind and why, and the values that did not fit."""
    told = table.report.get("columns", [])
    layout.table(
        {
            "Column": [column["name"] for column in told],
            "Kind": [words.KIND_LABELS[column["kind"]] for column in told],
            "How sure": [words.how_sure(column.get("confidence", 1.0)) for column in told],
            "Why": [column["evidence"] for column in told],
            "Missing": [column.get("missing", 0) for column in told],
            "Misfits": [column["misfits"] for column in told],
            "Examples of misfits": [", ".join(map(str, column["examples"])) for column in told],
            "Name in the file": [column["original"] for column in told],
        },
        height="content" if len(told) < 20 else "auto",
        column_config={"Missing": st.column_config.NumberColumn(help="Cells with a word that means “no value”.")},
    )


def rejects(ws: Workspace, table: Dataset) -> None:
    """The lines of the file that are not in the table, and why."""
    rejected = table.report.get("rows_rejected", 0)
    if not rejected:
        st.success("Every line of the file is in the table.", icon=":material/check_circle:")
        return
    _left_out(datasets.rejects(ws, table, limit=MOST_LEFT_OUT), rejected, "rejected lines")
    _download(ws, table, "rejects", "rejected lines")


def misfits(ws: Workspace, table: Dataset) -> None:
    """The texts that did not fit their column, in how many rows each stood, and where it stood first."""
    st.caption("These texts are not of their column's kind; their cells are empty in the table.")
    found = datasets.misfits(ws, table, limit=MOST_LEFT_OUT)
    _left_out(found, len(found.rows), "misfits", place=f"first {table.report.get('misfit_places', 'row')}")
    _download(ws, table, "misfits", "misfits")


def misfit_count(table: Dataset) -> int:
    return sum(column.get("misfits", 0) for column in table.report.get("columns", []))


def _left_out(rows: Rows, total: int, what: str, place: str = "line") -> None:
    headings = {name: st.column_config.Column(words.capital(name)) for name in rows.columns}
    headings |= {
        "line": st.column_config.NumberColumn(words.capital(place), format="%d"),
        "text": st.column_config.TextColumn("Text", width="large"),
    }
    layout.table(layout.frame(rows), column_config=headings)
    if total > len(rows.rows):
        st.caption(f"The first {len(rows.rows):,} of {total:,} {what}; the download has them all.")


def _download(ws: Workspace, table: Dataset, which: str, what: str) -> None:
    """The file is written when somebody presses the button, not before."""
    st.download_button(
        f"Download the {what}",
        functools.partial(downloads.content, functools.partial(exporting.export_left_out, ws, table, which)),
        f"{table.name} {what}.csv",
        "text/csv",
        key=f"{which}.{table.id}",
        icon=":material/download:",
        on_click="ignore",
    )


def _provenance(table: Dataset) -> None:
    """Where the table came from: enough to find the same file again."""
    told = table.report.get("source") or {}
    files = told.get("files") or [{"name": table.source, "bytes": table.bytes, "sha256": table.sha256}]
    layout.section("Where it came from")
    st.markdown(
        f"From {words.ORIGINS.get(table.origin.get('kind', ''), 'a file')}: **{errors.plain(table.source)}**, "
        f"imported {numbers.ago(table.created_at)} ({table.created_at:%Y-%m-%d %H:%M} UTC) as version {table.version}."
    )
    layout.table(
        {
            "File": [file["name"] for file in files],
            "Size": [numbers.size(file["bytes"]) for file in files],
            "SHA-256": [file["sha256"] for file in files],
        }
    )


def _headings(table: Dataset) -> dict[str, Any]:
    """The kind of each column in the help of its heading."""
    return {
        column.name: st.column_config.Column(help=f"{words.KIND_LABELS[column.kind]}, stored as {column.type}")
        for column in table.columns
    }
