"""The files a profile is taken away as: bounded, by themselves, and without the values that should not leave."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from core.errors import BadInput
from core.profiling.records import Alert, ColumnProfile, Histogram, Number, Profile, Value, ValueCount, Values
from core.profiling.writing import exports
from core.profiling.writing.exports import FORMATS
from tests.core.profiling.world import profiled

PEOPLE = """
SELECT
  'person' || (range % 40) || '@mail.example' AS mail,
  ['Xanthippe', 'xanthippe', 'Quirin', 'Zebedeus'][1 + range % 4] AS name,
  DATE '1961-03-05' + (range * 37)::INTEGER AS born,
  71234.5 + range AS salary,
  ['gold', 'silver'][1 + range % 2] AS level,
  range % 3 AS visits
FROM range(120)
UNION ALL SELECT 'person1@mail.example', 'Xanthippe', DATE '1961-03-05', 71234.5, 'gold', 0 FROM range(3)
"""
PERSONAL = {"mail", "name", "born", "salary"}
VALUES = ("@mail.example", "person1", "Xanthippe", "xanthippe", "Quirin", "Zebedeus", "1961", "1973-0", "71234", "71,2")


@pytest.fixture(scope="module")
def people() -> Profile:
    return profiled(PEOPLE, target="level")


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.key)
def test_no_value_of_a_masked_column_is_in_a_file(people: Profile, format: exports.Format) -> None:
    written = exports.write(format, people, name="people", mask=PERSONAL).decode()

    assert [value for value in VALUES if value in written] == []


@pytest.mark.parametrize("target", ["name", "salary"])
def test_a_masked_target_tells_none_of_its_values_either(target: str) -> None:
    profile = profiled(PEOPLE, target=target)

    written = exports.write(exports.find("json"), profile, name="people", mask=PERSONAL).decode()

    assert [value for value in VALUES if value in written] == []


def test_without_a_mask_the_values_are_there(people: Profile) -> None:
    written = exports.write(exports.find("html"), people, name="people").decode()

    assert "Xanthippe" in written
    assert "Its values are not shown here." not in written


def test_a_masked_column_still_tells_how_much_and_how_long(people: Profile) -> None:
    written = json.loads(exports.write(exports.find("json"), people, name="people", mask=PERSONAL))

    masked = next(column for column in written["profile"]["columns"] if column["name"] == "mail")
    assert masked["numbers"]["count"]["value"] == 123
    assert masked["numbers"]["distinct"]["value"] == 40
    assert "top" not in masked


def test_columns_that_are_not_masked_keep_their_values(people: Profile) -> None:
    written = json.loads(exports.write(exports.find("json"), people, name="people", mask=PERSONAL))

    kept = next(column for column in written["profile"]["columns"] if column["name"] == "visits")
    assert kept["top"]["items"]
    assert kept["numbers"]["max"]["value"] == 2


def test_an_alert_of_a_masked_column_says_only_that_it_is_there(people: Profile) -> None:
    alert = Alert(
        "padded", "Padded", "warning", "name", "“ Quirin” is padded.", 7, "SELECT ' Quirin'", "Trim “ Quirin”."
    )

    written = exports.write(exports.find("csv"), replace(people, alerts=(alert,)), name="p", mask={"name"}).decode()

    assert "Quirin" not in written
    assert "Padded,name,7,The values of “name” are masked. It concerns 7 rows." in written


def test_formulas_in_the_alerts_are_neutralised(people: Profile) -> None:
    alert = Alert("constant", "Constant", "info", "=cmd()", "+1 is everywhere.", None, "SELECT 1", "@drop")

    written = exports.write(exports.find("csv"), replace(people, alerts=(alert,)), name="p").decode()

    row = next(csv.DictReader(io.StringIO(written)))
    assert (row["column"], row["sentence"], row["action"]) == ("'=cmd()", "'+1 is everywhere.", "'@drop")


def test_the_summary_has_a_line_for_each_column_and_cannot_be_broken_by_names() -> None:
    summary = exports.write(exports.find("md"), profiled('SELECT 1 AS "a|b <i>", 2 AS c'), name="*odd*").decode()

    assert summary.startswith("# Profile of \\*odd\\*\n")
    assert "| a\\|b \\<i\\> | number | 0% | 1 |" in summary


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput) as refused:
        exports.find("pdf")

    assert refused.value.hint == "Choose one of: html, md, json, csv."


def wide(columns: int) -> Profile:
    """A profile of very many columns, each with a histogram, long values, and an alert."""
    tall = Histogram(tuple(float(edge) for edge in range(41)), tuple(range(40)))
    long = Values(tuple(ValueCount("x" * 190 + str(place), 9) for place in range(20)))
    numbers: dict[str, Number] = {key: Number(_value(key)) for key in ("count", "missing", "distinct", "mean", "max")}
    made = tuple(
        ColumnProfile(f"{'long name ' * 6}{place}", "number", "DOUBLE", "numbers", 9, numbers, tall, top=long)
        for place in range(columns)
    )
    alerts = tuple(
        Alert("missing", "Missing", "info", column.name, "It has gaps. " * 20, 4, "SELECT 1\n" * 20, "Fill it.")
        for column in made
    )
    return replace(profiled("SELECT 1 AS x"), columns=made, alerts=alerts)


def _value(key: str) -> Value:
    return {"missing": 4, "mean": 3.25}.get(key, 20)


@pytest.mark.parametrize("columns", [500, 5_000, 20_000])
def test_the_page_stays_below_five_megabytes_at_any_width(columns: int) -> None:
    page = exports.write(exports.find("html"), wide(columns), name="wide")

    assert 100_000 < len(page) < 5_000_000
    assert b"long name 0" in page


def test_what_had_no_room_on_the_page_is_counted() -> None:
    page = exports.write(exports.find("html"), wide(20_000), name="wide").decode()

    assert "further columns had no room here; the JSON has all." in page
    assert "further alerts had no room here; the JSON has all." in page
