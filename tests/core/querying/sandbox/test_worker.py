"""What a query process does with a request, called here without the process."""

from __future__ import annotations

import io
import queue
import resource
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.querying.sandbox import answers, fence, files, frames, worker
from core.querying.sandbox.fence import Limits
from tests.core.querying.conftest import SALES

Json = dict[str, Any]


@pytest.fixture
def unbound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of the system would bind the tests themselves."""
    monkeypatch.setattr(fence, "bind", lambda limits: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ds_1.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE data AS {SALES}")
        connection.execute("CREATE TABLE rejects AS SELECT 'inner' AS text")
    return path


def request(file: Path, sql: str, **more: Any) -> Json:
    known = {
        "name": "sales",
        "aliases": ["My Sales"],
        "path": str(file),
        "title": "My Sales",
        "version": 1,
        "rows": 1000,
    }
    limits = Limits(10, 256, 1, str(file.parent / "spill"), 100)
    return {"sql": sql, "known": [known], "limits": vars(limits), "task": "rows", "limit": 5} | more


def handled(file: Path, sql: str, **more: Any) -> Json:
    with fence.bare() as connection:
        return worker.handle(connection, request(file, sql, **more))


def found(file: Path, sql: str, **more: Any) -> Json:
    reply = handled(file, sql, **more)
    assert "found" in reply, reply
    return reply["found"]


def error(file: Path, sql: str, **more: Any) -> Json:
    return handled(file, sql, **more)["error"]


def test_rows_come_with_what_was_read(unbound: None, file: Path) -> None:
    answer = found(file, 'SELECT id, day FROM "my sales" ORDER BY id', count=True)

    assert answer["rows"][1] == [1, "2024-01-02"]
    assert (answer["truncated"], answer["total"], answer["tables"], answer["kind"]) == (True, 1000, ["sales"], "select")


def test_a_count_that_takes_too_long_is_left_out(unbound: None, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "COUNTING_SECONDS", 0.05)

    answer = found(file, "SELECT a.id FROM sales a, sales b, sales c, sales d WHERE a.v + b.v < c.v + d.v", count=True)

    assert answer["truncated"]
    assert answer["total"] is None


def test_an_explanation_comes_from_the_same_tables(unbound: None, file: Path) -> None:
    answer = found(file, "EXPLAIN ANALYZE SELECT count(*) FROM sales")

    assert (answer["kind"], answer["tables"]) == ("explain", ["sales"])


def test_the_list_of_tables_is_that_of_the_person(unbound: None, file: Path) -> None:
    assert found(file, "SHOW TABLES")["rows"] == [["sales", "My Sales", 1, 1000]]
    assert found(file, "SHOW TABLES", known=[])["rows"] == []


def test_a_result_fills_a_table_with_the_types_it_has(unbound: None, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "result.duckdb"

    made = found(file, "SELECT g, sum(id)::HUGEINT AS s FROM sales GROUP BY ALL", task="table", target=str(target))

    assert made["rows"] == 3
    with duckdb.connect(str(target), read_only=True) as connection:
        described = connection.execute("DESCRIBE data").fetchall()
    assert [row[1] for row in described] == ["VARCHAR", "HUGEINT"]


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_a_result_is_written_as_a_file(unbound: None, file: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / f"out.{format}"

    made = found(file, "SELECT g, [id] AS l FROM sales", task="file", target=str(target), format=format)

    assert made["rows"] == 1000
    assert target.stat().st_size > 0


def test_a_file_of_a_format_that_nobody_knows_is_an_error(unbound: None, file: Path, tmp_path: Path) -> None:
    told = error(file, "FROM sales", task="file", target=str(tmp_path / "x"), format="pdf")

    assert told["code"] == "bad_input"


def test_an_explanation_cannot_be_kept(unbound: None, file: Path, tmp_path: Path) -> None:
    told = error(file, "EXPLAIN FROM sales", task="table", target=str(tmp_path / "r.duckdb"))

    assert told["message"] == "An explanation cannot be kept."


LOOK = "Look just before it: a comma, a word or a bracket."
DEEP = "SELECT " + "(SELECT " * 800 + "1" + ")" * 800
STEPS = "Write it in steps, with WITH."
VALUES = "Give its values: PIVOT … ON column IN ('a', 'b') USING …"
ALONE = "Of the SHOW statements, there is SHOW TABLES, and it stands alone."
KEEP = "Write a SELECT; its result can be kept as a new dataset."
ERRORS = (
    ("SELECT vv FROM sales", "There is no column “vv”.", "Did you mean “v”?"),
    ("SELECT nothing", "There is no column “nothing”.", ""),
    ("SELECT foo(1)", "There is no function “foo”.", "Did you mean “floor”?"),
    ("FROM my_sale", "There is no table “my_sale”.", "Did you mean “sales”?"),
    ("FROM zzz", "There is no table “zzz”.", "The tables: sales."),
    ("FROM range(3) x, zip(1)", "“zip” cannot stand where a table stands.", "The tables: sales."),
    ("SELECT 'abc", "unterminated string literal", ""),
    ("SELECT 1 +", "The SQL does not read on from “+”.", LOOK),
    ("SELECT error('at /etc/passwd')", "at a file", ""),
    ("PIVOT sales ON year(day) || g USING sum(v)", "This PIVOT cannot be read.", VALUES),
    ("PIVOT nowhere ON g USING sum(v)", "There is no table “nowhere”.", "The tables: sales."),
    (DEEP, "The query is nested too deeply.", STEPS),
    ("FROM (SHOW TABLES)", ALONE, "Run it by itself."),
    ("UPDATE EXTENSIONS", "UPDATE is refused: a query only reads.", KEEP),
)


@pytest.mark.parametrize(("sql", "message", "hint"), ERRORS, ids=lambda text: text[:40])
def test_an_error_is_told_with_what_to_write_instead(
    unbound: None, file: Path, sql: str, message: str, hint: str
) -> None:
    told = error(file, sql)

    assert (told["message"], told["hint"]) == (message, hint)


def test_a_query_whose_time_is_over_says_so_by_its_code(unbound: None, file: Path) -> None:
    limits = vars(Limits(0.05, 256, 1, str(file.parent / "spill"), 100))

    assert error(file, "SELECT count(*) FROM sales a, sales b, sales c, sales d", limits=limits)["code"] == "late"


def test_memory_that_python_cannot_have_is_told_like_that_of_the_database(
    unbound: None, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_args: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(answers, "answer", exhausted)

    assert error(file, "SELECT 1")["message"] == "The query needs more memory than a query may have."


def test_a_mistake_of_ours_comes_back_with_its_traceback(unbound: None, file: Path) -> None:
    assert "KeyError: 'dance'" in handled(file, "SELECT 1", task="dance")["bug"]


def test_the_fence_holds_without_the_rules(unbound: None, file: Path) -> None:
    with fence.bare() as connection:
        worker.handle(connection, request(file, "SELECT 1 FROM sales"))

        with pytest.raises(duckdb.PermissionException):
            connection.execute("SELECT * FROM read_text('/etc/hostname')")
        with pytest.raises(duckdb.Error, match="locked"):
            connection.execute("SET enable_external_access = true")
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            connection.execute("DROP TABLE sales.main.data")


def test_the_limits_bind_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    bound: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", bound.__setitem__)
    monkeypatch.setattr(resource, "getrlimit", lambda what: (0, 10 if what == resource.RLIMIT_CORE else -1))

    fence.bind(Limits(30, 1024, 2, "", 0))

    assert bound[resource.RLIMIT_AS][0] == 3 << 30
    assert bound[resource.RLIMIT_CPU][0] >= 65
    assert bound[resource.RLIMIT_CORE] == (0, 10)


def test_an_export_without_texts_needs_no_apostrophes() -> None:
    sql = files.build("FROM t", [("n", "BIGINT")], safe=True)

    assert "CASE" not in sql


def test_a_message_arrives_whole_or_not_at_all() -> None:
    packed = frames.pack({"a": [1, None]})

    assert frames.read(io.BytesIO(packed)) == {"a": [1, None]}
    with pytest.raises(EOFError):
        frames.read(io.BytesIO(packed[:-1]))
    with pytest.raises(EOFError):
        frames.read(io.BytesIO(frames.LENGTH.pack(1 << 40)))


def test_the_process_ends_when_nobody_writes_to_it_any_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    requests: queue.Queue[Json] = queue.Queue()
    ended: list[int] = []
    monkeypatch.setattr(worker.os, "_exit", ended.append)

    worker._listen(io.BytesIO(frames.pack({"sql": "SELECT 1"})), requests)

    assert requests.get_nowait() == {"sql": "SELECT 1"}
    assert ended == [0]
