"""A conversion is one costume that values wear: a pattern that says so, and the SQL that takes it off.

The same pattern runs in Python on the sample and in DuckDB (RE2) on the whole file, so it uses no look-around.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from core.datasets.importing.types.sql import literal


@dataclass(frozen=True)
class Conversion:
    """How text of one costume becomes a value.

    `pattern` matches the whole trimmed text. `sql` holds `{t}`, the trimmed text, and gives NULL where it fails.
    `family` groups rows that differ only in width: the first that fits is enough. `proof`, if any, must match at least
    one value of the column. `caution` is told to the person whenever the conversion was used. `quick` is an SQL
    condition on `{t}` and its value `{v}` that costs less than the pattern and implies that the value is right.
    """

    key: str
    label: str
    kind: str
    type: str
    pattern: str
    sql: str
    family: str
    proof: str = ""
    caution: str = ""
    order: str = ""  # of day, month and year
    exact: bool = False  # a single value that does not fit makes the column text
    quick: str = ""

    @property
    def matcher(self) -> Callable[[str], re.Match[str] | None]:
        """Matches the whole of a trimmed text, for many of them."""
        return _compiled(self.pattern).fullmatch

    def matches(self, text: str) -> bool:
        return self.matcher(text) is not None

    def proven_in(self, lines: str) -> bool:
        """Whether one of these texts, a line each, proves it."""
        return not self.proof or _compiled(f"(?m)^(?:{self.proof})$").search(lines) is not None

    def value(self, text_sql: str) -> str:
        """SQL of the value for text that is known to match."""
        return self.sql.replace("{t}", text_sql)

    def strict(self, text_sql: str) -> str:
        """SQL of the value, NULL for every text that does not match."""
        return self.accepted(text_sql, self.value(text_sql))

    def accepted(self, text_sql: str, value_sql: str) -> str:
        """SQL of this value of this text, NULL if the text does not match."""
        matches = f"regexp_full_match({text_sql}, {literal(self.pattern)})"
        quick = self.quick.replace("{t}", text_sql).replace("{v}", value_sql)
        return f"CASE {f'WHEN {quick} THEN {value_sql} ' if quick else ''}WHEN {matches} THEN {value_sql} END"


@functools.lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
