"""The pieces of the page on which a person decides how a file is read, as what they show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.ui.upload import words
from app.ui.upload.deciding import changes, columns, draft, preview
from core.datasets import Inspection
from core.datasets.importing.reporting.report import Decision


def column(name: str, kind: str = "number", **more: Any) -> dict[str, Any]:
    return {"name": name, "original": name, "kind": kind, "evidence": "all values", "misfits": 0, **more}


SEEN = Inspection(
    decisions=(Decision("delimiter", ";", 0.9, "regular"),),
    columns=(column("id"), column("price", confidence=0.5, misfits=1, examples=["n/k"]), column("<b>x", "text")),
    preview=((1, 1.5, "=1+1"), (2, None, None)),
    raw_rows=(("1", "1,5", "=1+1"), ("2", "n/k", "")),
    problems=((1, "price", "not a number"),),
    rejects=((4, "a;b;c;d", "too many values"),),
    raw=("id;price;<b>x",),
    rows_read=2,
    rows_rejected=1,
    complete=True,
    looked_at="the whole file",
    warnings=(),
    report={},
)


def test_a_cell_shows_the_files_text_only_where_it_reads_differently() -> None:
    shown = preview.data(SEEN, [(0, "id"), (1, "price")], [0], texts=True)

    assert shown["rows"] == [[1, [("1", None, ""), ("1.5", "1,5", "")]]]


def test_a_cell_that_would_be_empty_shows_its_text_and_why() -> None:
    shown = preview.data(SEEN, [(1, "price")], [1], texts=True)

    assert shown["rows"] == [[2, [(None, "n/k", "not a number")]]]


def test_a_preview_of_other_rows_has_another_stamp() -> None:
    part = [(0, "id")]

    assert preview.data(SEEN, part, [0], texts=True)["stamp"] != preview.data(SEEN, part, [1], texts=True)["stamp"]


def test_columns_left_out_are_not_in_the_preview_and_renamed_ones_have_their_new_name() -> None:
    assert columns.shown_names(SEEN, {"exclude": ["id"], "names": {"price": "cost"}}) == [(1, "cost"), (2, "<b>x")]


def test_the_table_of_columns_says_how_sure_each_kind_is_and_what_stands_in_it() -> None:
    rows = columns.data(SEEN, {})["columns"]

    assert [row["sure"] for row in rows] == [0, 2, 0]
    assert [row["values"] for row in rows] == ["1 · 2", "1,5 · n/k", "=1+1"]
    assert rows[1]["misfits"] == "1"


def test_a_kind_that_a_person_chose_is_not_called_found() -> None:
    rows = columns.data(SEEN, {"types": {"id": "text"}})["columns"]

    assert [row["found"] for row in rows] == ["", "number", "text"]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [({}, ""), ({"exclude": ["id", "price", "<b>x"]}, "Every column"), ({"names": {"id": "PRICE"}}, "“price”")],
)
def test_what_stands_in_the_way_of_an_import_is_said_in_words(chosen: dict[str, Any], words: str) -> None:
    assert words in columns.obstacle(SEEN, chosen)
    assert bool(columns.obstacle(SEEN, chosen)) == bool(words)


def test_nothing_changed_is_nothing_to_say() -> None:
    assert changes.between(SEEN, SEEN) == ()


def test_what_a_choice_changed_is_told_in_words() -> None:
    after = replace(SEEN, columns=(column("id", "text"), *SEEN.columns[1:]), rows_read=5, rows_rejected=0)

    assert changes.between(SEEN, after) == ("rows: 2 → 5", "rejected lines: 1 → 0", "“id” Number → Text")


def test_other_columns_are_told_by_their_number_or_their_names() -> None:
    fewer = replace(SEEN, columns=SEEN.columns[:1])
    others = replace(SEEN, columns=(column("code"), *SEEN.columns[1:]))

    assert "columns: 3 → 1" in changes.between(SEEN, fewer)
    assert changes.between(SEEN, others) == ("other names, now “code”",)


def test_values_that_read_differently_are_counted() -> None:
    after = replace(SEEN, preview=((1, 15.0, "=1+1"), (2, None, None)))

    assert changes.between(SEEN, after) == ("values differ in 1 row of the preview",)


def test_choices_about_lost_columns_are_dropped() -> None:
    assert draft.left({"id": "text", "gone": "text"}, {"id"}) == {"id": "text"}
    assert draft.left(["gone"], {"id"}) is None


@pytest.mark.parametrize(
    ("value", "text"), [(True, "yes"), ("\t", "tab"), ("", "nothing"), (["a", "b"], "a, b"), ((), "none"), (3, "3")]
)
def test_the_value_of_a_decision_is_written_for_people(value: Any, text: str) -> None:
    assert words.written(value) == text


@pytest.mark.parametrize(("confidence", "word"), [(1.0, "sure"), (0.8, "likely"), (0.69, "please check")])
def test_confidence_is_a_word(confidence: float, word: str) -> None:
    assert words.how_sure(confidence) == word
