"""Every number of a profile is what the SQL that is shown for it gives: the fast ways against the definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from core.profiling import MEASURES, profiles, sql_of
from core.profiling.columns import at_hand, frequencies, numbers
from core.profiling.measures.draft import plain
from core.profiling.records import Profile
from core.profiling.table import Table
from tests.core.profiling.world import (
    HARD_SELECT,
    NOW,
    TYPES_SELECT,
    WEATHER_SELECT,
    dataset_of,
    nobody,
    opened,
    profiled,
)

SELECTS = {"weather": WEATHER_SELECT, "hard": HARD_SELECT, "types": TYPES_SELECT}
KEYS = [measure.key for measure in MEASURES]


@pytest.fixture(scope="module", params=SELECTS)
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Table, Profile]]:
    """A table, still open, and its profile."""
    with opened(SELECTS[request.param]) as table:
        yield table, _profile(table)


@pytest.mark.parametrize("key", KEYS)
def test_a_measure_is_what_its_sql_gives(pair: tuple[Table, Profile], key: str) -> None:
    table, profile = pair

    assert _measured(profile, key) == _near(_defined(table, profile, key))


@pytest.fixture(scope="module")
def scanned() -> Iterator[tuple[Table, Profile]]:
    """The same, of columns that all seem to have too many values to count them one by one."""
    with pytest.MonkeyPatch.context() as monkeypatch, opened(WEATHER_SELECT) as table:
        monkeypatch.setattr(at_hand, "MOST_VALUES", -1)
        monkeypatch.setattr(frequencies, "FEW_VALUES", -1)
        monkeypatch.setattr(frequencies, "ALWAYS_COUNTED", -1)
        monkeypatch.setattr(frequencies, "NEARLY_UNIQUE", -1)
        yield table, _profile(table)


@pytest.fixture(scope="module", params=SELECTS)
def grouped(request: pytest.FixtureRequest) -> Iterator[tuple[Table, Profile]]:
    """The same tables, as if they were too long to be read whole: every column is grouped by a query of its own."""
    with pytest.MonkeyPatch.context() as monkeypatch, opened(SELECTS[request.param]) as table:
        monkeypatch.setattr(at_hand, "MOST_VALUES", -1)
        yield table, _profile(table)


@pytest.mark.parametrize("key", KEYS)
def test_a_measure_is_the_same_when_the_table_is_too_long_to_be_read_whole(
    grouped: tuple[Table, Profile], key: str
) -> None:
    table, profile = grouped

    assert _measured(profile, key) == _near(_defined(table, profile, key))


@pytest.mark.parametrize("select", SELECTS.values())
def test_both_ways_of_counting_give_the_same_profile(select: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(select) as table:
        whole = _profile(table)
        monkeypatch.setattr(at_hand, "MOST_VALUES", -1)
        grouped = _profile(table)

    assert [column.top for column in whole.columns] == [column.top for column in grouped.columns]
    assert [column.spellings for column in whole.columns] == [column.spellings for column in grouped.columns]
    assert [column.histogram for column in whole.columns] == [column.histogram for column in grouped.columns]
    assert [column.log_histogram for column in whole.columns] == [column.log_histogram for column in grouped.columns]
    assert [column.calendar for column in whole.columns] == [column.calendar for column in grouped.columns]


NEED_COUNTS = ("case_variants", "singletons", "mode_share", "repeats")


@pytest.mark.parametrize("key", [key for key in KEYS if key not in NEED_COUNTS])
def test_a_measure_is_the_same_when_values_are_too_many_to_count(scanned: tuple[Table, Profile], key: str) -> None:
    table, profile = scanned

    assert _measured(profile, key) == _near(_defined(table, profile, key))


def test_the_deviation_from_the_median_of_a_large_column_is_marked_as_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "MOST_VALUES", -1)
    monkeypatch.setattr(frequencies, "FEW_VALUES", -1)
    monkeypatch.setattr(numbers, "EXACT_MAD", 1)

    profile = profiled("SELECT sqrt(i) AS x FROM range(120000) AS rows(i)")

    mad = profile.columns[0].numbers["mad"]
    assert (mad.precision, mad.n) == ("sample", pytest.approx(40_000, rel=0.02))
    values = np.sqrt(np.arange(120_000))
    assert mad.value == pytest.approx(np.median(np.abs(values - np.median(values))), rel=0.01)


def test_every_measure_has_a_label_and_says_what_it_applies_to() -> None:
    assert [m.key for m in MEASURES if not m.label or not m.holds] == []


def test_no_measure_is_there_twice() -> None:
    assert len(set(KEYS)) == len(KEYS)


def _profile(table: Table) -> Profile:
    return profiles.measure(table, dataset_of(table), target=None, report=nobody, now=NOW)


def _measured(profile: Profile, key: str) -> dict[str, Any]:
    exact = {c.name: c.numbers[key] for c in profile.columns if key in c.numbers}
    return {name: number.value for name, number in exact.items() if number.precision == "exact" and key != "future"}


def _defined(table: Table, profile: Profile, key: str) -> dict[str, Any]:
    columns = [profile.column(name) for name in _measured(profile, key)]
    return {column.name: plain(table.one(sql_of(column, key))[0]) for column in columns if column}


def _near(values: dict[str, Any]) -> Any:
    return {name: _near_one(value) for name, value in values.items()}


def _near_one(value: Any) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-12) if isinstance(value, float) else value
