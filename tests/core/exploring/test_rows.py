"""Pages of rows: over the whole table, in every order, and never more than a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core import exploring
from core.datasets import Dataset
from core.datasets.conditions import Condition
from core.errors import BadInput, Busy, NotFound, TooLarge
from core.exploring import Order, View, places, views
from core.workspace import Workspace
from tests.worlds import store

NUMBERS = """
SELECT range AS n, range % 7 AS seven, CASE WHEN range % 5 > 0 THEN 'name ' || range % 11 END AS "na""me 🙂"
FROM range(1000)
"""
NAME = 'na"me 🙂'


@pytest.fixture
def numbers(ws: Workspace) -> Dataset:
    return store(ws, NUMBERS)


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything but the first five rows is far away."""
    monkeypatch.setattr(places, "NEAR", 5)


def ns(ws: Workspace, dataset: Dataset, view: View | None = None, **options: Any) -> list[int]:
    return [n for (n,) in exploring.rows(ws, dataset, view, columns=("n",), **options).rows]


def test_rows_come_in_the_order_of_the_file_with_their_places(ws: Workspace, numbers: Dataset) -> None:
    page = exploring.rows(ws, numbers, limit=3, offset=500, columns=("seven", "n"))

    assert page.columns == ("seven", "n")
    assert page.rows == ((3, 500), (4, 501), (5, 502))
    assert page.places == (500, 501, 502)
    assert (page.total, page.offset) == (1000, 500)


def test_a_condition_is_held_against_the_whole_table(ws: Workspace, numbers: Dataset) -> None:
    page = exploring.rows(ws, numbers, View((Condition("seven", "is", 3),)), limit=2, offset=100)

    assert page.total == 143
    assert page.rows[0][0] == 703


@pytest.mark.parametrize("offset", [0, 4, 200, 999])
@pytest.mark.usefixtures("far")
def test_sorted_pages_near_and_far_agree_with_pandas(ws: Workspace, numbers: Dataset, offset: int) -> None:
    frame = pd.DataFrame({"n": range(1000)}).assign(seven=lambda frame: frame.n % 7)
    expected = frame.sort_values(["seven", "n"], ascending=[False, True]).n.tolist()

    found = ns(ws, numbers, View(sort=(Order("seven", True),)), limit=5, offset=offset)

    assert found == expected[offset : offset + 5]


@pytest.mark.parametrize("descending", [False, True])
def test_missing_values_come_last_in_either_direction(ws: Workspace, numbers: Dataset, descending: bool) -> None:
    view = View(sort=(Order(NAME, descending),))

    assert exploring.rows(ws, numbers, view, columns=(NAME,), limit=1).rows[0][0] is not None
    assert exploring.rows(ws, numbers, view, columns=(NAME,), limit=1, offset=999).rows == ((None,),)


def test_a_search_counts_and_shows_what_it_finds_in_any_column(ws: Workspace, numbers: Dataset) -> None:
    page = exploring.rows(ws, numbers, View(search="NAME 10", sort=(Order("n", True),)), limit=1)

    assert page.total == sum(n % 11 == 10 and n % 5 > 0 for n in range(1000))
    assert page.rows[0][0] == 989


def test_a_page_beyond_the_end_is_empty(ws: Workspace, numbers: Dataset) -> None:
    assert exploring.rows(ws, numbers, offset=1000).rows == ()
    assert exploring.rows(ws, numbers, View((Condition("n", "below", 3),)), offset=3).total == 3


def test_no_rows_left_is_an_answer(ws: Workspace, numbers: Dataset) -> None:
    page = exploring.rows(ws, numbers, View((Condition("n", "below", 0),), sort=(Order("n"),)))

    assert (page.total, page.rows) == (0, ())


@pytest.mark.usefixtures("far")
def test_places_that_are_kept_are_let_go_when_they_are_too_many(
    ws: Workspace, numbers: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = places.Kept()
    monkeypatch.setattr(places, "KEPT", kept)
    monkeypatch.setattr(places, "MOST_KEPT_BYTES", 4 * 1000)

    ns(ws, numbers, View(sort=(Order("n", True),)), offset=100)
    ns(ws, numbers, View(sort=(Order("seven"),)), offset=100)

    assert [array.nbytes for array in kept.places.values()] == [4000]


def test_counts_that_are_kept_are_let_go_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_KEPT_COUNTS", 1)
    kept = places.Kept()

    kept.put_count(("a",), 1)
    kept.put_count(("b",), 2)

    assert (kept.count(("a",)), kept.count(("b",))) == (None, 2)


def test_a_table_with_too_many_rows_to_keep_their_places_is_still_shown(
    ws: Workspace, numbers: Dataset, far: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_SORTED", 10)

    assert ns(ws, numbers, View(sort=(Order("n", True),)), limit=2, offset=500) == [499, 498]
    assert ns(ws, numbers, View(search="name 3"), limit=2) == [3, 14]


def test_long_texts_are_shortened_in_the_grid_and_whole_in_the_cell(ws: Workspace) -> None:
    dataset = store(ws, "SELECT repeat('é', 10_000_000) AS essay, 1 AS n")

    assert exploring.rows(ws, dataset).rows == (("é" * 300 + "…", 1),)
    assert len(exploring.cell(ws, dataset, 0, "essay")) == 10_000_000
    assert exploring.row(ws, dataset, 0, longest=3) == {"essay": "ééé…", "n": 1}
    assert len(exploring.rows(ws, dataset, longest=None).rows[0][0]) == 10_000_000


def test_odd_values_pass_through(ws: Workspace) -> None:
    dataset = store(
        ws, "SELECT 'inf'::DOUBLE AS x, 170141183460469231731687303715884105727 AS h, DATE '0001-01-01' AS d"
    )

    assert exploring.row(ws, dataset, 0) == {"x": float("inf"), "h": 2**127 - 1, "d": date(1, 1, 1)}


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (10_001, 0), (1, -1)])
def test_more_rows_than_an_answer_holds_are_refused(ws: Workspace, numbers: Dataset, limit: int, offset: int) -> None:
    with pytest.raises(BadInput, match="were asked for"):
        exploring.rows(ws, numbers, limit=limit, offset=offset)


def test_a_row_that_is_not_there_is_refused(ws: Workspace, numbers: Dataset) -> None:
    with pytest.raises(NotFound, match="no row 1,001"):
        exploring.row(ws, numbers, 1000)
    with pytest.raises(NotFound, match="no row 0"):
        exploring.cell(ws, numbers, -1, "n")


def test_unknown_columns_are_refused_wherever_they_are_named(ws: Workspace, numbers: Dataset) -> None:
    for_columns = View(), ("m",)
    for_sorting = View(sort=(Order("m"),)), ()

    with pytest.raises(NotFound, match="no column “m”"):
        exploring.rows(ws, numbers, for_columns[0], columns=for_columns[1])
    with pytest.raises(NotFound, match="no column “m”"):
        exploring.rows(ws, numbers, for_sorting[0], columns=for_sorting[1])


def test_a_query_that_takes_too_long_is_ended_with_words(
    ws: Workspace, numbers: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PATIENCE_SECONDS", 0.05)

    with pytest.raises(Busy, match=r"longer than 0\.05 seconds"), views.reading(ws, numbers) as connection:
        connection.execute("SELECT sum(a.range * b.range) FROM range(10_000_000) a, range(10_000_000) b").fetchall()


def test_the_rows_that_a_check_found_can_be_looked_at(ws: Workspace, numbers: Dataset) -> None:
    padded = View(check="SELECT *\nFROM data\nWHERE n > 990\n   OR n = 3", conditions=(Condition("n", "below", 992),))
    repeated = View(check="SELECT *\nFROM data\nQUALIFY count(*) OVER (PARTITION BY hash(seven)) > 143\nORDER BY ALL")

    assert ns(ws, numbers, padded) == [3, 991]
    assert exploring.rows(ws, numbers, repeated).total == 0


def test_what_a_check_counted_is_no_rows(ws: Workspace, numbers: Dataset) -> None:
    with pytest.raises(BadInput, match="not rows of the table"):
        exploring.rows(ws, numbers, View(check="SELECT avg(n)\nFROM data"))


def test_the_rows_of_a_view_are_exported_in_its_order(ws: Workspace, numbers: Dataset) -> None:
    view = View((Condition("n", "below", 12), Condition(NAME, "is_present")), sort=(Order("n", True),))

    csv = exploring.export(ws, numbers, view, columns=("n", NAME))
    parquet = exploring.export(ws, numbers, view, columns=("n",), format="parquet")

    assert csv.read_text().splitlines()[:3] == ['n,"na""me 🙂"', "11,name 0", "9,name 9"]
    assert pd.read_parquet(parquet).n.tolist() == [11, 9, 8, 7, 6, 4, 3, 2, 1]
    assert not [file for file in Path(ws.folders.temporary).iterdir() if file.name.startswith(".")]


def test_rows_that_do_not_fit_the_format_are_refused(
    ws: Workspace, numbers: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.datasets.exporting.EXPORT_FORMATS", (small := exploring_format(),))

    with pytest.raises(TooLarge, match="holds 5"):
        exploring.export(ws, numbers, format=small.key)


def exploring_format() -> Any:
    from core.datasets.exporting import ExportFormat

    return ExportFormat("tiny", "Tiny", "text/plain", lambda *_: None, runs_formulas=False, most_rows=5)
