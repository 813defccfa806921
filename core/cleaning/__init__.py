"""Clean-up steps without SQL: tried at once, undone at will, and together the next version of a dataset."""

from core.cleaning.catalogue import STEPS, find, sentence
from core.cleaning.comparing import Change, Difference
from core.cleaning.jobs import start
from core.cleaning.previews import Preview, StepReport, preview
from core.cleaning.replaying import lacking, steps_of, without
from core.cleaning.spellings import Spellings, spellings
from core.cleaning.steps import Field, Step, StepKind
from core.cleaning.suggesting import Suggestion, suggest

__all__ = [
    "STEPS",
    "Change",
    "Difference",
    "Field",
    "Preview",
    "Spellings",
    "Step",
    "StepKind",
    "StepReport",
    "Suggestion",
    "find",
    "lacking",
    "preview",
    "sentence",
    "spellings",
    "start",
    "steps_of",
    "suggest",
    "without",
]
