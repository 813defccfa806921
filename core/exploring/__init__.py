"""Looking into a table: any rows in any order, the values of a column, and charts, all computed over every row."""

from core.exploring.exporting import export
from core.exploring.rows import Page, cell, row, rows
from core.exploring.summary import Fact, Summary, summary
from core.exploring.values import Choices, choices
from core.exploring.views import Order, View

__all__ = [
    "Choices",
    "Fact",
    "Order",
    "Page",
    "Summary",
    "View",
    "cell",
    "choices",
    "export",
    "row",
    "rows",
    "summary",
]
