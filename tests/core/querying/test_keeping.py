from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from core import datasets, jobs, querying
from core.datasets import Dataset
from core.errors import BadInput, BadQuery, TooLarge
from core.jobs import Job, Reporter
from core.querying import keeping
from core.workspace import Workspace
from tests.worlds import store

FORMULAS = "SELECT '=1+1' AS f, [1, 2] AS l, id AS id, id AS id, '-x' AS \"Order\" FROM sales LIMIT 2"


def job_of(ws: Workspace, sql: str, name: str = "Kept") -> Job:
    return querying.start_dataset(ws, sql, name)


def test_a_whole_result_becomes_a_csv_without_formulas(ws: Workspace, sales: Dataset) -> None:
    path = querying.export(ws, FORMULAS, "csv")

    assert path.read_text().splitlines()[:2] == ["f,l,id,id_1,Order", "'=1+1,\"[1, 2]\",0,0,'-x"]


def test_parquet_holds_the_values_as_they_are(ws: Workspace, sales: Dataset) -> None:
    path = querying.export(ws, FORMULAS, "parquet")

    assert duckdb.execute("SELECT f, l FROM read_parquet(?)", [str(path)]).fetchone() == ("=1+1", [1, 2])


def test_a_workbook_holds_nested_values_as_text(ws: Workspace, sales: Dataset) -> None:
    path = querying.export(ws, FORMULAS, "xlsx")

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[:2] == [["f", "l", "id", "id_1", "Order"], ["'=1+1", "[1, 2]", 0, 0, "'-x"]]


def test_an_export_has_all_rows_and_not_only_those_that_are_shown(ws: Workspace, sales: Dataset) -> None:
    path = querying.export(ws, "SELECT a.id FROM sales a, range(20)", "parquet")

    assert duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone() == (20_000,)


def test_a_result_with_too_many_rows_for_a_workbook_is_refused(ws: Workspace) -> None:
    with pytest.raises(TooLarge, match="1,048,576 rows"):
        querying.export(ws, "SELECT * FROM range(1048576)", "xlsx")

    assert list(ws.folders.temporary.iterdir()) == []


def test_a_failed_export_leaves_no_file(ws: Workspace, sales: Dataset) -> None:
    with pytest.raises(BadQuery):
        querying.export(ws, "SELECT nothing FROM sales", "csv")
    with pytest.raises(BadInput):
        querying.export(ws, "SELECT 1", "pdf")
    with pytest.raises(BadQuery, match="explanation"):
        querying.export(ws, "EXPLAIN SELECT 1", "csv")

    assert list(ws.folders.temporary.iterdir()) == []


def test_an_export_cannot_be_turned_into_a_way_to_read_or_write_files(ws: Workspace, sales: Dataset) -> None:
    with pytest.raises(BadQuery):
        querying.export(ws, "SELECT 1) TO '/tmp/x.csv'; COPY (SELECT 1", "csv")
    with pytest.raises(BadQuery):
        querying.export(ws, "SELECT * FROM '/etc/passwd'", "parquet")

    assert not Path("/tmp/x.csv").exists()  # noqa: S108 (a place that the attack names)


def test_a_result_becomes_a_dataset_that_knows_where_it_comes_from(supervised: Workspace, sales: Dataset) -> None:
    sql = "SELECT g, sum(id) AS total, max(day) AS last FROM sales GROUP BY ALL ORDER BY g"

    job = jobs.wait(supervised, job_of(supervised, sql, "By g").id, seconds=60)

    assert job.status == "done", job.error
    made = datasets.find(supervised, job.subject)
    assert (made.name, made.rows) == ("By g", 3)
    assert [(c.name, c.kind) for c in made.columns] == [("g", "category"), ("total", "number"), ("last", "date")]
    assert made.origin == {
        "kind": "query",
        "sql": sql,
        "sources": [{"dataset_id": sales.id, "name": "sales", "version": 1}],
    }
    assert [row[1] for row in datasets.rows(supervised, made).rows] == [166_833, 166_167, 166_500]


def test_a_query_that_fails_makes_no_dataset(ws: Workspace, sales: Dataset) -> None:
    job = job_of(ws, "SELECT nothing FROM sales")

    with pytest.raises(BadQuery, match="no column “nothing”"):
        keeping.run(ws, job, Reporter(ws, job.id))

    assert [table.id for table in datasets.newest(ws).items] == [sales.id]


def test_nested_values_become_json_text(ws: Workspace, sales: Dataset) -> None:
    job = job_of(ws, "SELECT [1.5, 2] AS amounts, [TIMESTAMP '2024-01-01'] AS moments, {'a': 1} AS s")

    keeping.run(ws, job, Reporter(ws, job.id))

    (row,) = datasets.rows(ws, datasets.find(ws, job.subject)).rows
    assert row == ("[1.5,2.0]", '["2024-01-01 00:00:00"]', 1)


def test_the_job_makes_the_dataset_of_a_pivot(ws: Workspace, sales: Dataset) -> None:
    job = job_of(ws, "PIVOT (SELECT g, v FROM sales) ON g USING sum(v)")

    keeping.run(ws, job, Reporter(ws, job.id))

    made = datasets.find(ws, job.subject)
    assert [column.name for column in made.columns] == ["0", "1", "2"]
    assert not list(ws.folders.jobs.rglob("result.duckdb"))


def test_what_is_left_of_a_dataset_that_did_not_come_about_is_removed(ws: Workspace) -> None:
    job = job_of(ws, "SELECT 1")
    left = ws.folders.datasets / f".{job.subject}.duckdb.abc.part"
    left.write_text("half")

    keeping.ended(ws, job)

    assert not left.exists()


def test_two_datasets_of_the_same_source_are_named_once(ws: Workspace, sales: Dataset) -> None:
    store(ws, "SELECT 1 AS one", name="other")
    job = job_of(ws, "SELECT a.id, one FROM sales a JOIN sales b USING (id), other")

    keeping.run(ws, job, Reporter(ws, job.id))

    assert [s["name"] for s in datasets.find(ws, job.subject).origin["sources"]] == ["sales", "other"]
