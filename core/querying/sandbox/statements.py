"""From a text to the one statement that may run: reading only, on known tables, with functions that are allowed.

DuckDB parses; nothing runs here. The tree is walked as data, so that neither comments nor spelling hide anything from
the rules. What slips through still meets the fence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import orjson

from core.querying.sandbox import rules
from core.querying.sandbox.known import Known
from core.querying.sandbox.pivots import Token, twin
from core.querying.sandbox.wording import Unfit

Node = dict[str, Any]

QUERIES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
TABLE_LISTS = ('"tables"', "__show_tables_expanded")  # SHOW TABLES, SHOW ALL TABLES, DESCRIBE
NAMING = ("BASE_TABLE", "SHOW_REF")  # nodes that name a table
PLACE = ("query_location", "query_location_length")
NOWHERE = 2**63  # DuckDB's places beyond mean none
TOO_DEEP = "The query is nested too deeply."


@dataclass(frozen=True)
class Statement:
    """A statement that may run. `body` is the SELECT that others may stand around, None where there is none."""

    kind: str
    text: str
    body: str | None
    tables: tuple[str, ...]


def read(connection: duckdb.DuckDBPyConnection, sql: str, known: Known) -> Statement:
    """The one statement of a text. Raises Unfit, with the place, when it is none, several or refused."""
    tokens = tokenize(sql)
    kind = _only(connection, sql, tokens)
    text = _without_end(sql, tokens)
    if kind == "EXPLAIN":
        begin = _explained(tokens)
        inner = read(connection, " " * begin + text.encode()[begin:].decode(), known)
        return Statement("explain", text, None, inner.tables)
    if kind not in ("SELECT", "MULTI"):
        raise _refused(kind, tokens[0])
    tree = _tree(connection, text, tokens if kind == "MULTI" else [])
    if _special(tree) in TABLE_LISTS:
        return Statement("select", _listing(known), _listing(known), ())
    return Statement("select", text, text, _check(list(_nodes(tree)), known))


def tokenize(sql: str) -> list[Token]:
    """The pieces of a text without its comments."""
    data = sql.encode()
    found = [(start, kind.name) for start, kind in duckdb.tokenize(sql)]
    ends = [start for start, _kind in found[1:]] + [len(data)]
    pieces = zip(found, ends, strict=True)
    return [Token(s, kind, data[s:end].strip().upper()) for (s, kind), end in pieces if kind != "comment"]


def _only(connection: duckdb.DuckDBPyConnection, sql: str, tokens: list[Token]) -> str:
    """The type of the only statement. Raises Unfit when there is none or more than one, duckdb.Error on bad syntax."""
    found = connection.extract_statements(sql)
    if not found:
        raise Unfit("There is nothing to run yet.", "Write a SELECT, or begin with one of the templates.")
    if len(found) > 1:
        end = next(at for at, token in enumerate(tokens) if token.text == b";")
        second = next(token.start for token in tokens[end:] if token.text != b";")
        raise Unfit(f"These are {len(found)} statements; one runs at a time.", "Remove the others.", second, 1)
    try:
        return str(found[0].type.name)
    except ValueError:  # a type that DuckDB knows and its Python package does not
        return "OTHER"


def _without_end(sql: str, tokens: list[Token]) -> str:
    """The text up to its semicolon. A line break ends a comment, so that more can be written after it."""
    end = next((token.start for token in tokens if token.text == b";"), len(sql.encode()))
    return sql.encode()[:end].decode() + "\n"


def _explained(tokens: list[Token]) -> int:
    """Where the statement after EXPLAIN, EXPLAIN ANALYZE or EXPLAIN (options) begins."""
    at = 1
    if tokens[at].text == b"ANALYZE":
        at += 1
    elif tokens[at].text == b"(" and tokens[at + 1].text in (b"FORMAT", b"ANALYZE"):
        at = next(place for place, token in enumerate(tokens) if token.text == b")") + 1
    return tokens[at].start


def _tree(connection: duckdb.DuckDBPyConnection, text: str, pivot_tokens: list[Token]) -> Node:
    """The statement as DuckDB reads it. One that spreads a column without given values is read by its twin."""
    readable = twin(text, pivot_tokens) if pivot_tokens else text
    row = connection.execute("SELECT json_serialize_sql(?)", [readable]).fetchone()
    try:
        tree: Node = orjson.loads(row[0]) if row else {"error": True}
    except orjson.JSONDecodeError as error:
        raise Unfit(TOO_DEEP, "Write it in steps, with WITH.") from error
    if tree["error"] and pivot_tokens:
        raise Unfit("This PIVOT cannot be read.", "Give its values: PIVOT … ON column IN ('a', 'b') USING …")
    if tree["error"]:
        raise Unfit("This query cannot be read.", "Write it in simpler steps, with WITH.")
    return dict(tree["statements"][0]["node"])


def _special(tree: Node) -> str:
    """What a SHOW shows that is no table: `"tables"`, for instance."""
    source = tree.get("from_table") or {}
    return str(source["table_name"]) if source.get("show_type") == "SHOW_SPECIAL" else ""


def _listing(known: Known) -> str:
    """SHOW TABLES as a query: the tables of this person, not those of the process."""
    rows = [f"({_text(s.name)}, {_text(s.title)}, {s.version}, {s.rows})" for s in known.sources]
    return (
        f"SELECT * FROM (VALUES {', '.join(rows) or '(NULL, NULL, NULL, NULL)'}) AS t (name, dataset, version, rows)"
        + ("" if rows else " WHERE false")
    )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@dataclass(frozen=True)
class _Scope:
    """What a statement may name: the tables there are, and those that it defines itself by WITH."""

    known: Known
    own: frozenset[str]


def _check(nodes: list[Node], known: Known) -> tuple[str, ...]:
    """The known tables that a statement reads. Raises Unfit at the first thing that is refused."""
    scope = _Scope(known, frozenset(str(row["key"]).lower() for node in nodes for row in _ctes(node)))
    for node in nodes:
        check = _CHECKS.get(node.get("type", "")) or _CHECKS.get(node.get("class", ""))
        if check:
            check(node, scope)
        elif str(node.get("type", "")).endswith("_NODE") and node["type"] not in QUERIES:
            raise Unfit("A query cannot change a table.", rules.KEEP)
    names = [path[0] for node in nodes if node.get("type") in NAMING and (path := _path(node))]
    return tuple(dict.fromkeys(known[name].name for name in names if name in known))


def _check_table(node: Node, scope: _Scope) -> None:
    path = _path(node)
    if len(path) != 1 or (path[0] not in scope.known and path[0].lower() not in scope.own):
        raise Unfit(f"There is no table “{'.'.join(path)}”.", scope.known.hint(path[-1]), *_span(node))


def _check_table_function(node: Node, scope: _Scope) -> None:
    function = node["function"]
    _check_function({**function, **{key: node[key] for key in PLACE}}, scope)
    name = str(function["function_name"])
    if name.lower() not in rules.TABLE_FUNCTIONS:
        raise Unfit(f"“{name}” cannot stand where a table stands.", scope.known.hint(name), *_span(node))


def _check_function(node: Node, _scope: _Scope) -> None:
    name = str(node["function_name"])
    refused = rules.refusal(rules.FUNCTIONS, name)
    if refused:
        raise Unfit(refused.message.format(what=name), refused.hint, *_span(node))


def _check_shown(node: Node, scope: _Scope) -> None:
    """DESCRIBE or SHOW of a table by its name. What is described in parentheses is met further on."""
    if node["show_type"] == "SHOW_SPECIAL":
        raise Unfit("Of the SHOW statements, there is SHOW TABLES, and it stands alone.", "Run it by itself.")
    if node["query"] is None:
        _check_table(node, scope)


def _check_parameter(node: Node, _scope: _Scope) -> None:
    raise Unfit("A query has no parameters.", "Write the value itself.", *_span(node))


_CHECKS: dict[str, Callable[[Node, _Scope], None]] = {
    "BASE_TABLE": _check_table,
    "TABLE_FUNCTION": _check_table_function,
    "SHOW_REF": _check_shown,
    "FUNCTION": _check_function,
    "WINDOW": _check_function,
    "PARAMETER": _check_parameter,
}


def _path(node: Node) -> list[str]:
    return list(node["qualified_name"]["path"])


def _nodes(tree: Node) -> Iterator[Node]:
    waiting: list[Any] = [tree]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            yield thing
        waiting.extend(_inside(thing))


def _inside(thing: Any) -> list[Any]:
    values = list(thing.values()) if isinstance(thing, dict) else thing if isinstance(thing, list) else []
    return [value for value in values if isinstance(value, dict | list)][::-1]


def _ctes(node: Node) -> list[Node]:
    found = node.get("cte_map")
    return list(found["map"]) if isinstance(found, dict) else []


def _span(node: Node) -> tuple[int | None, int]:
    start, length = (int(node.get(key, NOWHERE)) for key in PLACE)
    return (None, 0) if start >= NOWHERE else (start, length)


def _refused(kind: str, first: Token) -> Unfit:
    """The words for a statement that is more than a query, called as its first word does."""
    refused = rules.refusal(rules.STATEMENTS, kind) or rules.STATEMENTS[-1]
    what = first.text.decode(errors="replace")
    return Unfit(refused.message.format(what=what), refused.hint, first.start, len(first.text))
