"""What steps would do, told before anything is stored; and what cannot be done, in words."""

from __future__ import annotations

from typing import Any

import pytest

from core import cleaning
from core.cleaning import Change, Step, previews
from core.errors import BadInput, Busy
from core.workspace import Workspace
from tests.core.cleaning.conftest import Make

TABLE = "SELECT unnest([' a', 'b', NULL, ' c']) AS w, unnest([1, 2, 2, NULL]) AS n"


def test_each_step_tells_rows_cells_and_missing_values_before_and_after(kept: Workspace, make: Make) -> None:
    steps = [
        Step("trim", {}),
        Step("fill", {"columns": ["n"], "method": "constant", "value": "0"}),
        Step("filter", {"conditions": [{"column": "w", "operator": "is_present"}]}),
    ]

    trimmed, filled, filtered = cleaning.preview(kept, make(TABLE), steps).reports

    assert trimmed.sentence == "Trim spaces of all columns"
    assert trimmed.difference is not None
    assert (trimmed.difference.changed, trimmed.difference.cells) == (2, {"w": 2})
    assert trimmed.difference.examples == (Change(1, "w", " a", "a"), Change(4, "w", " c", "c"))
    assert filled.difference is not None
    assert (filled.difference.missing_before, filled.difference.missing_after) == (2, 1)
    assert filtered.difference is not None
    assert (filtered.rows_before, filtered.rows_after, filtered.difference.changed) == (4, 3, None)


def test_the_sql_of_a_step_can_be_read_with_its_values(kept: Workspace, make: Make) -> None:
    steps = [Step("replace", {"columns": ["w"], "find": "b", "put": "it's"})]

    assert cleaning.preview(kept, make(TABLE), steps).reports[0].sql == (
        "SELECT\n  * REPLACE (\n    CASE WHEN \"w\" = 'b' THEN 'it''s' ELSE \"w\" END AS \"w\"\n  )\nFROM data"
    )


def test_columns_that_come_and_go_are_named(kept: Workspace, make: Make) -> None:
    steps = [Step("rename", {"names": {"w": "word"}})]

    difference = cleaning.preview(kept, make(TABLE), steps).reports[0].difference

    assert difference is not None
    assert (difference.added, difference.removed, difference.changed) == (("word",), ("w",), 0)


def test_a_step_that_is_off_does_nothing(kept: Workspace, make: Make) -> None:
    found = cleaning.preview(kept, make(TABLE), [Step("trim", {}, on=False), Step("case", {"columns": ["w"]})])

    assert found.reports[0].difference is None
    assert found.reports[1].difference is not None
    assert found.rows[0][0] == " a"


def test_a_step_that_cannot_be_done_says_why_and_those_before_it_are_shown(kept: Workspace, make: Make) -> None:
    steps = [Step("trim", {}), Step("case", {"columns": ["word"]}), Step("sort", {"orders": [{"column": "n"}]})]

    found = cleaning.preview(kept, make(TABLE), steps)

    assert found.reports[1].error is not None
    assert found.error == found.reports[1].error
    assert found.error["message"] == "The table at this step has no column “word”."
    assert found.reports[2].sql == ""
    assert found.rows[0][0] == "a"


@pytest.mark.parametrize(
    ("kind", "settings", "message"),
    [
        ("paint", {}, "“paint” is no kind of step."),
        ("trim", {"column": "w"}, "“Trim spaces” has no setting “column”."),
        ("trim", {"columns": ["n"]}, "“Trim spaces” cannot use “n”, which holds numbers."),
        ("fill", {"columns": ["w"], "method": "mean"}, "“w” has no mean: it holds no numbers."),
        ("fill", {"columns": ["n"], "value": "x"}, "“x” cannot be compared with “n”"),
        ("fill", {"columns": []}, "“Fill missing values” needs to know: Columns."),
        ("split", {"column": "w", "into": 1}, "“Split a column”: Number of parts is “1”."),
        ("split", {"column": "w", "into": 2.5}, "“Split a column”: Number of parts is “2.5”."),
        ("split", {"column": "w", "delimiter": ""}, "“Split a column”: Between the parts stands is “”."),
        ("replace", {"columns": ["w"], "how": "pattern", "find": "("}, "“(” is no pattern"),
        ("merge", {"column": "w", "groups": [{"to": "a", "from": []}]}, "“Merge spellings”: Spellings is"),
        ("merge", {"column": "w", "groups": ["a"]}, "“Merge spellings”: Spellings is"),
        ("read_dates", {"columns": ["w"], "format": "custom", "custom": "%Q"}, "“%Q” is no way to write dates."),
        ("retype", {"columns": ["n"], "type": "date"}, "“n” is INTEGER and cannot become Date."),
        ("bins", {"column": "n", "method": "edges", "edges": ["x"]}, "“Put numbers into bins”: Edges is"),
        ("bins", {"column": "n", "method": "edges", "edges": [1]}, "“Put numbers into bins”: Column is"),
        ("filter", {"conditions": [{"column": "m", "operator": "is", "value": 1}]}, "The table at this step"),
        ("filter", {"conditions": []}, "“Filter rows” needs to know: Conditions."),
        ("select", {"columns": ["w", "n"], "action": "drop"}, "No column would be left."),
        ("rename", {"names": {"w": "N"}}, "“N” is no possible name"),
        ("rename", {"names": {"w": " "}}, "“” is no possible name"),
        ("rename", {"names": ["w"]}, "“Rename columns”: New names is"),
        ("group", {"aggregates": [{"function": "sum", "column": "w"}]}, "“w” has no sum: it holds no numbers."),
        ("group", {"aggregates": [{"function": "guess", "column": "w"}]}, "“Group and aggregate”: Compute is"),
        ("sample", {"rows": "many"}, "“Draw a sample”: Rows is “many”."),
        ("sort", {"orders": "n"}, "“Sort rows”: Sort by is “n”."),
    ],
    ids=lambda case: str(case)[:40],
)  # fmt: skip
def test_settings_that_cannot_be_used_are_refused_in_words(
    kept: Workspace, make: Make, kind: str, settings: dict[str, Any], message: str
) -> None:
    found = cleaning.preview(kept, make(TABLE), [Step(kind, settings)])

    assert found.error is not None
    assert found.error["message"].startswith(message)
    assert found.error["hint"]


def test_a_category_without_values_cannot_become_columns(kept: Workspace, make: Make) -> None:
    found = cleaning.preview(kept, make("SELECT NULL::VARCHAR AS w"), [Step("one_hot", {"column": "w"})])

    assert found.error is not None
    assert found.error["message"] == "“w” has no values."


def test_a_large_table_is_looked_at_in_part(kept: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "MOST_ROWS", 10)

    found = cleaning.preview(kept, make("SELECT range AS n FROM range(95)"), [Step("sample", {"rows": 3})])

    assert (found.looked_at, found.total, found.is_sample) == (10, 95, True)
    assert found.reports[0].rows_after == 3


def test_a_wide_table_is_looked_at_in_fewer_rows(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "MOST_CELLS", 100)

    assert previews.every(make("SELECT " + ", ".join(f"{i} AS c{i}" for i in range(50)) + " FROM range(10)")) == 5


def test_no_steps_show_the_table_as_it_is(kept: Workspace, make: Make) -> None:
    found = cleaning.preview(kept, make(TABLE), [])

    assert (found.reports, len(found.rows), found.is_sample) == ((), 4, False)


def test_a_table_without_rows_can_be_cleaned(kept: Workspace, make: Make) -> None:
    steps = [
        Step("trim", {}),
        Step("fill", {"columns": ["n"], "method": "median"}),
        Step("deduplicate", {}),
        Step("group", {"keys": ["w"]}),
    ]

    found = cleaning.preview(kept, make("SELECT 1 AS n, 'x' AS w WHERE false"), steps)

    assert (found.error, found.rows) == (None, ())


def test_five_hundred_columns_can_be_cleaned(kept: Workspace, make: Make) -> None:
    wide = make("SELECT " + ", ".join(f"' {i}' AS c{i}" for i in range(500)) + " FROM range(20)")

    report = cleaning.preview(kept, wide, [Step("trim", {})]).reports[0]

    assert report.difference is not None
    assert report.difference.changed == 500 * 20


def test_huge_texts_are_shortened_where_they_are_shown(kept: Workspace, make: Make) -> None:
    found = cleaning.preview(
        kept, make("SELECT repeat('x', 10_000_000) AS w"), [Step("case", {"columns": ["w"], "case": "upper"})]
    )

    assert len(found.rows[0][0]) == 300
    assert found.reports[0].difference is not None
    assert len(found.reports[0].difference.examples[0].after or "") == 200


def test_steps_that_take_too_long_are_ended_with_words(
    kept: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(previews, "MOST_ROWS", 3_000_000)
    monkeypatch.setattr(previews, "MOST_CELLS", 30_000_000)
    steps = [Step("sort", {"orders": [{"column": "n", "descending": True}]})] * 5

    with pytest.raises(Busy, match="longer than"):
        cleaning.preview(kept, make("SELECT hash(range)::VARCHAR AS n FROM range(3_000_000)"), steps)


def test_more_steps_than_anybody_needs_are_refused(kept: Workspace, make: Make) -> None:
    found = cleaning.preview(kept, make(TABLE), [Step("trim", {})] * 101)

    assert found.error is not None
    assert found.error["message"] == "There are 101 steps."


@pytest.mark.parametrize("given", [None, "trim", {}, {"kind": "trim", "sql": "1"}, {"kind": "trim", "settings": []}])
def test_what_is_no_step_is_refused(given: Any) -> None:
    with pytest.raises(BadInput):
        Step.from_json(given)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("rename", {"names": {"a": "b"}}), "Rename “a” to “b”"),
        (Step("deduplicate", {}), "Of rows alike in all columns, keep the first"),
        (Step("sort", {"orders": [{"column": "n", "descending": True}]}), "Sort by “n” descending"),
        (
            Step("filter", {"conditions": [{"column": "n", "operator": "below", "value": 3}], "action": "drop"}),
            "Rows where “n” is below 3 are dropped",
        ),
        (Step("fill", {"columns": ["n"], "method": "median"}), "Fill missing values of “n” (the median)"),
        (Step("case", {"columns": ["n"], "case": "upper"}), "Write “n” in UPPER CASE"),
        (
            Step("derive", {"function": "ratio", "first": "a", "second": "b"}),
            "Derive first divided by second (“a” “b”)",
        ),
        (Step("join", {"dataset": "ds_1", "kind": "inner"}), "Join another table (rows: only those found in both)"),
        (Step("trim", {"columns": list("abcdef")}), "Trim spaces of “a”, “b”, “c”, “d” and 2 more"),
    ],
)
def test_a_step_is_said_in_words(step: Step, words: str) -> None:
    assert cleaning.sentence(step) == words
    assert Step.from_json(step.to_json()) == step
