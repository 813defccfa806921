"""The files that a profile can be taken away as."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.datasets.exporting import FORMULA_START
from core.errors import BadInput
from core.profiling.encoding import to_json
from core.profiling.records import Profile
from core.profiling.writing.markdown import to_markdown
from core.profiling.writing.masking import masked
from core.profiling.writing.report import to_html

HEAD = ("severity", "code", "alert", "column", "rows", "sentence", "action", "sql")


@dataclass(frozen=True)
class Format:
    """A way to write a profile down: `text` is given the profile and the dataset's name."""

    key: str
    label: str
    ending: str
    media_type: str
    help: str
    text: Callable[[Profile, str], str]


def write(format: Format, profile: Profile, *, name: str, mask: Collection[str] = ()) -> bytes:
    """The file; no value of the masked columns is in it."""
    return format.text(masked(profile, mask), name).encode()


def find(key: str) -> Format:
    """Raises BadInput, naming the formats there are."""
    for format in FORMATS:
        if format.key == key:
            return format
    known = ", ".join(format.key for format in FORMATS)
    raise BadInput(f"A profile cannot be written as “{key}”.", hint=f"Choose one of: {known}.")


def _html(profile: Profile, name: str) -> str:
    return to_html(profile, name=name)


def _json(profile: Profile, name: str) -> str:
    content = {"dataset": name, "profile": to_json(profile)}
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)


def _markdown(profile: Profile, name: str) -> str:
    return to_markdown(profile, name=name)


def _alerts(profile: Profile, name: str) -> str:
    """One line per alert. Texts that a spreadsheet would run as a formula get an apostrophe before them."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEAD)
    for alert in profile.alerts:
        cells = (
            alert.severity,
            alert.code,
            alert.label,
            alert.column,
            alert.rows,
            alert.sentence,
            alert.action,
            alert.sql,
        )
        writer.writerow([_safe(cell) for cell in cells])
    return file.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and re.match(FORMULA_START, cell) else cell


FORMATS = (
    Format("html", "Report as HTML", "html", "text/html", "One page by itself, to read and to print.", _html),
    Format("md", "Summary as Markdown", "md", "text/markdown", "For a message, a ticket or a notebook.", _markdown),
    Format("json", "Everything as JSON", "json", "application/json", "For programs; its schema is documented.", _json),
    Format("csv", "Alerts as CSV", "csv", "text/csv", "One line per alert, for a spreadsheet.", _alerts),
)  # fmt: skip
