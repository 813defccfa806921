"""How rows are divided into those a model learns from and those that judge it: in the way the model will be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.datasets import Column, Dataset
from core.errors import BadInput

INTEGERS = ("BIGINT", "HUGEINT")  # types whose values can be years, and other steps of time


@dataclass(frozen=True)
class SplitKind:
    """A way to divide rows; its texts name the column as `{column}`. `kinds` are those of columns that can divide rows
    so; without any, no column is needed. `rows` says which rows judge the model, `question` asks for such a use.
    """

    key: str
    label: str
    help: str
    rows: str
    question: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def needs_column(self) -> bool:
        return bool(self.kinds)


RANDOM = SplitKind("random", "Rows like these", "For new rows of the same kind as those in the table.", "random rows")
GROUPED = SplitKind(
    "grouped",
    "New values of “{column}”",
    "All rows of one customer, country or device are judged together, by a model that has not seen it.",
    rows="new values of “{column}”",
    question="Will you predict for values of “{column}” that are not in this table, or for known ones?",
    kinds=("id", "category", "text", "number", "boolean"),
)
FORWARD = SplitKind(
    "forward",
    "Later rows, by “{column}”",
    "Later rows are judged by a model that has only seen earlier ones.",
    rows="later ones by “{column}”",
    question="Will the model be used on rows that come after these, by “{column}”?",
    kinds=("date", "number"),
)
DISTINCT = SplitKind(
    "distinct",
    "Rows that are no copies",
    "Rows that are alike in every column are judged together, by a model that has not seen any of them.",
    rows="rows that are no copies",
    question="Many rows are exact copies of others: is that a mistake in the table, or do such rows really come again?",
)
SPLITS = (RANDOM, GROUPED, FORWARD, DISTINCT)


@dataclass(frozen=True)
class Split:
    """A chosen way to divide rows; `column` names the groups or the time."""

    kind: str = RANDOM.key
    column: str = ""

    @property
    def row(self) -> SplitKind:
        return next(row for row in SPLITS if row.key == self.kind)

    @property
    def label(self) -> str:
        return self.row.label.format(column=self.column)

    @property
    def rows(self) -> str:
        return self.row.rows.format(column=self.column)

    @property
    def question(self) -> str:
        return self.row.question.format(column=self.column)

    @property
    def sentence(self) -> str:
        """What the scores say, for a report."""
        return f"Judged on {self.rows}, by models that had not seen them."

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def of(wanted: Mapping[str, Any] | None) -> Split:
    """The split that a person or a program asks for. Raises BadInput when there is no such kind of split."""
    if not wanted:
        return Split()
    unknown = sorted(set(wanted) - {"kind", "column"})
    known = [row.key for row in SPLITS]
    if unknown or wanted.get("kind", RANDOM.key) not in known:
        raise BadInput(
            f"There is no split like {dict(wanted)}.",
            hint=f"A split has a kind ({', '.join(known)}) and, except for random rows, a column.",
        )
    return Split(str(wanted.get("kind", RANDOM.key)), str(wanted.get("column") or ""))


def checked(split: Split, dataset: Dataset, target: str) -> Split:
    """The same split, if this dataset can be divided so. Raises BadInput, and NotFound for an unknown column."""
    if not split.row.needs_column:
        return Split(split.kind)
    if not split.column:
        raise BadInput(
            f"The split “{split.kind}” needs a column.",
            hint="Name the column of the groups or of the time.",
        )
    column = dataset.column(split.column)
    if column.name == target:
        raise BadInput(f"“{target}” is to be predicted; rows cannot be divided by it.", hint="Choose another column.")
    if not can_divide(split.row, column):
        raise BadInput(
            f"“{column.name}” is a {column.kind} ({column.type}): no column for the split “{split.kind}”.",
            hint=f"Choose a column of one of these kinds: {', '.join(split.row.kinds)}.",
        )
    return split


def can_divide(row: SplitKind, column: Column) -> bool:
    """Whether a column can tell the parts of such a split apart. A time is a date or a whole number like a year."""
    if row is FORWARD and column.kind == "number":
        return column.type in INTEGERS
    return column.kind in row.kinds
