"""Steps about what a column holds: read numbers and dates, store it as another type, put numbers into bins."""

from __future__ import annotations

import itertools

from core.cleaning.selecting import with_columns
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Sql, StepKind, Table
from core.datasets import conditions
from core.datasets.conditions import family
from core.errors import BadInput
from core.storage.engine import quote

GROUP = "Types"
MOST_BINS = 100
DATE_FORMATS = (
    ("%Y-%m-%d", "2026-05-31"),
    ("%d.%m.%Y", "31.05.2026"),
    ("%d/%m/%Y", "31/05/2026"),
    ("%m/%d/%Y", "05/31/2026"),
    ("%d %b %Y", "31 May 2026"),
    ("%b %d, %Y", "May 31, 2026"),
    ("%Y%m%d", "20260531"),
    ("%Y-%m-%d %H:%M:%S", "2026-05-31 14:30:00"),
    ("%d.%m.%Y %H:%M", "31.05.2026 14:30"),
    ("%m/%d/%Y %H:%M", "05/31/2026 14:30"),
    ("custom", "Another"),
)
# How a column is stored as another type: {c} is the column, {text} its text.
TYPES = {
    "number": "TRY_CAST({c} AS DOUBLE)",
    "whole": "TRY_CAST(round(TRY_CAST({c} AS DOUBLE)) AS BIGINT)",
    "text": "{text}",
    "date": "TRY_CAST(TRY_CAST({c} AS TIMESTAMP) AS DATE)",
    "moment": "TRY_CAST({c} AS TIMESTAMP)",
    "time": "TRY_CAST({c} AS TIME)",
    "boolean": (
        "CASE WHEN lower(trim({text})) IN ('true', 'yes', 'y', 't', '1', '1.0') THEN true "
        "WHEN lower(trim({text})) IN ('false', 'no', 'n', 'f', '0', '0.0') THEN false END"
    ),
}
HOLD_MOMENTS = ("date", "moment", "time")


def read_numbers(table: Table, given: Settings) -> Built:
    """Everything but digits, signs and the decimal mark goes, as € and blanks do; what is no number then is missing."""
    mark = {"point": ".", "comma": ","}[given.choice("decimal")]
    changed = {}
    for column in given.columns("columns"):
        kept = f"regexp_replace({quote(column.name)}, '[^0-9{mark}+\\-eE]', '', 'g')"
        read = f"TRY_CAST(replace({kept}, '{mark}', '.') AS DOUBLE)"
        accounting = f"CASE WHEN regexp_full_match(trim({quote(column.name)}), '\\(.*\\)') THEN -{read} ELSE {read} END"
        changed[column.name] = Sql(accounting)
    return with_columns(table, changed)


def read_dates(table: Table, given: Settings) -> Built:
    chosen = given.choice("format")
    written = given.text("custom") if chosen == "custom" else chosen
    _check_format(table, written)
    moment = "try_strptime(trim({c}), ?)"
    whole_days = not any(code in written for code in ("%H", "%I", "%M", "%S", "%T", "%X", "%c"))
    read = f"CAST({moment} AS DATE)" if whole_days else f"CAST({moment} AS TIMESTAMP)"
    return with_columns(
        table, {c.name: Sql(read.format(c=quote(c.name)), (written,)) for c in given.columns("columns")}
    )


def _check_format(table: Table, written: str) -> None:
    import duckdb

    try:
        table.ask(Sql("SELECT try_strptime('', ?)", (written,)))
    except duckdb.Error as error:
        raise BadInput(
            f"“{written}” is no way to write dates.", hint="Write it with %Y, %m, %d, %H, %M and %S, such as %d.%m.%Y."
        ) from error


def retype(table: Table, given: Settings) -> Built:
    wanted = given.choice("type")
    changed = {}
    for column in given.columns("columns"):
        refused = wanted in HOLD_MOMENTS and family(column) in ("number", "boolean")
        refused = refused or (wanted in ("number", "whole") and family(column) in ("date", "time"))
        if refused:
            raise BadInput(
                f"“{column.name}” is {column.type} and cannot become {dict(given.field('type').choices)[wanted]}.",
                hint="Derive a column from it instead, such as its year.",
            )
        changed[column.name] = Sql(TYPES[wanted].format(c=quote(column.name), text=conditions.as_text(column)))
    return with_columns(table, changed)


def bins(table: Table, given: Settings) -> Built:
    """A text such as “10 to 20” (with 10, without 20); the last bin includes its end."""
    column = given.column("column")
    edges = _edges(table, given, quote(column.name))
    name = given.new_name("name", f"{column.name}_bin")
    value = quote(column.name)
    branches = [f"WHEN {value} < {high!r} THEN '{low:.6g} to {high:.6g}'" for low, high in itertools.pairwise(edges)]
    last = f"WHEN {value} = {edges[-1]!r} THEN '{edges[-2]:.6g} to {edges[-1]:.6g}'"
    below = f"WHEN {value} IS NULL THEN NULL WHEN {value} < {edges[0]!r} THEN 'below {edges[0]:.6g}'"
    above = f"WHEN isnan({value}::DOUBLE) THEN NULL ELSE 'above {edges[-1]:.6g}'"
    return with_columns(table, {}, {name: Sql("\n    ".join(["CASE", below, *branches, last, above, "END"]))})


def _edges(table: Table, given: Settings, value: str) -> list[float]:
    """The edges between the bins, from the lowest to the highest, all different."""
    method = given.choice("method")
    finite = f"FROM {table.name} WHERE isfinite({value}::DOUBLE)"
    if method == "edges":
        edges = [_number(given, edge) for edge in given.listing("edges")]
    elif method == "width":
        count = given.whole("bins", 2, MOST_BINS)
        low, high = table.ask(Sql(f"SELECT min({value})::DOUBLE, max({value})::DOUBLE {finite}"))[0]
        edges = [] if low is None else [low + (high - low) * step / count for step in range(count)] + [high]
    else:
        count = given.whole("bins", 2, MOST_BINS)
        shares = [step / count for step in range(count + 1)]
        edges = table.ask(Sql(f"SELECT quantile_cont({value}::DOUBLE, {shares}) {finite}"))[0][0] or []
    different = sorted(set(edges))
    if not 2 <= len(different) <= MOST_BINS + 1:
        raise given.refused(
            "column", f"Its values give {len(different)} different edges; 2 to {MOST_BINS + 1} are needed."
        )
    return different


def _number(given: Settings, value: object) -> float:
    try:
        return float(str(value))
    except ValueError as error:
        raise given.refused("edges", "Give numbers, such as 0, 18, 65.") from error


KINDS = (
    StepKind(
        "read_numbers",
        "Read numbers",
        GROUP,
        "Turns texts such as “1.234,50 €” into numbers. What is no number becomes missing.",
        (
            Field("columns", "Columns", "columns", families=("text",)),
            Field(
                "decimal",
                "Decimals begin with",
                "choice",
                choices=(("point", "A point: 1,234.5"), ("comma", "A comma: 1.234,5")),
                default="point",
            ),
        ),
        read_numbers,
        "Read {columns} as numbers (decimals begin with {decimal})",
    ),
    StepKind(
        "read_dates",
        "Read dates",
        GROUP,
        "Turns texts into dates. What is not written so becomes missing.",
        (
            Field("columns", "Columns", "columns", families=("text",)),
            Field("format", "Written like", "choice", choices=DATE_FORMATS, default="%Y-%m-%d"),
            Field(
                "custom",
                "Format",
                "text",
                only_if=("format", ("custom",)),
                help="With %Y, %m, %d, %b (May), %H, %M, %S, such as %d-%b-%Y.",
            ),
        ),
        read_dates,
        "Read {columns} as dates (like {format} {custom})",
    ),
    StepKind(
        "retype",
        "Change the type",
        GROUP,
        "Stores columns as another type. What cannot be converted becomes missing.",
        (
            Field("columns", "Columns", "columns"),
            Field(
                "type",
                "Type",
                "choice",
                choices=(
                    ("number", "Number"),
                    ("whole", "Whole number"),
                    ("text", "Text"),
                    ("date", "Date"),
                    ("moment", "Date and time"),
                    ("time", "Time of day"),
                    ("boolean", "Yes or no"),
                ),
                default="text",
            ),
        ),
        retype,
        "Store {columns} as {type}",
    ),
    StepKind(
        "bins",
        "Put numbers into bins",
        GROUP,
        "Adds a column with the bin of each number.",
        (
            Field("column", "Column", "column", families=("number",)),
            Field(
                "method",
                "Bins",
                "choice",
                choices=(("width", "Equally wide"), ("quantiles", "Equally many rows"), ("edges", "With these edges")),
                default="width",
            ),
            Field("bins", "Number of bins", "number", default=5, only_if=("method", ("width", "quantiles"))),
            Field("edges", "Edges", "list", only_if=("method", ("edges",)), help="From the lowest to the highest."),
            Field("name", "Name of the new column", "text", optional=True, default=""),
        ),
        bins,
        "Put {column} into bins ({method})",
    ),
)
