"""Small words for sentences about files."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """“1 line”, “2,000 lines”."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
