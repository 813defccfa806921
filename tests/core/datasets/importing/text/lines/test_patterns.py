"""A row that lost its place is put back where its values fit, and left alone where they do not."""

from __future__ import annotations

import pytest

from core.datasets.importing.text.lines import patterns

ROWS = [[str(at), f"Name {at}", f"2024-01-{at + 10}", f"X-{at}"] for at in range(20)]
PATTERN = patterns.learn(ROWS, 4)


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        (["7", "2024-03-01", "X-9"], ["7", "", "2024-03-01", "X-9"]),
        (["Bo", "2024-03-01", "X-9"], ["", "Bo", "2024-03-01", "X-9"]),
        (["7", "", "Bo", "2024-03-01", "X-9"], ["7", "Bo", "2024-03-01", "X-9"]),
        (["", "7", "Name 3", "2024-03-01", "X-9"], ["7", "Name 3", "2024-03-01", "X-9"]),
    ],
)
def test_values_go_where_others_like_them_are(fields: list[str], row: list[str]) -> None:
    assert patterns.put_back(fields, PATTERN) == row


@pytest.mark.parametrize(
    "fields",
    [
        ["7", "Name 3", "2024-03-01"],
        ["7", "Name 3", "2024-03-01", "X-9"],
        ["7"],
        ["7", "Name 3", "2024-03-01", "X-9", "more"],
    ],
)
def test_a_row_that_fits_as_it_is_written_stays(fields: list[str]) -> None:
    assert patterns.put_back(fields, PATTERN) is None


def test_a_mask_keeps_the_signs_of_a_value() -> None:
    assert [patterns.mask(text) for text in ("MG-8769", "$74.69", "28/01/2018")] == ["a-9", "$9.9", "9/9/9"]


def test_a_row_of_the_table_is_known_by_its_shapes() -> None:
    assert PATTERN.fits(["3", "Name 9", "2023-01-01", "X-1"])
    assert not PATTERN.fits(["Ann", "12", "three", "2023-01-01"])
    assert not PATTERN.fits(["3", "Name 9"])
