from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import process
from core import datasets, jobs, workspace
from core.datasets import samples
from core.storage.state import now
from core.workspace import Workspace
from tests.worlds import store


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A data folder that was never used."""
    monkeypatch.setenv("TABLECAST_DATA_DIR", str(tmp_path / "data"))
    yield
    process.stop()


@pytest.fixture
def unstarted(fresh: None) -> Workspace:
    return workspace.current()


def test_the_first_start_brings_the_sample_table(fresh: None) -> None:
    ws = process.start()

    job = jobs.newest(ws, limit=1).items[0]
    assert (job.kind, job.spec["source"]) == ("import", samples.SAMPLES[0].file)


def test_a_workspace_that_holds_something_gets_no_sample(unstarted: Workspace) -> None:
    store(unstarted, "SELECT 1 AS x")

    process.start()

    assert jobs.newest(unstarted, limit=1).items == ()


def test_a_sample_that_was_deleted_does_not_come_back(unstarted: Workspace) -> None:
    done = jobs.wait(unstarted, process.start() and jobs.newest(unstarted, limit=1).items[0].id, seconds=60)
    datasets.remove(unstarted, done.subject)

    process.first_steps(unstarted)

    assert datasets.newest(unstarted).items == ()
    assert len(jobs.newest(unstarted).items) == 1


def test_starting_twice_starts_one_supervisor(fresh: None) -> None:
    first, second = process.start(), process.start()

    assert first is second
    assert len(process._supervised) == 1


def test_the_lifespan_ends_what_it_began(fresh: None) -> None:
    async def live() -> bool:
        async with process.lifespan(None):
            return next(iter(process._supervised.values()))[1].alive

    assert asyncio.run(live())
    assert not process._supervised


def test_listening_sockets_answer_without_delay() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process.answer_at_once()

        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_uploads_that_nobody_imported_are_removed_at_the_start(unstarted: Workspace) -> None:
    from core.datasets import uploads
    from core.storage.state import uploads as table

    with uploads.receiving(unstarted, "old.csv") as writer:
        writer.write(b"a,b")
    with unstarted.state.writing() as connection:
        connection.execute(table.update().values(created_at=now().replace(year=2020)))

    process.first_steps(unstarted)

    assert not uploads.path(unstarted, writer.upload.id).exists()
