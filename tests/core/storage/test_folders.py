"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import pytest

from core.workspace import Workspace


def test_a_file_appears_when_the_block_ends_well(ws: Workspace) -> None:
    path = ws.folders.datasets / "a.txt"

    with ws.folders.appearing(path) as beside:
        beside.write_text("whole")
        seen_while_writing = path.exists()

    assert not seen_while_writing
    assert path.read_text() == "whole"
    assert [file.name for file in path.parent.iterdir()] == ["a.txt"]


def test_nothing_appears_when_the_block_fails(ws: Workspace) -> None:
    path = ws.folders.datasets / "a.txt"

    with pytest.raises(RuntimeError), ws.folders.appearing(path) as beside:
        beside.write_text("half")
        raise RuntimeError

    assert list(path.parent.iterdir()) == []


def test_a_folder_takes_the_place_of_an_older_one(ws: Workspace) -> None:
    path = ws.folders.models / "md_a"
    path.mkdir()
    (path / "old").write_text("old")

    with ws.folders.appearing(path) as beside:
        beside.mkdir()
        (beside / "new").write_text("new")

    assert [file.name for file in path.iterdir()] == ["new"]
