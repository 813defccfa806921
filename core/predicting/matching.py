"""Which column of a table is which column of the model, and what differs, before a whole file is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import core.predicting.flags as flags
from core import datasets, models
from core.datasets import Column, Dataset
from core.errors import BadInput, BadRows
from core.models import Scorer
from core.models.describing import words
from core.predicting.flags import Flag
from core.predicting.reading.schema import Schema, schema_of
from core.predicting.streaming import Part, Source, stream
from core.storage.engine import Reader
from core.workspace import Workspace

SAMPLE_ROWS = 5_000  # enough to tell a share to one per cent


@dataclass(frozen=True)
class Match:
    """A column of the model and the column of the table taken for it.

    `how`: same (name), likely (name), chosen (by the person) or missing. The shares are of the rows, from a sample.
    """

    feature: str
    column: str | None
    how: str
    expected_type: str
    found_type: str | None
    missing: float = 0.0
    unreadable: float = 0.0
    unseen: float = 0.0
    out_of_range: float = 0.0


@dataclass(frozen=True)
class Matching:
    """All columns of the model, the columns of the table that it does not use, and what a person should know."""

    columns: tuple[Match, ...]
    extra: tuple[str, ...]
    sentences: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def match(ws: Workspace, model_id: str, dataset: Dataset, *, columns: Mapping[str, str] | None = None) -> Matching:
    """How a dataset fits a model; `columns` says which column to take for one of the model's, where a person chose.

    Raises BadRows when no column fits, BadInput for a choice that cannot be.
    """
    scorer = models.load(ws, model_id)
    with datasets.reading(ws, dataset) as reader:
        return match_table(scorer, reader, dataset.columns, chosen=columns or {})


def match_table(scorer: Scorer, reader: Reader, columns: tuple[Column, ...], *, chosen: Mapping[str, str]) -> Matching:
    schema = schema_of(scorer)
    sources = sources_of(schema, columns, chosen)
    shares = _shares(schema, stream(reader, sources, sample=SAMPLE_ROWS))
    matches = tuple(_match(source, chosen, shares) for source in sources)
    used = {found.column for found in matches}
    extra = tuple(column.name for column in columns if column.name not in used)
    return Matching(matches, extra, tuple(_sentences(matches, extra, scorer.target)))


def sources_of(schema: Schema, columns: tuple[Column, ...], chosen: Mapping[str, str]) -> tuple[Source, ...]:
    """Where each of the model's columns comes from. Raises BadRows when none is there, BadInput for a bad choice."""
    by_name = {column.name: column for column in columns}
    _check_chosen(schema, by_name, chosen)
    places = schema.place(name for name in by_name if name not in chosen.values()) | dict(chosen)
    if not places and schema.names:
        raise BadRows(
            "The file has none of the columns that this model uses.",
            hint=f"The model uses {words.listing(schema.names[:10])}.",
        )
    return tuple(Source(reader, by_name.get(places.get(reader.feature.name, ""))) for reader in schema.readers)


def _check_chosen(schema: Schema, by_name: Mapping[str, Column], chosen: Mapping[str, str]) -> None:
    for feature, column in chosen.items():
        if feature not in schema.names:
            raise BadInput(f"The model has no column “{feature}”.", hint=f"It uses {words.listing(schema.names[:10])}.")
        if column not in by_name:
            raise BadInput(f"The file has no column “{column}”.", hint=f"It has {words.listing([*by_name][:10])}.")


def _shares(schema: Schema, parts: Any) -> dict[tuple[str, str], float]:
    """For (column, code of a flag): the share of rows that have it."""
    counts: Counter[tuple[str, str]] = Counter()
    rows = 0
    for part in parts:
        rows += len(part.rows)
        counts.update((flag.column, flag.code) for _, flag in part.notes)
        for found in flags.find(schema.readers, part.batch):
            counts[found.reader.feature.name, found.check.code] += len(found.rows)
    return {key: count / rows for key, count in counts.items()}


def flags_by_row(schema: Schema, part: Part) -> dict[int, list[Flag]]:
    """What is to be said about the rows of a part, by their place in it."""
    found: dict[int, list[Flag]] = {}
    for row, flag in part.notes:
        found.setdefault(row, []).append(flag)
    for finding in flags.find(schema.readers, part.batch):
        for row, flag in finding.flags:
            found.setdefault(row, []).append(flag)
    return found


def _match(source: Source, chosen: Mapping[str, str], shares: Mapping[tuple[str, str], float]) -> Match:
    feature, column = source.reader.feature, source.column
    if column is None:
        return Match(feature.name, None, "missing", feature.type, None)
    how = "chosen" if feature.name in chosen else "same" if column.name == feature.name else "likely"
    found = {
        code: shares.get((feature.name, code), 0.0) for code in ("missing", "unreadable", "unseen", "out_of_range")
    }
    return Match(feature.name, column.name, how, feature.type, column.type, **found)


def _sentences(matches: tuple[Match, ...], extra: tuple[str, ...], target: str) -> list[str]:
    told = [sentence for found in matches for sentence in _of_column(found)]
    unused = [name for name in extra if name != target]
    if unused:
        told.append(f"Kept, but not used by the model: {words.listing(unused)}.")
    return told


def _of_column(found: Match) -> list[str]:
    if found.how == "missing":
        return [f"“{found.feature}” is not there; the model answers as if it were unknown in every row."]
    told = [f"“{found.column}” is taken for “{found.feature}”."] if found.how == "likely" else []
    shares = (
        (found.unreadable, "cannot be read and count as missing"),
        (found.unseen, "were not there in training"),
        (found.out_of_range, "are outside the range of the training data"),
    )
    return told + [
        f"“{found.feature}”: {words.percent(share)} of the values {what}." for share, what in shares if share
    ]
