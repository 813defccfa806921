"""A look at a long file reads little of it, and not only the beginning."""

from __future__ import annotations

from pathlib import Path

from core.datasets.importing.reporting import excerpts

LINE = b"1,some words,2.5\n"
MANY = 500_000


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    return path


def test_a_short_file_is_looked_at_whole(tmp_path: Path) -> None:
    assert excerpts.take(written(tmp_path, LINE * 100), tmp_path) is None


def test_an_excerpt_has_the_beginning_the_end_and_places_between(tmp_path: Path) -> None:
    content = b"first\n" + LINE * MANY + b"late,1,2\n" * (MANY // 8) + LINE * MANY + b"last\n"

    found = excerpts.take(written(tmp_path, content), tmp_path)

    assert found is not None
    lines = found.path.read_bytes().splitlines(keepends=True)
    assert (lines[0], lines[-1], found.lines) == (b"first\n", b"last\n", excerpts.HEAD_LINES)
    assert set(lines[1:-1]) == {LINE, b"late,1,2\n"}
    assert "the first 8,000 lines and " in found.told


def test_a_file_with_line_ends_inside_quotes_is_cut_only_once(tmp_path: Path) -> None:
    found = excerpts.take(written(tmp_path, b'1,"two\nlines",2.5\n' * MANY), tmp_path)

    assert found is not None
    assert found.told == "the first 8,000 lines"


def test_a_text_without_line_ends_is_not_cut(tmp_path: Path) -> None:
    assert excerpts.take(written(tmp_path, b"x" * (excerpts.HEAD_BYTES + 1)), tmp_path) is None


def test_wide_characters_are_not_cut(tmp_path: Path) -> None:
    assert excerpts.take(written(tmp_path, ("1;2\n" * MANY).encode("utf-16")), tmp_path) is None
