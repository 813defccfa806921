"""UBJSON, the binary form of XGBoost's model files (https://ubjson.org), with arrays of numbers as numpy arrays.

A booster of a thousand trees is read or written in a few milliseconds, where JSON takes half a second.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

MARK_OF_TYPE = {"uint8": b"U", "int8": b"i", "int16": b"I", "int32": b"l", "int64": b"L", "float32": b"d"}
TYPE_OF_MARK = {mark: np.dtype(name).newbyteorder(">") for name, mark in MARK_OF_TYPE.items()}
CONSTANTS = {b"Z": None, b"T": True, b"F": False}


def encode(value: Any) -> bytes:
    """Dictionaries, lists, text, whole numbers and numpy arrays as UBJSON."""
    if isinstance(value, dict):
        return b"{" + b"".join(_counted(key.encode()) + encode(item) for key, item in value.items()) + b"}"
    if isinstance(value, str):
        return b"S" + _counted(value.encode())
    if isinstance(value, int):
        return b"L" + struct.pack(">q", value)
    if isinstance(value, np.ndarray):
        mark = MARK_OF_TYPE[value.dtype.name]
        return b"[$" + mark + b"#L" + struct.pack(">q", value.size) + value.astype(TYPE_OF_MARK[mark]).tobytes()
    return b"[#L" + struct.pack(">q", len(value)) + b"".join(encode(item) for item in value)


def decode(content: bytes) -> Any:
    """The value written; typed arrays become numpy arrays that look into `content`."""
    return _Reading(content).value()


def _counted(text: bytes) -> bytes:
    return b"L" + struct.pack(">q", len(text)) + text


@dataclass
class _Reading:
    """A place in the content that moves on as values are read."""

    content: bytes
    at: int = 0

    def value(self) -> Any:
        return self._of(self._take(1))

    def _of(self, mark: bytes) -> Any:
        if mark == b"{":
            return self._object()
        if mark == b"[":
            return self._array()
        if mark == b"S":
            return self._take(self.value()).decode()
        return CONSTANTS[mark] if mark in CONSTANTS else self._numbers(mark, 1)[0].item()

    def _object(self) -> dict[str, Any]:
        found = {}
        while self.content[self.at : self.at + 1] != b"}":
            key = self._take(self.value()).decode()
            found[key] = self.value()
        self.at += 1
        return found

    def _array(self) -> Any:
        mark = self._take(2)[1:] if self.content[self.at : self.at + 1] == b"$" else b""
        if self.content[self.at : self.at + 1] == b"#":
            self.at += 1
            count = self.value()
            return self._numbers(mark, count) if mark else [self.value() for _ in range(count)]
        return self._until_closed()

    def _until_closed(self) -> list[Any]:
        found = []
        while self.content[self.at : self.at + 1] != b"]":
            found.append(self.value())
        self.at += 1
        return found

    def _numbers(self, mark: bytes, count: int) -> Any:
        type = TYPE_OF_MARK[mark]
        values = np.frombuffer(self.content, type, count, self.at)
        self.at += count * type.itemsize
        return values

    def _take(self, count: int) -> bytes:
        taken = self.content[self.at : self.at + count]
        self.at += count
        return taken
