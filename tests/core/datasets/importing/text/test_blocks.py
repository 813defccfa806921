"""Several tables in one text are found, told, and one of them is chosen."""

from __future__ import annotations

import pytest

from core.datasets.importing.text import blocks
from core.datasets.importing.text.lines import records
from core.datasets.importing.text.lines.dialect import Dialect


def found(text: str) -> tuple[blocks.Block, ...]:
    return blocks.find(list(records.read(text.split("\n"), Dialect(","))))


TWO = "a,b\n1,2\n3,4\n\nc,d,e\n5,6,7\n8,9,1\n"


def test_each_table_knows_its_lines_and_its_width() -> None:
    assert [(block.first_line, block.last_line, block.width) for block in found(TWO)] == [(1, 3, 2), (5, 7, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n\n3,4\n5,6\n",
        "a,b\n1,2\n\na,b\n3,4\n",
        "Title\n\na,b\n1,2\n3,4\n",
        "a,b\n1,2\n3,4\n\nSource: x\n",
        "a,b,c\n1,2,3\n4,5\n6,7,8\n",
    ],
)
def test_one_table_is_not_taken_apart(text: str) -> None:
    assert found(text) == ()


def test_the_first_is_read_unless_another_is_far_larger() -> None:
    assert blocks.choose(found(TWO), None) == 1
    assert blocks.choose(found(TWO.replace(",e", "").replace(",7", "").replace(",1", "")), None) == 0
    assert blocks.choose(found(TWO), 1) == 0


def test_a_person_is_told_where_the_tables_are() -> None:
    told = blocks.told(found(TWO), 1)

    assert "2 tables" in told
    assert "lines 1 to 3 (a, b)" in told
    assert "Number 2 was read" in told
