"""The world of queries: a table of one's own, one of somebody else, and processes that end with the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import querying
from core.datasets import Dataset
from core.querying import asking
from core.workspace import Workspace
from tests.worlds import store

SALES = """
    SELECT i AS id, (i % 3)::VARCHAR AS g, i * 1.5::DOUBLE AS v, DATE '2024-01-01' + (i % 90)::INT AS day
    FROM range(1000) t(i)
"""


@pytest.fixture(scope="package", autouse=True)
def processes() -> Iterator[None]:
    """One process answers all tests, unless a test kills it."""
    yield
    querying.close()


@pytest.fixture
def sales(ws: Workspace) -> Dataset:
    return store(ws, SALES, name="sales")


@pytest.fixture
def others(ws: Workspace) -> Dataset:
    """A table that a query of `sales` alone must not see."""
    return store(ws, "SELECT 'secret of others' AS s", name="users_table")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """The seconds of a query that will not end; what does not stop by itself is killed at once."""
    monkeypatch.setattr(asking, "LATE_SECONDS", 0.1)
    return 0.3
