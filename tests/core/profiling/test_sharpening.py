"""Exact on request: one number, or the whole profile."""

from __future__ import annotations

import numpy as np
import pytest

from core import jobs, profiling
from core.errors import NotFound
from core.profiling.records import Profile
from core.workspace import Workspace
from tests.core.profiling.world import NOW, WEATHER_SELECT
from tests.worlds import store

LONG = "SELECT sqrt(i) AS x, 'Text ' || (i % 7) || '@x.org' AS s FROM range(600000) AS rows(i)"


@pytest.fixture
def vague(ws: Workspace) -> Profile:
    return profiling.profile(ws, store(ws, LONG), now=NOW)


def precisions(profile: Profile) -> set[str]:
    numbers = {number.precision for column in profile.columns for number in column.numbers.values()}
    lists = {values.precision for c in profile.columns for values in (c.top, c.patterns, c.scripts) if values}
    return numbers | lists


def test_one_measure_is_made_exact(ws: Workspace, vague: Profile) -> None:
    dataset = store(ws, LONG)

    number = profiling.exact(ws, dataset, "x", "mad")

    values = np.sqrt(np.arange(600_000))
    assert vague.columns[0].numbers["mad"].precision == "sample"
    assert (number.value, number.precision) == (
        pytest.approx(np.median(np.abs(values - np.median(values))), rel=1e-9),
        "exact",
    )


@pytest.mark.parametrize(("column", "key"), [("x", "nonsense"), ("s", "mean"), ("y", "mean")])
def test_a_measure_that_is_not_there_is_named(ws: Workspace, column: str, key: str) -> None:
    with pytest.raises(NotFound):
        profiling.exact(ws, store(ws, "SELECT 1.5 AS x, 'a' AS s"), column, key)


def test_a_whole_profile_is_made_exact_and_kept(ws: Workspace) -> None:
    dataset = store(ws, LONG)
    first = profiling.profile(ws, dataset)
    heard: list[str] = []

    second = profiling.profile(ws, dataset, exact=True, report=lambda done, words: heard.append(words))

    assert (precisions(first), first.exact) == ({"exact", "sample"}, False)
    assert (precisions(second), second.exact) == ({"exact"}, True)
    assert heard == ["Counting x", "Counting s", "Done"]
    assert profiling.stored(ws, dataset) == second
    assert profiling.profile(ws, dataset) == second


def test_a_profile_that_is_exact_already_only_says_so(ws: Workspace) -> None:
    dataset = store(ws, WEATHER_SELECT)

    assert profiling.profile(ws, dataset, exact=True).columns == profiling.profile(ws, dataset).columns


def test_a_profile_is_made_as_a_job(supervised: Workspace) -> None:
    dataset = store(supervised, WEATHER_SELECT)

    job = jobs.wait(supervised, profiling.start(supervised, dataset, target="RainToday", exact=True).id, seconds=60)

    kept = profiling.stored(supervised, dataset, target="RainToday")
    assert (job.status, kept is not None and kept.exact) == ("done", True)


def test_a_job_for_a_target_that_is_no_column_is_refused(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        profiling.start(ws, store(ws, "SELECT 1 AS x"), target="y")
