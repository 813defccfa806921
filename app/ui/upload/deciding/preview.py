"""The first rows as the table would hold them, with the file's own text wherever it reads differently."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from app.ui import layout, numbers
from app.ui.upload import words
from app.ui.upload.deciding import choices, columns, draft
from core.datasets import Inspection

ASSETS = Path(__file__).parent / "assets"
COLUMNS_AT_ONCE = 30  # a browser draws 3,000 cells at once without a noticeable wait
RIGHT = ("number", "date", "time")  # kinds whose values line up on the right

_table = st.components.v2.component(
    "tablecast_preview",
    html=(ASSETS / "preview.html").read_text(),
    css=(ASSETS / "preview.css").read_text(),
    js=(ASSETS / "preview.js").read_text(),
)


def draw(seen: Inspection, chosen: draft.Options, *, key: str) -> None:
    """The preview, with pages where there are many columns."""
    shown = columns.shown_names(seen, chosen)
    doubtful = sorted({row for row, *_ in seen.problems})
    pages = max(1, -(-len(shown) // COLUMNS_AT_ONCE))
    with st.container(horizontal=True, vertical_alignment="center"):
        texts = not _reads_differently(seen) or st.toggle(
            "Show the file's own text", True, key=f"preview.texts.{key}", persist_state="session"
        )
        only = bool(doubtful) and st.toggle(f"Only rows with misfits ({len(doubtful)})", key=f"preview.only.{key}")
        page = st.pagination(pages, key=f"preview.page.{key}") if pages > 1 else 1
    part = shown[(page - 1) * COLUMNS_AT_ONCE : page * COLUMNS_AT_ONCE]
    rows = doubtful if only else range(len(seen.preview))
    _table(key=f"preview.{key}", data=data(seen, part, rows, texts=texts), height="content")
    st.caption(_told(len(rows), len(part), len(shown), only_misfits=only))


def data(
    seen: Inspection, part: Sequence[tuple[int, str]], row_numbers: Sequence[int], *, texts: bool
) -> dict[str, Any]:
    """What the preview shows of these columns and rows: value, the file's text where it differs, what is wrong."""
    problems = {(row, column): reason for row, column, reason in seen.problems}
    rows = [[row + 1, [_cell(seen, problems, row, at) for at, _ in part]] for row in row_numbers]
    kinds = [seen.columns[at]["kind"] for at, _ in part]
    heads = [
        {"name": name, "kind": words.KIND_LABELS[kind], "numeric": kind in RIGHT}
        for (_, name), kind in zip(part, kinds, strict=True)
    ]
    return {"columns": heads, "rows": rows, "texts": texts, "stamp": zlib.crc32(repr((heads, rows, texts)).encode())}


def rejects(seen: Inspection) -> None:
    """The lines that would not be in the table, and why."""
    if not seen.rows_rejected:
        st.success(f"Every line of {seen.looked_at} fits the table.", icon=":material/check_circle:")
        return
    first = [line if line is not None else "" for line, _, _ in seen.rejects]
    layout.table(
        {"Line": first, "Text": [text for _, text, _ in seen.rejects], "Why": [why for _, _, why in seen.rejects]},
        column_config={"Text": st.column_config.TextColumn(width="large")},
    )
    st.caption(
        f"{numbers.counted(seen.rows_rejected, 'line')} would not be in the table; "
        f"the first {numbers.count(len(seen.rejects))} are shown."
    )


def file_text(seen: Inspection) -> None:
    """The beginning of a text file, as it is."""
    if seen.raw:
        st.code("\n".join(seen.raw), language=None, line_numbers=True, wrap_lines=False)
    else:
        st.caption("The file is no plain text, so there are no lines to show.")


def _reads_differently(seen: Inspection) -> bool:
    """Whether the file has texts of its own; a format with types has values only."""
    return seen.report.get("format") in choices.WRITTEN


def _cell(seen: Inspection, problems: dict[tuple[int, str], str], row: int, at: int) -> tuple[Any, Any, str]:
    value, raw = _text(seen.preview[row][at]), _raw(seen, row, at)
    why = problems.get((row, seen.columns[at]["name"]), "")
    return value, None if raw in (value, "") and not why else raw, why


def _raw(seen: Inspection, row: int, at: int) -> str | None:
    return seen.raw_rows[row][at] if row < len(seen.raw_rows) and at < len(seen.raw_rows[row]) else None


def _text(value: Any) -> str | None:
    """A value as the preview writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _told(rows: int, part: int, all_columns: int, *, only_misfits: bool) -> str:
    which = (
        f"{numbers.counted(rows, 'row')} with misfits" if only_misfits else f"The first {numbers.counted(rows, 'row')}"
    )
    some = f", {part:,} of {all_columns:,} columns" if part < all_columns else ""
    return f"{which}{some}. A value is shown as it would be stored."
