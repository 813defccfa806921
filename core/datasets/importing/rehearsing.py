"""A rehearsal: a tiny table is imported into memory, so that the next import finds everything loaded and compiled."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.datasets.importing import jobs, pipeline
from core.datasets.importing.choosing.options import ImportOptions
from core.datasets.importing.progress import Progress
from core.datasets.importing.reporting import inspection
from core.datasets.importing.storing import database
from core.datasets.importing.task import Import
from core.workspace import Workspace

__all__ = ["jobs", "rehearse"]  # the module of the jobs themselves is loaded too

TABLE = """id;name;amount;price;day;moment;member;note
1;Ann;12;1.234,50;31/12/2023;2024-01-31 12:30:00;yes;first
2;Bo;-3;0,25;01/02/2024;2024-02-01 08:00:00;no;NA
3;Cy;;12,00;02/03/2024;;yes;"a; b"
"""


def rehearse(ws: Workspace) -> None:
    """Leaves nothing but a process that knows the way."""
    with tempfile.TemporaryDirectory(dir=ws.folders.temporary) as folder:
        path = Path(folder) / "rehearsal.csv"
        path.write_text(TABLE)
        with database.writing(None, ws.folders, Progress(), memory_mb=64, threads=1) as opened:
            report = pipeline.run(Import(opened, Path(folder), ImportOptions(), rows=inspection.LOOKED_AT_ROWS), path)
            inspection.made_of(opened, report, path)
