"""Values that are probably one value, written in several ways."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from core.profiling.columns.sample import Sample
from core.profiling.measures.draft import Draft
from core.profiling.records import Reason, Spelling, ValueCount

MOST_READ = 1_000  # values of a column, the most frequent ones
FEWEST_READ, READ_CELLS = 100, 20_000  # of tables with many columns of text fewer are read: a value takes microseconds
LONGEST = 80  # characters: two longer texts are not one category
MOST_GROUPS = 50
SHORTEST_TYPO = 5  # letters: of shorter texts many differ by one
SHORTEST_WORD = 4  # letters: Technician I and II, grade A and B are not one
RARE_TYPO = 0.1  # of the rows of the right spelling
USUAL = 10  # rows at least that the right spelling has
EXAMPLES = 5
REASONS: tuple[Reason, ...] = get_args(Reason)

# A mark between digits or before a number is a part of it (1.5, -1, -inf); a currency or a plus is more than a mark.
_MARKS = re.compile(r"(?<=[^\d\s])[.,:;/_\-]|[.,:;/_\-](?!\d|inf)|[\"()\[\]{}!?&|·•]")
_APOSTROPHES = re.compile(r"['`´’‘“”]")


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _without_marks(text: str) -> str:
    return " ".join(_MARKS.sub(" ", _APOSTROPHES.sub("", text)).split())


def _in_order(text: str) -> str:
    """The words in the order of the alphabet, unless numbers are among them."""
    return text if any(sign.isdigit() for sign in text) else " ".join(sorted(text.split()))


# What each reason overlooks, beyond what the reasons before it do.
OVERLOOKED: tuple[tuple[Reason, Callable[[str], str]], ...] = (
    ("case", str.casefold),
    ("spaces", lambda text: " ".join(text.split())),
    ("accents", lambda text: text if text.isascii() else _without_accents(text)),
    ("punctuation", lambda text: text if text.isalnum() else _without_marks(text)),
    ("words", _in_order),
)


@dataclass(frozen=True)
class Group:
    """Values with the same key."""

    key: str
    reason: Reason
    values: tuple[ValueCount, ...]

    @property
    def rows(self) -> int:
        return sum(value.count for value in self.values)


def most_read(text_columns: int) -> int:
    """How many values of each column are compared."""
    return min(MOST_READ, max(FEWEST_READ, READ_CELLS // max(text_columns, 1)))


def compare_spellings(sample: Sample, draft: Draft) -> None:
    """Values that are probably one, and some examples; names of rows are all different on purpose."""
    draft.examples = tuple(sample.codes[draft.column.name].texts[:EXAMPLES])
    if draft.column.kind != "id":
        draft.spellings = find_spellings(draft.frequent)


def find_spellings(values: Sequence[ValueCount]) -> tuple[Spelling, ...]:
    """The groups of values that are probably one, those with the most rows first.

    Two values are one when they differ only in case, spaces, accents, marks or the order of words, or, where one of
    them is rare, by one letter.
    """
    groups = _joined(_groups(values))
    found = [group for group in groups if len(group.values) > 1]
    found.sort(key=lambda group: (-group.rows, group.key))
    return tuple(Spelling(group.key, group.reason, group.values, group.rows) for group in found[:MOST_GROUPS])


def keys_of(text: str) -> tuple[str, ...]:
    """What is left of a text after each reason."""
    keys = []
    for _, overlook in OVERLOOKED:
        text = overlook(text)
        keys.append(text)
    return tuple(keys)


def _groups(values: Iterable[ValueCount]) -> list[Group]:
    grouped = defaultdict(list)
    for value in values:
        keys = keys_of(str(value.value))
        if keys[-1] and len(keys[-1]) <= LONGEST:
            grouped[keys[-1]].append((value, keys))
    return [
        Group(key, _reason([keys for _, keys in found]), _sorted(v for v, _ in found)) for key, found in grouped.items()
    ]


def _reason(keys: Sequence[tuple[str, ...]]) -> Reason:
    """The first reason under which all are one."""
    return next(reason for reason, level in zip(REASONS, zip(*keys, strict=True), strict=False) if len(set(level)) == 1)


def _joined(groups: Sequence[Group]) -> list[Group]:
    """The groups, each with the rare ones that are one letter away from it."""
    by_rows = sorted(groups, key=lambda group: -group.rows)
    near = _neighbours(by_rows)
    taken: set[str] = set()
    joined = []
    for group in by_rows:
        if group.key in taken:
            continue
        typos = [other for other in near.get(group.key, ()) if other.key not in taken and _is_typo(other, group)]
        taken |= {group.key, *(other.key for other in typos)}
        values = _sorted(value for member in (group, *typos) for value in member.values)
        joined.append(Group(group.key, "typo" if typos else group.reason, values))
    return joined


def _neighbours(groups: Sequence[Group]) -> dict[str, list[Group]]:
    """By the key of a frequent group, the rare ones that may be one letter away: they share a form."""
    usual = [group for group in groups if group.rows >= USUAL and len(group.key) >= SHORTEST_TYPO]
    most = max((group.rows for group in usual), default=0)
    rare = [group for group in groups if group.rows <= RARE_TYPO * most and len(group.key) >= SHORTEST_TYPO - 1]
    forms: dict[str, list[Group]] = defaultdict(list)
    for group in rare:
        for form in set(_with_a_letter_less(group.key)):
            forms[form].append(group)
    near: dict[str, list[Group]] = {}
    for group in usual if rare else ():
        alike = {o.key: o for form in _with_a_letter_less(group.key) for o in forms.get(form, ()) if o is not group}
        near[group.key] = list(alike.values())
    return near


def _with_a_letter_less(key: str) -> Iterator[str]:
    """The key itself, and without each of its letters (Garbe's symmetric delete, 2012)."""
    yield key
    for place, sign in enumerate(key):
        if sign.isalpha():
            yield key[:place] + key[place + 1 :]


def _is_typo(rare: Group, usual: Group) -> bool:
    return (
        usual.rows >= USUAL
        and rare.rows <= RARE_TYPO * usual.rows
        and rare.key[0] == usual.key[0]
        and all(len(word) >= SHORTEST_WORD for word in set(rare.key.split()) ^ set(usual.key.split()))
        and not _differ_in_abbreviations(rare, usual)
    )


def _differ_in_abbreviations(first: Group, second: Group) -> bool:
    """Whether one has capitals among other letters where the other has different ones: MCDC Custody, MCCF Custody."""
    words = set(_plain(first).split()) ^ set(_plain(second).split())
    return not (_plain(first).isupper() or _plain(second).isupper()) and any(word.isupper() for word in words)


def _plain(group: Group) -> str:
    return str(group.values[0].value)


def _sorted(values: Iterable[ValueCount]) -> tuple[ValueCount, ...]:
    return tuple(sorted(values, key=lambda value: (-value.count, str(value.value))))
