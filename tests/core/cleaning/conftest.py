"""One workspace for all tests of steps, and a table made once for each SELECT."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from core import cleaning, workspace
from core.cleaning import Step
from core.config import Settings
from core.datasets import Dataset
from core.workspace import Workspace
from tests.worlds import store

Apply = Callable[..., pd.DataFrame]
Make = Callable[[str], Dataset]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace for tests that only add to it."""
    opened = workspace.open(Settings(data_dir=tmp_path_factory.mktemp("data"), sample_data=False))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def make(kept: Workspace) -> Make:
    """A dataset of a SELECT, stored once."""
    made: dict[str, Dataset] = {}

    def dataset(select: str) -> Dataset:
        if select not in made:
            made[select] = store(kept, select)
        return made[select]

    return dataset


@pytest.fixture(scope="session")
def apply(kept: Workspace, make: Make) -> Apply:
    """The table after some steps, as pandas has it: `apply(SELECT, ("trim", {…}), …)`."""

    def applied(select: str, *steps: tuple[str, dict[str, Any]]) -> pd.DataFrame:
        found = cleaning.preview(kept, make(select), [Step(kind, settings) for kind, settings in steps])
        assert found.error is None, found.error
        return pd.DataFrame([list(row) for row in found.rows], columns=[c.name for c in found.columns], dtype=object)

    return applied
