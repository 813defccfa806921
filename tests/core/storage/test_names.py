"""Names that people give: one line that can be read."""

from __future__ import annotations

import pytest

from core.errors import BadInput
from core.storage.names import checked_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [(" two  words ", "two words"), ("a\0b", "ab"), ("a\x1b[31mb\x7f", "a[31mb"), ("a\nb\tc", "a b c"), ("é🙂", "é🙂")],
)
def test_a_name_is_kept_without_what_nobody_can_see(given: str, kept: str) -> None:
    assert checked_name(given) == kept


@pytest.mark.parametrize("given", ["", "  ", "\0\x07", "x" * 201])
def test_a_name_of_nothing_or_too_much_is_refused(given: str) -> None:
    with pytest.raises(BadInput, match="1 to 200 characters"):
        checked_name(given)
