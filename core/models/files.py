"""A model as files: one folder of data (JSON and arrays) that appears whole and is checked before it is read."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadFile
from core.models.scorer import FORMAT, Scorer
from core.storage.folders import Folders

REPORT, CHECKSUMS = "report.json", "checksums.json"
PACKED = (".npz",)  # files that are compressed already: doing it again takes time for nothing


@dataclass(frozen=True)
class Stored:
    """What was written: the size of all files, and the sha256 of the list of their checksums."""

    bytes: int
    checksum: str


def write(folders: Folders, model_id: str, scorer: Scorer, report: dict[str, Any]) -> Stored:
    """Writes a model's folder. Raises ValueError when the report holds a number that JSON has not (NaN, infinity)."""
    with folders.appearing(folders.models / model_id) as folder:
        scorer.save(folder)
        (folder / REPORT).write_text(json.dumps(report, ensure_ascii=False, allow_nan=False), encoding="utf-8")
        sums = {str(path.relative_to(folder)): _sha256(path) for path in _files(folder)}
        (folder / CHECKSUMS).write_text(json.dumps(sums, indent=1), encoding="utf-8")
        return Stored(sum(path.stat().st_size for path in _files(folder)), _sha256(folder / CHECKSUMS))


def read_scorer(folder: Path, checksum: str | None) -> Scorer:
    """The model in a folder. Raises BadFile when a file is missing, damaged or of a format unknown here."""
    verify(folder, checksum)
    try:
        scorer = Scorer.load(folder)
    except (KeyError, TypeError, ValueError) as error:
        raise _of_another_format(folder) from error
    if scorer.format != FORMAT:
        raise _of_another_format(folder)
    return scorer


def read_report(folder: Path) -> dict[str, Any]:
    """The training report in a folder. Raises BadFile when it is missing or damaged."""
    try:
        report: dict[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(folder, REPORT) from error
    return report


def verify(folder: Path, checksum: str | None) -> None:
    """Compares every file with what was written. Raises BadFile, naming the first that differs."""
    listed = folder / CHECKSUMS
    if not listed.is_file() or _sha256(listed) != checksum:
        raise _damaged(folder, CHECKSUMS)
    for name, sha256 in json.loads(listed.read_text(encoding="utf-8")).items():
        path = folder / name
        if not path.is_file() or _sha256(path) != sha256:
            raise _damaged(folder, name)


def pack(folder: Path, zipped: Path, top: str, extra: dict[str, str]) -> None:
    """Writes a zip of a model's folder, inside it a folder `top`; `extra` are texts to add, by file name."""
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(folder):
            how = zipfile.ZIP_STORED if path.suffix in PACKED else zipfile.ZIP_DEFLATED
            archive.write(path, f"{top}/{path.relative_to(folder)}", how)
        for name, text in extra.items():
            archive.writestr(f"{top}/{name}", text)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(folder: Path, name: str) -> BadFile:
    return BadFile(
        f"The stored model {folder.name} is damaged: its file {name} is missing or not as it was written.",
        hint="Restore the data folder from a backup, or train the model again.",
    )


def _of_another_format(folder: Path) -> BadFile:
    return BadFile(
        f"The stored model {folder.name} was written by a version of Tablecast whose files this one cannot read.",
        hint="Use the version of Tablecast that made it, or train the model again.",
    )
