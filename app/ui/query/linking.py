"""The way into the query room from other pages, with a query written already; it runs when the person says so."""

from __future__ import annotations

from app.ui import links

LONGEST_IN_ADDRESS = 6_000  # characters of SQL; browsers and proxies cut longer addresses


def open_in_query(sql: str, label: str = "Open in the query room", *, help: str | None = None) -> None:
    """Draws a link to the query room with this query in its editor; nothing for one too long for an address."""
    if len(sql) <= LONGEST_IN_ADDRESS:
        links.link("query", label, icon=":material/terminal:", help=help, sql=sql)
