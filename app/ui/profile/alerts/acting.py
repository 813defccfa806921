"""Where an alert is put right: a step on the Clean page, filled in, or in how the file is read."""

from __future__ import annotations

import json

from app.ui import links
from app.ui.profile.subject import Subject
from core import cleaning
from core.cleaning.suggesting import ANSWERS
from core.profiling.records import Alert

READING = (
    "numbers_as_text",
    "disguised_words",
    "disguised_missing",
    "leading_zeros",
)  # what other options would change
LONGEST_LABEL = 80  # characters of a link


def link(subject: Subject, alert: Alert) -> None:
    """Draws the ways to put an alert right, where there are some."""
    step = ANSWERS[alert.code](alert, subject.profile) if alert.code in ANSWERS else None
    if step:
        steps = json.dumps([step.to_json()], separators=(",", ":"), ensure_ascii=False)
        label = _cut(cleaning.sentence(step))
        links.link("clean", label, icon=":material/cleaning_services:", dataset=subject.table.id, steps=steps)
    if alert.code in READING and subject.table.origin.get("kind") in ("file", "files", "address"):
        links.link("upload", "Read the file differently", icon=":material/upload_file:", again=subject.table.id)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
