"""PIVOT without given values, which DuckDB turns into several statements and cannot show as a tree.

To be checked like any other query it gets a twin that has values: `PIVOT t ON a` becomes `PIVOT t ON a IN ('')`. The
twin names the same tables and functions. It is read, never run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

VALUES = b" IN ('') "
ENDS = (b"USING", b"GROUP", b"ORDER", b"LIMIT", b"OFFSET", b"UNION", b"EXCEPT", b"INTERSECT", b"WHERE")


@dataclass(frozen=True)
class Token:
    """A piece of SQL: where it begins in bytes, its kind as DuckDB says, and its text in capitals."""

    start: int
    kind: str
    text: bytes


def twin(sql: str, tokens: Sequence[Token]) -> str:
    """The SQL with values for each PIVOT that has none."""
    data = sql.encode()
    for place in sorted(_places(tokens, len(data)), reverse=True):
        data = data[:place] + VALUES + data[place:]
    return data.decode()


def _places(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """Where values are missing: after each column that a PIVOT spreads without IN."""
    for at, token in enumerate(tokens):
        if token.text in (b"PIVOT", b"PIVOT_WIDER"):
            yield from _missing(tokens, at + 1, end)


def _missing(tokens: Sequence[Token], at: int, end: int) -> Iterator[int]:
    depth, spreading, given = 0, False, False
    for token in tokens[at:]:
        depth += (token.text == b"(") - (token.text == b")")
        over = depth < 0 or (depth == 0 and token.text in (*ENDS, b";"))
        if spreading and not given and (over or (depth == 0 and token.text == b",")):
            yield token.start
        if over:
            return
        if depth == 0 and token.text in (b"ON", b","):
            spreading, given = spreading or token.text == b"ON", False
        given = given or (depth <= 1 and token.text == b"IN")
    if spreading and not given:
        yield end
