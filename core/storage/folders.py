"""Files and folders that appear whole: written beside, then renamed, so that a crash never leaves half a thing."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """The folders of one workspace."""

    root: Path

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def datasets(self) -> Path:
        return self.root / "datasets"

    @property
    def originals(self) -> Path:
        return self.root / "originals"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def jobs(self) -> Path:
        return self.root / "jobs"

    @property
    def temporary(self) -> Path:
        return self.root / "temporary"

    def create(self) -> None:
        for folder in (self.uploads, self.datasets, self.originals, self.models, self.jobs, self.temporary):
            folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def appearing(self, path: Path) -> Iterator[Path]:
        """A path beside `path` to write a file or folder to; it takes its place when the block ends well."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            yield beside
            _sync(beside)
            _replace(beside, path)
        finally:
            remove(beside)


def remove(path: Path) -> None:
    """Removes a file or a folder; one that is not there is fine."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _replace(beside: Path, path: Path) -> None:
    if path.is_dir():
        remove(path)  # a folder cannot be renamed over a folder that holds something
    beside.replace(path)
    _sync_entry(path.parent)


def _sync(path: Path) -> None:
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    for file in files:
        with file.open("rb") as opened:
            os.fsync(opened.fileno())


def _sync_entry(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
