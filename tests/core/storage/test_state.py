"""The state database: its schema, its transactions, its ids."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from core import jobs, workspace
from core.storage.state import ID_ALPHABET, metadata, new_id, now
from core.storage.state import uploads as table
from core.workspace import Workspace


def add_upload(ws: Workspace, name: str) -> None:
    with ws.state.writing() as connection:
        connection.execute(table.insert().values(id=new_id("up"), name=name, bytes=1, sha256="0", created_at=now()))


def names(ws: Workspace) -> list[str]:
    with ws.state.reading() as connection:
        return list(connection.execute(sa.select(table.c.name)).scalars())


def test_the_migrations_lead_to_the_schema_that_the_code_uses(ws: Workspace) -> None:
    with ws.state.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_opening_again_keeps_what_is_there(ws: Workspace) -> None:
    add_upload(ws, "kept")

    again = workspace.open(ws.settings)

    assert names(again) == ["kept"]
    again.close()


def test_a_failing_transaction_leaves_nothing(ws: Workspace) -> None:
    raised = threading.Event()
    try:
        with ws.state.writing() as connection:
            connection.execute(table.insert().values(id="up_x", name="x", bytes=1, sha256="0", created_at=now()))
            raise RuntimeError
    except RuntimeError:
        raised.set()

    assert raised.is_set()
    assert names(ws) == []


def test_many_threads_write_at_once(ws: Workspace) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: add_upload(ws, str(number)), range(80)))

    assert sorted(map(int, names(ws))) == list(range(80))


def test_instants_come_back_in_utc(ws: Workspace) -> None:
    created_at = jobs.add(ws, "import", {}, subject="ds_a").created_at

    assert created_at.utcoffset() is not None
    assert abs((now() - created_at).total_seconds()) < 60


def test_ids_are_prefixed_short_and_easy_to_read_aloud() -> None:
    ids = {new_id("ds") for _ in range(1000)}

    assert len(ids) == 1000
    assert {len(found) for found in ids} == {11}
    assert set("".join(found.removeprefix("ds_") for found in ids)) <= set(ID_ALPHABET)
