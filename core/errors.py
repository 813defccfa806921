"""Every error a person can meet: what happened, with the value, and what to do next."""

from __future__ import annotations


class AppError(Exception):
    """An error with words for a person. `code` is stable and meant for programs; `hint` says what to do next."""

    code = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def to_json(self) -> dict[str, str]:
        return {"code": self.code, "message": self.message, "hint": self.hint}


class NotFound(AppError):
    code = "not_found"


class BadFile(AppError):
    """A file that is not a table, or not the table it says it is."""

    code = "bad_file"


class BadRows(AppError):
    """Rows that do not fit what is asked of them."""

    code = "bad_rows"


class BadInput(AppError):
    """A value that a person or a program gave and that cannot be used."""

    code = "bad_input"


class BadQuery(AppError):
    code = "bad_query"


class TooLarge(AppError):
    code = "too_large"


class NotAllowed(AppError):
    code = "not_allowed"


class Conflict(AppError):
    """The thing is in a state in which this cannot be done."""

    code = "conflict"


class Busy(AppError):
    """Possible in general, not at this moment."""

    code = "busy"
