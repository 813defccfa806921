"""Long lists in little room."""

from __future__ import annotations

from core.profiling.writing.fitting import Way, fit
from core.writing.html import Html

WAYS = (Way(lambda n: Html(f"{n:04d}"), 8), Way(lambda n: Html(f"{n:02d}"), 4))


def test_the_first_are_written_in_full_and_later_ones_shorter() -> None:
    assert fit(range(4), WAYS).parts == [["0000", "0001"], ["02", "03"]]


def test_what_has_no_room_at_all_is_counted() -> None:
    assert fit(range(9), WAYS).left_out == 5


def test_nothing_is_left_out_while_there_is_room() -> None:
    found = fit(range(2), WAYS)

    assert (found.parts[1], found.left_out) == ([], 0)
