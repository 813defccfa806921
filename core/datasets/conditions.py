"""Which rows are meant: conditions on columns as plain data, and the SQL that finds the rows, values bound."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import duckdb

import core.datasets.condition_values as condition_values
from core.datasets.catalogue import Column
from core.datasets.condition_values import Family
from core.errors import BadInput
from core.storage.engine import quote

Takes = Literal["none", "one", "two", "many"]

ANY: tuple[Family, ...] = ("number", "text", "date", "time", "boolean")
ORDERED: tuple[Family, ...] = ("number", "text", "date", "time")
MOST_VALUES = 1_000  # values of one condition: more is a join
MOST_CONDITIONS = 100


@dataclass(frozen=True)
class Operator:
    """A way to compare. `sql` says {column}, or {text} for the column as text, and as many ? as `takes` needs.

    {values} stands for a list of ?, {table} for the table's name.
    """

    key: str
    label: str
    families: tuple[Family, ...]
    takes: Takes
    sql: str
    as_text: bool = False


OPERATORS = (
    Operator("is", "is", ANY, "one", "{column} = ?"),
    Operator("is_not", "is not", ANY, "one", "{column} IS DISTINCT FROM ?"),
    Operator("one_of", "is one of", ANY, "many", "{column} IN ({values})"),
    Operator("none_of", "is none of", ANY, "many", "({column} IN ({values})) IS NOT TRUE"),
    Operator("below", "is below", ORDERED, "one", "{column} < ?"),
    Operator("at_most", "is at most", ORDERED, "one", "{column} <= ?"),
    Operator("above", "is above", ORDERED, "one", "{column} > ?"),
    Operator("at_least", "is at least", ORDERED, "one", "{column} >= ?"),
    Operator("between", "is between", ORDERED, "two", "{column} BETWEEN ? AND ?"),
    Operator("contains", "contains", ANY, "one", "contains(lower({text}), lower(?))", as_text=True),
    Operator("contains_not", "does not contain", ANY, "one", "contains(lower({text}), lower(?)) IS NOT TRUE", True),
    Operator("starts_with", "starts with", ANY, "one", "starts_with(lower({text}), lower(?))", as_text=True),
    Operator("ends_with", "ends with", ANY, "one", "suffix(lower({text}), lower(?))", as_text=True),
    Operator("matches", "matches the pattern", ANY, "one", "regexp_matches({text}, ?)", as_text=True),
    Operator("is_missing", "is missing", ANY, "none", "{column} IS NULL"),
    Operator("is_present", "is present", ANY, "none", "{column} IS NOT NULL"),
    Operator(
        "repeats", "occurs more than once", ANY, "none",
        "{column} IN (SELECT {column} FROM {table} GROUP BY ALL HAVING count(*) > 1)",
    ),
)  # fmt: skip


class Columns(Protocol):
    """Something with columns: a dataset, or a table that is being made."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def column(self, name: str) -> Column: ...


@dataclass(frozen=True)
class Condition:
    """One column compared in one way. `value` is None, a value, or a tuple of values, as the operator takes."""

    column: str
    operator: str
    value: Any = None

    def to_json(self) -> dict[str, Any]:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"column": self.column, "operator": self.operator, "value": condition_values.to_json(value)}

    @classmethod
    def from_json(cls, given: Any) -> Condition:
        """Raises BadInput when it is not an object with a column, an operator and at most a value."""
        if not isinstance(given, dict) or not {"column", "operator"} <= given.keys() <= {"column", "operator", "value"}:
            raise BadInput(
                f"“{str(given)[:100]}” is no condition.",
                hint='A condition looks like {"column": "age", "operator": "at_least", "value": 18}.',
            )
        value = given.get("value")
        return cls(
            str(given["column"]), str(given["operator"]), tuple(value) if isinstance(value, list | tuple) else value
        )


@dataclass(frozen=True)
class Where:
    """A boolean expression in SQL and the values that are bound to its question marks, in their order."""

    sql: str = "TRUE"
    parameters: tuple[Any, ...] = ()

    @property
    def clause(self) -> str:
        """The WHERE clause; nothing where every row is meant."""
        return "" if self.sql == "TRUE" else f"WHERE {self.sql}"

    def and_(self, other: Where) -> Where:
        """Both."""
        parts = [where for where in (self, other) if where.sql != "TRUE"]
        if len(parts) < 2:
            return parts[0] if parts else Where()
        return Where(f"({self.sql}) AND ({other.sql})", (*self.parameters, *other.parameters))


def operator(key: str) -> Operator:
    """Raises BadInput, naming those there are."""
    for row in OPERATORS:
        if row.key == key:
            return row
    raise BadInput(f"“{key}” is no way to compare.", hint=f"Choose one of: {', '.join(row.key for row in OPERATORS)}.")


def operators(column: Column) -> tuple[Operator, ...]:
    """Those that suit a column, for a list to choose from."""
    return tuple(row for row in OPERATORS if family(column) in row.families)


def family(column: Column) -> Family:
    """How a column's values are compared."""
    return condition_values.family_of(column.type)


def build_where(
    dataset: Columns, conditions: Iterable[Condition], *, search: str = "", table: str = "data", match: str = "all"
) -> Where:
    """The rows for which all conditions hold (or any, with match="any") and which contain the searched text.

    A missing value is not equal to, below or in anything; “is not” and “is none of” include it. `table` is the name
    of the table in SQL. Raises NotFound on an unknown column, BadInput on a value that cannot be compared.
    """
    wheres = [build_condition(dataset.column(c.column), c, table=table) for c in checked(conditions)]
    word = {"all": " AND ", "any": " OR "}[match]
    found = Where(
        word.join(f"({where.sql})" for where in wheres) or "TRUE",
        tuple(value for where in wheres for value in where.parameters),
    )
    return found.and_(build_search(dataset.columns, search))


def build_condition(column: Column, condition: Condition, *, table: str = "data") -> Where:
    """The SQL of one condition."""
    compared = operator(condition.operator)
    kind = family(column)
    if kind not in compared.families:
        raise BadInput(
            f"“{column.name}” cannot be compared with “{compared.label}”: it holds {condition_values.WORDS[kind]}.",
            hint=f"Choose one of: {', '.join(row.key for row in operators(column))}.",
        )
    given = _values(column, compared, condition.value)
    values = [condition_values.read(column.name, "text" if compared.as_text else kind, value) for value in given]
    if compared.key == "matches":
        check_pattern(values[0])
    name = quote(column.name)
    subject = f"CAST({name} AS DATE)" if values and condition_values.only_days(column.type, values) else name
    marks = ", ".join("?" * len(values))
    fragments = {"column": subject, "text": as_text(column), "values": marks, "table": table}
    return Where(compared.sql.format_map(fragments), tuple(values))


def build_search(columns: Sequence[Column], text: str) -> Where:
    """Rows in which any column contains this text, in whatever case."""
    if not text:
        return Where()
    lowered = text.lower()
    searched = [
        column for column in columns if set(lowered) <= condition_values.LETTERS.get(family(column), {*lowered})
    ]
    written = "contains(lower({text}), ?)" if lowered != text.upper() else "contains({text}, ?)"  # digits have no case
    parts = [written.format(text=as_text(column)) for column in searched]
    return Where(" OR ".join(parts) or "FALSE", (lowered,) * len(parts))


def as_text(column: Column) -> str:
    """The column's values as text, in SQL."""
    name = quote(column.name)
    return name if column.type == "VARCHAR" else f"CAST({name} AS VARCHAR)"


def describe(condition: Condition) -> str:
    """A condition in words: “age” is at least 18."""
    label = operator(condition.operator).label
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    said = " and " if condition.operator == "between" else ", "
    words = said.join(_shown(value) for value in values[:MOST_SHOWN]) if condition.value is not None else ""
    more = f" and {len(values) - MOST_SHOWN} more" if len(values) > MOST_SHOWN else ""
    return f"“{condition.column}” {label} {words}{more}".strip()


MOST_SHOWN = 5
LONGEST_SHOWN = 40


def _shown(value: Any) -> str:
    plain = condition_values.to_json(value)
    text = f"{plain:.0f}" if isinstance(plain, float) and plain.is_integer() and abs(plain) < 1e15 else str(plain)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def checked(conditions: Iterable[Condition]) -> list[Condition]:
    """Raises BadInput when there are more than anybody can read."""
    found = list(conditions)
    if len(found) > MOST_CONDITIONS:
        raise BadInput(f"There are {len(found)} conditions.", hint=f"Give at most {MOST_CONDITIONS}.")
    return found


def _values(column: Column, compared: Operator, value: Any) -> tuple[Any, ...]:
    """The values that the operator takes. Raises BadInput when there are too few or too many."""
    given = value if isinstance(value, tuple) else tuple(value) if isinstance(value, list) else (value,)
    given = () if value is None else given
    right = {"none": not given, "one": len(given) == 1, "two": len(given) == 2, "many": 0 < len(given) <= MOST_VALUES}
    if right[compared.takes]:
        return given
    raise BadInput(
        f"“{column.name}” “{compared.label}” was given {len(given)} values.",
        hint=f"It takes {TAKEN[compared.takes]}.",
    )


TAKEN: dict[Takes, str] = {
    "none": "no value",
    "one": "one value",
    "two": "two values, the lower and the higher",
    "many": f"1 to {MOST_VALUES:,} values",
}


@functools.lru_cache(maxsize=256)
def check_pattern(pattern: str) -> None:
    """Raises BadInput when a pattern cannot be read; DuckDB itself says so, since its patterns are those of RE2."""
    try:
        with duckdb.connect() as connection:
            connection.execute("SELECT regexp_matches('', ?)", [pattern]).fetchone()
    except duckdb.Error as error:
        reason = str(error).partition(":")[2].strip().splitlines()[0]
        raise BadInput(
            f"“{pattern}” is no pattern ({reason}).", hint="Write a regular expression, such as ^[A-Z]{2}[0-9]+$."
        ) from error
