"""What is in a table: measured in SQL at any size, every number with its precision and the SQL behind it."""

from core.profiling.checks.catalogue import CHECKS
from core.profiling.encoding import from_json, to_json
from core.profiling.measures.catalogue import MEASURES, Measure, measure
from core.profiling.profiles import overview, profile, rows_of, stored
from core.profiling.records import (
    Alert,
    Associations,
    Calendar,
    ColumnProfile,
    Duplicates,
    Histogram,
    Missing,
    Number,
    Overview,
    Pair,
    Power,
    Profile,
    TargetBins,
    TargetView,
    Values,
)
from core.profiling.sql import sql_of
from core.profiling.writing.report import METHODS, to_html

__all__ = [
    "CHECKS",
    "MEASURES",
    "METHODS",
    "Alert",
    "Associations",
    "Calendar",
    "ColumnProfile",
    "Duplicates",
    "Histogram",
    "Measure",
    "Missing",
    "Number",
    "Overview",
    "Pair",
    "Power",
    "Profile",
    "TargetBins",
    "TargetView",
    "Values",
    "from_json",
    "measure",
    "overview",
    "profile",
    "rows_of",
    "sql_of",
    "stored",
    "to_html",
    "to_json",
]
