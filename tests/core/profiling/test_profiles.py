"""The way in: overview, profile, kept results, rows of an alert, progress and cancelling."""

from __future__ import annotations

import json

import pytest

from core import datasets, profiling
from core.datasets import Dataset
from core.errors import BadInput, NotFound
from core.profiling import profiles, store
from core.workspace import Workspace
from tests.core.profiling.world import HARD_SELECT, NOW, WEATHER_SELECT
from tests.worlds import store as add


class Cancelled(Exception):
    """Raised by a report, as a job's does."""


@pytest.fixture
def weather(ws: Workspace) -> Dataset:
    return add(ws, WEATHER_SELECT)


@pytest.fixture
def unmeasurable(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing may be measured."""

    def measure(*args: object, **kwargs: object) -> None:
        raise AssertionError("measured again")

    monkeypatch.setattr(profiles, "measure", measure)
    monkeypatch.setattr(profiles.steps, "start", measure)


def test_the_overview_counts_the_table(ws: Workspace, weather: Dataset) -> None:
    overview = profiling.overview(ws, weather)

    assert (overview.rows, overview.columns) == (819, 23)
    assert overview.cells_missing == sum(glance.missing for glance in overview.glances)
    assert overview.kinds == {"date": 1, "category": 4, "number": 16, "boolean": 2}
    assert overview.stored_bytes == weather.stored_bytes


def test_the_overview_already_draws_every_column(ws: Workspace, weather: Dataset) -> None:
    glances = profiling.overview(ws, weather).glances

    assert [glance.name for glance in glances if glance.histogram is None and glance.top is None] == []


def test_the_first_look_says_how_precise_it_is(ws: Workspace) -> None:
    dataset = add(ws, "SELECT i, i % 100000 AS x FROM range(200000) AS rows(i)")

    glance = profiling.overview(ws, dataset).glances[1]

    assert glance.histogram is not None
    assert (glance.numbers["count"].precision, glance.numbers["distinct"].precision) == ("exact", "approximate")
    assert (glance.numbers["median"].precision, glance.histogram.precision) == ("sample", "sample")
    assert glance.numbers["median"].n == pytest.approx(50_000, rel=0.02)


def test_a_second_look_measures_nothing(ws: Workspace, weather: Dataset, request: pytest.FixtureRequest) -> None:
    first = profiling.profile(ws, weather, now=NOW)
    request.getfixturevalue("unmeasurable")

    assert profiling.profile(ws, weather) == first
    assert profiling.overview(ws, weather).glances == first.columns
    assert profiling.stored(ws, weather) == first


def test_a_profile_is_kept_for_every_target(ws: Workspace, weather: Dataset, request: pytest.FixtureRequest) -> None:
    first = profiling.profile(ws, weather, target="RainTomorrow", now=NOW)
    assert profiling.stored(ws, weather) is None
    request.getfixturevalue("unmeasurable")

    assert profiling.profile(ws, weather, target="RainTomorrow") == first
    assert first.target is not None
    assert first.target.powers[0].column == "Humidity3pm"


def test_a_target_that_is_no_column_is_named(ws: Workspace, weather: Dataset) -> None:
    with pytest.raises(NotFound, match="RainToday2"):
        profiling.profile(ws, weather, target="RainToday2")


def test_a_kept_profile_goes_with_its_dataset(ws: Workspace, weather: Dataset) -> None:
    profiling.profile(ws, weather)
    profiling.profile(ws, weather, target="RainToday")

    datasets.remove(ws, weather.id)

    assert list(ws.folders.datasets.glob(f"{weather.id}*")) == []


@pytest.mark.parametrize(
    "content", ["", "{", "profile 2\n{}", '{"format": 1}', "profile 3\n{", 'profile 3\n{"x": 1}', "profile 3\n[]"]
)
def test_a_kept_profile_that_cannot_be_read_is_made_anew(ws: Workspace, weather: Dataset, content: str) -> None:
    store.path(ws, weather).write_text(content)

    assert profiling.profile(ws, weather).overview.rows == 819


def test_a_profile_survives_the_way_through_json(ws: Workspace) -> None:
    profile = profiling.profile(ws, add(ws, HARD_SELECT), target="flag")

    text = json.dumps(profiling.to_json(profile), allow_nan=False)

    assert profiling.from_json(profiling.Profile, json.loads(text)) == profile


def test_progress_rises_from_nothing_to_all(ws: Workspace, weather: Dataset) -> None:
    heard: list[tuple[float, str]] = []

    profiling.profile(ws, weather, target="RainToday", report=lambda done, step: heard.append((done, step)))

    parts = [done for done, _ in heard]
    assert (parts[0], parts[-1], parts) == (0.0, 1.0, sorted(parts))
    assert "Counting values" in {step for _, step in heard}


@pytest.mark.parametrize("step", ["Counting values", "Relating columns", "Looking at the target"])
def test_whatever_a_report_raises_ends_the_work_and_leaves_nothing(ws: Workspace, weather: Dataset, step: str) -> None:
    def report(done: float, label: str) -> None:
        raise_at = {step: Cancelled}
        if label in raise_at:
            raise raise_at[label]

    with pytest.raises(Cancelled):
        profiling.profile(ws, weather, target="RainToday", report=report)

    assert list(ws.folders.datasets.glob("*.json*")) == []


def test_an_alert_opens_its_rows(ws: Workspace) -> None:
    dataset = add(ws, "SELECT i, CASE WHEN i % 4 > 0 THEN i END AS x FROM range(100) AS rows(i)")
    alert = next(alert for alert in profiling.profile(ws, dataset).alerts if alert.code == "missing")

    rows = profiling.rows_of(ws, dataset, alert, limit=2, offset=1)

    assert (rows.columns, rows.rows, alert.rows) == (("i", "x"), ((4, None), (8, None)), 25)


def test_an_alert_is_found_by_its_code_and_column(ws: Workspace) -> None:
    dataset = add(ws, "SELECT i, CASE WHEN i % 4 > 0 THEN i END AS x FROM range(100) AS rows(i)")

    found = profiling.alert_rows(ws, dataset, "missing", "x", limit=2, offset=1)

    assert (found.columns, found.rows, found.total) == (("i", "x"), ((4, None), (8, None)), 25)


def test_an_alert_about_numbers_shows_the_rows_behind_them(ws: Workspace) -> None:
    dataset = add(ws, "SELECT i AS x, i * 2 AS y FROM range(100) AS rows(i)")

    assert profiling.alert_rows(ws, dataset, "correlated", "y", limit=1).total == 100


def test_alerts_about_the_target_are_found_with_it(ws: Workspace) -> None:
    dataset = add(ws, "SELECT i AS x, i * 2 AS y FROM range(100) AS rows(i)")

    assert profiling.alert_rows(ws, dataset, "leak", "x", target="y").total == 100
    with pytest.raises(NotFound, match="leak"):
        profiling.alert_rows(ws, dataset, "leak", "x")


@pytest.mark.parametrize(("code", "column"), [("nonsense", None), ("missing", "Location"), ("missing", None)])
def test_an_alert_that_is_not_there_is_named(ws: Workspace, weather: Dataset, code: str, column: str | None) -> None:
    with pytest.raises(NotFound, match=code):
        profiling.alert_rows(ws, weather, code, column)


def test_the_bytes_of_a_profile_are_its_json(ws: Workspace, weather: Dataset) -> None:
    assert profiling.stored_bytes(ws, weather) is None

    profile = profiling.profile(ws, weather, target="RainToday")

    assert json.loads(profiling.stored_bytes(ws, weather, target="RainToday") or "") == profiling.to_json(profile)


def test_a_profile_is_read_once(ws: Workspace, weather: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    first = profiling.profile(ws, weather)
    monkeypatch.setattr(store, "from_json", None)

    assert profiling.stored(ws, weather) is first


def test_a_profile_that_another_process_kept_is_read(ws: Workspace, weather: Dataset) -> None:
    first = profiling.profile(ws, weather)
    store._held.clear()

    assert profiling.stored(ws, weather) == first


def test_only_some_profiles_are_held(ws: Workspace, weather: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_HELD", 2)

    for_targets = [profiling.profile(ws, weather, target=name) for name in ("MinTemp", "MaxTemp", "RainToday")]

    assert len(for_targets) == 3
    assert len(store._held) == 2


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (1_001, 0), (10, -1)])
def test_rows_out_of_range_are_refused(ws: Workspace, weather: Dataset, limit: int, offset: int) -> None:
    alert = profiling.profile(ws, weather).alerts[0]

    with pytest.raises(BadInput):
        profiling.rows_of(ws, weather, alert, limit=limit, offset=offset)
