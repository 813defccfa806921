"""Steps about which columns there are: choose, order, rename, derive."""

from __future__ import annotations

from core.cleaning.kinds.derived import DERIVED, derive
from core.cleaning.selecting import listed
from core.cleaning.settings import Settings
from core.cleaning.steps import Built, Field, Sql, StepKind, Table
from core.datasets.importing.text import names
from core.errors import BadInput
from core.storage.engine import quote

GROUP = "Columns"


def select(table: Table, given: Settings) -> Built:
    """Those kept come in the order in which they were chosen; `first` puts them in front of the others."""
    chosen, action = given.columns("columns"), given.choice("action")
    taken = {column.name for column in chosen}
    others = [column for column in table.columns if column.name not in taken]
    kept = {"keep": chosen, "drop": others, "first": [*chosen, *others]}[action]
    if not kept:
        raise BadInput("No column would be left.", hint="Keep at least one.")
    return Built(Sql(f"SELECT {listed(kept)}\nFROM {table.name}"), keeps_rows=True)


def rename(table: Table, given: Settings) -> Built:
    renamed = {table.column(old).name: str(new).strip() for old, new in given.mapping("names").items()}
    final = [renamed.get(column.name, column.name) for column in table.columns]
    if list(names.clean(final)) != final:
        taken = [name.casefold() for name in final]
        wrong = next((n for n in renamed.values() if names.clean([n]) != (n,) or taken.count(n.casefold()) > 1), "")
        raise BadInput(
            f"“{wrong}” is no possible name of a column, or there are two of it.",
            hint="Names are not empty, and differ by more than upper and lower case.",
        )
    pairs = ", ".join(f"{quote(old)} AS {quote(new)}" for old, new in renamed.items())
    return Built(Sql(f"SELECT * RENAME ({pairs})\nFROM {table.name}"), keeps_rows=True)


KINDS = (
    StepKind(
        "derive",
        "Derive a column",
        GROUP,
        "Adds a column that is computed from others.",
        (
            Field("function", "What", "choice", choices=tuple((row.key, row.label) for row in DERIVED)),
            Field("column", "Of", "column", only_if=("function", tuple(r.key for r in DERIVED if r.takes == "one"))),
            Field("first", "First", "column", only_if=("function", tuple(r.key for r in DERIVED if r.takes == "two"))),
            Field(
                "second", "Second", "column", only_if=("function", tuple(r.key for r in DERIVED if r.takes == "two"))
            ),
            Field(
                "columns",
                "Columns",
                "columns",
                only_if=("function", tuple(r.key for r in DERIVED if r.takes == "many")),
            ),
            Field(
                "constant",
                "Number",
                "number",
                default=1,
                only_if=("function", tuple(r.key for r in DERIVED if r.constant == "number")),
            ),
            Field(
                "between",
                "Between them",
                "text",
                default=" ",
                only_if=("function", tuple(r.key for r in DERIVED if r.constant == "text")),
            ),
            Field("name", "Name of the new column", "text", optional=True, default=""),
        ),
        derive,
        "Derive {function} ({column} {first} {second} {columns})",
    ),
    StepKind(
        "select",
        "Choose columns",
        GROUP,
        "Keeps or drops columns, or puts some in front.",
        (
            Field("columns", "Columns", "columns"),
            Field(
                "action",
                "They are",
                "choice",
                choices=(("keep", "Kept, in this order"), ("drop", "Dropped"), ("first", "Put in front")),
                default="keep",
            ),
        ),
        select,
        "Columns {columns} are {action}",
    ),
    StepKind(
        "rename",
        "Rename columns",
        GROUP,
        "Gives columns other names.",
        (Field("names", "New names", "names", help="Write the new name beside the old one."),),
        rename,
        "Rename {names}",
    ),
)
