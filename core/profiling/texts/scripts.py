"""Which scripts texts are written in, by their letters."""

from __future__ import annotations

from core.datasets.catalogue import Column
from core.profiling.table import terms

LATIN = r"\p{Latin}"
SCRIPTS = (
    *("Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Tamil", "Telugu"),
    *("Thai", "Georgian", "Hangul", "Hiragana", "Katakana", "Han"),
)


def build_scripts(column: Column, *, table: str) -> str:
    """How many texts have a letter of each script: (script, texts), the most frequent first."""
    names = ", ".join(f"'{script}'" for script in SCRIPTS)
    counts = ",\n    ".join(f"count_if(regexp_matches(text, '\\p{{{script}}}'))" for script in SCRIPTS)
    return (
        "SELECT script, texts\n"
        "FROM (\n"
        f"  SELECT unnest([{names}]) AS script, unnest([\n    {counts}\n  ]) AS texts\n"
        f"  FROM (SELECT {terms(column)['text']} AS text FROM {table})\n"
        ")\n"
        "WHERE texts > 0\n"
        "ORDER BY texts DESC, script"
    )
