"""The patient reader never loses a line, whatever the quotes."""

from __future__ import annotations

import pytest

from core.datasets.importing.text.lines import records
from core.datasets.importing.text.lines.dialect import Dialect
from core.datasets.importing.text.lines.records import NEVER_CLOSED

COMMA = Dialect(",")
BACKSLASH = Dialect(",", '"', "\\")


@pytest.mark.parametrize(
    ("text", "dialect", "fields"),
    [
        ("a,b", COMMA, ["a", "b"]),
        ("a,,", COMMA, ["a", "", ""]),
        ('"a,b",c', COMMA, ["a,b", "c"]),
        ('"a ""b""",c', COMMA, ['a "b"', "c"]),
        ('"a "b" c",d', COMMA, ['a "b" c', "d"]),
        (' "a,b" ,c', COMMA, ["a,b", "c"]),
        ('a "b",c', COMMA, ['a "b"', "c"]),
        ('"a \\"b\\"",c', BACKSLASH, ['a "b"', "c"]),
        ('"a\\\\",c', BACKSLASH, ["a\\", "c"]),
        ("a||b", Dialect("||"), ["a", "b"]),
        ('"a,b"', Dialect(",", ""), ['"a', 'b"']),
        ("one value", Dialect(""), ["one value"]),
        ("a   b c   d", Dialect("  ", "", "", aligned=True), ["a", "b c", "d"]),
    ],
)
def test_a_line_is_split_as_it_was_meant(text: str, dialect: Dialect, fields: list[str]) -> None:
    assert records.split(text, dialect) == fields


def test_a_quote_left_open_is_no_record() -> None:
    assert records.split('a,"b', COMMA) is None


def test_a_cell_may_have_many_lines() -> None:
    found = list(records.read(['a,"b\n', "c\n", 'd",e\n', "f,g,h\n"], COMMA))

    assert [record.fields for record in found] == [["a", "b\nc\nd", "e"], ["f", "g", "h"]]
    assert [record.line for record in found] == [1, 4]


def test_a_quote_that_is_never_closed_costs_only_its_line() -> None:
    found = list(records.read(['1,"x\n', *["2,y\n"] * 30], COMMA, width=2))

    assert found[0].fault == NEVER_CLOSED
    assert found[0].fields == ["1", '"x']
    assert len(found) == 31


def test_rows_between_two_stray_quotes_stay_rows() -> None:
    found = list(records.read(['1,"x\n', *["2,y\n"] * 30, '3,z"\n'], COMMA, width=2))

    assert len(found) == 32


def test_a_cell_may_hold_lines_that_look_like_rows() -> None:
    found = list(records.read(['1,"x,\n', *["x,\n"] * 30, '"\n', "2,y\n"], COMMA, width=2))

    assert [record.fields for record in found] == [["1", "x,\n" * 31], ["2", "y"]]
