"""Shares, counts and names as sentences write them."""

from __future__ import annotations

import pytest

from core.profiling import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (0.0004, "less than 0.1%"),
        (0.034, "3.4%"),
        (0.05, "5%"),
        (0.256, "26%"),
        (0.953, "95.3%"),
        (0.9996, "more than 99.9%"),
        (1, "100%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(value: float, text: str) -> None:
    assert words.share(value) == text


@pytest.mark.parametrize(("value", "text"), [(1, "1 row"), (0, "0 rows"), (12345, "12,345 rows")])
def test_rows_are_counted_as_people_do(value: int, text: str) -> None:
    assert words.rows(value) == text


def test_a_long_name_is_cut() -> None:
    assert words.quoted("x" * 100) == f"“{'x' * 60}…”"


@pytest.mark.parametrize("name", ["CustomerId", "customer_id", " customer-ID", "customerId"])
def test_a_name_falls_apart_into_words(name: str) -> None:
    assert words.apart(name) == "customer id"


@pytest.mark.parametrize(("name", "is_id"), [("id", True), ("OrderId", True), ("Ticket No", True), ("idea", False)])
def test_an_id_is_known_by_its_name(name: str, is_id: bool) -> None:
    assert words.is_id(name) == is_id
