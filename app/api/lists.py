"""Lists come in pages: `limit` and `cursor` go in, `items` and `next_cursor` come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query

from core.errors import BadInput
from core.storage.state import Page

MOST_ITEMS = 200
USUAL_ITEMS = 50

Item = TypeVar("Item")


@dataclass(frozen=True)
class Window:
    """The part of a list that is asked for."""

    limit: int
    cursor: int | None

    def of(self, newest: Callable[..., Page[Item]], *arguments: Any, **filters: Any) -> dict[str, Any]:
        """Calls one of core's `newest` functions; its page as the API answers it."""
        page = newest(*arguments, limit=self.limit, cursor=self.cursor, **filters)
        return {"items": page.items, "next_cursor": None if page.next_cursor is None else str(page.next_cursor)}


async def _window(
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="How many items at most.")] = USUAL_ITEMS,
    cursor: Annotated[str | None, Query(description="The `next_cursor` of the page before.", max_length=20)] = None,
) -> Window:
    if cursor is not None and not (cursor.isascii() and cursor.isdigit()):
        raise BadInput(
            f"“{cursor}” is no cursor.", hint="Send the `next_cursor` of the page before, or none for the first page."
        )
    return Window(limit, None if cursor is None else int(cursor))


Asked = Annotated[Window, Depends(_window)]
