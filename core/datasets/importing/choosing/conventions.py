"""How the columns of an earlier file were written, so that a later file of the same making is read alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.datasets.importing.types.notations import dates, numbers
from core.datasets.importing.types.notations.conversions import Conversion

WORDS = "words"  # the convention of a column that is kept as text

Conventions = Mapping[str, str]  # column names and the key of the conversion that read them, or WORDS


def of_report(report: Mapping[str, Any]) -> dict[str, str]:
    """The conventions that an import found, from its report; none for a file whose columns had types of their own."""
    columns = report.get("columns", ()) if report.get("format") in ("text", "spreadsheet") else ()
    found = {column["name"]: _of_column(column) for column in columns}
    return {name: convention for name, convention in found.items() if convention}


def day_first(convention: str) -> bool | None:
    """Whether dates written so put the day first; None where the convention leaves no doubt or says nothing."""
    return dates.day_first(_DATES[convention]) if convention in _DATES else None


def decimal_comma(convention: str) -> bool | None:
    """Whether a comma begins the decimals of numbers written so; None where the convention does not tell."""
    return numbers.decimal_comma(convention)


def is_percent(convention: str) -> bool:
    return convention.startswith("percent")


def _of_column(column: Mapping[str, Any]) -> str:
    return WORDS if column["type"] == "VARCHAR" else str(column.get("written", ""))


_DATES: dict[str, Conversion] = {conversion.key: conversion for conversion in dates.CONVERSIONS}
