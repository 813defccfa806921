"""The chart that an analyst would draw first of some columns."""

from __future__ import annotations

from collections.abc import Sequence

from core.datasets import Dataset
from core.datasets.condition_values import Family
from core.datasets.conditions import family
from core.exploring.charts.spec import ChartSpec

ORDER: dict[Family, int] = {"date": 0, "text": 1, "boolean": 1, "time": 1, "number": 2}
KIND_OF: dict[tuple[str, ...], str] = {
    ("number",): "histogram",
    ("date",): "line",
    ("text",): "bar",
    ("date", "number"): "line",
    ("date", "text"): "line",
    ("text", "number"): "bar",
    ("text", "text"): "heat_map",
    ("number", "number"): "scatter",
}


def suggest(dataset: Dataset, columns: Sequence[str]) -> ChartSpec:
    """A chart of one to three columns: time goes across, numbers up, categories into colour. Raises NotFound."""
    found = sorted((dataset.column(name) for name in columns[:3]), key=lambda column: ORDER[family(column)])
    seen = [family(column) for column in found]
    plain = tuple("text" if kind in ("boolean", "time") else kind for kind in seen)
    names = [column.name for column in found]
    kind = KIND_OF.get(plain[:2], KIND_OF.get(plain[:1], "bar"))
    second = names[1] if len(names) > 1 else ""
    third = names[2] if len(names) > 2 else ""
    if len(plain) == 3 and plain[1] == "text" and plain[2] == "number":
        kind = "heat_map" if plain[0] == "text" else kind
        return ChartSpec(kind, x=names[0], y=third, group=second, aggregate="mean")
    if plain[1:2] == ("number",):
        aggregate = "count" if kind == "scatter" else "mean"
        return ChartSpec(kind, x=names[0], y=second, aggregate=aggregate)
    return ChartSpec(kind, x=names[0] if names else "", group=second)
