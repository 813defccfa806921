"""Columns computed from others: each function against Python."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from core import cleaning
from core.cleaning import Step
from core.cleaning.kinds.derived import DERIVED
from core.workspace import Workspace
from tests.core.cleaning.conftest import Apply, Make

TABLE = """
SELECT * FROM (VALUES
  (4,    2.5,  DATE '1899-12-31', DATE '2026-05-31', 'née Ålund  x', 'a'),
  (-9,   0.0,  DATE '2024-02-29', DATE '2024-02-28', '',             NULL),
  (NULL, NULL, NULL,              DATE '2024-02-28', NULL,           NULL)
) AS t(n, x, start, stop, w, v)
"""

CASES: list[tuple[dict[str, Any], list[Any]]] = [
    ({"function": "add", "columns": ["n", "x"]}, [6.5, -9, None]),
    ({"function": "mean", "columns": ["n", "x"]}, [3.25, -4.5, None]),
    ({"function": "lowest", "columns": ["n", "x"]}, [2.5, -9, None]),
    ({"function": "highest", "columns": ["n", "x"]}, [4, 0, None]),
    ({"function": "subtract", "first": "n", "second": "x"}, [1.5, -9, None]),
    ({"function": "multiply", "first": "n", "second": "x"}, [10, 0, None]),
    ({"function": "ratio", "first": "n", "second": "x"}, [1.6, None, None]),
    ({"function": "change", "first": "n", "second": "x"}, [-37.5, 100, None]),
    ({"function": "plus", "column": "n", "constant": 0.5}, [4.5, -8.5, None]),
    ({"function": "times", "column": "n", "constant": 2}, [8, -18, None]),
    ({"function": "power", "column": "n", "constant": 2}, [16, 81, None]),
    ({"function": "round", "column": "x", "constant": 0}, [3, 0, None]),
    ({"function": "abs", "column": "n"}, [4, 9, None]),
    ({"function": "log", "column": "n"}, [0.6020599913279624, None, None]),
    ({"function": "ln", "column": "n"}, [1.3862943611198906, None, None]),
    ({"function": "sqrt", "column": "n"}, [2, None, None]),
    ({"function": "rank", "column": "n"}, [2, 1, None]),
    ({"function": "share", "column": "n"}, [-0.8, 1.8, None]),
    ({"function": "previous", "column": "w"}, [None, "née Ålund  x", ""]),
    ({"function": "cumulated", "column": "n"}, [4, -5, -5]),
    ({"function": "year", "column": "start"}, [1899, 2024, None]),
    ({"function": "quarter", "column": "start"}, [4, 1, None]),
    ({"function": "month", "column": "start"}, [12, 2, None]),
    ({"function": "week", "column": "stop"}, [22, 9, 9]),
    ({"function": "day", "column": "start"}, [31, 29, None]),
    ({"function": "weekday", "column": "stop"}, [7, 3, 3]),
    ({"function": "hour", "column": "start"}, [0, 0, None]),
    ({"function": "month_start", "column": "start"}, [date(1899, 12, 1), date(2024, 2, 1), None]),
    ({"function": "days", "first": "start", "second": "stop"}, [46172, -1, None]),
    ({"function": "years", "first": "start", "second": "stop"}, [126, 0, None]),
    ({"function": "length", "column": "w"}, [12, 0, None]),
    ({"function": "words", "column": "w"}, [3, 0, None]),
    ({"function": "initial", "column": "w", "constant": 3}, ["née", "", None]),
    ({"function": "ending", "column": "w", "constant": 1}, ["x", "", None]),
    ({"function": "concat", "columns": ["v", "n"], "between": " / "}, ["a / 4", "-9", None]),
    ({"function": "filled", "columns": ["v", "w"]}, ["a", "", None]),
    ({"function": "is_missing", "column": "v"}, [False, True, True]),
    ({"function": "count_missing", "columns": ["n", "v"]}, [0, 1, 2]),
]


@pytest.mark.parametrize(("settings", "expected"), CASES, ids=lambda case: str(case)[:50])
def test_a_column_is_derived(apply: Apply, settings: dict[str, Any], expected: list[Any]) -> None:
    found = apply(TABLE, ("derive", {**settings, "name": "new"}))["new"]

    values = [None if pd.isna(value) else value for value in found]
    assert [round(v, 9) if isinstance(v, float) else v for v in values] == [
        round(v, 9) if isinstance(v, float) else v for v in expected
    ]


def test_every_function_is_held_against_python() -> None:
    assert {case["function"] for case, _expected in CASES} == {row.key for row in DERIVED}


def test_a_new_column_is_named_after_what_it_is_of(apply: Apply) -> None:
    found = apply(TABLE, ("derive", {"function": "ratio", "first": "n", "second": "x"}))

    assert list(found.columns)[-1] == "n per x"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"function": "log", "column": "w"}, "“Logarithm to base 10” cannot use “w”, which holds text."),
        ({"function": "log", "column": "m"}, "The table at this step has no column “m”."),
        ({"function": "eval", "column": "n"}, "“Derive a column”: What is “eval”."),
        ({"function": "log"}, "“Derive a column” needs to know: Of."),
        ({"function": "plus", "column": "n", "constant": "1; DROP TABLE data"}, "“Derive a column”: Number is"),
        ({"function": "abs", "column": "n", "name": "X"}, "There is a column “X” already."),
    ],
)
def test_what_cannot_be_derived_is_said(kept: Workspace, make: Make, settings: dict[str, Any], message: str) -> None:
    found = cleaning.preview(kept, make(TABLE), [Step("derive", settings)])

    assert found.error is not None
    assert found.error["message"].startswith(message)
    assert found.error["hint"]
