"""Words that stand for “no value”. Which of them count depends on what else the column holds."""

from __future__ import annotations

import re
from collections.abc import Collection

from core.datasets.importing.types.sql import literal

# In a column of numbers, dates or yes/no nothing else could be meant. Compared in lower case.
BESIDE_VALUES = (
    "", "na", "n/a", "#n/a", "#n/a n/a", "n.a.", "<na>", "null", "(null)", "none", "nil", "nan", "-nan", "nat", "\\n",
    "missing", "unknown", "undefined", "not available", "not applicable", "not reported", "no data", "tbd", "n.d.",
    "k.a.", "k. a.", "keine angabe", "nicht verfügbar", "n/v", "n.v.", "s/d", "s/o", "nd", "*",
    "-", "--", "---", "–", "—", "?", "??", ".", "..", "...",
    "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#error!",
)  # fmt: skip

# In a column of words only these, written exactly so: “None” and “Null” may be a level or a surname.
BESIDE_WORDS = (
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "(null)", "NaN", "nan", "\\N", "?", "-", "--", "---",
    "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!",
)  # fmt: skip

_BESIDE_VALUES = frozenset(BESIDE_VALUES)
LONGEST = max(len(marker) for marker in BESIDE_VALUES)

# One text of all of them: a list of 43 literals for each of 500 columns takes longer to plan than to run.
_EDGE = "\x01"
_LISTED = literal(_EDGE + _EDGE.join(BESIDE_VALUES) + _EDGE)

SHORT_CODE = re.compile(r"[A-Z]{2}")
SIGN = re.compile(r"[^\w\s]{1,3}")
OF_ITS_KIND = 0.9  # share of the other values that look like the marker, above which the marker is one of them


def beside_values(text_sql: str) -> str:
    """SQL condition: this text, in a column of numbers, dates or yes/no, says that the value is missing."""
    return f"(length({text_sql}) <= {LONGEST} AND contains({_LISTED}, '{_EDGE}' || lower({text_sql}) || '{_EDGE}'))"


def beside_words(sample: Collection[str]) -> tuple[str, ...]:
    """The markers that mean “missing” in a column of words with these values.

    “NA” among two-letter codes is Namibia, “-” among signs is a sign: such markers are left as they are.
    """
    others = {text for text in sample if text and text not in BESIDE_WORDS}
    shapes = [shape for shape in (SHORT_CODE, SIGN) if _most(shape, others)]
    return tuple(marker for marker in BESIDE_WORDS if not any(shape.fullmatch(marker) for shape in shapes))


def is_marker(text: str) -> bool:
    """Whether this text would be missing in a column of numbers."""
    return len(text) <= LONGEST and text.lower() in _BESIDE_VALUES


def _most(shape: re.Pattern[str], others: Collection[str]) -> bool:
    return bool(others) and sum(1 for text in others if shape.fullmatch(text)) >= OF_ITS_KIND * len(others)
