"""How well broken CSV files are read: one table, spoilt in the 2,290 ways of the Pollock benchmark, without a hint.

    python benchmarks/pollock.py                 # every file, Tablecast beside DuckDB and pandas
    python benchmarks/pollock.py --every 9       # one in nine of the pollutions of single rows: a quick look
    python benchmarks/pollock.py --reader tablecast --worst 20

The pollutions, the ten measures (success; precision, recall and F1 of header, records and cells) and the weights, which
say how often each pollution occurs in public files, follow G. Vitagliano, M. Hameed, L. Jiang, L. Reisener, E. Wu and
F. Naumann, "Pollock: A Data Loading Benchmark", VLDB 2023. The table that is spoilt is made here, so the scores are
close to those of the published files and not the same. A table without names counts as one without a header line.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pandas

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ROWS = 83
SEED = 7
MEMORY_MB = 512
NAMES = ("DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments")
ALWAYS_QUOTED = (6, 7)
KINDS = ("Boots", "Jacket", "Fly Rod", "Throw Pillow", "Towel", "Jersey", "Dining Table", "Socks", "Cap", "Vest", "Hat")
PRAISE = (
    "light enough to keep feet from feeling weighed down",
    "warm, dry and comfortable whatever the weather",
    "ideal for rivers, lakes and places where there isn't room",
    "made in certified organic cotton",
    "built for a day on the trail, a week in camp or a month at sea",
)

Rows = list[list[str]]


@dataclass(frozen=True)
class Line:
    """One line of the file in pieces: its cells as they are written, what stands between them, and its end."""

    cells: tuple[str, ...]
    delimiters: tuple[str, ...]
    end: str = "\r\n"

    @property
    def text(self) -> str:
        between = (*self.delimiters, "")
        pieces = "".join(cell + mark for cell, mark in zip(self.cells, between, strict=False))
        return pieces + "".join(between[len(self.cells) : -1]) + self.end


@dataclass(frozen=True)
class Spoilt:
    """A file, the table that a reader should find in it (its names first), its family and its weight."""

    name: str
    family: str
    content: bytes
    expected: Rows
    weight: float


def clean_table() -> Rows:
    chance = random.Random(SEED)
    rows = [list(NAMES)]
    for at in range(ROWS):
        kind, owner = chance.choice(KINDS), chance.choice(("Men's ", "Women's  ", "Kids' ", ""))
        size = chance.choice(("", "", ", Short-Sleeve", ', 24"', ', 5" Inseam', ", Print"))
        code = f"{chance.choice(('MG', 'RI', 'BH', 'YY', 'CC'))}-{chance.randint(1000, 9999)}"
        praise = chance.choice(PRAISE) + (r" in our 8\'9" + '" length' if at == 12 else "")
        rows.append(
            [
                f"{13 + at % 18:02d}/{1 + at // 18:02d}/2018",
                f"{at % 24:02d}:{15 * (at % 4):02d}",
                str(chance.randint(0, 30)),
                code,
                f"${chance.randint(90, 9999) / 100:.2f}",
                f"{owner}{kind}{size}",
                f"This {kind.lower()} is {praise}, and {chance.choice(PRAISE)}.",
                f"https://www.example.com/product/{code.replace('-', '_')}.html",
                "",
            ]
        )
    return rows


def written(
    rows: Rows, delimiter: str = ",", quote: str = '"', escaped: str = '""', end: str = "\r\n", *, plain: bool = False
) -> list[Line]:
    """The table as lines. Quotes stand around values that hold a comma or a quote, whatever the delimiter is."""
    lines = []
    for row in rows:
        cells = []
        for column, value in enumerate(row):
            needed = "," in value or '"' in value or (column in ALWAYS_QUOTED and not plain)
            cells.append(quote + value.replace('"', escaped) + quote if needed else value)
        lines.append(Line(tuple(cells), (delimiter,) * (len(row) - 1), end))
    return lines


def of_lines(name: str, family: str, lines: list[Line], expected: Rows, weight: float) -> Spoilt:
    return Spoilt(name, family, "".join(line.text for line in lines).encode(), expected, weight)


def of_file(name: str, lines: list[Line], expected: Rows, weight: float) -> Spoilt:
    return of_lines(name, name, lines, expected, weight)


def whole_files(table: Rows) -> Iterator[Spoilt]:
    lines, names = written(table), table[0]
    last = replace(lines[-1], end="")
    yield of_file("source", lines, table, 1)
    yield of_file("no payload", [], [], 15)
    yield of_file("no trailing newline", [*lines[:-1], last], table, 184)
    yield of_file("double trailing newline", [*lines, Line((), ())], table, 5)
    yield of_file("no header", lines[1:], table[1:], 470)
    for times in (2, 3):
        joined = [" ".join([name] * times) for name in names]
        yield of_file(f"header of {times} rows", [*[lines[0]] * times, *lines[1:]], [joined, *table[1:]], 47)
    preamble = [["PREAMBLE", *[""] * 8], [""] * 9]
    yield of_file("preamble", [*written(preamble), *lines], table, 282)
    for label, width in (("less", 8), ("same", 9), ("more", 10)):
        second = [[*row, f"col{1}" if row is names else ""][:width] for row in table[:-1]]
        yield of_file(f"two tables, {label}", [*lines, *written(second, plain=True)], table, 62.67)
    yield of_file("header only", lines[:1], table[:1], 3)
    yield of_file("one data row", lines[:2], table[:2], 4)


def dialects(table: Rows) -> Iterator[Spoilt]:
    for label, mark, weight in (("; ", ";", 834), ("tab", "\t", 4), ("space", " ", 4), ("comma and space", ", ", 101)):
        yield of_file(f"delimiter {label.strip()}", written(table, mark), table, weight)
    yield of_file("quote '", written(table, quote="'"), table, 11)
    yield of_file("escape \\", written(table, escaped='\\"'), table, 1)
    yield of_file("no escape", written(table, escaped='"'), table, 7)
    yield of_file("line end LF", written(table, end="\n"), table, 1691)
    yield of_file("line end CR", written(table, end="\r"), table, 7)


def single_rows(table: Rows, every: int) -> Iterator[Spoilt]:
    lines = written(table)
    places = [(row, column) for row in range(len(table)) for column in range(len(NAMES))]
    for row, column in places[::every]:
        yield _in_row("delimiter too many", table, lines, row, column, _more_delimiters, 0.36775)
        if column:
            yield _in_row("delimiter too few", table, lines, row, column, _fewer_delimiters, 0.36775)
        stray = [list(cells) for cells in table]
        stray[row][column] = '"' + stray[row][column]
        yield _in_row("stray quote", stray, lines, row, column, _stray_quote, 0.00926)
    for row in range(0, len(table), every):
        yield _in_row("row of spaces", table, lines, row, 0, lambda line, _: _spaced(line), 0.14)


def _in_row(
    family: str,
    expected: Rows,
    lines: list[Line],
    row: int,
    column: int,
    spoil: Callable[[Line, int], Line],
    weight: float,
) -> Spoilt:
    spoilt = [*lines[:row], spoil(lines[row], column), *lines[row + 1 :]]
    return of_lines(f"{family} {row} {column}", family, spoilt, expected, weight)


def _more_delimiters(line: Line, column: int) -> Line:
    return replace(line, cells=(*line.cells[:column], "", *line.cells[column:]), delimiters=(*line.delimiters, ","))


def _fewer_delimiters(line: Line, column: int) -> Line:
    return replace(line, delimiters=(*line.delimiters[: column - 1], "", *line.delimiters[column:]))


def _stray_quote(line: Line, column: int) -> Line:
    cell = line.cells[column]
    spoilt = '"' + cell
    return replace(line, cells=(*line.cells[:column], spoilt, *line.cells[column + 1 :]))


def _spaced(line: Line) -> Line:
    return replace(line, delimiters=(" ",) * len(line.delimiters))


def tablecast(path: Path) -> Rows:
    from core.datasets.importing import pipeline
    from core.datasets.importing.choosing.options import ImportOptions
    from core.datasets.importing.progress import Progress
    from core.datasets.importing.storing import database
    from core.datasets.importing.task import Import
    from core.storage.folders import Folders

    folders = Folders(path.parent)
    folders.create()
    with database.writing(None, folders, Progress(), memory_mb=MEMORY_MB, threads=1) as opened:
        report = pipeline.run(Import(opened, folders.temporary, ImportOptions(all_text=True)), path)
        rows = [["" if cell is None else cell for cell in row] for row in opened.fetch("FROM data ORDER BY rowid")]
    return [[column.name for column in report.columns], *rows] if report.header else rows


def duckdb_alone(path: Path) -> Rows:
    with duckdb.connect() as connection:
        lenient = {"strict_mode": False, "ignore_errors": True, "null_padding": True}
        found = connection.read_csv(str(path), all_varchar=True, **lenient)
        rows = [["" if cell is None else str(cell) for cell in row] for row in found.fetchall()]
        return [list(found.columns), *rows]


def pandas_alone(path: Path) -> Rows:
    table = pandas.read_csv(path, sep=None, engine="python", dtype=str, on_bad_lines="skip", keep_default_na=False)
    text = table.to_csv(index=False)
    return list(csv.reader(io.StringIO(text)))


READERS = {"tablecast": tablecast, "duckdb": duckdb_alone, "pandas": pandas_alone}


def score(expected: Rows, loaded: Rows | None) -> list[float]:
    """The ten measures, each from 0 to 1; None means that nothing was loaded."""
    if loaded is None:
        return [0.0] * 10
    if not expected:
        return [1.0] * 10
    header = _overlap(_plain(expected[0]), _plain(loaded[0]) if loaded else [])
    records = _overlap(["".join(_plain(row)) for row in expected[1:]], ["".join(_plain(row)) for row in loaded[1:]])
    cells = _overlap([cell for row in expected for cell in row], [cell for row in loaded for cell in row])
    return [1.0, *header, *records, *cells]


def _overlap(expected: list[str], loaded: list[str]) -> tuple[float, float, float]:
    if not expected:
        return 1.0, 1.0, 1.0
    common = (Counter(expected) & Counter(loaded)).total()
    if not common:
        return 0.0, 0.0, 0.0
    found, right = common / len(expected), common / len(loaded)
    return found, right, 2 * found * right / (found + right)


def _plain(cells: list[str]) -> list[str]:
    """Cells as they are compared: numbers by their value, words without regard to case."""
    return [_number(cell) or cell.lower() for cell in cells]


def _number(cell: str) -> str:
    try:
        return str(float(cell))
    except ValueError:
        return ""


def measure(reader: Callable[[Path], Rows], files: list[Spoilt], worst: int) -> tuple[float, float, dict[str, float]]:
    """The simple score, the weighted score, and the mean of each family, all out of ten."""
    scores: list[tuple[float, Spoilt]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        for file in files:
            path.write_bytes(file.content)
            scores.append((sum(score(file.expected, _loaded(reader, path))), file))
    for points, file in sorted(scores, key=lambda scored: scored[0])[:worst]:
        print(f"    {points:6.3f}  {file.name}")
    simple = sum(points for points, _file in scores) / len(scores)
    weighted = sum(points * file.weight for points, file in scores) / sum(file.weight for file in files)
    families = {file.family: [points for points, other in scores if other.family == file.family] for file in files}
    return simple, weighted, {family: sum(points) / len(points) for family, points in families.items()}


def _loaded(reader: Callable[[Path], Rows], path: Path) -> Rows | None:
    try:
        return reader(path)
    except Exception:  # noqa: BLE001 (whatever a reader fails with, it has not loaded the file)
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take one in so many of the single rows' pollutions")
    parser.add_argument("--reader", choices=READERS, nargs="*", default=list(READERS))
    parser.add_argument("--worst", type=int, default=0, help="list so many of the files that score least")
    chosen = parser.parse_args()
    table = clean_table()
    files = [*whole_files(table), *dialects(table), *single_rows(table, chosen.every)]
    results = {}
    for name in chosen.reader:
        started = time.perf_counter()
        results[name] = measure(READERS[name], files, chosen.worst)
        print(f"{name}: {len(files)} files in {time.perf_counter() - started:.0f} s")
    print(f"\n{'':26}" + "".join(f"{name:>12}" for name in results))
    for family in dict.fromkeys(file.family for file in files):
        print(f"{family:26}" + "".join(f"{means[family]:12.3f}" for _simple, _weighted, means in results.values()))
    print(f"{'simple':26}" + "".join(f"{simple:12.3f}" for simple, _weighted, _means in results.values()))
    print(f"{'weighted':26}" + "".join(f"{weighted:12.3f}" for _simple, weighted, _means in results.values()))


if __name__ == "__main__":
    main()
