"""Each kind of step against pandas, or against what a person would write down."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.cleaning import STEPS
from tests.core.cleaning.conftest import Apply

NUMBERS = "SELECT unnest([1, NULL, 3, NULL, 3, 8]) AS n, unnest(['a', 'b', NULL, 'b', 'a', NULL]) AS w"
PEOPLE = """
SELECT * FROM (VALUES
  (1, ' Oslo ',   'x;y;z', 10.0::DOUBLE,  DATE '1850-02-03', true),
  (2, 'oslo',     'x',     20.0,  DATE '2026-05-31', false),
  (3, 'BERGEN  X', NULL,   NULL,  NULL,              NULL),
  (2, 'oslo',     'x',     20.0,  DATE '2026-05-31', false),
  (5, '  ',       'y;z',   -999,  DATE '2024-02-29', true)
) AS t(id, "ci""ty 🙂", tags, "select", day, yes)
"""
CITY = 'ci"ty 🙂'


def listed(frame: pd.DataFrame, column: str) -> list[Any]:
    """The values of a column, what is missing as None."""
    return [None if pd.isna(value) else value for value in frame[column]]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("mean", lambda n: n.fillna(n.mean())),
        ("median", lambda n: n.fillna(n.median())),
        ("most_frequent", lambda n: n.fillna(n.mode()[0])),
        ("previous", lambda n: n.ffill()),
        ("next", lambda n: n.bfill()),
    ],
)
def test_missing_numbers_are_filled_as_pandas_does(apply: Apply, method: str, expected: Any) -> None:
    numbers = pd.Series([1, np.nan, 3, np.nan, 3, 8])

    found = apply(NUMBERS, ("fill", {"columns": ["n"], "method": method}))

    assert listed(found, "n") == pytest.approx(expected(numbers).tolist())


def test_missing_texts_are_filled_with_a_value(apply: Apply) -> None:
    found = apply(NUMBERS, ("fill", {"columns": ["w"], "method": "constant", "value": "it's ?"}))

    assert listed(found, "w") == ["a", "b", "it's ?", "b", "a", "it's ?"]


def test_a_column_without_any_value_stays_without(apply: Apply) -> None:
    select = "SELECT NULL::DOUBLE AS x FROM range(2)"

    assert listed(apply(select, ("fill", {"columns": ["x"], "method": "mean"})), "x") == [None, None]
    assert listed(apply(select, ("fill", {"columns": ["x"], "method": "constant", "value": "7"})), "x") == [7, 7]


def test_stand_ins_become_missing(apply: Apply) -> None:
    numbers = apply(PEOPLE, ("to_missing", {"columns": ["select"], "values": [-999, "20"]}))
    words = apply(PEOPLE, ("to_missing", {"columns": [CITY], "values": ["OSLO"]}))

    assert listed(numbers, "select") == [10, None, None, None, None]
    assert listed(words, CITY) == [None, None, "BERGEN  X", None, "  "]


def test_outliers_are_pulled_in_at_quantiles(apply: Apply) -> None:
    series = pd.Series(range(100), dtype=float)
    expected = series.clip(series.quantile(0.1), series.quantile(0.9))

    found = apply(
        "SELECT range::DOUBLE AS x FROM range(100)", ("outliers", {"columns": ["x"], "low": 0.1, "high": 0.9})
    )

    assert listed(found, "x") == pytest.approx(expected.tolist())


def test_outliers_by_the_interquartile_range_become_missing_and_infinities_with_them(apply: Apply) -> None:
    select = "SELECT unnest([1.0, 2, 3, 4, 5, 100, 'inf'::DOUBLE, NULL]) AS x"

    found = apply(select, ("outliers", {"columns": ["x"], "method": "iqr", "action": "missing"}))

    assert listed(found, "x") == [1, 2, 3, 4, 5, None, None, None]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"how": "whole", "find": "oslo", "put": "Oslo"}, [" Oslo ", "Oslo", "BERGEN  X", "Oslo", "  "]),
        ({"how": "part", "find": "sl", "put": ""}, [" Oo ", "oo", "BERGEN  X", "oo", "  "]),
        ({"how": "pattern", "find": "^(.)s", "put": "\\1z"}, [" Oslo ", "ozlo", "BERGEN  X", "ozlo", "  "]),
    ],
)
def test_texts_are_replaced(apply: Apply, settings: dict[str, str], expected: list[str]) -> None:
    assert listed(apply(PEOPLE, ("replace", {"columns": [CITY], **settings})), CITY) == expected


def test_values_of_any_kind_are_replaced_whole(apply: Apply) -> None:
    numbers = apply(PEOPLE, ("replace", {"columns": ["select"], "find": "20", "put": "21.5"}))
    days = apply(PEOPLE, ("replace", {"columns": ["day"], "find": "1850-02-03", "put": "1950-02-03"}))

    assert listed(numbers, "select") == [10, 21.5, None, 21.5, -999]
    assert listed(days, "day")[0] == date(1950, 2, 3)


def test_spaces_are_trimmed_and_what_is_blank_then_is_missing(apply: Apply) -> None:
    all_ = apply(PEOPLE, ("trim", {}))
    ends = apply(PEOPLE, ("trim", {"columns": [CITY], "spaces": "ends", "blank_is_missing": False}))

    assert listed(all_, CITY) == ["Oslo", "oslo", "BERGEN X", "oslo", None]
    assert listed(ends, CITY) == ["Oslo", "oslo", "BERGEN  X", "oslo", ""]


@pytest.mark.parametrize(
    ("case", "expected"),
    [("lower", "élan vital ab"), ("upper", "ÉLAN VITAL AB"), ("title", "Élan Vital Ab"), ("sentence", "Élan vital ab")],
)
def test_case_is_changed(apply: Apply, case: str, expected: str) -> None:
    found = apply("SELECT 'élan VITAL ab' AS w", ("case", {"columns": ["w"], "case": case}))

    assert listed(found, "w") == [expected]


def test_a_split_keeps_the_rest_in_its_last_part(apply: Apply) -> None:
    found = apply(PEOPLE, ("split", {"column": "tags", "delimiter": ";", "into": 2}))

    assert listed(found, "tags_1") == ["x", "x", None, "x", "y"]
    assert listed(found, "tags_2") == ["y;z", None, None, None, "z"]


def test_spellings_are_merged(apply: Apply) -> None:
    found = apply(PEOPLE, ("merge", {"column": CITY, "groups": [{"to": "Oslo", "from": ["oslo", " Oslo "]}]}))

    assert listed(found, CITY) == ["Oslo", "Oslo", "BERGEN  X", "Oslo", "  "]


@pytest.mark.parametrize(
    ("decimal", "text", "number"),
    [
        ("comma", "1.234,50 €", 1234.5),
        ("point", "$ 1,234.50", 1234.5),
        ("point", "-7e3", -7000),
        ("point", "(12.5)", -12.5),
        ("comma", "n/a", None),
        ("point", None, None),
    ],
)
def test_numbers_are_read(apply: Apply, decimal: str, text: str | None, number: float | None) -> None:
    value = "NULL" if text is None else f"'{text}'"

    found = apply(f"SELECT {value}::VARCHAR AS w", ("read_numbers", {"columns": ["w"], "decimal": decimal}))

    assert listed(found, "w") == [number]


def test_dates_are_read_and_what_is_written_otherwise_is_missing(apply: Apply) -> None:
    select = "SELECT unnest(['31.05.1850', ' 01.02.2026 ', '2026-01-01', NULL]) AS w"

    days = apply(select, ("read_dates", {"columns": ["w"], "format": "%d.%m.%Y"}))
    moments = apply(
        "SELECT '3-May-1899 14:30' AS w",
        ("read_dates", {"columns": ["w"], "format": "custom", "custom": "%d-%b-%Y %H:%M"}),
    )

    assert listed(days, "w") == [date(1850, 5, 31), date(2026, 2, 1), None, None]
    assert listed(moments, "w") == [pd.Timestamp("1899-05-03 14:30")]


@pytest.mark.parametrize(
    ("value", "type", "expected"),
    [
        ("'12.6'", "number", 12.6),
        ("'12.6'", "whole", 13),
        ("'many'", "number", None),
        ("2::BIGINT", "text", "2"),
        ("'2026-05-31 14:00'", "date", date(2026, 5, 31)),
        ("DATE '2026-05-31'", "moment", pd.Timestamp("2026-05-31")),
        ("'Yes'", "boolean", True),
        ("0::BIGINT", "boolean", False),
        ("true", "whole", 1),
    ],
)
def test_columns_are_stored_as_another_type(apply: Apply, value: str, type: str, expected: Any) -> None:
    assert listed(apply(f"SELECT {value} AS c", ("retype", {"columns": ["c"], "type": type})), "c") == [expected]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"method": "width", "bins": 2}, ["0 to 50", "0 to 50", "50 to 100", "50 to 100", None]),
        ({"method": "quantiles", "bins": 2}, ["0 to 30", "0 to 30", "30 to 100", "30 to 100", None]),
        ({"method": "edges", "edges": ["10", 60]}, ["below 10", "10 to 60", "10 to 60", "above 60", None]),
    ],
)
def test_numbers_are_put_into_bins(apply: Apply, settings: dict[str, Any], expected: list[str]) -> None:
    found = apply("SELECT unnest([0, 10, 50, 100, NULL]) AS n", ("bins", {"column": "n", **settings}))

    assert listed(found, "n_bin") == expected


def test_the_last_edge_belongs_to_the_last_bin(apply: Apply) -> None:
    found = apply("SELECT unnest([5, 10]) AS n", ("bins", {"column": "n", "method": "edges", "edges": [0, 5, 10]}))

    assert listed(found, "n_bin") == ["5 to 10", "5 to 10"]


def test_rows_are_kept_or_dropped(apply: Apply) -> None:
    old = [{"column": "day", "operator": "below", "value": "1900-01-01"}]
    odd = [{"column": "id", "operator": "is", "value": 3}, {"column": "select", "operator": "below", "value": 0}]

    assert listed(apply(PEOPLE, ("filter", {"conditions": old})), "id") == [1]
    assert listed(apply(PEOPLE, ("filter", {"conditions": old, "action": "drop"})), "id") == [2, 3, 2, 5]
    assert listed(apply(PEOPLE, ("filter", {"conditions": odd, "match": "any", "action": "drop"})), "id") == [1, 2, 2]


@pytest.mark.parametrize(("keep", "expected"), [("first", [1, 2, 3, 5]), ("last", [1, 3, 2, 5]), ("none", [1, 3, 5])])
def test_duplicates_are_removed(apply: Apply, keep: str, expected: list[int]) -> None:
    assert listed(apply(PEOPLE, ("deduplicate", {"columns": ["id"], "keep": keep})), "id") == expected
    assert len(apply(PEOPLE, ("deduplicate", {}))) == 4


def test_rows_are_sorted_with_missing_values_last(apply: Apply) -> None:
    orders = [{"column": "select", "descending": True}, {"column": "id"}]

    assert listed(apply(PEOPLE, ("sort", {"orders": orders})), "id") == [2, 2, 1, 5, 3]


def test_a_sample_is_the_same_for_the_same_seed_and_in_order(apply: Apply) -> None:
    select = "SELECT range AS n FROM range(1000)"

    first, again, other = (listed(apply(select, ("sample", {"rows": 50, "seed": seed})), "n") for seed in (1, 1, 2))

    assert len(first) == 50
    assert first == again == sorted(first)
    assert first != other


def test_columns_are_kept_dropped_and_put_in_front(apply: Apply) -> None:
    assert list(apply(PEOPLE, ("select", {"columns": ["day", "id"]})).columns) == ["day", "id"]
    assert "day" not in apply(PEOPLE, ("select", {"columns": ["day"], "action": "drop"})).columns
    assert list(apply(PEOPLE, ("select", {"columns": ["yes"], "action": "first"})).columns)[:2] == ["yes", "id"]


def test_columns_are_renamed(apply: Apply) -> None:
    found = apply(PEOPLE, ("rename", {"names": {"select": 'from "x"', "id": "select"}}))

    assert list(found.columns) == ["select", CITY, "tags", 'from "x"', "day", "yes"]


def test_groups_agree_with_pandas(apply: Apply) -> None:
    frame = pd.DataFrame({"g": [n % 3 for n in range(90)], "x": [float(n * n % 17) for n in range(90)]})
    expected = frame.groupby("g", sort=False).x.agg(
        ["sum", "mean", "median", "min", "max", "count", "nunique", "first", "last"]
    )
    functions = ["sum", "mean", "median", "min", "max", "count", "distinct", "first", "last"]

    found = apply(
        "SELECT range % 3 AS g, (range * range % 17)::DOUBLE AS x FROM range(90)",
        ("group", {"keys": ["g"], "aggregates": [{"function": f, "column": "x", "name": f} for f in functions]}),
    )

    assert listed(found, "rows") == [30, 30, 30]
    assert found[functions].astype(float).to_numpy() == pytest.approx(expected.to_numpy())


def test_missing_keys_are_a_group_and_no_key_is_one_row(apply: Apply) -> None:
    grouped = apply(NUMBERS, ("group", {"keys": ["w"], "aggregates": [{"function": "joined", "column": "n"}]}))
    whole = apply(NUMBERS, ("group", {"aggregates": [{"function": "first", "column": "w"}]}))

    assert listed(grouped, "w") == ["a", "b", None]
    assert listed(grouped, "n joined") == ["1, 3", None, "3, 8"]
    assert whole.to_dict("records") == [{"w first": "a", "rows": 6}]


def test_columns_become_rows_and_back(apply: Apply) -> None:
    wide = "SELECT unnest([1, 2]) AS id, unnest([10, 20]) AS \"a 'x'\", unnest([NULL, 40]) AS b"
    to_rows = ("unpivot", {"columns": ["a 'x'", "b"], "name": "what", "value": "how much"})

    long = apply(wide, to_rows)
    back = apply(wide, to_rows, ("pivot", {"keys": ["id"], "across": "what", "value": "how much", "function": "max"}))

    assert listed(long, "what") == ["a 'x'", "b", "a 'x'", "b"]
    assert listed(long, "how much") == [10, None, 20, 40]
    assert back.columns.tolist() == ["id", "a 'x'", "b"]
    assert listed(back, "b") == [None, 40]


def test_columns_of_different_kinds_become_rows_of_text(apply: Apply) -> None:
    assert listed(apply("SELECT 1 AS n, 'x' AS w", ("unpivot", {"columns": ["n", "w"]})), "value") == ["1", "x"]


def test_a_pivot_with_first_values_takes_those_of_its_column(apply: Apply) -> None:
    select = "SELECT unnest([1, 1, 1]) AS id, unnest(['a', 'b', 'a']) AS c, unnest([NULL, 2, 3]) AS v"

    found = apply(select, ("pivot", {"keys": ["id"], "across": "c", "value": "v", "function": "first"}))

    assert found.to_dict("records") == [{"id": 1, "a": 3, "b": 2}]


def test_categories_become_columns_of_yes_and_no(apply: Apply) -> None:
    found = apply(NUMBERS, ("one_hot", {"column": "w", "most": 1}))

    assert list(found.columns) == ["n", "w", "w a"]
    assert listed(found, "w a") == [True, False, False, False, True, False]


def test_steps_read_what_the_steps_before_them_made(apply: Apply) -> None:
    found = apply(
        PEOPLE,
        ("trim", {}),
        ("case", {"columns": [CITY], "case": "title"}),
        ("rename", {"names": {CITY: "city"}}),
        ("deduplicate", {"columns": ["city"]}),
        ("filter", {"conditions": [{"column": "city", "operator": "is_present"}]}),
    )

    assert listed(found, "city") == ["Oslo", "Bergen X"]


def test_every_kind_of_step_has_words_and_unique_keys() -> None:
    assert len({kind.key for kind in STEPS}) == len(STEPS)
    assert all(kind.label and kind.help and kind.sentence and kind.group for kind in STEPS)
