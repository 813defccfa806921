"""Options: what may be chosen, and what is refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from core.datasets import ImportOptions
from core.errors import BadInput


def test_options_come_back_from_json() -> None:
    options = ImportOptions(delimiter=";", header=False, types={"a": "text"}, missing_markers=("-1",), all_text=True)

    assert ImportOptions.from_json(options.to_json()) == options


def test_nothing_chosen_is_nothing_kept() -> None:
    assert ImportOptions.from_json(None).to_json() == {}


@pytest.mark.parametrize(
    "given",
    [
        {"delimeter": ","},
        {"delimiter": "x" * 50},
        {"delimiter": "\n"},
        {"quote": '""'},
        {"encoding": 8},
        {"header": "yes"},
        {"skip_rows": -1},
        {"skip_rows": True},
        {"sheet": 1},
        {"missing_markers": "NA"},
        {"types": {"a": "money"}},
        {"types": ["a"]},
        {"day_first": 1},
        {"all_text": "on"},
        {"conventions": {"a": 1}},
    ],
    ids=str,
)
def test_an_option_that_cannot_be_meant_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        ImportOptions.from_json(given)

    assert refused.value.hint
