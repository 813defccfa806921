"""Models trained once for many tests: they are only looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import workspace
from core.config import Settings
from core.workspace import Workspace
from tests.core.training.training_room import Trained, load, train


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("training")
    opened = workspace.open(Settings(data_dir=folder / "data", sample_data=False))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def credit(room: Workspace) -> Trained:
    """Two classes, categories and numbers; every fourth row is kept back."""
    return train(room, load(room, "credit_g", where="n % 4 != 0"), target="default")


@pytest.fixture(scope="session")
def diamonds(room: Workspace) -> Trained:
    """A skewed price; every fourth row is kept back."""
    return train(room, load(room, "diamonds", where="n % 4 != 0"), target="price")


@pytest.fixture(scope="session")
def wine(room: Workspace) -> Trained:
    """Seven classes, two of them rare."""
    return train(room, load(room, "wine_white", where="n % 2 = 0 OR quality IN (3, 9)"), target="quality")
