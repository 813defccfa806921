"""What is wrong with a request, in words."""

from __future__ import annotations

from app.api.wording import in_words, shown


def test_the_field_its_value_and_the_remedy_are_named() -> None:
    error = {"type": "ge", "loc": ("query", "limit"), "input": "0", "msg": "Input should be greater than or equal to 1"}

    assert in_words([error]) == ('“limit” cannot be "0".', "It should be greater than or equal to 1.")


def test_a_place_deep_in_the_body_is_written_as_a_path() -> None:
    error = {"type": "missing", "loc": ("body", "rows", 3, "age"), "input": {}, "msg": "Field required"}

    assert in_words([error])[0] == "“rows[3].age” is missing."


def test_of_many_errors_the_first_are_told_and_the_others_counted() -> None:
    errors = [{"type": "missing", "loc": ("body", f"f{n}"), "input": {}, "msg": ""} for n in range(5)]

    message, hint = in_words(errors)

    assert message == "“f0” is missing. “f1” is missing. “f2” is missing. And 2 more."
    assert hint.count("Send a value") == 1


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shown("two\nlines\x1b") == '"two\\nlines\\u001b"'
    assert len(shown("x" * 10_000)) < 70
    assert shown(b"\xff") == '"�"'
    assert shown("\ud800") == '"\\ud800"'
