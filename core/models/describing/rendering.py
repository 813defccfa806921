"""Sections of sentences and tables as Markdown or as one HTML page. All text is data: none of it is taken as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.writing import html as writing
from core.writing.html import Html


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


def markdown(title: str, sections: Iterable[Section]) -> str:
    parts = [f"# {_plain(title)}", *(_markdown_section(section) for section in sections)]
    return "\n\n".join(parts) + "\n"


def html(title: str, sections: Iterable[Section]) -> str:
    return writing.page(title, *(_html_section(section) for section in sections))


def _markdown_section(section: Section) -> str:
    parts = [f"## {section.title}", *(_plain(sentence) for sentence in section.sentences if sentence)]
    return "\n\n".join(parts + ([_markdown_table(section.table)] if section.table else []))


def _markdown_table(table: Table) -> str:
    lines = [table.head, tuple("---" for _ in table.head), *(tuple(_plain(cell) for cell in row) for row in table.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text in which nothing is Markdown or HTML: signs with a meaning get a backslash, line ends become blanks."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", " ".join(text.split()))


def _html_section(section: Section) -> Html:
    sentences = [writing.element("p", sentence) for sentence in section.sentences if sentence]
    tables = [writing.table(section.table.head, section.table.rows)] if section.table else []
    return writing.joined([writing.element("h2", section.title), *sentences, *tables], "\n")
