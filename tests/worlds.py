"""Small worlds for tests: a dataset from a SELECT, without the way through a file."""

from __future__ import annotations

import duckdb

from core import datasets
from core.datasets import Column, Dataset
from core.storage.state import new_id, now
from core.workspace import Workspace

KIND_OF_TYPE = {"VARCHAR": "category", "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "date", "TIME": "time"}


def store(ws: Workspace, select: str, *, name: str = "t", kinds: dict[str, str] | None = None) -> Dataset:
    """Stores what a SELECT returns as a dataset, as an import would. Kinds follow the types unless given."""
    dataset_id = new_id("ds")
    path = datasets.path(ws, dataset_id)
    with ws.folders.appearing(path) as beside, duckdb.connect(str(beside)) as connection:
        connection.execute(f"CREATE TABLE data AS {select}")
        connection.execute("CREATE TABLE rejects (line BIGINT, text VARCHAR, reason VARCHAR)")
        connection.execute("CREATE TABLE misfits (column_name VARCHAR, line BIGINT, text VARCHAR, count BIGINT)")
        described = connection.execute("DESCRIBE data").fetchall()
        counted = connection.execute("SELECT count(*) FROM data").fetchone()
    columns = tuple(
        Column(column, (kinds or {}).get(column, KIND_OF_TYPE.get(type, "number")), type, column)
        for column, type, *_ in described
    )
    dataset = Dataset(
        id=dataset_id,
        name=name,
        source=f"{name}.csv",
        rows=counted[0] if counted else 0,
        columns=columns,
        report={},
        bytes=path.stat().st_size,
        stored_bytes=path.stat().st_size,
        sha256="0" * 64,
        created_at=now(),
    )
    return datasets.add(ws, dataset)
