"""Spellings of the same thing: values that differ only in case, accents, punctuation, order of words or one letter.

The first four are the “fingerprint” of OpenRefine; one letter apart is what SymSpell finds by deleting letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from core import datasets
from core.datasets import Dataset
from core.storage.engine import quote
from core.workspace import Workspace

MOST_VALUES = 5_000  # different values looked at, the most frequent
LONGEST_VALUE = 100
SHORTEST_TYPO = 5  # letters; in shorter words one letter makes another word
SAME_LETTERS = str.maketrans({"ø": "o", "ß": "ss", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Spellings:
    """What to write, and the spellings that become it, with the rows that they have."""

    to: str
    spellings: tuple[str, ...]
    rows: int

    def to_json(self) -> dict[str, object]:
        """As the step “Merge spellings” takes it."""
        return {"to": self.to, "from": list(self.spellings)}


def spellings(ws: Workspace, dataset: Dataset, column: str) -> tuple[Spellings, ...]:
    """Groups of values of a text column that are probably the same, those with the most rows first.

    The most frequent spelling of each is proposed. Raises NotFound on an unknown column.
    """
    name = quote(dataset.column(column).name)
    query = f"""
        SELECT {name}, count(*) AS rows
        FROM data
        WHERE length({name}::VARCHAR) BETWEEN 1 AND {LONGEST_VALUE}
        GROUP BY ALL
        ORDER BY rows DESC, {name}
        LIMIT {MOST_VALUES}
    """
    with datasets.reading(ws, dataset) as reader:
        reader.connection.execute(f"USE {reader.schema}")
        counts = {str(value): int(rows) for value, rows in reader.connection.execute(query).fetchall()}
    return group(counts)


def group(counts: dict[str, int]) -> tuple[Spellings, ...]:
    """The groups among values with their counts, the most frequent value of each first."""
    alike: dict[str, list[str]] = defaultdict(list)
    for value in sorted(counts, key=lambda value: (-counts[value], value)):
        alike[fingerprint(value)].append(value)
    alike.pop("", None)
    groups = [[value for key in keys for value in alike[key]] for keys in _near(alike, counts)]
    found = [_spellings(values, counts) for values in groups if len(values) > 1]
    return tuple(sorted(found, key=lambda one: -one.rows))


def fingerprint(value: str) -> str:
    """What spellings of the same thing have in common."""
    plain = unicodedata.normalize("NFKD", value.casefold().translate(SAME_LETTERS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(sorted(set(re.findall(r"\w+", letters))))


def _spellings(values: list[str], counts: dict[str, int]) -> Spellings:
    ordered = sorted(values, key=lambda value: (-counts[value], value))
    return Spellings(ordered[0], tuple(ordered[1:]), sum(counts[value] for value in ordered[1:]))


def _near(alike: dict[str, list[str]], counts: dict[str, int]) -> Iterable[list[str]]:
    """Fingerprints that are one letter apart, each with the most frequent of its neighbours; digits must be equal."""
    rows = {key: sum(counts[value] for value in values) for key, values in alike.items()}
    heads: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for key in sorted(alike, key=lambda key: (-rows[key], key)):
        shortened = _deletions(key)
        head = next((heads[short] for short in shortened if short in heads), key)
        members.setdefault(head, []).append(key)
        if head == key:
            heads |= dict.fromkeys(shortened, key)
    return members.values()


def _deletions(key: str) -> list[str]:
    """The word, and the word less one letter each; a word with digits, or a short one, stands for itself only."""
    if len(key) < SHORTEST_TYPO or any(letter.isdigit() for letter in key):
        return [key]
    return [key, *(key[:place] + key[place + 1 :] for place in range(len(key)))]
