"""Values that are probably one: what is overlooked, and what is not."""

from __future__ import annotations

import pytest

from core.profiling import sql_of
from core.profiling.records import ValueCount
from core.profiling.texts.spellings import MOST_GROUPS, find_spellings, keys_of, most_read
from tests.core.profiling.world import found, profiled


def values(*counted: tuple[str, int]) -> list[ValueCount]:
    return [ValueCount(value, count) for value, count in counted]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Berlin", "BERLIN", "case"),
        ("Bad Ems", "bad  ems ", "spaces"),
        ("Müller", "MULLER", "accents"),
        ("O'Neil, Sam", "oneil sam", "punctuation"),
        ("St. Gallen", "st gallen", "punctuation"),
        ("Smith, John", "John Smith", "words"),
        ("Straße", "STRASSE", "case"),
        ("Germany", "Germeny", "typo"),
        ("Germany", "Germny", "typo"),
        ("Germany", "Germanny", "typo"),
        ("NEW GERMANY", "NEW GERMENY", "typo"),
    ],
)
def test_two_values_are_one_for_the_least_reason_that_makes_them_so(first: str, second: str, reason: str) -> None:
    groups = find_spellings(values((first, 100), (second, 3)))

    assert [(group.reason, [value.value for value in group.values], group.rows) for group in groups] == [
        (reason, [first, second], 103)
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.5", "15"),
        ("2020-01-02", "2020-02-01"),
        ("10 20", "20 10"),
        ("C", "C++"),
        ("-1", "1"),
        ("item 11", "item 12"),
        ("cat", "car"),
        ("Germany", "Hermany"),
        ("Austria", "Australia"),
        ("Technician I", "Technician II"),
        ("School Health Grade A", "School Health Grade B"),
        ("DS MCDC Custody", "DS MCCF Custody"),
        ("inf", "-inf"),
        ("", " "),
        ("x" * 100, "X" * 100),
    ],
)
def test_two_values_that_mean_different_things_stay_two(first: str, second: str) -> None:
    assert find_spellings(values((first, 100), (second, 3))) == ()


def test_a_word_that_is_frequent_itself_is_no_typing_error() -> None:
    assert find_spellings(values(("Slovakia", 100), ("Slovakie", 40))) == ()


def test_a_group_gathers_every_way_of_writing() -> None:
    groups = find_spellings(values(("New York", 50), ("new york", 9), ("York, New", 2), ("New Yorc", 1), ("Paris", 40)))

    assert [(group.key, group.reason, len(group.values)) for group in groups] == [("new york", "typo", 4)]


def test_groups_with_most_rows_come_first_and_are_few() -> None:
    words = [_word(place) for place in range(80)]
    many = values(*((word, 5 + place) for place, word in enumerate([*words, *map(str.upper, words)])))

    groups = find_spellings(many)

    assert len(groups) == MOST_GROUPS
    assert groups[0].rows == max(group.rows for group in groups)


def test_the_keys_overlook_more_and_more() -> None:
    assert keys_of("Ö'Neil,  Sam") == ("ö'neil,  sam", "ö'neil, sam", "o'neil, sam", "oneil sam", "oneil sam")


def test_ids_are_not_compared() -> None:
    select = "SELECT unnest(['a1b', 'A1B', 'c']) AS x"

    assert profiled(select, kinds={"x": "id"}).columns[0].spellings == ()
    assert len(profiled(select).columns[0].spellings) == 1


def test_the_sql_of_spellings_counts_their_rows() -> None:
    select = "SELECT unnest(['it''s', 'It''s', 'it''s', 'no']) AS x"

    assert found(select, sql_of(profiled(select).columns[0], "spellings")) == [("it's", 2), ("It's", 1)]


@pytest.mark.parametrize(("columns", "values_"), [(0, 1_000), (1, 1_000), (40, 500), (5_000, 100)])
def test_of_many_columns_fewer_values_are_compared(columns: int, values_: int) -> None:
    assert most_read(columns) == values_


def _word(number: int) -> str:
    return "".join(chr(97 + int(digit) * 2) for digit in f"{number:04}") * 2
