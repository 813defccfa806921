"""Rows and files in, answers out: each with what a person needs to judge it."""

from core.predicting.answers import Answer, Answers, Reason
from core.predicting.file_job import file, start_file
from core.predicting.flags import Flag
from core.predicting.form import Field, Form, form, typical_row
from core.predicting.matching import Match, Matching, match
from core.predicting.rows import rows
from core.predicting.sentences import headline, reasons_sentence
from core.predicting.what_if import Curve, Live, curve, live

__all__ = [
    "Answer",
    "Answers",
    "Curve",
    "Field",
    "Flag",
    "Form",
    "Live",
    "Match",
    "Matching",
    "Reason",
    "curve",
    "file",
    "form",
    "headline",
    "live",
    "match",
    "reasons_sentence",
    "rows",
    "start_file",
    "typical_row",
]
