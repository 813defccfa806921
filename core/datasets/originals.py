"""The files that datasets were made from: kept once each under the hash of their content, to be read again later.

A file belongs to every dataset whose origin names its hash, and is gone when the last of them is.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from core.datasets.importing.formats import signatures
from core.errors import NotFound, TooLarge
from core.storage import folders
from core.storage.state import datasets as datasets_table
from core.storage.state import jobs as jobs_table
from core.workspace import Workspace

BLOCK_BYTES = 1 << 20
PACKED = ".zst"  # ends the name of a file that is kept compressed
ALREADY_PACKED = ("zip", "spreadsheet", "gz", "bz2", "xz", "zst", "parquet")  # would not shrink any more


class Made(Protocol):
    """A dataset, as far as it matters here: what it is called and where it comes from."""

    @property
    def name(self) -> str: ...
    @property
    def origin(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Original:
    """A file that is kept. `name` is what its owner calls it, `stored_bytes` what it takes here."""

    name: str
    bytes: int
    stored_bytes: int
    sha256: str


@dataclass(frozen=True)
class Kept:
    """What all the originals of a workspace take."""

    files: int
    bytes: int


def keep(ws: Workspace, path: Path, sha256: str) -> None:
    """Stores the file at `path`, whose hash this is; one that is there already is not written again.

    Raises TooLarge when the originals would take more room than the workspace gives them.
    """
    with _alone(ws):
        if _stored(ws, sha256) is not None:
            return
        _refuse_full(ws, path.stat().st_size)
        copy, ending = (_pack, PACKED) if _shrinks(path) else (shutil.copyfile, "")
        with ws.folders.appearing(ws.folders.originals / (sha256 + ending)) as beside:
            copy(path, beside)


def find(ws: Workspace, dataset: Made) -> tuple[Original, ...]:
    """The files that this version was made from. Raises NotFound when one of them is not kept."""
    files = dataset.origin.get("files") or []
    stored = [(file, _stored(ws, file["sha256"])) for file in files]
    found = tuple(
        Original(file["name"], file["bytes"], path.stat().st_size, file["sha256"]) for file, path in stored if path
    )
    if not found or len(found) < len(files):
        raise NotFound(
            f"The file that “{dataset.name}” was made from is not kept.", hint="Upload it again as a new version."
        )
    return found


def has(ws: Workspace, dataset: Made) -> bool:
    """Whether this version can be read again from its files."""
    files = dataset.origin.get("files") or []
    return bool(files) and all(_stored(ws, file["sha256"]) for file in files)


def unpack(ws: Workspace, sha256: str, target: Path) -> Path:
    """The original as the file that it was: itself, or a copy at `target`. Raises NotFound when it is not kept."""
    stored = _stored(ws, sha256)
    if stored is None:
        raise NotFound("The original file is not kept any longer.", hint="Upload it again as a new version.")
    if stored.suffix != PACKED:
        return stored
    import pyarrow

    with pyarrow.input_stream(str(stored), compression="zstd") as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file, BLOCK_BYTES)
    return target


def total(ws: Workspace) -> Kept:
    """How many files are kept and the room that they take."""
    files = _all(ws)
    return Kept(len(files), sum(file.stat().st_size for file in files))


def remove_unneeded(ws: Workspace, among: Iterable[str] | None = None) -> int:
    """Removes the originals that no dataset and no import on its way needs; the number of those removed.

    `among` are the hashes that may go, all of them when it is left out.
    """
    candidates = None if among is None else set(among)
    with _alone(ws):
        needed = _needed(ws)
        files = [file for file in _all(ws) if candidates is None or _hash(file) in candidates]
        unneeded = [file for file in files if _hash(file) not in needed]
        for file in unneeded:
            folders.remove(file)
    return len(unneeded)


@contextmanager
def _alone(ws: Workspace) -> Iterator[None]:
    """One process at a time, so that no file is taken away between its being found needed and not."""
    with (ws.folders.originals / ".lock").open("a") as lock_file:
        fcntl.flock(lock_file, fcntl.LOCK_EX)
        yield


def hashes(described: Mapping[str, Any]) -> set[str]:
    """The hashes of the files that an origin or the specification of a job names."""
    return {file["sha256"] for file in described.get("files") or [] if file.get("sha256")}


def _needed(ws: Workspace) -> set[str]:
    """Asked of the rows each time: a count kept beside them could be wrong after a crash."""
    waiting = sa.select(jobs_table.c.spec).where(jobs_table.c.status.in_(("waiting", "running")))
    with ws.state.reading() as connection:
        origins = connection.execute(sa.select(datasets_table.c.origin)).scalars().all()
        specs = connection.execute(waiting).scalars().all()
    return set().union(*(hashes(described) for described in (*origins, *specs)))


def _all(ws: Workspace) -> list[Path]:
    return list(ws.folders.originals.glob("[0-9a-f]*"))


def _hash(file: Path) -> str:
    return file.name.removesuffix(PACKED)


def _stored(ws: Workspace, sha256: str) -> Path | None:
    files = (ws.folders.originals / (sha256 + ending) for ending in ("", PACKED))
    return next((file for file in files if file.exists()), None)


def _shrinks(path: Path) -> bool:
    return signatures.detect(path).key not in ALREADY_PACKED


def _pack(path: Path, target: Path) -> None:
    import pyarrow

    with path.open("rb") as file, pyarrow.CompressedOutputStream(str(target), "zstd") as packed:
        shutil.copyfileobj(file, packed, BLOCK_BYTES)


def _refuse_full(ws: Workspace, size: int) -> None:
    most = ws.settings.originals_limit_mb * 1_000_000
    if total(ws).bytes + size > most:
        raise TooLarge(
            f"The originals would take more than {most / 1e6:,.0f} MB.",
            hint="Remove datasets, or raise TABLECAST_ORIGINALS_LIMIT_MB.",
        )
