"""Steps about texts: replace, trim, change case, split, and merge spellings of the same thing."""

from __future__ import annotations

from core.cleaning.selecting import marks, with_columns
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Sql, StepKind, Table
from core.datasets import Column, condition_values, conditions
from core.datasets.conditions import family
from core.storage.engine import quote

GROUP = "Texts"
MOST_PARTS = 50
CASES = {
    "lower": "lower({c})",
    "upper": "upper({c})",
    "sentence": "upper({c}[1]) || lower({c}[2:])",
    "title": "array_to_string(list_transform(string_split(lower({c}), ' '), lambda w: upper(w[1]) || w[2:]), ' ')",
}
SPACES = {
    "ends": "trim({c}, ' \t\r\n\u00a0')",
    "all": "trim(regexp_replace({c}, '[\\s\\x{{00a0}}]+', ' ', 'g'))",
}


def replace(table: Table, given: Settings) -> Built:
    how = given.choice("how")
    return with_columns(table, {column.name: _replaced(column, given, how) for column in given.columns("columns")})


def _replaced(column: Column, given: Settings, how: str) -> Sql:
    """The whole value of any kind, or a part of a text."""
    name, kind = quote(column.name), family(column)
    if how == "whole":
        find, put = (condition_values.read(column.name, kind, given.text(key)) for key in ("find", "put"))
        return Sql(f"CASE WHEN {name} = ? THEN ? ELSE {name} END", (find, put))
    text = conditions.as_text(column)
    if how == "part":
        return Sql(f"replace({text}, ?, ?)", (given.text("find"), given.text("put")))
    conditions.check_pattern(given.text("find"))
    return Sql(f"regexp_replace({text}, ?, ?, 'g')", (given.text("find"), given.text("put")))


def trim(table: Table, given: Settings) -> Built:
    changed = {}
    for column in given.columns("columns"):
        trimmed = SPACES[given.choice("spaces")].format(c=quote(column.name))
        changed[column.name] = Sql(f"nullif({trimmed}, '')" if given.yes("blank_is_missing") else trimmed)
    return with_columns(table, changed)


def case(table: Table, given: Settings) -> Built:
    written = CASES[given.choice("case")]
    return with_columns(table, {c.name: Sql(written.format(c=quote(c.name))) for c in given.columns("columns")})


def split(table: Table, given: Settings) -> Built:
    """The last part keeps the rest, so that nothing is lost."""
    column, into = given.column("column"), given.whole("into", 2, MOST_PARTS)
    delimiter = given.text("delimiter")
    if not delimiter:
        raise given.refused("delimiter", "Say what stands between the parts, such as a comma.")
    parts = f"string_split({quote(column.name)}, ?)"
    added = {
        name: Sql(f"{parts}[{place}]", (delimiter,))
        if place < into
        else Sql(f"nullif(array_to_string({parts}[{place}:], ?), '')", (delimiter, delimiter))
        for place, name in enumerate(given.free_names([f"{column.name}_{n}" for n in range(1, into + 1)]), start=1)
    }
    return with_columns(table, {}, added)


def merge(table: Table, given: Settings) -> Built:
    """Each group is what to write, and the spellings that become it."""
    column = given.column("column")
    name = quote(column.name)
    branches = []
    for group in given.objects("groups", "to", "from"):
        spellings = tuple(str(spelling) for spelling in group["from"])
        if spellings:
            branches.append(Sql(f"WHEN {name} IN ({marks(len(spellings))}) THEN ?", (*spellings, str(group["to"]))))
    if not branches:
        raise given.refused("groups", 'Give groups such as {"to": "Oslo", "from": ["oslo", "OSLO"]}.')
    merged = Sql.joined("CASE ", Sql.joined(*branches, by=" "), f" ELSE {name} END")
    return with_columns(table, {column.name: merged})


TEXTS = Field("columns", "Columns", "columns", families=("text",))

KINDS = (
    StepKind(
        "replace",
        "Replace values",
        GROUP,
        "Writes one thing in place of another.",
        (
            Field("columns", "Columns", "columns"),
            Field(
                "how",
                "What is replaced",
                "choice",
                choices=(
                    ("whole", "The whole value"),
                    ("part", "A part of the text"),
                    ("pattern", "What matches a pattern"),
                ),
                default="whole",
                help="A pattern is a regular expression; \\1 in the replacement is what its first group found.",
            ),
            Field("find", "Find", "text", default=""),
            Field("put", "Replace with", "text", default="", optional=True),
        ),
        replace,
        "Replace {find} with {put} in {columns}",
    ),
    StepKind(
        "trim",
        "Trim spaces",
        GROUP,
        "Takes spaces away at the ends of texts, or makes several of them one.",
        (
            Field("columns", "Columns", "columns", families=("text",), optional=True, help="None chosen: all texts."),
            Field(
                "spaces",
                "Which spaces",
                "choice",
                choices=(("ends", "At the ends"), ("all", "At the ends, and several in a row")),
                default="all",
            ),
            Field("blank_is_missing", "A text that is empty then is missing", "yes", default=True),
        ),
        trim,
        "Trim spaces of {columns}",
    ),
    StepKind(
        "case",
        "Change case",
        GROUP,
        "Writes texts in lower or upper case.",
        (
            TEXTS,
            Field(
                "case",
                "Case",
                "choice",
                choices=(
                    ("lower", "lower case"),
                    ("upper", "UPPER CASE"),
                    ("title", "Every Word With A Capital"),
                    ("sentence", "First letter upper case only"),
                ),
                default="lower",
            ),
        ),
        case,
        "Write {columns} in {case}",
    ),
    StepKind(
        "split",
        "Split a column",
        GROUP,
        "Cuts a text into several columns; the last one keeps the rest.",
        (
            Field("column", "Column", "column", families=("text",)),
            Field("delimiter", "Between the parts stands", "text", default=","),
            Field("into", "Number of parts", "number", default=2),
        ),
        split,
        "Split {column} at {delimiter} into {into}",
    ),
    StepKind(
        "merge",
        "Merge spellings",
        GROUP,
        "Writes several spellings of the same thing in one way.",
        (
            Field("column", "Column", "column", families=("text",)),
            Field("groups", "Spellings", "groups", help="Choose a column; spellings that look alike are proposed."),
        ),
        merge,
        "Merge spellings of {column}",
    ),
)
