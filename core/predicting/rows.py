"""Answers to rows: read them, ask the model, and say about each row what a person should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import core.predicting.flags as flags
from core import models
from core.errors import TooLarge
from core.models import Model, Scorer
from core.predicting.answers import Answer, Answers, answers_of
from core.predicting.conventions import conventions_of
from core.predicting.reading import table
from core.predicting.reading.schema import schema_of
from core.predicting.reading.table import ReadRows
from core.workspace import Workspace

MOST_EXPLAINED = 100  # rows with reasons in one request: reasons cost ten times what the answer costs


def rows(
    ws: Workspace, model_id: str, rows: Sequence[dict[str, Any]], *, explain: bool = False, interval: bool = True
) -> Answers:
    """Answers to rows given as objects {column: value}.

    A column may be missing, null, or not seen before: the answer says so in its flags. Raises BadRows for a value that
    cannot be used (with row, column, value and remedy), TooLarge, NotFound, Conflict when the model is not ready.
    """
    model = models.find(ws, model_id)
    scorer = models.scorer_of(ws, model)
    if explain and len(rows) > MOST_EXPLAINED:
        raise TooLarge(
            f"Reasons were asked for {len(rows):,} rows at once.",
            hint=f"Ask for the reasons of at most {MOST_EXPLAINED} rows, or for answers without reasons.",
        )
    read = table.read(ws, schema_of(scorer, conventions_of(ws, model)), scorer.target, rows)
    answers = answers_of(model, scorer, read.batch, explain=explain, interval=interval)
    return Answers(model.id, model.version, _flagged(scorer, read, answers))


def one(ws: Workspace, model_id: str, row: dict[str, Any]) -> tuple[Model, Scorer, Answer]:
    """The answer to one row with its reasons, and who gave it."""
    model = models.find(ws, model_id)
    answer = rows(ws, model_id, [row], explain=True).predictions[0]
    return model, models.scorer_of(ws, model), answer


def _flagged(scorer: Scorer, read: ReadRows, answers: list[Answer]) -> tuple[Answer, ...]:
    found = read.notes
    for finding in flags.find(schema_of(scorer).readers, read.batch):
        for row, flag in finding.flags:
            found[row].append(flag)
    return tuple(
        replace(answer, flags=tuple(found[row])) if found[row] else answer for row, answer in enumerate(answers)
    )
