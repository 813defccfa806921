from __future__ import annotations

import time
from pathlib import Path

import pytest

from core import querying, workspace
from core.config import Settings
from core.datasets import Dataset
from core.errors import BadInput, BadQuery, Conflict
from core.querying import FailedQuery, Place, Run, Stopped
from core.workspace import Workspace
from tests.worlds import store

ENDLESS = "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c"


def failed(ws: Workspace, sql: str) -> FailedQuery:
    with pytest.raises(FailedQuery) as caught:
        querying.run(ws, sql)
    return caught.value


def under_way(ws: Workspace) -> Run:
    """The query that runs in the background, when its process has it."""
    deadline = time.monotonic() + 10
    while not querying.running(ws) and time.monotonic() < deadline:
        time.sleep(0.01)
    return querying.running(ws)[0]


def test_a_result_has_columns_types_rows_and_the_tables_it_was_read_from(ws: Workspace, sales: Dataset) -> None:
    found = querying.run(ws, "SELECT g, sum(v) AS total FROM Sales GROUP BY ALL ORDER BY g")

    assert found.columns == ("g", "total")
    assert found.types == ("VARCHAR", "DOUBLE")
    assert found.rows == (("0", 250_249.5), ("1", 249_250.5), ("2", 249_750.0))
    assert (found.truncated, found.total, found.cut, found.statement) == (False, 3, 0, "select")
    assert found.tables == ("sales",)


def test_a_result_ends_at_its_limit_and_says_how_much_there_is(ws: Workspace, sales: Dataset) -> None:
    found = querying.run(ws, "FROM sales", limit=10, count=True)

    assert len(found.rows) == 10
    assert found.truncated
    assert found.total == 1000


def test_a_result_of_exactly_the_limit_is_whole(ws: Workspace, sales: Dataset) -> None:
    found = querying.run(ws, "FROM sales LIMIT 10", limit=10)

    assert (found.truncated, found.total) == (False, 10)


@pytest.mark.parametrize("limit", [0, -1, 10_001])
def test_a_limit_out_of_range_is_refused(ws: Workspace, limit: int) -> None:
    with pytest.raises(BadInput, match="rows were asked for"):
        querying.run(ws, "SELECT 1", limit=limit)


def test_values_are_as_json_can_hold_them(ws: Workspace) -> None:
    found = querying.run(
        ws,
        """
        SELECT DATE '2024-02-29', TIMESTAMP '2024-02-29 12:30:00', 'nan'::DOUBLE, '-inf'::FLOAT,
            9007199254740993::HUGEINT, [1, 2], {'a': DATE '2024-01-01'}, MAP {'k': 1}, 'x'::BLOB, INTERVAL 1 DAY, NULL,
            true, 1.5::DECIMAL(4, 1), uuid '00000000-0000-0000-0000-000000000001', TIME '01:02:03', 12, 'ü'
        """,
    )

    assert found.rows == (
        (
            "2024-02-29",
            "2024-02-29T12:30:00",
            None,
            None,
            "9007199254740993",
            [1, 2],
            {"a": "2024-01-01"},
            {"k": 1},
            "eA==",
            "1 day, 0:00:00",
            None,
            True,
            1.5,
            "00000000-0000-0000-0000-000000000001",
            "01:02:03",
            12,
            "ü",
        ),
    )


def test_columns_of_one_name_stay_two_columns(ws: Workspace) -> None:
    found = querying.run(ws, "SELECT 1 AS a, 2 AS a")

    assert found.columns == ("a", "a")
    assert found.rows == ((1, 2),)


def test_a_long_value_ends_early_and_is_counted(ws: Workspace) -> None:
    found = querying.run(ws, "SELECT repeat('x', 30000), range(30000), 'short'")

    text, nested, short = found.rows[0]
    assert len(text) == len(nested) == 20_001
    assert text.endswith("x…")
    assert nested.startswith("[0,1,2,")
    assert (short, found.cut) == ("short", 2)


def test_a_result_is_bounded_in_bytes_too(ws: Workspace) -> None:
    found = querying.run(ws, "SELECT repeat('x', 19000) FROM range(5000)", limit=5000)

    assert found.truncated
    assert 800 < len(found.rows) < 2_500


DAY = "Did you mean “day”?"
LOOK = "Look just before it: a comma, a word or a bracket."
CAST = "Unimplemented type for cast (DOUBLE -> DATE) when casting from source column v"
ERRORS = (
    ("SELECT dy FROM sales", "There is no column “dy”.", "Did you mean “day”?", Place(7, 9, 1, 8)),
    ("SELECT zzz FROM sales", "There is no column “zzz”.", "The columns: id, g, v, day.", Place(7, 10, 1, 8)),
    ("FROM slaes", "There is no table “slaes”.", "Did you mean “sales”?", Place(5, 10, 1, 6)),
    ("SELECT flor(v) FROM sales", "There is no function “flor”.", "Did you mean “floor”?", Place(7, 14, 1, 8)),
    ("SELECT 1,\n dy FROM sales", "Line 2, column 2: there is no column “dy”.", DAY, Place(11, 13, 2, 2)),
    ("SELECT 1 FRO sales x", "The SQL does not read on from “sales”.", LOOK, Place(13, 18, 1, 14)),
    ("SELECT v::DATE FROM sales", CAST, "TRY_CAST leaves what does not convert empty.", Place(8, 14, 1, 9)),
    ("SELECT 1; SELECT 2", "These are 2 statements; one runs at a time.", "Remove the others.", Place(10, 11, 1, 11)),
    ("EXPLAIN SELECT dy FROM sales", "There is no column “dy”.", "Did you mean “day”?", Place(15, 17, 1, 16)),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "message", "hint", "place"), ERRORS)
def test_an_error_says_what_where_and_what_instead(
    ws: Workspace, sales: Dataset, sql: str, message: str, hint: str, place: Place
) -> None:
    error = failed(ws, sql)

    assert (error.message, error.hint) == (message, hint)
    assert error.place == place


def test_without_any_table_the_hint_is_to_bring_one(ws: Workspace) -> None:
    assert failed(ws, "FROM sales").hint == "There are no tables yet: import a file first."


def test_one_dataset_is_also_called_data(ws: Workspace, sales: Dataset) -> None:
    found = querying.run(ws, "SELECT (SELECT count(*) FROM data), (SELECT count(*) FROM sales)", datasets=[sales])

    assert found.rows == ((1000, 1000),)


def test_all_datasets_can_be_joined(ws: Workspace, sales: Dataset) -> None:
    store(ws, "SELECT '1' AS g, 'north' AS region", name="Regions (all)")

    found = querying.run(ws, 'SELECT region, count(*) FROM sales JOIN "Regions (all)" USING (g) GROUP BY ALL')

    assert found.rows == (("north", 333),)


def test_a_pivot_without_given_values_runs(ws: Workspace, sales: Dataset) -> None:
    found = querying.run(ws, "PIVOT (SELECT g, v FROM sales) ON g USING sum(v)", count=True)

    assert found.columns == ("0", "1", "2")


def test_a_sort_that_does_not_fit_into_memory_spills_and_ends(tmp_path: Path) -> None:
    ws = workspace.open(Settings(data_dir=tmp_path / "small", sample_data=False, query_memory_mb=64))

    found = querying.run(ws, "SELECT i, md5(i::VARCHAR) AS h FROM range(1500000) t(i) ORDER BY h", limit=1)

    assert found.rows[0][1].startswith("0000")
    assert list(ws.folders.temporary.iterdir()) == []
    ws.close()


def test_what_needs_more_room_than_there_is_ends_in_words(tmp_path: Path) -> None:
    ws = workspace.open(Settings(data_dir=tmp_path / "small", sample_data=False, query_memory_mb=64))

    with pytest.raises(BadQuery, match="more memory than a query may have"):
        querying.run(ws, "SELECT list(i) FROM range(100000000) t(i)")

    ws.close()


def test_a_query_is_stopped_from_elsewhere(ws: Workspace, impatient: float) -> None:
    run = querying.start(ws, ENDLESS)

    querying.cancel(ws, under_way(ws).id)

    assert run.wait(10)
    assert isinstance(run.error, Stopped)
    assert run.error.message == "The query was stopped."
    assert querying.running(ws) == ()
    assert querying.runs(ws).items[0].status == "stopped"


def test_a_query_in_the_background_ends_with_its_rows_counted(ws: Workspace, sales: Dataset) -> None:
    run = querying.start(ws, "FROM sales", limit=5)

    assert run.wait(20)
    assert run.result is not None
    assert run.result.total == 1000
    assert run.error is None


def test_what_does_not_run_cannot_be_stopped(ws: Workspace) -> None:
    with pytest.raises(Conflict, match="qr_gone does not run"):
        querying.cancel(ws, "qr_gone")


def test_a_query_of_another_workspace_cannot_be_stopped(ws: Workspace, tmp_path: Path, impatient: float) -> None:
    other = workspace.open(Settings(data_dir=tmp_path / "other", sample_data=False))
    run = querying.start(other, ENDLESS, seconds=3)

    with pytest.raises(Conflict):
        querying.cancel(ws, run.id)

    run.stop()
    assert run.wait(10)
    other.close()
