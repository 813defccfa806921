"""JSON bodies, read strictly: bounded in size, and without the NaN that Python's parser would let through."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn, TypeVar

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from core.errors import TooLarge

MOST_BYTES = 32_000_000  # 10,000 rows of 3 kB; larger tables come as files, which are streamed

Record = TypeVar("Record", bound=BaseModel)


class StrictRequest(Request):
    """A request whose JSON body is bounded and standard. Its `stream()` stays unbounded, for files."""

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            received = bytearray()
            async for chunk in self.stream():
                received += chunk
                if len(received) > MOST_BYTES:
                    raise TooLarge(
                        f"The body has more than {MOST_BYTES // 1_000_000} MB.",
                        hint="Send fewer rows at a time, or upload them as a file.",
                    )
            self._body = bytes(received)
        return self._body

    async def json(self) -> Any:
        body = await self.body()
        try:
            return json.loads(body, parse_constant=_not_json)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:  # bytes that are no text, endless digits, bottomless nesting
            raise json.JSONDecodeError(str(error), "", 0) from error


class StrictRoute(APIRoute):
    """A route whose body is read by StrictRequest."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive)
            if self.body_field is not None:
                await strict.body()  # read here: FastAPI would tell every error of reading as “error parsing the body”
            return await handle(strict)

        return handle_strictly


async def fields_of_object(request: Request) -> dict[str, Any]:
    """The body as a JSON object. Raises the same errors as a route whose body FastAPI reads."""
    try:
        given = await request.json()
    except json.JSONDecodeError as error:
        raise _invalid("json_invalid", None, ctx={"error": error.msg}) from error
    if not isinstance(given, dict):
        raise _invalid("dict_type", given)
    return given


def checked(record: type[Record], fields: dict[str, Any]) -> Record:
    """The fields as a record. Raises the same error as a route whose body FastAPI checks."""
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error


def _invalid(kind: str, given: Any, **more: Any) -> RequestValidationError:
    return RequestValidationError([{"type": kind, "loc": ("body",), "msg": "", "input": given, **more}])


def _not_json(constant: str) -> NoReturn:
    raise json.JSONDecodeError(f"{constant} is no JSON value; a missing value is null", constant, 0)
