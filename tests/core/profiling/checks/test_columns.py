"""Every check of a column: it fires, it stays quiet, it does not apply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.profiling.checks.catalogue import CHECKS
from core.profiling.checks.check import ColumnCheck
from core.profiling.records import ColumnProfile, Reason, Spelling, ValueCount
from tests.core.profiling.world import alerts, measured_column

column = measured_column


def spelled(reason: Reason) -> ColumnProfile:
    """A column of texts with two values that are one but for this reason."""
    values = (ValueCount("Germany", 40), ValueCount("Germeny", 2))
    return replace(column("x", "texts"), spellings=(Spelling("germany", reason, values, 42),))


# Per check a column at which it fires, one at which it stays quiet, and one to which it does not apply.
CASES: dict[str, tuple[ColumnProfile, ColumnProfile, ColumnProfile]] = {
    "empty": (column(count=0, missing=100), column(count=1, missing=99), column(rows=0)),
    "mostly_missing": (column(count=40, missing=60), column(count=60, missing=40), column(count=0, missing=100)),
    "missing": (column(count=90, missing=10), column(count=98, missing=2), column(count=0, missing=100)),
    "constant": (column(distinct=1), column(distinct=2), column(count=0, distinct=0, missing=100)),
    "almost_constant": (
        column(distinct=2, mode_share=0.99, top=[(5, 99), (6, 1)]),
        column(distinct=2, mode_share=0.9, top=[(5, 90), (6, 10)]),
        column(count=0, missing=100),
    ),
    "id_like": (column("customer_id", "texts"), column("customer_id", "texts", distinct=50), column("size", "texts")),
    "unique": (column("code", "texts"), column("code", "texts", distinct=99), column("id", "texts")),
    "repeated_id": (
        column("order id", distinct=95, unique_share=0.95, singletons=90),
        column("order id", distinct=10, unique_share=0.1, singletons=0),
        column("size", distinct=95, unique_share=0.95, singletons=90),
    ),
    "high_cardinality": (
        column("x", "texts", distinct=60, top=[("a", 5)]),
        column("x", "texts", distinct=20, top=[("a", 5)]),
        column("x", "texts", kind="text", distinct=60, top=[("a", 5)]),
    ),
    "imbalance": (
        column("x", "booleans", distinct=2, mode_share=0.95, top=[(False, 95), (True, 5)]),
        column("x", "booleans", distinct=2, mode_share=0.7, top=[(False, 70), (True, 30)]),
        column("x", "texts", kind="text", distinct=2, mode_share=0.95, top=[("a", 95), ("b", 5)]),
    ),
    "id_gaps": (column(kind="id", id_gaps=3), column(kind="id", id_gaps=5_000), column(kind="number")),
    "infinite": (column(infinities=1, nans=1), column(infinities=0, nans=0), column(type="BIGINT")),
    "disguised_missing": (
        column(disguised=7, disguised_value="-999"),
        column(),
        column("x", "texts", disguised=7, disguised_value="-999"),
    ),
    "skewed": (column(skewness=-4.0), column(skewness=1.0), column(kind="id", skewness=4.0)),
    "outliers": (column(outliers=6, iqr=1.0), column(outliers=1, iqr=1.0), column(kind="id", outliers=6, iqr=1.0)),
    "zeros": (column(zeros=60), column(zeros=40), column(kind="category", zeros=60)),
    "disguised_words": (
        column("x", "texts", disguised_words=1),
        column("x", "texts", disguised_words=0),
        column(disguised_words=1),
    ),
    "blank": (column("x", "texts", empty=1), column("x", "texts", empty=0), column(empty=1)),
    "padded": (column("x", "texts", padded=1), column("x", "texts", padded=0), column(padded=1)),
    "case_variants": (
        column("x", "texts", case_variants=2),
        column("x", "texts", case_variants=0),
        column("x", "texts", kind="id", case_variants=2),
    ),
    "spellings": (
        spelled("typo"),
        spelled("case"),
        column("x", "numbers"),
    ),
    "invisible": (
        column("x", "texts", invisible_share=0.01),
        column("x", "texts", invisible_share=0.0),
        column(invisible_share=0.01),
    ),
    "mixed_types": (
        column("x", "texts", numbers_share=0.4),
        column("x", "texts", numbers_share=0.05),
        column("x", "texts", kind="id", numbers_share=0.4),
    ),
    "dates_as_text": (
        column("x", "texts", dates_share=0.9),
        column("x", "texts", dates_share=0.3),
        column("x", "texts", kind="id", dates_share=0.9),
    ),
    "numbers_as_text": (
        column("x", "texts", numbers_share=0.9),
        column("x", "texts", numbers_share=0.5),
        column("x", "texts", kind="id", numbers_share=0.9),
    ),
    "future": (column("x", "dates", future=1), column("x", "dates", future=0), column("x", "times", future=1)),
    "date_gaps": (
        column("x", "dates", days_distinct=50, usual_gap=1, gaps=2),
        column("x", "dates", days_distinct=50, usual_gap=1, gaps=0),
        column("x", "dates", days_distinct=50, usual_gap=7, gaps=49),
    ),
    "personal_emails": (
        column("x", "texts", emails_share=0.5),
        column("x", "texts", emails_share=0.01),
        column(emails_share=0.5),
    ),
    "personal_phones": (
        column("x", "texts", phones_share=0.9),
        column("x", "texts", phones_share=0.3),
        column(phones_share=0.9),
    ),
    "personal_cards": (
        column("x", "texts", cards_share=0.9),
        column("x", "texts", cards_share=0.1),
        column("x", "dates"),
    ),
    "personal_ibans": (
        column("x", "texts", ibans_share=0.5),
        column("x", "texts", ibans_share=0.01),
        column(ibans_share=0.5),
    ),
    "personal_ids": (
        column("x", "texts", national_ids_share=0.9),
        column("x", "texts", national_ids_share=0.1),
        column(national_ids_share=0.9),
    ),
    "personal_name": (
        column("First Name", "texts"),
        column("Product", "texts"),
        column("email", "texts", emails_share=0.9),
    ),
}


def test_groups_are_no_persons_whatever_their_name() -> None:
    assert alerts("personal_name", column("PhoneService", "booleans", distinct=2)) == []
    assert alerts("personal_name", column("Street", "texts", distinct=2)) == []


def test_a_none_that_most_rows_have_is_an_answer() -> None:
    assert alerts("disguised_words", column("x", "texts", disguised_words=90, top=[("NONE", 90), ("GOOD", 10)])) == []
    assert len(alerts("disguised_words", column("x", "texts", disguised_words=9, top=[("GOOD", 91), ("none", 9)]))) == 1


def test_there_is_a_case_for_every_check_of_a_column() -> None:
    assert set(CASES) == {check.code for check in CHECKS if isinstance(check, ColumnCheck)}


@pytest.mark.parametrize("code", CASES)
def test_a_check_fires(code: str) -> None:
    found = alerts(code, CASES[code][0])

    assert [(alert.code, alert.column) for alert in found] == [(code, CASES[code][0].name)]


@pytest.mark.parametrize("code", CASES)
def test_a_check_stays_quiet(code: str) -> None:
    assert alerts(code, CASES[code][1]) == []


@pytest.mark.parametrize("code", CASES)
def test_a_check_does_not_apply(code: str) -> None:
    assert alerts(code, CASES[code][2]) == []


@pytest.mark.parametrize("code", CASES)
def test_an_alert_is_a_sentence_with_something_to_do(code: str) -> None:
    alert = alerts(code, CASES[code][0])[0]

    assert alert.sentence.endswith((".", "missing”."))
    assert alert.action.endswith(".")
    assert not {"{", "}"} & set(alert.sentence + alert.action)


def test_an_alert_names_the_column_the_share_and_the_rows() -> None:
    alert = alerts("missing", measured_column("age", rows=1_000, count=900, missing=100))[0]

    assert alert.sentence == "“age” is missing in 10% of the rows (100 rows)."
    assert (alert.rows, alert.sql) == (100, 'SELECT *\nFROM data\nWHERE "age" IS NULL')


@pytest.mark.parametrize("name", ["E-Mail", "customer_phone", "Date of birth", "SSN", "home address", "Vorname"])
def test_a_column_is_personal_by_its_name(name: str) -> None:
    assert [alert.code for alert in alerts("personal_name", measured_column(name, "texts"))] == ["personal_name"]


@pytest.mark.parametrize("name", ["product name", "emailed", "streets_count", "dobermann", "microphones"])
def test_a_name_that_only_sounds_personal_is_left_alone(name: str) -> None:
    assert alerts("personal_name", measured_column(name, "texts")) == []


@pytest.mark.parametrize("name", ["id", "ID", "customer_id", "CustomerId", "PassengerId", "order number", "uuid"])
def test_a_column_is_an_id_by_its_name(name: str) -> None:
    assert len(alerts("id_like", measured_column(name, type="BIGINT"))) == 1


@pytest.mark.parametrize("name", ["paid", "grid", "valid", "width", "humid"])
def test_a_name_that_only_ends_like_an_id_is_none(name: str) -> None:
    assert alerts("id_like", measured_column(name, type="BIGINT")) == []
