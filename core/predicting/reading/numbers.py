"""Numbers as people write them into JSON: `1234.5`, `"1,234.50"`, `"€ 12,5"`. What could be two numbers is refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from core.predicting.reading.outcomes import Noted, Refused

PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
SIGNS = re.compile(r"^([+-]?)\s*(?:R\$|[$€£¥₹₽])\s*|\s*(?:[$€£¥₹₽]|USD|EUR|GBP|CHF)$")
GAPS = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'’](?=\d{3}(?!\d))")

WRITE_A_NUMBER = "Give a number such as 38 or 1.5, or null when it is not known."


@dataclass(frozen=True)
class Costume:
    """A way to write a number that can mean only one thing: what groups the thousands, what begins the decimals."""

    pattern: re.Pattern[str]
    group: str
    decimal: str

    def plain(self, text: str) -> str:
        return text.replace(self.group, "").replace(self.decimal, ".")


COSTUMES = (
    Costume(re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+"), ",", "."),
    Costume(re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+"), ".", ","),
    Costume(re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}"), ",", "."),
    Costume(re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}"), ".", ","),
    Costume(re.compile(r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+)"), ".", ","),
)
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def read_number(value: object, *, decimal_comma: bool | None = None, percent: bool = False) -> float | Noted:
    """Raises Refused for what is not a number, not finite, or could be two numbers.

    `decimal_comma` settles what could be two numbers; `percent` says that `12%` is meant as 0.12.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Refused("is not a number", WRITE_A_NUMBER)
    if not isinstance(value, str):
        return _finite(value)
    text = value.strip()
    if percent and text.endswith("%"):
        return _share(text, decimal_comma)
    return _of_text(text, decimal_comma)


def _share(text: str, decimal_comma: bool | None) -> Noted:
    number = _of_text(text[:-1].rstrip(), decimal_comma)
    share = (number.value if isinstance(number, Noted) else number) / 100
    return Noted(share, f"was read as {share:.15g}")


def _finite(value: float | str) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if math.isinf(number):
        raise Refused("is not a finite number", WRITE_A_NUMBER)
    return number


def _of_text(text: str, decimal_comma: bool | None) -> float | Noted:
    if PLAIN.fullmatch(text):
        return _finite(text)
    if text.endswith("%"):
        raise Refused("is written with a per cent sign", "Give the share as a number: 12% is 0.12.")
    if text.lower().lstrip("+-") in ("inf", "infinity"):
        raise Refused("is not a finite number", WRITE_A_NUMBER)
    number = _undressed(SIGNS.sub(r"\1", GAPS.sub("", text.replace("−", "-"))), decimal_comma)
    return Noted(number, f"was read as {number:.15g}")


def _undressed(text: str, decimal_comma: bool | None) -> float:
    if PLAIN.fullmatch(text):
        return _finite(text)
    for costume in COSTUMES:
        if costume.pattern.fullmatch(text):
            return _finite(costume.plain(text))
    if AMBIGUOUS.fullmatch(text):
        grouped, decimal = text.replace(",", ""), text.replace(",", ".")
        if decimal_comma is not None:
            return _finite(decimal if decimal_comma else grouped)
        raise Refused("could be two numbers", f"Give {grouped} or {decimal}, whichever is meant.")
    raise Refused("is not a number", WRITE_A_NUMBER)
