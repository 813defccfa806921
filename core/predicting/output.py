"""What a file of predictions holds: all columns that came in, the answer, how sure it is, and flags in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets import Column, ExportFormat
from core.datasets.exporting import FORMULA_START, safe_text
from core.models import Model, Scorer
from core.predicting.matching import flags_by_row
from core.predicting.reading.schema import Schema
from core.predicting.streaming import Part
from core.storage.engine import Reader, quote
from core.storage.folders import Folders

MOST_CLASSES = 30  # with a probability column each; of more classes only the predicted one's is told
MOST_ADDED = MOST_CLASSES + 2
ROW, CODES = "tablecast_row", "tablecast_codes"  # columns of the finished batches that the file does not get


@dataclass(frozen=True)
class Names:
    """The names of the added columns, none of them taken by the file."""

    prediction: str
    numbers: tuple[str, ...]  # probabilities, or the two ends of the interval
    flags: str
    in_words: bool  # whether the prediction is text

    @classmethod
    def of(cls, model: Model, scorer: Scorer, columns: tuple[Column, ...]) -> Names:
        taken = {column.name.casefold() for column in columns}
        return cls(
            _free("prediction", taken),
            tuple(_free(name, taken) for name in _number_names(scorer)),
            _free("flags", taken),
            any(isinstance(label, str) for label in model.classes),
        )


def _number_names(scorer: Scorer) -> list[str]:
    if scorer.task == "regression":
        return ["prediction_low", "prediction_high"] if scorer.spread else []
    if len(scorer.classes) > MOST_CLASSES:
        return ["probability"]
    return [f"probability_{label}" for label in scorer.classes]


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number after it when it is taken. Names of a table differ in more than case."""
    tries = (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3)))
    free = next(candidate for candidate in tries if candidate.casefold() not in taken)
    taken.add(free.casefold())
    return free


@dataclass(frozen=True)
class Parts:
    """Finished batches as files named by their rows: an interrupted job goes on after the last of them."""

    folders: Folders
    folder: Path
    names: Names

    @property
    def next_row(self) -> int:
        return max((int(path.stem.split("-")[1]) for path in self.folder.glob("*.parquet")), default=0)

    @property
    def pattern(self) -> str:
        text = str(self.folder / "*.parquet").replace("'", "''")
        return f"'{text}'"

    def keep(self, part: Part, table: Any) -> None:
        import pyarrow.parquet as parquet

        first, last = int(part.rows.min()), int(part.rows.max())
        with self.folders.appearing(self.folder / f"{first:012d}-{last + 1:012d}.parquet") as beside:
            parquet.write_table(table, beside)


def answered(model: Model, scorer: Scorer, schema: Schema, part: Part, names: Names) -> Any:
    """The answers to a part as an Arrow table: row, prediction, numbers, flags in words, codes of the flags."""
    import pyarrow as pa

    prediction, numbers = _predicted(model, scorer, part)
    flags = flags_by_row(schema, part)
    sentences = [
        " ".join(flag.message for flag in flags[row]) if row in flags else None for row in range(len(part.rows))
    ]
    codes = [sorted({flag.code for flag in flags[row]}) if row in flags else None for row in range(len(part.rows))]
    columns = {ROW: part.rows, names.prediction: prediction}
    columns |= dict(zip(names.numbers, numbers, strict=True))
    columns |= {names.flags: pa.array(sentences, pa.string()), CODES: pa.array(codes, pa.list_(pa.string()))}
    return pa.table(columns)


def _predicted(model: Model, scorer: Scorer, part: Part) -> tuple[Any, list[Any]]:
    predicted = scorer.predict(part.batch)
    if scorer.task == "regression":
        return predicted, list(scorer.interval(part.batch, predicted) or ())
    import pyarrow as pa

    best = pa.array(model.classes).take(pa.array(predicted.argmax(axis=1)))
    shares = [predicted.max(axis=1)] if len(model.classes) > MOST_CLASSES else list(predicted.T)
    return best, [share.copy() for share in shares]  # Arrow wants columns that lie in one piece


def build_result(parts: Parts, table: str, columns: tuple[Column, ...], format: ExportFormat) -> str:
    """The query of the finished file: the rows that were answered, in the order they came in."""
    texts = {column.name for column in columns if column.type == "VARCHAR"}
    texts |= {parts.names.prediction} if parts.names.in_words else set()
    names = (*(column.name for column in columns), parts.names.prediction, *parts.names.numbers, parts.names.flags)
    safe = format.runs_formulas
    selected = [_safe_column(name, is_text=name in texts) if safe else quote(name) for name in names]
    return f"""
        SELECT {", ".join(selected)}
        FROM {table} AS came
        JOIN read_parquet({parts.pattern}) AS answered ON came.rowid = answered.{ROW}
        ORDER BY came.rowid
    """


def _safe_column(name: str, *, is_text: bool) -> str:
    """SQL of a column in which a spreadsheet runs neither a value nor the name as a formula."""
    value = safe_text(name).removesuffix(f" AS {quote(name)}") if is_text else quote(name)
    return f"{value} AS {quote(_safe_name(name))}"


def _safe_name(name: str) -> str:
    return f"'{name}" if re.match(FORMULA_START, name) else name


def count(parts: Parts, reader: Reader) -> dict[str, Any]:
    """How many rows were answered, how many of them are flagged, and how many have each flag."""
    rows, flagged = reader.connection.execute(
        f"SELECT count(*), count({CODES}) FROM read_parquet({parts.pattern})"
    ).fetchall()[0]
    codes = reader.connection.execute(
        f"""
        SELECT code, count(*)
        FROM (SELECT unnest({CODES}) AS code FROM read_parquet({parts.pattern}))
        GROUP BY code
        ORDER BY code
        """
    ).fetchall()
    return {"rows": rows, "flagged_rows": flagged, "flags": dict(codes)}
