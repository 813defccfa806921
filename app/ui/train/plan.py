"""Before a training: what will be predicted and how, proposed by the data, changed by the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.ui import errors, numbers, pickers
from app.ui.models import words
from core import training
from core.datasets import Dataset
from core.training import Advice

CUSTOM = 0  # stands for a budget that the person types
SAID = {"true": "yes", "false": "no"}
MOST_CLASSES = 5  # classes named in a sentence
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Budget:
    """A length of training on offer."""

    seconds: int
    label: str


BUDGETS = (
    Budget(30, "30 seconds"),
    Budget(60, "1 minute"),
    Budget(300, "5 minutes"),
    Budget(900, "15 minutes"),
    Budget(CUSTOM, "Other"),
)


def target(table: Dataset) -> str | None:
    """The column to predict."""
    return pickers.target(table, "Column to predict", key="train.target")


def draw(table: Dataset, target: str, advice: Advice, *, default_seconds: int, most_seconds: int) -> dict[str, Any]:
    """Draws the choices that go with a target; returns them as the options of `training.start`."""
    choices: dict[str, Any] = {"budget_seconds": _budget(default_seconds, most_seconds)}
    with st.expander("More choices", icon=":material/tune:", key=_key("more", table)):
        left, right = st.columns(2)
        with left:
            choices["task"] = _task(table, target, advice)
            choices["metric"] = _metric(table, target, advice, choices["task"])
            choices["exclude"] = _exclude(table, target)
        with right:
            choices["name"] = _name(table, target)
            choices["seed"] = _seed()
    return choices


def explain(advice: Advice, *, yes_or_no: bool) -> None:
    """What was detected, why, and what to mind. `yes_or_no`: the target holds true and false, called yes and no."""
    if advice.problem:
        errors.sentence(advice.problem, advice.hint)
        return
    with st.container(border=True):
        st.markdown(f"**{words.task(advice.task)}**  \n:gray[{errors.plain(advice.reason)}]")
        st.markdown(f"{_rows(advice)} {_classes(advice, SAID if yes_or_no else {})}")
        st.caption(f"Judged by **{words.metric(advice.metric)}**. {words.metric_help(advice.metric)}")
    for warning in advice.warnings:
        st.warning(errors.plain(warning), icon=":material/warning:")


def propose(dataset_id: str, target: str) -> None:
    """Notes what the next plan shall predict."""
    st.session_state[f"train.target.{dataset_id}"] = target


def is_left_out(dataset_id: str, target: str, column: str) -> bool:
    """Whether the next plan for this target does without a column."""
    return column in st.session_state.get(f"train.exclude.{dataset_id}.{target}", ())


def leave_out(dataset_id: str, target: str, column: str) -> None:
    """Notes that the next plan for this target shall do without a column."""
    key = f"train.exclude.{dataset_id}.{target}"
    st.session_state[key] = sorted({*st.session_state.get(key, ()), column})


def _rows(advice: Advice) -> str:
    dropped = f" ({numbers.counted(advice.dropped_rows, 'row')} cannot be used)" if advice.dropped_rows else ""
    return f"{numbers.counted(advice.usable_rows, 'row')} to learn from{dropped}."


def _classes(advice: Advice, said: dict[str, str]) -> str:
    """The classes with their shares, the largest first."""
    if not advice.classes:
        return ""
    total = sum(rows for _, rows in advice.classes)
    shown = advice.classes[:MOST_CLASSES]
    named = [f"{errors.plain(said.get(label, label))} {numbers.share(rows / total)}" for label, rows in shown]
    more = f" and {len(advice.classes) - MOST_CLASSES} more" if len(advice.classes) > MOST_CLASSES else ""
    return f"Classes: {' · '.join(named)}{more}."


def _budget(default_seconds: int, most_seconds: int) -> int:
    offered = [row.seconds for row in BUDGETS if row.seconds <= most_seconds]
    chosen = st.segmented_control(
        "Time to train",
        offered,
        default=default_seconds if default_seconds in offered else CUSTOM,
        required=True,
        format_func={row.seconds: row.label for row in BUDGETS}.__getitem__,
        key="train.budget",
        wrap=True,
        help="The search ends when it is over, or when you stop it. More time finds better models up to a point.",
        persist_state="session",
    )
    if chosen != CUSTOM:
        return int(chosen)
    return int(
        st.number_input(
            "Seconds", 5, most_seconds, default_seconds, step=30, key="train.seconds", persist_state="session"
        )
    )


def _task(table: Dataset, target: str, advice: Advice) -> str:
    return st.selectbox(
        "What to predict",
        (advice.task, *advice.alternatives),
        format_func=words.task,
        key=f"train.task.{table.id}.{target}",
        help=advice.reason,
        persist_state="session",
    )


def _metric(table: Dataset, target: str, advice: Advice, task: str) -> str:
    keys = [row.key for row in training.metrics_for(task)]
    return st.selectbox(
        "Judged by",
        keys,
        index=keys.index(advice.metric) if advice.metric in keys else 0,
        format_func=words.metric,
        key=f"train.metric.{table.id}.{target}.{task}",
        help="  \n".join(f"**{words.metric(key)}**: {words.metric_help(key)}" for key in keys),
        persist_state="session",
    )


def _exclude(table: Dataset, target: str) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            "Leave out columns",
            [column.name for column in table.columns if column.name != target],
            key=f"train.exclude.{table.id}.{target}",
            placeholder="None",
            help="Columns that will not be known when you predict, or that must not play a role.",
            persist_state="session",
        )
    )


def _name(table: Dataset, target: str) -> str | None:
    typed = st.text_input(
        "Name of the model",
        key=f"train.name.{table.id}.{target}",
        placeholder=f"{table.name}: {target}",
        help="Models of the same name are versions of one another.",
        persist_state="session",
    )
    return typed.strip() or None


def _seed() -> int:
    return int(
        st.number_input(
            "Seed",
            0,
            LARGEST_SEED,
            0,
            key="train.seed",
            help="Chance enters the training through this number: the same seed gives the same folds.",
            persist_state="session",
        )
    )


def _key(name: str, table: Dataset) -> str:
    return f"train.{name}.{table.id}"
