"""Rarer ways of writing a value: names of months, lengths of time, other scripts, several ways in one column."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from core.datasets import ImportOptions
from tests.core.datasets.importing.conftest import ImportBytes, Imported


def imported(import_bytes: ImportBytes, values: list[str], **options: Any) -> Imported:
    rows = "".join(f"{value}|x\n" for value in values)
    return import_bytes(f"a|b\n{rows}".encode(), ImportOptions.from_json(options))


def told(found: Imported) -> str:
    return " ".join(found.report.warnings)


@pytest.mark.parametrize(
    "values",
    [
        ["31. Dezember 2020", "1. März 2021"],
        ["31 décembre 2020", "1er mars 2021"],
        ["31 de diciembre de 2020", "1 de marzo de 2021"],
        ["31 grudnia 2020", "1 marca 2021"],
        ["31 декабря 2020", "1 марта 2021"],
        ["Dec. 31, 2020", "March 1st, 2021"],
        ["2020-Dez-31", "2021-Mrz-01"],
        ["2020年12月31日", "2021年3月1日"],
    ],
)
def test_months_have_names_in_many_languages(import_bytes: ImportBytes, values: list[str]) -> None:
    assert imported(import_bytes, values).table["a"] == [date(2020, 12, 31), date(2021, 3, 1)]


def test_a_month_of_a_year_is_its_first_day_and_that_is_told(import_bytes: ImportBytes) -> None:
    found = imported(import_bytes, ["März 2021", "Dez 2020"])

    assert found.table["a"] == [date(2021, 3, 1), date(2020, 12, 1)]
    assert "first day" in told(found)


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        (["36:15:00", "12:00:00", "-01:00:00"], [130500.0, 43200.0, -3600.0]),
        (["1h 30m", "45m", "2 hours"], [5400.0, 2700.0, 7200.0]),
        (["1 day 2 h", "3 min 20 s", "1 week"], [93600.0, 200.0, 604800.0]),
        (["P1DT2H", "PT45S", "PT1H30M"], [93600.0, 45.0, 5400.0]),
    ],
)
def test_lengths_of_time_become_seconds(import_bytes: ImportBytes, values: list[str], seconds: list[float]) -> None:
    found = imported(import_bytes, values)

    assert found.table["a"] == seconds
    assert "turned into seconds" in told(found)


def test_numbers_with_a_letter_are_no_durations(import_bytes: ImportBytes) -> None:
    assert imported(import_bytes, ["5 m", "10 m", "12 s"]).table["a"] == ["5 m", "10 m", "12 s"]


def test_full_width_digits_are_numbers(import_bytes: ImportBytes) -> None:
    assert imported(import_bytes, ["１２３", "-４５"]).table["a"] == [123, -45]
    assert imported(import_bytes, ["１２．５", "４"]).table["a"] == [12.5, 4.0]


@pytest.mark.parametrize(("yes", "no"), [("evet", "hayır"), ("ano", "ne"), ("ναι", "όχι"), ("예", "아니오")])
def test_yes_and_no_in_more_languages(import_bytes: ImportBytes, yes: str, no: str) -> None:
    assert imported(import_bytes, [yes, no, yes]).table["a"] == [True, False, True]


def test_dates_written_in_several_ways_are_read_one_by_one(import_bytes: ImportBytes) -> None:
    found = imported(import_bytes, ["2020-01-05", "31/12/2020", "5 June 2021"] * 3)

    assert found.table["a"][:3] == [date(2020, 1, 5), date(2020, 12, 31), date(2021, 6, 5)]
    assert "written in 3 ways" in told(found)


def test_several_ways_with_and_without_a_time_are_moments(import_bytes: ImportBytes) -> None:
    found = imported(import_bytes, ["2020-01-05 10:30:00", "31/12/2020", "2020-01-06T11:00:00"])

    assert found.table["a"][:2] == [datetime(2020, 1, 5, 10, 30), datetime(2020, 12, 31)]  # noqa: DTZ001


def test_several_ways_of_which_one_is_open_stay_text(import_bytes: ImportBytes) -> None:
    values = ["2020-01-05", "05/06/2020"] * 3

    found, chosen = imported(import_bytes, values), imported(import_bytes, values, day_first=True)

    assert found.table["a"] == values
    assert "kept as text. Choose the order" in told(found)
    assert chosen.table["a"][1] == date(2020, 6, 5)


def test_dates_that_contradict_each_other_stay_text(import_bytes: ImportBytes) -> None:
    values = ["31/12/2020", "12/31/2020"] * 3

    found = imported(import_bytes, values)

    assert found.table["a"] == values
    assert "others only the month" in told(found)


def test_the_evidence_counts_what_only_the_other_order_reads(import_bytes: ImportBytes) -> None:
    days = [f"{day}/{month:02}/2020" for day in range(13, 29) for month in range(1, 13)]
    values = days * 5 + ["12/31/2020"] * 4 + ["soon"]

    column = imported(import_bytes, values).report.columns[0]

    assert column.evidence == (
        "99.48% of 965 values read as dates in the order day, month, year (dd/mm/yyyy); "
        "4 only as month, day, year; 1 as neither; 13/01/2020 can only be meant so"
    )
    assert column.confidence == 0.9948


def test_between_points_the_day_comes_first_whatever_stands_beside(import_bytes: ImportBytes) -> None:
    found = imported(import_bytes, ["2024-02-05", "01.04.2024", "03/31/2024", "2024-02-06"])

    assert found.table["a"] == [date(2024, 2, 5), date(2024, 4, 1), date(2024, 3, 31), date(2024, 2, 6)]


def test_dates_with_points_beside_iso_dates_leave_no_doubt(import_bytes: ImportBytes) -> None:
    found = imported(import_bytes, ["2024-02-05", "01.04.2024", "2024-02-06", "02.03.2024"])

    assert found.table["a"] == [date(2024, 2, 5), date(2024, 4, 1), date(2024, 2, 6), date(2024, 3, 2)]
    assert "no date shows" not in told(found)


@pytest.mark.parametrize("marker", ["k.A.", "n/v", "s/o", "n.d.", "nicht verfügbar", "Missing", "no data"])
def test_words_for_no_value_in_other_languages_are_missing_among_numbers(
    import_bytes: ImportBytes, marker: str
) -> None:
    assert imported(import_bytes, ["1.5", marker, "2.5", "4"]).table["a"] == [1.5, None, 2.5, 4.0]
