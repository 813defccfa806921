"""The queries that decide, as text, and the verdicts they lead to."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from core.datasets.importing.types import candidates, verifying
from core.datasets.importing.types.columns import TextColumn, Verdict
from core.datasets.importing.types.notations.numbers import PLAIN

WHOLE = PLAIN[0]


def verdict(values: list[str | None], *, sampled: int = 1000) -> tuple[Verdict, list[str]]:
    """The verdict on these values, and the queries it took."""
    queries: list[str] = []
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (c0 VARCHAR)")
    connection.executemany("INSERT INTO t VALUES (?)", [[value] for value in values])

    def fetch(sql: str) -> list[tuple[Any, ...]]:
        queries.append(sql)
        return connection.execute(sql).fetchall()

    seen = candidates.distinct(value for value in values[:sampled] if value)
    return verifying.verify(fetch, "t", [TextColumn("c0", "c", "c", tuple(seen))])[0], queries


def test_the_tally_counts_what_is_there_and_what_each_candidate_reads() -> None:
    query = verifying.build_tally("t", [TextColumn("c0", "c", "c")], {"c0": (WHOLE,)})

    assert query == (
        'SELECT\n  count("c0"),\n'
        '  count(CASE WHEN CAST(TRY_CAST("c0" AS BIGINT) AS VARCHAR) = "c0" THEN TRY_CAST("c0" AS BIGINT) WHEN '
        'regexp_full_match("c0", \'-?(?:0|[1-9][0-9]{0,18})\') THEN TRY_CAST("c0" AS BIGINT) END)\n'
        "FROM t"
    )


def test_a_regular_column_takes_one_scan() -> None:
    found, queries = verdict(["1", "2", "3"] * 100)

    assert found.conversion is WHOLE
    assert len(queries) == 1


def test_what_comes_late_in_the_file_is_seen() -> None:
    found, _queries = verdict([*["1"] * 2000, *["2.5"] * 2000])

    assert found.type == "DOUBLE"
    assert found.misfits == 0


def test_a_column_that_begins_empty_is_looked_at_again() -> None:
    found, _queries = verdict([*[None] * 2000, "5"])

    assert found.conversion is WHOLE


def test_markers_are_no_misfits() -> None:
    found, _queries = verdict([*["1"] * 50, "NA", "n/a"])

    assert (found.filled, found.missing, found.misfits) == (52, 2, 0)


@pytest.mark.parametrize(("typos", "kept"), [(1, True), (3, True), (4, False)])
def test_one_value_in_a_hundred_may_be_a_typo(typos: int, kept: bool) -> None:
    found, _queries = verdict([*["7"] * 300, *["abc"] * typos])

    assert (found.conversion is WHOLE) is kept


def test_a_code_anywhere_in_the_file_makes_the_column_text() -> None:
    found, _queries = verdict([*["12"] * 5000, "007"])

    assert found.conversion is None
    assert found.value == '"c0"'
