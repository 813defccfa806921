"""Messages between the server and a query process: JSON, each after its length."""

from __future__ import annotations

import struct
from typing import IO, Any

import orjson

LENGTH = struct.Struct(">Q")
LONGEST_BYTES = 256 << 20  # far more than a result may have; a process that says more is not ours any longer


def pack(message: Any) -> bytes:
    body = orjson.dumps(message)
    return LENGTH.pack(len(body)) + body


def read(stream: IO[bytes]) -> Any:
    """The next message. Raises EOFError when the other side is gone."""
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    if length > LONGEST_BYTES:
        raise EOFError
    return orjson.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
