from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from app.ui.query import answer, cells, chart
from core.querying import Result


def result(columns: dict[str, tuple[str, list[Any]]], *, total: int | None = None, truncated: bool = False) -> Result:
    """A result of columns: name to type and values."""
    rows = tuple(zip(*(values for _type, values in columns.values()), strict=True))
    return Result(
        columns=tuple(columns),
        types=tuple(type for type, _values in columns.values()),
        rows=rows,
        truncated=truncated,
        total=len(rows) if total is None and not truncated else total,
        cut=0,
        seconds=0.25,
        statement="select",
        tables=(),
    )


ONE = {"a": ("BIGINT", [1])}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (result(ONE), "1 row · 1 column · 0.2 s"),
        (result(ONE, total=41_226, truncated=True), "1 of 41,226 rows shown · 1 column · 0.2 s"),
        (result(ONE, truncated=True), "the first 1 rows shown · 1 column · 0.2 s"),
    ],
)
def test_the_counts_say_what_is_shown_of_what_there_is(found: Result, words: str) -> None:
    assert answer.counts(found) == words


def test_columns_of_one_name_are_told_apart() -> None:
    assert cells.distinct(("a", "a", "a (2)", "a")) == ["a", "a (2)", "a (2) (2)", "a (3)"]


def test_values_are_shown_as_what_they_are() -> None:
    found = result(
        {
            "n": ("DECIMAL(4,1)", [1.5, None]),
            "big": ("HUGEINT", ["9007199254740993", 1]),
            "day": ("DATE", ["2024-01-01", None]),
            "far": ("DATE", ["290000-01-01", "2024-01-01"]),
            "zoned": ("TIMESTAMP WITH TIME ZONE", ["2024-01-01T00:00:00Z", None]),
            "nested": ("INTEGER[]", [[1, 2], None]),
            "text": ("VARCHAR", ["a", None]),
        }
    )

    table = cells.frame(found)

    assert table["n"].dtype == np.float64
    assert table["big"].tolist() == ["9007199254740993", 1]
    assert pd.api.types.is_datetime64_any_dtype(table["day"])
    assert table["far"].tolist() == ["290000-01-01", "2024-01-01"]
    assert str(table["zoned"].dtype).endswith("UTC]")
    assert table["nested"].tolist() == ["[1, 2]", None]
    assert table["text"].tolist() == ["a", None]


@pytest.mark.parametrize(
    ("columns", "kind", "across", "up"),
    [
        ({"day": ("DATE", ["2024-01-01"] * 2), "n": ("BIGINT", [1, 2])}, "line", "day", ("n",)),
        ({"n": ("BIGINT", [1, 2]), "who": ("VARCHAR", ["a", "b"]), "m": ("DOUBLE", [1.0, 2.0])}, "bar", "who", ("n",)),
        ({"n": ("INTEGER", [1, 1]), "m": ("DOUBLE", [1.0, 2.0])}, "scatter", "n", ("m",)),
        ({"year": ("INTEGER", [1, 2]), "m": ("DOUBLE", [1.0, 2.0])}, "bar", "year", ("m",)),
    ],
)
def test_the_picture_follows_the_columns(
    columns: dict[str, tuple[str, list[Any]]], kind: str, across: str, up: tuple[str, ...]
) -> None:
    table = cells.frame(result(columns))

    found = chart.propose(table)

    assert found == chart.Picture(kind, across, up)
    assert len(chart.KINDS[kind].figure(chart.spread(table, found)).data) == 1


def test_a_column_that_parts_rows_of_the_same_day_makes_a_line_for_each_value() -> None:
    days = ["2024-02-01", "2024-02-01", "2024-01-01", "2024-01-01"]
    found = result({"day": ("DATE", days), "who": ("VARCHAR", ["a", "b"] * 2), "n": ("BIGINT", [4, 3, 2, 1])})
    table = cells.frame(found)

    proposed = chart.propose(table)

    assert proposed == chart.Picture("line", "day", ("n",), "who")
    drawn = chart.KINDS["line"].figure(chart.spread(table, proposed))
    assert {trace.name: list(trace.y) for trace in drawn.data} == {"a": [2, 4], "b": [1, 3]}


@pytest.mark.parametrize(
    "columns",
    [{"n": ("BIGINT", [1])}, {"n": ("BIGINT", [1, 2])}, {"who": ("VARCHAR", ["a", "b"])}],
)
def test_without_two_rows_and_something_to_draw_there_is_no_picture(columns: dict[str, tuple[str, list[Any]]]) -> None:
    assert chart.propose(cells.frame(result(columns))) is None


def test_bars_with_long_labels_lie() -> None:
    table = cells.frame(result({"who": ("VARCHAR", ["a rather long label", "b"]), "n": ("BIGINT", [1, 2])}))

    drawn = chart.KINDS["bar"].figure(chart.spread(table, chart.Picture("bar", "who", ("n",))))

    assert drawn.data[0].orientation == "h"
