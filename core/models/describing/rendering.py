"""Sections of sentences and tables as Markdown or as one HTML page. All text is data: none of it is taken as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading, sentences (each a paragraph) and perhaps a table."""

    title: str
    sentences: tuple[str, ...]
    table: Table | None = None


STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 52rem; margin: 3rem auto; padding: 0 1.25rem;
       color: light-dark(#1b1f24, #e6e9ee); background: light-dark(#fff, #14171c) }
h1 { font-size: 1.9rem; margin-bottom: 0 }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .4rem }
p { margin: .35rem 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin-top: .8rem; font-size: .9rem;
        font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; vertical-align: top; overflow-wrap: anywhere;
         border-bottom: 1px solid light-dark(#e3e6ea, #2b3038) }
th { font-weight: 600; color: light-dark(#5b6570, #9aa4b0) }
"""


def markdown(title: str, sections: Iterable[Section]) -> str:
    parts = [f"# {_plain(title)}", *(_markdown_section(section) for section in sections)]
    return "\n\n".join(parts) + "\n"


def html(title: str, sections: Iterable[Section]) -> str:
    body = "\n".join(_html_section(section) for section in sections)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
{body}
</body>
</html>
"""


def _markdown_section(section: Section) -> str:
    parts = [f"## {section.title}", *(_plain(sentence) for sentence in section.sentences if sentence)]
    return "\n\n".join(parts + ([_markdown_table(section.table)] if section.table else []))


def _markdown_table(table: Table) -> str:
    lines = [table.head, tuple("---" for _ in table.head), *(tuple(_plain(cell) for cell in row) for row in table.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text in which nothing is Markdown or HTML: signs with a meaning get a backslash, line ends become blanks."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", " ".join(text.split()))


def _html_section(section: Section) -> str:
    sentences = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in section.sentences if sentence)
    return f"<h2>{escape(section.title)}</h2>\n{sentences}\n{_html_table(section.table) if section.table else ''}"


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
