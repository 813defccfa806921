"""The report of a profile: complete, escaped, and needing nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from core.profiling import records, to_html
from core.profiling.records import Profile
from tests.core.profiling.world import HARD_SELECT, TYPES_SELECT, WEATHER_SELECT, profiled

HOSTILE = "<script>alert(1)</script>"


class Parts(HTMLParser):
    """The tags of a page, which of them are open, and whether each was closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.extend([tag] if tag != "meta" else [])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def weather() -> Profile:
    return profiled(WEATHER_SELECT, target="RainTomorrow")


@pytest.fixture(scope="module")
def page(weather: Profile) -> str:
    return to_html(weather, name="Weather")


def test_every_column_has_a_block_with_a_drawing_and_its_sql(weather: Profile, page: str) -> None:
    parts = Parts(page)

    assert parts.found.count("section") == len(weather.columns)
    assert page.count("How it is computed (SQL)") == len(weather.columns) + len(weather.alerts)
    assert page.count("FROM data") > 5 * len(weather.columns)


def test_alerts_are_told_in_words_with_what_to_do(weather: Profile, page: str) -> None:
    text = re.sub(r"&quot;", '"', page)

    assert f"What deserves a look ({len(weather.alerts)})" in text
    assert all(alert.sentence in text and alert.action in text for alert in weather.alerts)


def test_a_target_brings_what_tells_about_it(weather: Profile, page: str) -> None:
    assert weather.target is not None
    assert "What tells about RainTomorrow" in page
    assert weather.target.powers[0].sentence in page


def test_a_profile_without_target_does_not_speak_of_one() -> None:
    assert "What tells about" not in to_html(profiled("SELECT range AS n FROM range(9)"), name="t")


def test_the_page_loads_nothing_and_runs_nothing(page: str) -> None:
    parts = Parts(page)

    assert parts.open == []
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(parts.found)
    assert not {"src", "href", "onclick", "onload", "style"} & parts.attributes
    assert "http" not in page
    assert "url(" not in page


def test_names_values_and_examples_are_escaped_wherever_they_stand() -> None:
    hostile = profiled(
        f"""SELECT '{HOSTILE}' || (n % 3) AS "{HOSTILE}", '{HOSTILE}' || n AS note, n FROM range(90) AS rows(n)""",
        kinds={"note": "text"},
        target=HOSTILE,
    )

    made = to_html(hostile, name=HOSTILE)

    assert "script" not in Parts(made).found
    assert made.count("&lt;script&gt;") > 10


@pytest.mark.parametrize("select", [HARD_SELECT, TYPES_SELECT, "SELECT 1 AS one WHERE false", "SELECT NULL AS nothing"])
def test_awkward_tables_make_a_whole_page(select: str) -> None:
    profile = profiled(select)

    parts = Parts(to_html(profile, name="t"))

    assert parts.open == []
    assert parts.found.count("section") == len(profile.columns)


def test_each_number_says_how_precise_it_is() -> None:
    column = records.ColumnProfile(
        "n",
        "number",
        "DOUBLE",
        "numbers",
        1000,
        numbers={
            "count": records.Number(900),
            "missing": records.Number(100),
            "distinct": records.Number(800, "approximate", error=0.016),
            "mean": records.Number(2.5, "sample", n=500),
        },
    )

    made = to_html(_of(column), name="t")

    assert "<td>Missing</td><td>100 rows (10%)</td><td>exact</td>" in made
    assert "<td>Distinct</td><td>800 values</td><td>approximate, ± 1.6%</td>" in made
    assert "<td>Mean</td><td>2.5</td><td>from 500 rows</td>" in made


def test_what_goes_together_with_a_column_stands_in_its_block(page: str) -> None:
    block = page[page.index("<h3>Temp3pm") :].partition("</section>")[0]

    assert "Goes together with MaxTemp (0.98)" in block


def _of(column: records.ColumnProfile) -> Profile:
    return Profile(
        dataset_id="ds_t",
        made_at="2026-11-21T08:00:00+00:00",
        seconds=1.0,
        overview=records.Overview(1000, 1, 100, 5000, {"number": 1}),
        columns=(column,),
        missing=records.Missing(),
        duplicates=None,
        associations=records.Associations(),
        alerts=(),
    )
