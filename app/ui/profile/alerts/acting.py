"""Where an alert is put right: on the Clean page, in how the file is read, or in what is predicted."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui import links
from app.ui.profile.subject import Subject
from core.profiling.records import Alert


@dataclass(frozen=True)
class Way:
    """A page that puts something right, what the link to it says, and what the page should know."""

    page: str
    label: str
    step: str = ""


WAYS = {
    "disguised_missing": Way("clean", "Make them missing", "to_missing"),
    "disguised_words": Way("clean", "Make them missing", "to_missing"),
    "blank": Way("clean", "Make them missing", "to_missing"),
    "padded": Way("clean", "Trim the spaces", "trim"),
    "case_variants": Way("clean", "Write them alike", "merge_values"),
    "spelling_variants": Way("clean", "Write them alike", "merge_values"),
    "duplicate_rows": Way("clean", "Remove repeated rows", "drop_duplicates"),
    "empty": Way("clean", "Leave the column out", "drop_columns"),
    "constant": Way("clean", "Leave the column out", "drop_columns"),
    "missing": Way("clean", "Fill the gaps", "fill_missing"),
    "mostly_missing": Way("clean", "Fill or leave out", "fill_missing"),
    "numbers_as_text": Way("upload", "Read it differently"),
    "outliers": Way("clean", "Limit or remove", "clip"),
    "infinite": Way("clean", "Make them missing", "to_missing"),
}


def link(subject: Subject, alert: Alert) -> None:
    """Draws the way to put an alert right, where there is one."""
    way = WAYS.get(alert.code)
    if way is None:
        return
    asked = {"column": alert.column} if alert.column else {}
    if way.step:
        asked["step"] = way.step
    links.link(way.page, way.label, icon=":material/build:", dataset=subject.table.id, **asked)
