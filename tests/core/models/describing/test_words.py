"""Numbers, shares and lists inside sentences."""

from __future__ import annotations

import pytest

from core.models.describing import words


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (1234567.8, "1,234,568"),
        (12.3456, "12.35"),
        (0.012345, "0.01235"),
        (-5.0, "−5"),
        (1e20, "1.000e+20"),
        (1e-9, "1.000e-09"),
        (float("nan"), "unknown"),
        (float("inf"), "unknown"),
    ],
)
def test_a_number_has_the_digits_that_matter(value: float, expected: str) -> None:
    assert words.number(value) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.734, "73%"), (0.0123, "1.2%"), (0.99951, "99.95%"), (0, "0%"), (1, "100%")]
)
def test_a_share_is_told_finely_near_its_ends(share: float, expected: str) -> None:
    assert words.percent(share) == expected


@pytest.mark.parametrize(("value", "expected"), [(1955.0, "1955"), (1234.5, "1234.5"), (-3.0, "−3")])
def test_a_value_that_somebody_gave_keeps_its_digits(value: float, expected: str) -> None:
    assert words.exact(value) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.123, "+12 points"), (-0.0041, "−0.4 points")])
def test_a_difference_of_shares_is_told_in_points(share: float, expected: str) -> None:
    assert words.points(share) == expected


@pytest.mark.parametrize(("label", "expected"), [(True, "yes"), (False, "no"), (" >50K ", ">50K"), (1, "1")])
def test_a_class_that_is_true_or_false_is_called_yes_or_no(label: str | int, expected: str) -> None:
    assert words.said(label) == expected


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_ends_with_and(items: list[str], expected: str) -> None:
    assert words.listing(items) == expected
