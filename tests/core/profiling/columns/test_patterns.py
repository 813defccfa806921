"""What texts look like: recognised when they are it, left alone when they only resemble it."""

from __future__ import annotations

import pytest

from tests.core.profiling.world import profiled

CASES = [
    ("emails_share", "ann@example.org", 1),
    ("emails_share", " ann.b+c@mail.example.co.uk ", 1),
    ("emails_share", "ann at example.org", 0),
    ("emails_share", "@handle", 0),
    ("urls_share", "https://example.org/a?b=c", 1),
    ("urls_share", "www.example.org", 1),
    ("urls_share", "see https://example.org for more", 0),
    ("urls_share", "example", 0),
    ("phones_share", "+49 30 1234567", 1),
    ("phones_share", "(030) 123-4567", 1),
    ("phones_share", "004930/1234567", 1),
    ("phones_share", "01.02.2024", 0),
    ("phones_share", "0.1234567", 0),
    ("phones_share", "12345678", 0),
    ("cards_share", "4111 1111 1111 1111", 1),
    ("cards_share", "5500-0000-0000-0004", 1),
    ("cards_share", "378282246310005", 1),
    ("cards_share", "4111 1111 1111 1112", 0),
    ("cards_share", "an order, with no digit", 0),
    ("numbers_share", "1.5e3", 1),
    ("numbers_share", "1,5", 0),
    ("disguised_words", " Unknown ", 1),
    ("disguised_words", "unknown soldier", 0),
    ("padded", "a ", 1),
    ("padded", "a b", 0),
    ("empty", "   ", 1),
    ("empty", "0", 0),
    ("words_mean", " two  words ", 2),
    ("letters_share", "Zoë7", 0.75),
    ("digits_share", "Zoë7", 0.25),
    ("spaces_share", "a b\t", 0.5),
    ("length_max", "🙂🙂", 2),
]


@pytest.mark.parametrize(("key", "text", "expected"), CASES)
def test_a_text_is_recognised(key: str, text: str, expected: float) -> None:
    column = profiled(f"SELECT '{text}' AS x").columns[0]

    assert column.value(key) == expected


def test_a_card_number_kept_as_a_number_is_recognised() -> None:
    assert profiled("SELECT 4111111111111111 AS x").columns[0].value("cards_share") == 1


def test_the_same_text_in_upper_and_lower_case_is_counted_with_all_its_rows() -> None:
    column = profiled("SELECT unnest(['Yes', 'yes', 'yes', 'NO', 'maybe']) AS x").columns[0]

    assert column.value("case_variants") == 3
