"""The world of a test: a fresh workspace, and one whose queue moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import jobs, workspace
from core.config import Settings
from core.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    opened = workspace.open(Settings(data_dir=tmp_path / "data", sample_data=False, warm_children=0))
    yield opened
    opened.close()


@pytest.fixture
def supervised(ws: Workspace) -> Iterator[Workspace]:
    """A workspace whose jobs really run, each in a child process."""
    supervisor = jobs.Supervisor(ws)
    supervisor.start()
    yield ws
    supervisor.close()
