"""An open page without a browser: speaks Streamlit's websocket protocol and times one rerun."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LARGEST_MESSAGE = 50_000_000


@dataclass
class Session:
    """One open page. Remembers what a browser would cache, so that the server sends what it really sends."""

    port: int
    page: str
    query: str
    _socket: ClientConnection | None = field(default=None, init=False)
    _cached: list[str] = field(default_factory=list, init=False)

    async def open(self) -> None:
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        self._socket = await connect(address, subprotocols=["streamlit"], max_size=LARGEST_MESSAGE)  # type: ignore[list-item]
        await self.rerun()

    async def close(self) -> None:
        await self._open_socket.close()

    async def rerun(self) -> float:
        """Asks for the page again and waits until it is complete. Milliseconds."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.cached_message_hashes.extend(self._cached)
        begun = time.perf_counter()
        await self._open_socket.send(message.SerializeToString())
        while not self._ends(await self._open_socket.recv()):
            pass
        return 1000 * (time.perf_counter() - begun)

    def _ends(self, received: Any) -> bool:
        message = ForwardMsg()
        message.ParseFromString(received)
        if message.metadata.cacheable and message.hash not in self._cached:
            self._cached.append(message.hash)
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        return message.WhichOneof("type") == "script_finished"

    @property
    def _open_socket(self) -> ClientConnection:
        if self._socket is None:
            raise RuntimeError("Open the session first.")
        return self._socket
