"""The way into the query room from other pages, with a query written already; it runs when the person says so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.ui import links
from core import querying
from core.datasets import Dataset
from core.storage.engine import quote
from core.workspace import Workspace

# A word, or a name or a text in quotes, which is left alone also where it holds the word.
TOKEN = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\w+")
LONGEST_IN_ADDRESS = 6_000  # characters of SQL; browsers and proxies cut longer addresses


def open_in_query(sql: str, label: str = "Open in the query room", *, help: str | None = None) -> None:
    """Draws a link to the query room with this query in its editor; nothing for one too long for an address."""
    if len(sql) <= LONGEST_IN_ADDRESS:
        links.link("query", label, icon=":material/terminal:", help=help, sql=sql)


def in_query_room(ws: Workspace, sql: str, tables: Mapping[str, Dataset]) -> str:
    """The statement with the names that its tables have in the query room: `{"data": dataset}`."""
    names = {name: quote(querying.name_of(ws, table)) for name, table in tables.items()}
    return TOKEN.sub(lambda found: names.get(found.group(), found.group()), sql)
