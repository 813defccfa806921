"""Records written as data only: one JSON file, one file of arrays, boosters beside them. Nothing here can run code on load.

A record is a frozen dataclass. Its arrays go to `arrays.npz`, its bytes (boosters) to files, all else to JSON; what was
packed under a class name is built again only from the classes that the caller lists.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

COMPRESSION = 1  # level 6 takes five times as long for 8 % less


@dataclass
class _Parts:
    arrays: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def save(record: Any, folder: Path, name: str) -> None:
    """Writes a record to `<name>.json`, `<name>.npz` and `<name>/*.ubj` inside a folder."""
    parts = _Parts()
    tree = _pack(record, parts)
    folder.mkdir(parents=True, exist_ok=True)
    _write_arrays(folder / f"{name}.npz", parts.arrays)
    for key, content in parts.files.items():
        file = folder / name / f"{key}.ubj"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    (folder / f"{name}.json").write_text(json.dumps(tree, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def load(folder: Path, name: str, classes: Iterable[type]) -> Any:
    """Reads a record back. Raises KeyError when it names a class that is not in `classes`."""
    tree = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    with np.load(folder / f"{name}.npz", allow_pickle=False) as archive:
        arrays = {key: archive[key] for key in archive.files}
    files = {file.stem: file.read_bytes() for file in sorted((folder / name).glob("*.ubj"))}
    return _unpack(tree, _Parts(arrays, files), {cls.__name__: cls for cls in classes})


def _pack(value: Any, parts: _Parts) -> Any:
    if is_dataclass(value):
        content = {f.name: _pack(getattr(value, f.name), parts) for f in fields(value) if f.init}
        return {"record": type(value).__name__, **content}
    if isinstance(value, np.ndarray):
        return {"array": _keep(parts.arrays, value)}
    if isinstance(value, bytes):
        return {"file": _keep(parts.files, value)}
    if isinstance(value, (tuple, list)):
        return [_pack(item, parts) for item in value]
    return value


def _unpack(tree: Any, parts: _Parts, classes: dict[str, type]) -> Any:
    if isinstance(tree, list):
        return tuple(_unpack(item, parts, classes) for item in tree)
    if not isinstance(tree, dict):
        return tree
    if "array" in tree:
        return parts.arrays[tree["array"]]
    if "file" in tree:
        return parts.files[tree["file"]]
    content = {key: _unpack(item, parts, classes) for key, item in tree.items() if key != "record"}
    return classes[tree["record"]](**content)


def _keep(store: dict[str, Any], value: Any) -> str:
    key = f"{len(store):04d}"
    store[key] = value
    return key


def _write_arrays(path: Path, arrays: dict[str, Any]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        for key, values in arrays.items():
            with archive.open(f"{key}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, np.asanyarray(values), allow_pickle=False)
