"""Steps after which a row is something else: group, join, pivot, unpivot, one column per category."""

from __future__ import annotations

from core.cleaning.selecting import listed, with_columns
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Sql, StepKind, Table
from core.datasets import Column, conditions
from core.datasets.conditions import family
from core.datasets.importing.text import names
from core.errors import BadInput
from core.storage.engine import quote

GROUP = "Shape"
MOST_NEW_COLUMNS = 200
LONGEST_NAME = 100
ROWS = "rows"

# How the values of a group become one: {c} is the column.
AGGREGATES = (
    ("sum", "Sum", "sum({c})", ("number",)),
    ("mean", "Mean", "avg({c})", ("number",)),
    ("median", "Median", "median({c})", ("number",)),
    ("min", "Lowest", "min({c})", ()),
    ("max", "Highest", "max({c})", ()),
    ("count", "Values that are there", "count({c})", ()),
    ("distinct", "Different values", "count(DISTINCT {c})", ()),
    ("first", "First value", "first({c} ORDER BY rowid) FILTER (WHERE {c} IS NOT NULL)", ()),
    ("last", "Last value", "last({c} ORDER BY rowid) FILTER (WHERE {c} IS NOT NULL)", ()),
    ("joined", "Different values, joined", "string_agg(DISTINCT {c}::VARCHAR, ', ' ORDER BY {c}::VARCHAR)", ()),
)
AGGREGATE_LABELS = tuple((key, label) for key, label, _sql, _families in AGGREGATES)
JOINS = {"left": "LEFT", "inner": "INNER", "full": "FULL", "semi": "SEMI", "anti": "ANTI"}


def group(table: Table, given: Settings) -> Built:
    """One row per group, in the order of their first rows; how many rows each had is the last column."""
    keys = given.columns("keys") if given.has("keys") else []
    made = {
        _label(one): _aggregate(table, one, given)
        for one in (given.objects("aggregates", "function", "column") if given.has("aggregates") else [])
    }
    clean = names.clean([*(key.name for key in keys), *made, ROWS])[len(keys) :]
    listed_ = [*(quote(key.name) for key in keys)]
    listed_ += [f"{sql} AS {quote(name)}" for name, sql in zip(clean, [*made.values(), "count(*)"], strict=True)]
    grouped = f"\nGROUP BY {listed(keys)}\nORDER BY min(rowid)" if keys else ""
    return Built(Sql("SELECT\n  " + ",\n  ".join(listed_) + f"\nFROM {table.name}{grouped}"))


def _label(one: dict[str, object]) -> str:
    return str(one.get("name") or f"{one['column']} {one['function']}")


def _aggregate(table: Table, one: dict[str, object], given: Settings) -> str:
    column = table.column(str(one["column"]))
    for key, label, sql, families in AGGREGATES:
        if key == one["function"]:
            if families and family(column) not in families:
                raise BadInput(
                    f"“{column.name}” has no {label.lower()}: it holds no numbers.", hint="Count it instead."
                )
            return sql.format(c=quote(column.name))
    raise given.refused("aggregates", f"A function is one of: {', '.join(key for key, *_ in AGGREGATES)}.")


def join(table: Table, given: Settings) -> Built:
    """Rows with missing keys find no partner. Columns of the other table that have a name of this one get a number."""
    other, kind = table.other(given.text("dataset")), given.choice("kind")
    pairs = given.objects("keys", "left", "right")
    left = [table.column(str(pair["left"])) for pair in pairs]
    right = [other.column(str(pair["right"])) for pair in pairs]
    on = " AND ".join(_alike(a, b) for a, b in zip(left, right, strict=True))
    notes = _repeats(other, right) if kind in ("left", "inner", "full") else ()
    taken = [] if kind in ("semi", "anti") else _taken(other, given, right)
    new = given.free_names([column.name for column in taken])
    columns = [f"l.{quote(c.name)}" for c in table.columns] if kind != "full" else _both_keys(table, left, right)
    columns += [f"r.{quote(column.name)} AS {quote(name)}" for column, name in zip(taken, new, strict=True)]
    ordered = "l.rowid" if kind in ("semi", "anti") else "l.rowid NULLS LAST, r.rowid"
    return Built(
        Sql(
            f"SELECT\n  {', '.join(columns)}\nFROM {table.name} AS l\n{JOINS[kind]} JOIN {other.name} AS r ON {on}\n"
            f"ORDER BY {ordered}"
        ),
        notes=notes,
    )


def _alike(left: Column, right: Column) -> str:
    """Keys of different kinds are compared as texts: an id may be a number in one file and a text in the other."""
    if family(left) == family(right):
        return f"l.{quote(left.name)} = r.{quote(right.name)}"
    return f"CAST(l.{quote(left.name)} AS VARCHAR) = CAST(r.{quote(right.name)} AS VARCHAR)"


def _both_keys(table: Table, left: list[Column], right: list[Column]) -> list[str]:
    """A row that only the other table has shows its keys in the columns of this one's."""
    partner = {a.name: b for a, b in zip(left, right, strict=True) if family(a) == family(b)}
    return [
        f"coalesce(l.{quote(c.name)}, r.{quote(partner[c.name].name)}) AS {quote(c.name)}"
        if c.name in partner
        else f"l.{quote(c.name)}"
        for c in table.columns
    ]


def _taken(other: Table, given: Settings, keys: list[Column]) -> list[Column]:
    if given.has("columns"):
        return [other.column(str(name)) for name in given.listing("columns")]
    return [column for column in other.columns if column not in keys]


def _repeats(other: Table, keys: list[Column]) -> tuple[str, ...]:
    """A warning where one key has several rows in the other table: those multiply the rows of this one."""
    grouped = (
        f"SELECT count(*) AS k FROM {other.name} WHERE {_present(keys)} GROUP BY {listed(keys)} HAVING count(*) > 1"
    )
    count, rows = other.ask(Sql(f"SELECT count(*), coalesce(sum(k), 0) FROM ({grouped})"))[0]
    if not count:
        return ()
    names_ = " and ".join(f"“{key.name}”" for key in keys)
    return (
        f"{count:,} values of {names_} occur more than once in the other table ({rows:,} rows): rows are multiplied.",
    )


def _present(columns: list[Column]) -> str:
    return " AND ".join(f"{quote(column.name)} IS NOT NULL" for column in columns)


def unpivot(table: Table, given: Settings) -> Built:
    """Each of the columns becomes a row; missing values stay. Columns of different kinds become text."""
    columns = given.columns("columns")
    names_ = given.free_names([given.text("name") or "name", given.text("value") or "value"])
    others = [column for column in table.columns if column not in columns]
    same = len({column.type for column in columns}) == 1
    cells = ", ".join(
        f"{{'name': ?, 'value': {quote(c.name) if same else conditions.as_text(c)}, 'place': {place}}}"
        for place, c in enumerate(columns)
    )
    kept = "".join(f"{quote(column.name)}, " for column in others)
    inner = f"SELECT {kept}rowid AS row, unnest([{cells}]) AS cell\n  FROM {table.name}"
    shown = f"{kept}cell.name AS {quote(names_[0])}, cell.value AS {quote(names_[1])}"
    sql = f"SELECT {shown}\nFROM (\n  {inner}\n)\nORDER BY row, cell.place"
    return Built(Sql(sql, tuple(column.name for column in columns)))


def pivot(table: Table, given: Settings) -> Built:
    """One column for each value of a column; the rows are told apart by the columns that are kept."""
    across, value, keys = given.column("across"), given.column("value"), given.columns("keys")
    wanted = given.choice("function")
    aggregate = _aggregate(table, {"function": wanted, "column": value.name}, given)
    found = _categories(table, across, given)
    new = names.clean([*(key.name for key in keys), *(_name(category) for category in found)])[len(keys) :]
    cells = [
        Sql(f"{_filtered(aggregate, across)} AS {quote(name)}", (category,))
        for category, name in zip(found, new, strict=True)
    ]
    select = Sql.joined("SELECT\n  ", Sql.joined(*(quote(k.name) for k in keys), *cells, by=",\n  "))
    grouped = f"\nGROUP BY {listed(keys)}\nORDER BY min(rowid)" if keys else ""
    return Built(Sql.joined(select, f"\nFROM {table.name}{grouped}"))


def _filtered(aggregate: str, across: Column) -> str:
    matches = f"{conditions.as_text(across)} = ?"
    if " FILTER (WHERE " in aggregate:
        return aggregate.replace(" FILTER (WHERE ", f" FILTER (WHERE {matches} AND ")
    return f"{aggregate} FILTER (WHERE {matches})"


def one_hot(table: Table, given: Settings) -> Built:
    """A column of yes and no for each of the most frequent values."""
    column = given.column("column")
    found = _categories(table, column, given)
    new = given.free_names([f"{column.name} {_name(category)}" for category in found])
    text = conditions.as_text(column)
    added = {name: Sql(f"coalesce({text} = ?, false)", (value,)) for value, name in zip(found, new, strict=True)}
    return with_columns(table, {}, added)


def _categories(table: Table, column: Column, given: Settings) -> list[str]:
    """The values of a column as text, the most frequent first. Raises BadInput when there are too many."""
    most = given.whole("most", 1, MOST_NEW_COLUMNS)
    text = conditions.as_text(column)
    rows = table.ask(
        Sql(
            f"SELECT {text} AS value FROM {table.name} WHERE {quote(column.name)} IS NOT NULL "
            f"GROUP BY ALL ORDER BY count(*) DESC, value LIMIT {most}"
        )
    )
    if not rows:
        raise BadInput(f"“{column.name}” has no values.", hint="Choose another column.")
    return [value for (value,) in rows]


def _name(category: str) -> str:
    return category[:LONGEST_NAME] or "blank"


MOST = Field(
    "most", "At most so many columns", "number", default=50, help="The most frequent values; others are left out."
)

KINDS = (
    StepKind(
        "group",
        "Group and aggregate",
        GROUP,
        "One row for each combination of some columns, with sums, means and the like.",
        (
            Field("keys", "Group by", "columns", optional=True, help="None chosen: one row for the whole table."),
            Field("aggregates", "Compute", "aggregates", choices=AGGREGATE_LABELS, optional=True, default=()),
        ),
        group,
        "Group by {keys}",
    ),
    StepKind(
        "join",
        "Join another table",
        GROUP,
        "Adds the columns of another table where keys are equal.",
        (
            Field("dataset", "The other table", "dataset"),
            Field("keys", "Where these are equal", "keys"),
            Field(
                "kind",
                "Rows",
                "choice",
                choices=(
                    ("left", "All of this table"),
                    ("inner", "Only those found in both"),
                    ("full", "All of both"),
                    ("semi", "Those with a partner, without its columns"),
                    ("anti", "Those without a partner"),
                ),
                default="left",
            ),
            Field("columns", "Columns to take", "list", optional=True, help="None chosen: all but the keys."),
        ),
        join,
        "Join {dataset} (rows: {kind})",
    ),
    StepKind(
        "unpivot",
        "Columns to rows",
        GROUP,
        "Turns columns into rows: one row for each of their cells (“long” form).",
        (
            Field("columns", "Columns", "columns"),
            Field("name", "Name of the column with their names", "text", default="name"),
            Field("value", "Name of the column with their values", "text", default="value"),
        ),
        unpivot,
        "Turn {columns} into rows",
    ),
    StepKind(
        "pivot",
        "Rows to columns",
        GROUP,
        "Turns the values of one column into columns of their own (“wide” form).",
        (
            Field("keys", "One row for each", "columns"),
            Field("across", "One column for each", "column"),
            Field("value", "Values", "column"),
            Field("function", "Several values become", "choice", choices=AGGREGATE_LABELS, default="sum"),
            MOST,
        ),
        pivot,
        "Turn {across} into columns of {value} ({function})",
    ),
    StepKind(
        "one_hot",
        "One column per category",
        GROUP,
        "Adds a column of yes and no for each value of a column.",
        (Field("column", "Column", "column"), MOST),
        one_hot,
        "One column for each {column}",
    ),
)
