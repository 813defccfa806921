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


@pytest.mark.parametrize(
    "given",
    [
        {"names": {"a": ""}},
        {"names": {"a": "x" * 200}},
        {"names": {"a": "two\nlines"}},
        {"exclude": "a"},
        {"trim": {"a": True}},
        {"recipe": 7},
    ],
    ids=str,
)
def test_a_choice_for_columns_that_cannot_be_meant_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        ImportOptions.from_json(given)


def test_choices_for_columns_come_back_from_json() -> None:
    options = ImportOptions(names={"a": "b"}, exclude=("c",), trim=("d",), recipe="Monthly")

    assert ImportOptions.from_json(options.to_json()) == options


def test_a_misspelt_option_is_answered_with_close_ones() -> None:
    with pytest.raises(BadInput) as refused:
        ImportOptions.from_json({"delimeter": ","})

    assert refused.value.hint == "Did you mean delimiter?"


def test_a_long_value_that_is_refused_is_not_repeated_whole() -> None:
    with pytest.raises(BadInput) as refused:
        ImportOptions.from_json({"quote": "x" * 5000})

    assert len(refused.value.message) < 200
