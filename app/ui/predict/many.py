"""Many rows at once: a dataset or a file goes in, a file with predictions comes out."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from app.ui import errors, job_panel, layout, numbers, state
from app.ui.upload.bringing import dropzone
from core import datasets, jobs, predicting
from core.datasets import EXPORT_FORMATS, Dataset
from core.jobs import Job
from core.models import Model
from core.predicting import Matching, flags
from core.workspace import Workspace

MOST_OFFERED = 200  # more than a person scrolls through; typing searches among them
PREVIEW_ROWS = 50  # more than a screen, less than a noticeable wait
SOURCES = {"dataset": "A dataset that is here", "file": "A file"}
HOW = {"same": "same name", "likely": "likely name", "chosen": "chosen", "missing": "not there"}
PREDICTION = re.compile(r"prediction(_\d+)?")  # the first column that is added to a file; numbered where taken
FLAG_LABELS = {check.code: check.label for check in flags.CHECKS} | flags.NOTES


def draw(ws: Workspace, model: Model) -> None:
    """The file made last; where rows come from and what differs from training."""
    job = current(ws, model)
    if job:
        show(ws, job)
    source, form = st.columns(2)
    with source:
        kind = st.segmented_control(
            "Rows from",
            list(SOURCES),
            default="dataset",
            required=True,
            format_func=SOURCES.__getitem__,
            key="predict.source",
        )
    with form:
        suffix = _format()
    if kind == "dataset":
        _from_dataset(ws, model, suffix)
    else:
        _from_file(ws, model, suffix)


def current(ws: Workspace, model: Model) -> Job | None:
    """The job in the URL, if it is one of this model."""
    job_id = state.chosen("job")
    job = jobs.find(ws, job_id) if job_id else None
    return job if job and job.kind == "predict" and job.subject == model.id else None


def show(ws: Workspace, job: Job) -> None:
    """A job as it goes, and its file when it is done."""
    layout.section("The file with predictions")
    job_panel.draw(ws, job, stoppable=True)
    if job.result:
        _result(ws, job, job.result)


def preview(path: Path, most: int = PREVIEW_ROWS) -> list[dict[str, str]]:
    """The first rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(islice(csv.DictReader(file), most))


def _format() -> str:
    """The key of the format that the file shall have."""
    labels = {row.key: row.label for row in EXPORT_FORMATS}
    return str(
        st.segmented_control(
            "Written as",
            list(labels),
            default="csv",
            required=True,
            format_func=labels.__getitem__,
            key="predict.format",
        )
    )


def _from_dataset(ws: Workspace, model: Model, suffix: str) -> None:
    offered = datasets.newest(ws, limit=MOST_OFFERED).items
    if not offered:
        layout.nothing_yet("No dataset here", "Bring one, or choose a file.", page="upload", label="Bring a table")
        return
    table = _table(offered, model)
    _differences(predicting.match(ws, model.id, table), table)
    label = f"Predict {numbers.counted(table.rows, 'row')}"
    if st.button(label, type="primary", icon=":material/play_arrow:", key="predict.start"):
        _follow(predicting.start_file(ws, model.id, dataset_id=table.id, format=suffix))


def _table(offered: Sequence[Dataset], model: Model) -> Dataset:
    """The dataset to answer; at first the one that is looked at elsewhere if the model can use it, else its own.

    Choosing one here changes nothing elsewhere.
    """
    by_id = {table.id: table for table in offered}
    looked_at = by_id.get(state.chosen("dataset") or "")
    first = looked_at.id if looked_at and _has_any_column(looked_at, model) else model.dataset_id
    key = st.selectbox(
        "Dataset",
        list(by_id),
        index=list(by_id).index(first) if first in by_id else 0,
        format_func=lambda key: f"{by_id[key].name} · {numbers.counted(by_id[key].rows, 'row')}",
        key="predict.table",
        persist_state="session",
    )
    return by_id[key]


def _has_any_column(table: Dataset, model: Model) -> bool:
    return bool({column.name for column in table.columns} & {feature.name for feature in model.features})


def _from_file(ws: Workspace, model: Model, suffix: str) -> None:
    st.caption("The file is read once, for these predictions alone, and is not kept as a dataset.")
    upload_id = dropzone.receive(ws)
    if upload_id:
        _follow(predicting.start_file(ws, model.id, upload_id=upload_id, format=suffix))


def _follow(job: Job) -> None:
    state.choose("job", job.id)
    st.rerun()


def _differences(matching: Matching, table: Dataset) -> None:
    """What of the table the model can use, and what differs from training."""
    missing = sum(match.column is None for match in matching.columns)
    fits = len(matching.columns) - missing
    sentence = (
        f"{fits} of the {numbers.counted(len(matching.columns), 'column')} that the model uses are in {table.name}."
    )
    st.markdown(f":material/rule: {errors.plain(sentence)}")
    _sentences(matching.sentences)
    with st.expander("Column by column", key="predict.columns"):
        layout.table([_match_row(vars(match)) for match in matching.columns])


def _sentences(sentences: Any) -> None:
    if sentences:
        st.markdown("\n".join(f"- {errors.plain(sentence)}" for sentence in sentences))


def _match_row(match: dict[str, Any]) -> dict[str, str]:
    return {
        "Column of the model": match["feature"],
        "Taken from": match["column"] or numbers.NOTHING,
        "By": HOW[match["how"]],
        "No value": numbers.share(match["missing"]),
        "Unreadable": numbers.share(match["unreadable"]),
        "Never seen": numbers.share(match["unseen"]),
        "Out of range": numbers.share(match["out_of_range"]),
    }


def _result(ws: Workspace, job: Job, made: dict[str, Any]) -> None:
    path = predicting.file(ws, job.id)
    flagged = (
        f", {numbers.count(made['flagged_rows'])} of them with a flag" if made["flagged_rows"] else ", none flagged"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":green[:material/check_circle:] **{numbers.counted(made['rows'], 'row')} answered**{flagged}.")
        st.download_button(
            f"Download ({numbers.size(path.stat().st_size)})",
            data=path.read_bytes,
            file_name=made["name"],
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key=f"{job.id}.file",
        )
    for warning in made.get("warnings", ()):
        st.warning(errors.plain(warning), icon=":material/warning:")
    if job.spec["upload_id"]:
        _sentences(made["matching"]["sentences"])
    if made["flags"]:
        rows = made["flags"].items()
        layout.table([{"Flag": FLAG_LABELS.get(code, code), "Rows": numbers.count(count)} for code, count in rows])
    if made["format"] == "csv":
        st.caption("The first rows; in the file, the predictions are the last columns.")
        layout.table(added_first(preview(path)))


def added_first(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The added columns in front, where a preview shows them."""
    if not rows:
        return rows
    names = list(rows[0])
    start = max((place for place, name in enumerate(names) if PREDICTION.fullmatch(name)), default=0)
    return [
        {name: brief(row[name]) for name in names[start:]} | {name: row[name] for name in names[:start]} for row in rows
    ]


def brief(text: str) -> str:
    """A number of the file, shortened for the screen; other texts as they are."""
    try:
        return numbers.number(float(text))
    except ValueError:
        return text
