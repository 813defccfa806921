"""Pages of HTML that need nothing else: no script, font or picture from elsewhere. Text is never taken as markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 52rem; margin: 3rem auto; padding: 0 1.25rem;
       color: light-dark(#1b1f24, #e6e9ee); background: light-dark(#fff, #14171c) }
h1 { font-size: 1.9rem; margin-bottom: 0; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem }
p { margin: .35rem 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin-top: .8rem; font-size: .9rem;
        font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; vertical-align: top; overflow-wrap: anywhere;
         border-bottom: 1px solid light-dark(#e3e6ea, #2b3038) }
th { font-weight: 600; color: light-dark(#5b6570, #9aa4b0) }
@media print { :root { color-scheme: light } body { margin: 0; max-width: none } }
"""


class Html(str):
    """Text that is markup already; all other text is escaped where it enters a page."""


def element(tag: str, *inside: str, **attributes: str | float) -> Html:
    """`element("p", "a < b", class_="x")` is `<p class="x">a &lt; b</p>`; `_` in a name stands for a hyphen."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items()
    )
    return Html(f"<{tag}{named}>{joined(inside)}</{tag}>")


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Parts of a page one after the other; those that are plain text are escaped."""
    return Html(between.join(part if isinstance(part, Html) else escape(part) for part in parts))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    """A table with one line of headings."""
    names = element("tr", *(element("th", cell, scope="col") for cell in head))
    lines = joined((element("tr", *(element("td", cell) for cell in row)) for row in rows), "\n")
    return Html(f"<table>\n<thead>{names}</thead>\n<tbody>\n{lines}\n</tbody>\n</table>")


def page(title: str, *body: str, style: str = "") -> str:
    """A whole page in the house style, light or dark as the reader's system is. `style` is added to it."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{element("title", title)}
<style>{STYLE}{style}</style>
</head>
<body>
{element("h1", title)}
{joined(body, chr(10))}
</body>
</html>
"""
