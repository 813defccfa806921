"""What a stored column is to a person: a category, a text, an id, or simply what its type says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.datasets.importing.types.sql import quote

FEW_LEVELS = 50  # as many different values as a person would still list
MOST_LEVELS = 10_000
REPEATED = 0.5  # share of different values below which values repeat
SHORT_LETTERS = 40  # longer than a name or a label
FEW_WORDS = 3.5
FEW_ROWS = 40  # too few rows to judge by repetition
LONGEST_ID = 64
NEARLY_UNIQUE = 0.7  # estimated share of different values from which it is worth counting exactly
ROWS_FOR_WORDS = 20_000  # rows that lengths and words are measured on
COLUMNS_PER_SCAN = 500

ID_NAME = re.compile(
    r"(?i)(^|[_ .-])(id|ids|uuid|guid|key|pk|nr|no|number|code|index|row|isbn|iban|ean|sku)$|(?<=[a-z])I[Dd]$"
)
WHOLE_TYPES = ("BIGINT", "HUGEINT")
KIND_OF_TYPE = {"BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "date", "TIME": "time", "DOUBLE": "number"}


@dataclass(frozen=True)
class Measured:
    """`count` values, about `distinct` of them different; letters and words per value on average."""

    name: str
    type: str
    original: str
    count: int
    distinct: int
    letters: float = 0.0
    words: float = 0.0
    longest: int = 0

    @property
    def nearly_unique(self) -> bool:
        return self.count > 1 and self.distinct >= NEARLY_UNIQUE * self.count

    @property
    def has_id_name(self) -> bool:
        return has_id_name(self.name, self.original)

    @property
    def may_be_id(self) -> bool:
        """Whether it would be an id if all its values were different."""
        if not self.nearly_unique:
            return False
        if self.type in WHOLE_TYPES:
            return self.has_id_name
        one_word = self.type == "VARCHAR" and self.words < 1.05 and self.longest <= LONGEST_ID
        return one_word and (self.has_id_name or self.count >= FEW_ROWS)


def has_id_name(name: str, original: str) -> bool:
    """Whether the name is one that ids have; a column without a name may hold the numbers of the rows."""
    return ID_NAME.search(name) is not None or not original


def build_counts(table: str, names: Sequence[str]) -> str:
    """One row: the number of values of each column."""
    return f"SELECT {', '.join(f'count({quote(name)})' for name in names)}\nFROM {table}"


def build_distinct(table: str, names: Sequence[str]) -> str:
    """One row: about how many different values each column has."""
    return f"SELECT {', '.join(f'approx_count_distinct({quote(name)})' for name in names)}\nFROM {table}"


def build_words(table: str, names: Sequence[str]) -> str:
    """From the first rows: a row for each column of text, in their order, with the letters and words of a value and the
    most letters. Nothing of an empty table."""
    texts = ", ".join(map(quote, names))
    return f"""
SELECT avg(length(text)), avg(length(text) - length(replace(text, ' ', '')) + 1), max(length(text))
FROM (
  SELECT unnest([{texts}]) AS text, unnest(range({len(names)})) AS place
  FROM {table}
  WHERE rowid < {ROWS_FOR_WORDS}
)
GROUP BY place
ORDER BY place"""


def kind(column: Measured, *, unique: bool) -> str:
    """The kind of a column; `unique` tells whether all its values are different."""
    if column.may_be_id and unique:
        return "id"
    if column.type != "VARCHAR":
        return "number"
    label = column.letters <= SHORT_LETTERS and column.words <= FEW_WORDS
    if column.count < FEW_ROWS:
        return "category" if label or not column.count else "text"
    if column.distinct <= FEW_LEVELS:
        return "category" if column.letters <= 3 * SHORT_LETTERS else "text"
    repeated = column.distinct <= REPEATED * column.count and column.distinct <= MOST_LEVELS
    return "category" if repeated and column.letters <= 2 * SHORT_LETTERS else "text"
