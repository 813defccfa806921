"""Of all ways to read a line with quotes out of place, the one with the table's width is found."""

from __future__ import annotations

import pytest

from core.datasets.importing.text.lines import quoting
from core.datasets.importing.text.lines.dialect import Dialect

COMMA = Dialect(",")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('"a,b,c', ['"a', "b", "c"]),
        ('"a,b,"c, d"', ['"a', "b", "c, d"]),
        ('a 5"","b, c",d', ['a 5""', "b, c", "d"]),
        ('"a 5"","b",c', ['a 5"', "b", "c"]),
        ('a,"b"",c', ["a", 'b"', "c"]),
        ('a,b,"', ["a", "b", '"']),
    ],
)
def test_a_line_is_read_as_so_many_values(text: str, fields: list[str]) -> None:
    assert quoting.reread(text, COMMA, 3) == fields


@pytest.mark.parametrize(("text", "width"), [("a,b", 3), ("a,b,c", 1), ("a" * 30_000 + ",b", 2), ("a,b", 300)])
def test_a_line_that_cannot_be_read_so_is_left(text: str, width: int) -> None:
    assert quoting.reread(text, COMMA, width) is None


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ('a,"b, c",d', False),
        ('a,"say ""hi"", he",d', False),
        ('a,"he said "hi" to me",d', False),
        ('"a,b,"c",d', True),
        ('a,"b\n1,"c",d', True),
        ('a,"b', True),
    ],
)
def test_a_value_that_swallowed_others_is_seen(text: str, opens: bool) -> None:
    assert quoting.opens_inside(text, COMMA) is opens
