"""Imports from an address as jobs: a dataset in the end, and a password nowhere."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import datasets, jobs, workspace
from core.config import Settings
from core.datasets import originals, sources
from core.datasets.sources import databases, secrets
from core.datasets.sources.databases import DatabaseSystem
from core.errors import BadInput
from core.workspace import Workspace
from tests.core.datasets.sources.conftest import Site

CSV = b"name,age\nAnn,31\nBo,42\n"


@pytest.fixture
def fetching(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace whose jobs run and may fetch from this machine."""
    ws = workspace.open(Settings(data_dir=tmp_path / "data", sample_data=False, fetch_hosts="127.0.0.1"))
    supervisor = jobs.Supervisor(ws)
    supervisor.start()
    yield ws
    supervisor.close()
    ws.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_file_on_the_web_becomes_a_dataset(fetching: Workspace, site: Site) -> None:
    address = site.serve("/d/people.csv?token=s3cr3t", CSV).replace("http://", "http://me:hunter2@")

    job = jobs.wait(fetching, sources.start_address(fetching, address).id, seconds=60)

    dataset = datasets.find(fetching, job.subject)
    shown = site.url("/d/people.csv?token=***")
    assert (dataset.name, dataset.source, dataset.rows) == ("people", shown, 2)
    assert (dataset.origin["kind"], dataset.origin["address"]) == ("address", shown)
    assert [file.name for file in originals.find(fetching, dataset)] == ["people.csv"]
    assert site.requests[0][1]["Authorization"] == "Basic bWU6aHVudGVyMg=="
    assert b"hunter2" not in everything_in(fetching.folders.root)
    assert b"s3cr3t" not in everything_in(fetching.folders.root)


def test_the_name_is_the_servers_unless_a_person_chose_one(fetching: Workspace, site: Site) -> None:
    address = site.serve("/get", CSV, Content_Disposition="attachment; filename=Leute.csv")

    names = [
        datasets.find(fetching, jobs.wait(fetching, job.id, seconds=60).subject).name
        for job in (sources.start_address(fetching, address), sources.start_address(fetching, address, name="Mine"))
    ]

    assert names == ["Leute", "Mine"]


def test_a_fetched_file_can_be_the_next_version(fetching: Workspace, site: Site) -> None:
    address = site.serve("/people.csv", CSV)
    first = jobs.wait(fetching, sources.start_address(fetching, address).id, seconds=60).subject

    second = jobs.wait(fetching, sources.start_address(fetching, address, version_of=first).id, seconds=60).subject

    assert [dataset.id for dataset in datasets.versions(fetching, first)] == [second, first]


def test_an_address_inside_the_network_fails_in_words(fetching: Workspace) -> None:
    job = jobs.wait(fetching, sources.start_address(fetching, "http://me:hunter2@10.0.0.1/a").id, seconds=60)

    assert (job.status, (job.error or {})["code"]) == ("failed", "not_allowed")
    assert b"hunter2" not in everything_in(fetching.folders.root)


def test_an_address_is_read_by_its_owner_only_and_taken_once(ws: Workspace) -> None:
    job = sources.start_address(ws, "https://me:hunter2@example.org/a.csv")

    (kept,) = (ws.folders.jobs / job.id / "scratch").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert secrets.take(ws, job)["address"] == "https://me:hunter2@example.org/a.csv"
    with pytest.raises(BadInput, match="not kept"):
        secrets.take(ws, job)


def test_a_cancelled_job_leaves_no_secret(ws: Workspace) -> None:
    job = sources.start_address(ws, "https://me:hunter2@example.org/a.csv")

    jobs.cancel(ws, job.id)

    assert b"hunter2" not in everything_in(ws.folders.root)


def test_a_share_link_is_told(ws: Workspace) -> None:
    job = sources.start_address(ws, "https://github.com/o/r/blob/main/a.csv")

    assert job.spec["origin"]["share"] == "GitHub"
    assert job.spec["origin"]["address"] == "https://raw.githubusercontent.com/o/r/main/a.csv"


def test_a_database_that_does_not_answer_fails_in_words_without_its_password(
    fetching: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DatabaseSystem, "installed", property(lambda system: True))

    job = sources.start_database(fetching, "postgresql://me:hunter2@127.0.0.1:9/shop", "orders")
    ended = jobs.wait(fetching, job.id, seconds=60)

    assert (job.spec["name"], ended.status) == ("orders", "failed")
    assert b"hunter2" not in everything_in(fetching.folders.root)
    assert databases.DATABASES[0].label in job.spec["source"]
