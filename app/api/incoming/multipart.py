"""Forms with files, read part by part, so that a file never is in memory and is written to disk once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from core.errors import BadInput

HINT = "Send a form (multipart/form-data) with one file in the field “file”."


@dataclass(frozen=True)
class Began:
    """The beginning of a field, or of a file when it has a file name."""

    field: str
    file_name: str | None


@dataclass(frozen=True)
class Data:
    content: bytes


@dataclass(frozen=True)
class Ended:
    pass


Event = Began | Data | Ended

CALLED = (
    "part_begin",
    "header_field",
    "header_value",
    "header_end",
    "headers_finished",
    "part_data",
    "part_end",
    "end",
)


async def events(request: Request) -> AsyncIterator[Event]:
    """What is in the form, in order. Raises BadInput on a body that is not the form it says it is."""
    _, options = parse_options_header(request.headers["content-type"])
    if b"boundary" not in options:
        raise BadInput("The form's content type names no boundary.", hint=HINT)
    reader = _Reader()
    try:
        parser = MultipartParser(options[b"boundary"], reader.callbacks())
        async for chunk in request.stream():
            parser.write(chunk)
            for event in reader.take():
                yield event
    except FormParserError as error:
        raise BadInput(f"The form cannot be read: {error}.", hint=HINT) from error
    if not reader.complete:
        raise BadInput("The form ends in the middle.", hint=HINT)


@dataclass
class _Reader:
    """Collects what the parser calls out, as events."""

    complete: bool = False
    _events: list[Event] = field(default_factory=list)
    _name: bytes = b""
    _value: bytes = b""
    _headers: dict[bytes, bytes] = field(default_factory=dict)

    def callbacks(self) -> Any:
        return {f"on_{name}": getattr(self, name) for name in CALLED}

    def take(self) -> list[Event]:
        taken, self._events = self._events, []
        return taken

    def part_begin(self) -> None:
        self._headers = {}

    def header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        file_name = options.get(b"filename")
        name = options.get(b"name", b"").decode(errors="replace")
        self._events.append(Began(name, None if file_name is None else file_name.decode(errors="replace")))

    def part_data(self, data: bytes, start: int, end: int) -> None:
        self._events.append(Data(data[start:end]))

    def part_end(self) -> None:
        self._events.append(Ended())

    def end(self) -> None:
        self.complete = True
