"""Whatever is written in any dialect comes back: as the same text, and as the same values."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.datasets import ImportOptions
from tests.core.datasets.importing.conftest import ImportBytes

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
CELLS = st.text(LETTERS, max_size=12)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20)
NAMES = ["name", "value", "note"]
PLAIN = st.text("abcdefgh -", min_size=1, max_size=8).map(str.strip).filter(bool)
VALUES = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.dates().map(str),
    st.decimals(-1000, 1000, places=2).map(str),
    st.sampled_from(["12:30", "$5.00", "A-17", "https://x.org/?a=1;b=2", "1,234.50", "3,5", 'say "hi"', "O'Brien"]),
)
SENTENCES = st.lists(PLAIN, min_size=1, max_size=6).flatmap(
    lambda words: st.sampled_from([", ", " ", "; ", "\n", ' "and" ', " | "]).map(lambda mark: mark.join(words))
)
WORDS = st.lists(st.text("abcdefghijk", min_size=1, max_size=8), min_size=3, max_size=20)


def written(rows: list[tuple[object, ...]], delimiter: str, codec: str = "utf-8", end: str = "\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode(codec)


@FEW
@given(rows=ROWS, delimiter=st.sampled_from(",;\t|"), end=st.sampled_from(["\n", "\r\n"]))
def test_text_comes_back_exactly_as_written(
    import_bytes: ImportBytes, rows: list[tuple[str, ...]], delimiter: str, end: str
) -> None:
    content = written([("first", "second", "third"), *rows], delimiter, end=end)
    options = ImportOptions(delimiter=delimiter, header=True, encoding="utf-8", all_text=True)

    imported = import_bytes(content, options)

    assert list(zip(*imported.table.values(), strict=True)) == rows


@FEW
@given(
    rows=st.lists(st.tuples(PLAIN, VALUES, SENTENCES), min_size=3, max_size=15),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_any_program_writes_comes_back_or_is_told(
    import_bytes: ImportBytes, rows: list[tuple[str, ...]], delimiter: str, quoting: int, end: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([("name", "value", "note"), *rows])

    imported = import_bytes(text.getvalue().encode(), ImportOptions(all_text=True))

    came_back = list(zip(*imported.table.values(), strict=True)) == rows and list(imported.table) == NAMES
    assert came_back or imported.report.warnings


@FEW
@given(
    words=WORDS,
    numbers=st.lists(st.integers(-(10**12), 10**12), min_size=20, max_size=20),
    dates=st.lists(st.dates(), min_size=20, max_size=20),
    delimiter=st.sampled_from(",;\t|"),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_values_come_back_without_a_hint(
    import_bytes: ImportBytes, words: list[str], numbers: list[int], dates: list[object], delimiter: str, codec: str
) -> None:
    rows = list(zip(words, numbers, dates, strict=False))

    imported = import_bytes(written([("word", "number", "day"), *rows], delimiter, codec))

    assert list(zip(*imported.table.values(), strict=True)) == rows


@pytest.mark.parametrize("decimal", [".", ","])
def test_decimals_come_back_with_either_mark(import_bytes: ImportBytes, decimal: str) -> None:
    numbers = [0.5, -12.25, 1234.125, 99.0, 1e-3]
    lines = [f"{format(number, '.4f').replace('.', decimal)};x" for number in numbers]

    imported = import_bytes("\n".join(["n;w", *lines]).encode())

    assert imported.table["n"] == numbers


def test_five_thousand_columns_come_back(import_bytes: ImportBytes) -> None:
    names = ",".join(f"c{at}" for at in range(5000))
    row = ",".join(str(at) for at in range(5000))

    imported = import_bytes(f"{names}\n{row}\n{row}\n".encode())

    assert len(imported.table) == 5000
    assert imported.table["c4999"] == [4999, 4999]


def test_an_import_tells_how_far_it_is(import_bytes: ImportBytes, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []

    import_bytes(b"a,b\n1,2\n", listener=lambda share, message: told.append((share, message)))

    shares = [share for share, _message in told]
    assert shares == sorted(shares)
    assert told[0][1] == "Opening the file"
    assert told[-1][1] == "Looking at the columns"


def test_a_listener_that_raises_ends_the_import(import_bytes: ImportBytes) -> None:
    def listen(_share: float, _message: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        import_bytes(b"a,b\n1,2\n", listener=listen)
