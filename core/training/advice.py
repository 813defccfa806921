"""Looks at a target before training: what task it is and why, what stands in the way, and what will be left out."""

from __future__ import annotations

from dataclasses import dataclass

from core import datasets
from core.datasets import Column, Dataset
from core.profiling import words
from core.storage.engine import Reader, quote
from core.training.metrics import DEFAULTS
from core.workspace import Workspace
from core.writing import numbers

FEWEST_ROWS = 30  # fewer cannot be split into folds that say anything
FEWEST_OF_A_CLASS = 4  # a rarer class cannot be both learned and checked
MOST_CLASSES = 100  # more are names, not classes
FEW_VALUES = 10  # whole numbers with up to so many different values are taken as classes
YES_NO = {"true": "yes", "false": "no"}
LISTED_CLASSES = 1000  # classes read from the table: beyond, the target is refused anyway


@dataclass(frozen=True)
class Advice:
    """What training would do with a target. `problem` says why it cannot be done, and `task` is empty then.

    `classes`: (label, rows) of those that are kept. `dropped_rows`: those without a target or of too rare a class.
    """

    target: str
    task: str
    reason: str
    alternatives: tuple[str, ...]
    metric: str
    usable_rows: int
    dropped_rows: int
    rows_without_target: int
    classes: tuple[tuple[str, int], ...] = ()
    rare_classes: tuple[tuple[str, int], ...] = ()
    problem: str | None = None
    hint: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetFacts:
    """What is counted about a target. `classes`: (label, rows), most frequent first, at most LISTED_CLASSES."""

    column: Column
    rows: int
    known: int
    distinct: int
    whole: bool
    classes: tuple[tuple[str, int], ...]

    @property
    def is_numeric(self) -> bool:
        return self.column.kind == "number"

    def said(self, label: str) -> str:
        """A class in a sentence: true and false are yes and no."""
        return f"“{YES_NO.get(label, label) if self.column.kind == 'boolean' else label}”"

    @property
    def common(self) -> tuple[tuple[str, int], ...]:
        return tuple(item for item in self.classes if item[1] >= FEWEST_OF_A_CLASS)

    @property
    def rare(self) -> tuple[tuple[str, int], ...]:
        return tuple(item for item in self.classes if item[1] < FEWEST_OF_A_CLASS)


def advise(ws: Workspace, dataset: Dataset, target: str, *, task: str | None = None) -> Advice:
    """Advice on predicting a column, for the task that suits it or the one asked for. Raises NotFound."""
    column = dataset.column(target)
    with datasets.reading(ws, dataset) as reader:
        facts = _count(reader, column)
    return judge(facts, task)


def judge(facts: TargetFacts, task: str | None = None) -> Advice:
    """The advice that follows from the facts alone."""
    found, reason = suggested_task(facts)
    chosen = task or found
    refusal = _refusal(facts, chosen)
    if refusal:
        return _refused(facts, *refusal)
    in_classes = chosen != "regression"
    kept = sum(rows for _, rows in facts.common) if in_classes else facts.known
    return Advice(
        target=facts.column.name,
        task=chosen,
        reason=reason if chosen == found else f"Asked for; {reason[0].lower()}{reason[1:]}",
        alternatives=tuple(other for other in alternatives(facts) if other != chosen),
        metric=DEFAULTS[chosen],
        usable_rows=kept,
        dropped_rows=facts.rows - kept,
        rows_without_target=facts.rows - facts.known,
        classes=facts.common if in_classes else (),
        rare_classes=facts.rare if in_classes else (),
        warnings=_warnings(facts, in_classes),
    )


def suggested_task(facts: TargetFacts) -> tuple[str, str]:
    """The task and the sentence that says why."""
    name, values = facts.column.name, numbers.counted(facts.distinct, "different value")
    if len(facts.common) == 2 and len(facts.classes) == 2:
        return "binary", f"“{name}” has two values: {' and '.join(facts.said(label) for label, _ in facts.classes)}."
    if not facts.is_numeric:
        return _class_task(facts), f"“{name}” holds {values} that are names, not amounts."
    if facts.whole and facts.distinct <= FEW_VALUES:
        return _class_task(facts), f"“{name}” holds whole numbers with only {values}, like a grade."
    return "regression", f"“{name}” holds numbers with {values}."


def alternatives(facts: TargetFacts) -> tuple[str, ...]:
    """The tasks that are possible at all."""
    as_classes = (_class_task(facts),) if len(facts.classes) <= MOST_CLASSES and len(facts.common) >= 2 else ()
    return (*as_classes, *(("regression",) if facts.is_numeric else ()))


def _class_task(facts: TargetFacts) -> str:
    return "binary" if len(facts.common) == 2 else "multiclass"


def _refusal(facts: TargetFacts, task: str) -> tuple[str, str] | None:
    """Why training is impossible and what to do, or None. One row per reason, the first that applies counts."""
    name = facts.column.name
    kept = facts.known if task == "regression" else sum(rows for _, rows in facts.common)
    another = "Choose another column to predict."
    reasons = (
        (facts.known == 0, f"“{name}” is empty in every row.", another),
        (facts.distinct == 1, f"“{name}” is the same in every row: there is nothing to predict.", another),
        (
            facts.column.kind in ("date", "time"),
            f"“{name}” is a {facts.column.kind}; dates cannot be predicted yet.",
            another,
        ),
        (
            task != "regression" and facts.distinct > 0.9 * facts.known and facts.known > MOST_CLASSES,
            f"Nearly every row has its own value of “{name}” ({facts.distinct:,} of {facts.known:,}).",
            "An id or a free text cannot be predicted. " + another,
        ),
        (
            task != "regression" and facts.distinct > MOST_CLASSES,
            f"“{name}” has {facts.distinct:,} classes; at most {MOST_CLASSES} can be told apart.",
            "Group the rare ones before importing, or choose another column.",
        ),
        (
            task != "regression" and facts.distinct == facts.known,
            f"The values of “{name}” are all different: nothing repeats to learn from.",
            another,
        ),
        (
            task != "regression" and not facts.common,
            f"No class of “{name}” has {FEWEST_OF_A_CLASS} rows or more.",
            "Bring more rows of each class, or choose another column.",
        ),
        (
            task != "regression" and len(facts.common) < 2,
            f"Only one class of “{name}” has {FEWEST_OF_A_CLASS} rows or more.",
            "Bring more rows of the other classes.",
        ),
        (
            task == "binary" and len(facts.common) > 2,
            f"“{name}” has {len(facts.common)} classes, not two.",
            "Use multiclass.",
        ),
        (task == "regression" and not facts.is_numeric, f"“{name}” does not hold numbers.", "Predict it as classes."),
        (
            kept < FEWEST_ROWS,
            f"Only {kept:,} rows can be used; a model needs at least {FEWEST_ROWS}.",
            "Bring more rows, or choose a column with fewer missing values.",
        ),
    )
    return next(((problem, hint) for applies, problem, hint in reasons if applies), None)


def _refused(facts: TargetFacts, problem: str, hint: str) -> Advice:
    return Advice(
        target=facts.column.name,
        task="",
        reason="",
        alternatives=(),
        metric="",
        usable_rows=0,
        dropped_rows=facts.rows,
        rows_without_target=facts.rows - facts.known,
        problem=problem,
        hint=hint,
    )


def _warnings(facts: TargetFacts, in_classes: bool) -> tuple[str, ...]:
    missing = facts.rows - facts.known
    rare = ", ".join(f"{facts.said(label)} ({rows})" for label, rows in facts.rare[:10])
    sentences = (
        (missing > 0, f"Left out: {words.rows(missing)} without a value of “{facts.column.name}”."),
        (in_classes and bool(rare), f"Classes with fewer than {FEWEST_OF_A_CLASS} rows are left out: {rare}."),
    )
    return tuple(sentence for applies, sentence in sentences if applies)


def _count(reader: Reader, column: Column) -> TargetFacts:
    name = quote(column.name)
    whole = f"coalesce(bool_and({name} = floor({name})), false)" if column.kind == "number" else "false"
    query = f"""
        SELECT count(*), count({name}), count(DISTINCT {name}), {whole}
        FROM {reader.table}
    """
    rows, known, distinct, is_whole = reader.connection.execute(query).fetchall()[0]
    classes = reader.connection.execute(build_classes(reader.table, column)).fetchall()
    labelled = tuple((str(label), int(count)) for label, count in classes)
    return TargetFacts(column, rows, known, distinct, is_whole, labelled)


def build_classes(table: str, column: Column) -> str:
    """The values of a column with their rows, most frequent first."""
    label = class_label(column)
    return f"""
        SELECT {label} AS label, count(*) AS rows
        FROM {table}
        WHERE {quote(column.name)} IS NOT NULL
        GROUP BY label
        ORDER BY rows DESC, label
        LIMIT {LISTED_CLASSES}
    """


def class_label(column: Column) -> str:
    """The class of a row as text; whole numbers are written without decimals, whatever type they are stored as."""
    name = quote(column.name)
    if column.kind != "number":
        return f"CAST({name} AS VARCHAR)"
    whole = f"CAST(CAST({name} AS HUGEINT) AS VARCHAR)"
    return f"CASE WHEN {name} = floor({name}) THEN {whole} ELSE CAST({name} AS VARCHAR) END"
