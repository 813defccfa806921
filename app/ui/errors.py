"""What a person sees when something goes wrong: what happened and what to do, or an apology with an id."""

from __future__ import annotations

import functools
import logging
import secrets
from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from core.errors import AppError

P = ParamSpec("P")
log = logging.getLogger("tablecast.pages")


def draw(error: Exception) -> bool:
    """Draws an error where the page stands. Returns True: Streamlit need not draw it again."""
    if isinstance(error, AppError):
        sentence(error.message, error.hint)
    else:
        _apologise(error)
    return True


def sentence(message: str, hint: str = "") -> None:
    """What happened and, on its own line, what to do."""
    st.error(f"**{plain(message)}**" + (f"\n\n{plain(hint)}" if hint else ""), icon=":material/error:")


def of_job(error: dict[str, str] | None) -> None:
    """The error that a failed job keeps."""
    error = error or {}
    sentence(error.get("message", "It failed for a reason nobody wrote down."), error.get("hint", ""))


def guarded(function: Callable[P, None]) -> Callable[P, None]:
    """The function, drawing what it raises. For fragments and callbacks: they run outside the shell's try."""

    @functools.wraps(function)
    def draws_errors(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the border between a part of a page and people
            draw(error)

    return draws_errors


def fragment(function: Callable[P, None], *, run_every: float | None = None) -> Callable[P, None]:
    """A part of a page that is drawn again by itself, every so many seconds if asked, and draws its own errors."""
    return st.fragment(guarded(function), run_every=run_every)


def _apologise(error: Exception) -> None:
    incident = secrets.token_hex(4)
    log.error("page failed, incident %s", incident, exc_info=error)
    sentence(
        "Sorry, something went wrong on our side.",
        f"Nothing you did and nothing in your data is lost. Reload the page; if it happens again, "
        f"report the id {incident}, which is in the server's log.",
    )


def plain(text: str) -> str:
    """Text as it is: names and values may hold characters that mean something in Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]$<>#~:" else letter for letter in text)
