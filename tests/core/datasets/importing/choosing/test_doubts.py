"""Doubts: a clean file has none; what is unsure or warned of is a sentence each."""

from __future__ import annotations

from core import datasets
from core.datasets import Inspection, uploads
from core.datasets.importing.choosing import doubts
from core.workspace import Workspace


def seen(ws: Workspace, text: str) -> Inspection:
    with uploads.receiving(ws, "t.csv") as writer:
        writer.write(text.encode())
    return datasets.inspect(ws, writer.upload)


def test_a_clean_file_leaves_no_doubt(supervised: Workspace) -> None:
    assert doubts.of(seen(supervised, "name,age\nann,31\nbob,42\n")) == ()


def test_a_date_that_may_be_read_two_ways_is_a_doubt(supervised: Workspace) -> None:
    found = doubts.of(seen(supervised, "name,day\nann,03/04/2024\nbob,05/06/2024\n"))

    assert any("day" in doubt for doubt in found)


def test_every_warning_is_a_doubt_once(supervised: Workspace) -> None:
    inspection = seen(supervised, "A title\n\nname,age\nann,31\nbob,42\nzoe,7\n")

    found = doubts.of(inspection)

    assert set(inspection.warnings) <= set(found)
    assert len(set(found)) == len(found)
