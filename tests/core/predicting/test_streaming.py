"""Rows of a table on their way to the model, and the SQL that brings them."""

from __future__ import annotations

import numpy as np
import pytest

from core import datasets
from core.datasets import Column
from core.models import Feature
from core.predicting import streaming
from core.predicting.reading.columns import ColumnReader
from core.predicting.streaming import Source, build_stream, stream
from core.workspace import Workspace
from tests.worlds import store


def source(kind: str, type: str, found: str | None, *, levels: tuple[str, ...] = ()) -> Source:
    column = Column("a", "?", found, "a") if found else None
    return Source(ColumnReader(Feature("f", kind, type, levels=levels)), column)


@pytest.mark.parametrize(
    ("kind", "type", "found", "sql"),
    [
        ("number", "BIGINT", None, "NULL"),
        ("number", "BIGINT", "DOUBLE", 'TRY_CAST("a" AS DOUBLE)'),
        ("number", "BIGINT", "VARCHAR", 'CAST("a" AS VARCHAR)'),
        ("boolean", "BOOLEAN", "BIGINT", 'TRY_CAST(TRY_CAST("a" AS BOOLEAN) AS DOUBLE)'),
        ("date", "DATE", "TIMESTAMP", 'TRY_CAST("a" AS TIMESTAMP)'),
        ("category", "VARCHAR", "BIGINT", 'CAST("a" AS VARCHAR)'),
        ("category", "BIGINT", "BIGINT", 'CAST("a" AS VARCHAR)'),
        ("time", "TIME", "TIME", 'CAST("a" AS VARCHAR)'),
    ],
)
def test_values_are_projected_to_what_the_model_reads(kind: str, type: str, found: str | None, sql: str) -> None:
    assert source(kind, type, found).projected() == sql


def test_names_never_reach_the_query_unquoted() -> None:
    hostile = Source(ColumnReader(Feature("f", "number", "DOUBLE")), Column('x" ; DROP', "number", "DOUBLE", "x"))

    query = build_stream('"d".main."data"', (hostile,), start=0, sample=None)

    assert 'TRY_CAST("x"" ; DROP" AS DOUBLE) AS c0' in query


def test_a_sample_is_the_same_every_time(ws: Workspace) -> None:
    dataset = store(ws, "SELECT i AS a FROM range(1000) AS r(i)")

    with datasets.reading(ws, dataset) as reader:
        first, second = (
            np.concatenate([part.rows for part in stream(reader, (source("number", "BIGINT", "BIGINT"),), sample=50)])
            for _ in range(2)
        )

    assert len(first) == 50
    np.testing.assert_array_equal(first, second)


def test_what_was_read_is_remembered_within_bounds(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "MOST_REMEMBERED", 10)
    dataset = store(ws, "SELECT 'v' || i AS a FROM range(100) AS r(i)")
    words = source("category", "VARCHAR", "VARCHAR")

    with datasets.reading(ws, dataset) as reader:
        (part,) = stream(reader, (words,))

    assert part.batch["f"].tolist() == [f"v{number}" for number in range(100)]
    assert len(words._read) <= 10


def test_missing_values_and_blanks_are_the_same_to_the_model(ws: Workspace) -> None:
    dataset = store(ws, "SELECT unnest(['x', NULL, '', '  ', 'NULL']) AS a")

    with datasets.reading(ws, dataset) as reader:
        (part,) = stream(reader, (source("category", "VARCHAR", "VARCHAR"),))

    assert part.batch["f"].tolist() == ["x", None, None, None, None]
    assert part.notes == []
