"""The rehearsal of an import leaves nothing behind."""

from __future__ import annotations

from core import datasets
from core.datasets.importing import rehearsing
from core.workspace import Workspace


def test_a_rehearsal_leaves_nothing(ws: Workspace) -> None:
    rehearsing.rehearse(ws)

    assert datasets.newest(ws).items == ()
    assert list(ws.folders.datasets.iterdir()) == []
    assert list(ws.folders.temporary.iterdir()) == []
