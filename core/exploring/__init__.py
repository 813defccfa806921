"""Looking into a table: any rows in any order, the values of a column, and charts, all computed over every row."""

from core.exploring.charts.charting import Chart, chart
from core.exploring.charts.spec import AGGREGATES, CHART_KINDS, DATE_PARTS, ChartSpec
from core.exploring.charts.suggesting import suggest
from core.exploring.exporting import export
from core.exploring.rows import Page, cell, row, rows
from core.exploring.summary import Fact, Summary, summary
from core.exploring.values import Choices, choices
from core.exploring.views import Order, View

__all__ = [
    "AGGREGATES",
    "CHART_KINDS",
    "DATE_PARTS",
    "Chart",
    "ChartSpec",
    "Choices",
    "Fact",
    "Order",
    "Page",
    "Summary",
    "View",
    "cell",
    "chart",
    "choices",
    "export",
    "row",
    "rows",
    "suggest",
    "summary",
]
