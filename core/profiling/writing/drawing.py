"""The distribution of a column as a small drawing (SVG) for a page without scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from core.profiling.records import ColumnProfile, Histogram
from core.profiling.writing import measures
from core.writing import numbers
from core.writing.html import Html, element

WIDTH, HEIGHT = 280, 72  # units of the drawing; the page scales it to the width of its place
FEW_VALUES = 10  # numbers with so few values are counted, not measured
MOST_BARS = 6
LONGEST_LABEL = 24  # characters beside a bar
MOSTLY_DIFFERENT = 0.5  # share of values; bars of one row each would say nothing
EXAMPLES = 4
LONGEST_EXAMPLE = 80  # characters


def picture(column: ColumnProfile) -> tuple[str, Html]:
    """The key of the SQL behind it ("histogram", "top", or none) and the drawing: bars, or some examples."""
    if column.count and not (column.histogram or column.top or column.examples):
        return "", element("p", "Its values are not shown here.", class_="quiet")
    if mostly_different(column) or not column.count:
        return "", _examples(column)
    few = column.holds == "numbers" and column.top and column.amount("distinct") <= FEW_VALUES
    if column.histogram and column.holds != "booleans" and not few:
        return "histogram", histogram(column, column.histogram)
    return "top", frequencies(column)


def mostly_different(column: ColumnProfile) -> bool:
    return column.holds == "texts" and column.amount("distinct") > MOSTLY_DIFFERENT * column.count


def histogram(column: ColumnProfile, drawn: Histogram) -> Html:
    """Rows per bin, over the ends of the axis in words."""
    width, highest = WIDTH / len(drawn.counts), max(drawn.counts, default=0) or 1
    bars = [_bar(place * width, HEIGHT, width, count / highest) for place, count in enumerate(drawn.counts)]
    ends = [_written(column, drawn, edge) for edge in (drawn.edges[0], drawn.edges[-1])]
    told = f"Distribution of {column.name} from {ends[0]} to {ends[1]}, in {len(bars)} bins"
    scale = element("p", *(element("span", end) for end in ends), class_="ends")
    return Html(_svg(told, HEIGHT, bars) + scale)


def frequencies(column: ColumnProfile) -> Html:
    """The most frequent values as bars with their shares."""
    items = column.top.items[:MOST_BARS] if column.top else ()
    whole = (column.top and column.top.n) or column.count or 1
    largest = max((item.count for item in items), default=1)
    lines = [
        element(
            "tr",
            element("td", _label(measures.value(column, item.value))),
            element("td", _svg("", 10, [_bar(0, 10, WIDTH * item.count / largest, 1)])),
            element("td", numbers.share(item.count / whole)),
        )
        for item in items
    ]
    return element("table", *lines, class_="bars", aria_label=f"Most frequent values of {column.name}")


def _examples(column: ColumnProfile) -> Html:
    shown = [example[:LONGEST_EXAMPLE] for example in column.examples[:EXAMPLES]] or ["It holds no values."]
    return element("div", *(element("p", example) for example in shown), class_="examples")


def _bar(left: float, bottom: float, width: float, share: float) -> Html:
    height = max(share * bottom, 1.0) if share else 0.0  # a bin with a single row must be seen
    gap = min(1.0, width / 5)
    return element("rect", x=_short(left), y=_short(bottom - height), width=_short(width - gap), height=_short(height))


def _svg(told: str, height: int, bars: Sequence[Html]) -> Html:
    spoken: dict[str, str | float] = {"role": "img", "aria_label": told} if told else {"aria_hidden": "true"}
    return element("svg", *bars, viewBox=f"0 0 {WIDTH} {height}", height=height, preserveAspectRatio="none", **spoken)


def _written(column: ColumnProfile, drawn: Histogram, edge: float) -> str:
    axes: dict[str, Callable[[float], str]] = {"date": _day, "time": _clock}
    return axes[drawn.axis](edge) if drawn.axis in axes else measures.value(column, edge)


def _day(seconds: float) -> str:
    return numbers.moment(str(np.datetime64(int(seconds), "s")))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02d}:{int(seconds) % 3600 // 60:02d}"


def _label(text: str) -> str:
    shown = text if text.strip() else "(blank)"
    return shown if len(shown) <= LONGEST_LABEL else shown[: LONGEST_LABEL - 1] + "…"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
