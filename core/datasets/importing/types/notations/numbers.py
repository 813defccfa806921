"""Numbers in every costume: plain, grouped, with decimal comma, currency, per cent, in brackets."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.datasets.importing.types.notations.conversions import Conversion

WHOLE = r"(?:0|[1-9][0-9]*)"
EXPONENT = r"[eE][+-]?(?:[0-9]{1,2}|[12][0-9]{2})"  # up to e299: more would overflow to infinity
SHORT_WHOLE = r"(?:0|[1-9][0-9]{0,17})"  # beyond this a DOUBLE would change the number
MINUS = "[-\u2212]"  # hyphen and the true minus sign
CURRENCY = re.compile(r"R\$|[$€£¥₹₽₩₺]|\b(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|BRL|CAD|AUD|CZK|INR|CNY|kr|zł|Kč)\b")
SPACES = " \u00a0\u202f\u2009"

# A number that is written again as it stood has no leading zeros and no point, and was read to its last digit.
SAME_AGAIN = "CAST({v} AS VARCHAR) = {t}"

# Up to 17 characters are exact in a DOUBLE; a number that begins so has no leading zero, or one before the point.
# Written with CASE, because DuckDB takes four times as long to plan the same with OR.
BEGINS_LIKE_A_NUMBER = (
    "CASE WHEN strlen({t}) <= 17 THEN CASE WHEN {t} >= '1' THEN {v} BETWEEN 1 AND 1e300 ELSE {v} BETWEEN -1e300 AND 1"
    " AND ({t} BETWEEN '0.' AND '0/' OR {t} BETWEEN '-1' AND '-:' OR {t} BETWEEN '-0.' AND '-0/') END END"
)

PLAIN = (
    Conversion(
        "whole",
        "whole numbers",
        "number",
        "BIGINT",
        r"-?(?:0|[1-9][0-9]{0,18})",
        "TRY_CAST({t} AS BIGINT)",
        "plain",
        quick=SAME_AGAIN,
    ),
    Conversion(
        "huge",
        "very large whole numbers",
        "number",
        "HUGEINT",
        r"-?(?:0|[1-9][0-9]{0,37})",
        "TRY_CAST({t} AS HUGEINT)",
        "plain",
        quick=SAME_AGAIN,
    ),
    # Codes such as 1E5 are no numbers: an exponent needs a sign, two digits or a decimal point before it.
    Conversion(
        "decimal",
        "decimal numbers",
        "number",
        "DOUBLE",
        rf"-?(?:{SHORT_WHOLE}|{WHOLE}\.[0-9]*(?:{EXPONENT})?|\.[0-9]+(?:{EXPONENT})?"
        rf"|{WHOLE}[eE](?:[+-][0-9]{{1,2}}|[0-9]{{2}}|[+-]?[12][0-9]{{2}}))",
        "TRY_CAST({t} AS DOUBLE)",
        "plain",
        quick=BEGINS_LIKE_A_NUMBER,
    ),
    Conversion(
        "scientific",
        "decimal numbers, some with an exponent",
        "number",
        "DOUBLE",
        rf"[+-]?(?:{WHOLE}\.?[0-9]*|\.[0-9]+)(?:{EXPONENT})?",
        "TRY_CAST({t} AS DOUBLE)",
        "plain",
        proof=r"[+-]?[0-9]*\.[0-9]+(?:[eE].*)?",
    ),
    # A plus sign before more than seven digits is a telephone number.
    Conversion(
        "signed whole",
        "whole numbers with a sign",
        "number",
        "BIGINT",
        r"[+-]?(?:0|[1-9][0-9]{0,6})",
        "TRY_CAST({t} AS BIGINT)",
        "signed",
        proof=r"\+.*",
    ),
)


@dataclass(frozen=True)
class Marks:
    """A way to write numbers: what groups the thousands and what begins the decimals."""

    key: str
    label: str
    group: str  # a character class, or nothing
    decimal: str

    def body(self, *, decimals: bool) -> str:
        whole = rf"[0-9]{{1,3}}(?:{self.group}[0-9]{{2,3}})*{self.group}[0-9]{{3}}|{WHOLE}" if self.group else WHOLE
        if not decimals:
            return rf"(?:{whole})"
        mark = re.escape(self.decimal)
        return rf"(?:(?:{whole})(?:{mark}[0-9]*)?|{mark}[0-9]+)"


MARKS = (
    Marks("grouped by comma", "1,234.56", ",", "."),
    Marks("decimal comma", "1.234,56", r"\.", ","),
    Marks("grouped by space, decimal comma", "1 234,56", f"[{SPACES}]", ","),
    Marks("grouped by space", "1 234.56", f"[{SPACES}]", "."),
    Marks("grouped by apostrophe", "1’234.56", "['’]", "."),
    Marks("grouped by apostrophe, decimal comma", "1’234,56", "['’]", ","),
)


WIDE = "０１２３４５６７８９．，－＋"
_NARROWED = f"translate({{t}}, '{WIDE}', '0123456789.,-+')"

FULL_WIDTH = tuple(
    Conversion(
        f"full-width {row.key}",
        f"{row.label} in full-width digits",
        "number",
        row.type,
        pattern,
        row.value(_NARROWED),
        "full width",
    )
    for row, pattern in (
        (PLAIN[0], "[-－]?[０-９0-9]{1,18}"),
        (PLAIN[2], "[-－]?[０-９0-9]{1,18}(?:[.．][０-９0-9]+)?"),
    )
)


def has_wide_digits(text: str) -> bool:
    return any(letter in WIDE for letter in text)


def conversions(sample: Iterable[str]) -> tuple[Conversion, ...]:
    """The rows for a column: amounts take the one currency that the sample shows, if it shows exactly one."""
    found = {match.group() for text in sample for match in CURRENCY.finditer(text)}
    if len(found) > 1:
        return PLAIN
    return _rows(found.pop() if found else "")


@functools.lru_cache(maxsize=64)
def _rows(currency: str) -> tuple[Conversion, ...]:
    return (*PLAIN, *(row for marks in MARKS for row in _amounts(marks, currency)), *(_percent(m) for m in MARKS[:2]))


def _amounts(marks: Marks, currency: str) -> tuple[Conversion, ...]:
    told = f"the currency sign {currency} was taken off" if currency else ""
    label = f"amounts in {currency} like {marks.label}" if currency else f"numbers like {marks.label}"
    family = "decimal comma" if marks.decimal == "," else marks.key
    proofs = [rf".*[0-9]{marks.group}[0-9]{{3}}.*"]
    if marks is MARKS[0]:  # a sign or brackets around a number without any marks: one row of the table is enough
        proofs += [r"\(.*", r".*-", ".*\u2212.*", *([f".*{re.escape(currency)}.*"] if currency else [])]
    whole = "|".join(proofs)
    decimal = whole if marks.decimal == "." else rf"{whole}|.*,[0-9].*"
    return (
        Conversion(
            f"{marks.key}, whole",
            label,
            "number",
            "BIGINT",
            _signed(marks.body(decimals=False), currency),
            _number_sql("", "BIGINT"),
            marks.key,
            proof=whole,
            caution=told,
        ),
        Conversion(
            marks.key,
            label,
            "number",
            "DOUBLE",
            _signed(marks.body(decimals=True), currency),
            _number_sql(marks.decimal, "DOUBLE"),
            family,
            proof=decimal,
            caution=told,
        ),
    )


def _percent(marks: Marks) -> Conversion:
    return Conversion(
        f"percent, {marks.key}",
        "per cent, stored as a share (12% is 0.12)",
        "number",
        "DOUBLE",
        rf"[+]?{MINUS}?{marks.body(decimals=True)}[{SPACES}]?%",
        f"({_number_sql(marks.decimal, 'DOUBLE')}) / 100",
        f"percent, {marks.decimal}",
        caution="per cent was turned into a share: 12% is 0.12",
        exact=True,
    )


def _signed(body: str, currency: str) -> str:
    sign, space = rf"(?:[+]|{MINUS})?", f"[{SPACES}]?"
    money = rf"(?:{re.escape(currency)}{space})?" if currency else ""
    money_after = rf"(?:{space}{re.escape(currency)})?" if currency else ""
    return rf"{sign}{space}{money}{sign}{body}{money_after}{MINUS}?|\({money}{body}{money_after}\)"


def decimal_comma(key: str) -> bool | None:
    """Whether numbers read by the conversion of this key write decimals with a comma; None if they show neither."""
    if "decimal comma" in key:
        return True
    return False if key in ("decimal", "scientific") or "grouped" in key else None


def _number_sql(decimal: str, type: str) -> str:
    """Keeps the digits and the decimal mark; a minus anywhere, or brackets around, make the number negative."""
    digits = f"regexp_replace({{t}}, '[^0-9{decimal}]', '', 'g')"
    if decimal == ",":
        digits = f"replace({digits}, ',', '.')"
    sign = f"CASE WHEN regexp_matches({{t}}, '{MINUS}|[(]') THEN '-' ELSE '' END"
    return f"TRY_CAST({sign} || {digits} AS {type})"
