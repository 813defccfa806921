"""Two tables side by side: what came, what went, how far each column's values moved, and which rows changed."""

from core.profiling.comparing.comparisons import compare
from core.profiling.comparing.records import (
    ColumnComparison,
    Comparison,
    Drift,
    Levels,
    Renamed,
    Retyped,
    SchemaChanges,
    SideFacts,
    Spread,
    Verdict,
)
from core.profiling.comparing.rows import ChangedRow, ChangedRows, RowChanges, changed_rows, changes, suggested_keys
from core.profiling.comparing.sides import Part, split
from core.profiling.comparing.summaries import Summary, previous, since_last, summary, versions

__all__ = [
    "ChangedRow",
    "ChangedRows",
    "ColumnComparison",
    "Comparison",
    "Drift",
    "Levels",
    "Part",
    "Renamed",
    "Retyped",
    "RowChanges",
    "SchemaChanges",
    "SideFacts",
    "Spread",
    "Summary",
    "Verdict",
    "changed_rows",
    "changes",
    "compare",
    "previous",
    "since_last",
    "split",
    "suggested_keys",
    "summary",
    "versions",
]
