"""Fitted encoders: how the columns of a table become numbers, the same at training and at every prediction."""

from core.models.encoding.columns import Clock, Frequency, Levels, Numbers, ParsedNumbers
from core.models.encoding.dates import Between, Calendar
from core.models.encoding.means import FoldEncoding, TargetMeans
from core.models.encoding.recipe import Encoder, Recipe
from core.models.encoding.text import Topics

__all__ = [
    "Between",
    "Calendar",
    "Clock",
    "Encoder",
    "FoldEncoding",
    "Frequency",
    "Levels",
    "Numbers",
    "ParsedNumbers",
    "Recipe",
    "TargetMeans",
    "Topics",
]
