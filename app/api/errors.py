"""Every error in one shape: `{"error": {"code", "message", "hint"}}`, with the status that its code stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.api.wording import in_words
from core.errors import AppError, BadInput
from core.jobs import Job

STATUS = {
    "bad_query": 400,
    "not_allowed": 403,
    "not_found": 404,
    "conflict": 409,
    "too_large": 413,
    "bad_file": 422,
    "bad_rows": 422,
    "bad_input": 422,
    "busy": 503,
}
INTERNAL = 500
NOBODY_LISTENS = 499  # the client went away: seen in the metrics only


def install(app: FastAPI) -> None:
    """Makes every error of the application leave in the one shape. Bugs are met further out, by `Watched`."""
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)


def answer(status: int, error: Mapping[str, str], headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": dict(error)}, status_code=status, headers=dict(headers or {}))


def apology(request_id: str) -> JSONResponse:
    """What a person gets who met a bug; the traceback is in the log under the same id."""
    message = f"Something went wrong inside Tablecast. Its number in the log is {request_id}."
    hint = "This is a mistake in the program, not in your request. Try again, or report the number."
    return answer(INTERNAL, {"code": "internal", "message": message, "hint": hint})


def of_job(job: Job) -> AppError:
    """The error of a job that did not end well, as if it had happened in this request."""
    told = job.error or {"code": "conflict", "message": f"Job {job.id} is {job.status}.", "hint": "Start it again."}
    error = AppError(told["message"], hint=told["hint"])
    error.code = told["code"]
    return error


async def _app_error(_request: Request, error: AppError) -> Response:
    return answer(STATUS.get(error.code, INTERNAL), error.to_json())


async def _invalid(_request: Request, error: RequestValidationError) -> Response:
    message, hint = in_words(error.errors())
    return answer(STATUS["bad_input"], BadInput(message, hint=hint).to_json())


async def _of_the_framework(request: Request, error: HTTPException) -> Response:
    code, message, hint = FRAMEWORK.get(error.status_code, ("bad_input", str(error.detail), ""))
    words = {"path": request.url.path, "method": request.method}
    told = {"code": code, "message": message.format(**words), "hint": hint}
    return answer(error.status_code, told, error.headers)


async def _gone(_request: Request, _error: ClientDisconnect) -> Response:
    return Response(status_code=NOBODY_LISTENS)


FRAMEWORK = {
    404: ("not_found", "There is nothing at {path}.", "All addresses are listed at /api/docs."),
    405: (
        "method_not_allowed",
        "{path} does not answer to {method}.",
        "The header Allow names the methods that it answers to.",
    ),
}
HANDLERS: dict[type[Exception], Any] = {
    AppError: _app_error,
    RequestValidationError: _invalid,
    HTTPException: _of_the_framework,
    ClientDisconnect: _gone,
}
