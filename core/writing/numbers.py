"""Numbers as text, so that the same number looks the same on every page, in every report and in every file."""

from __future__ import annotations

import math
import re

NOTHING = "–"  # stands where there is no value
SIGNIFICANT_DIGITS = 4  # what a person compares at a glance
LARGEST_IN_FULL = 1e15  # beyond this, digits are harder to read than a power of ten
SMALLEST_IN_FULL = 1e-4

BYTE_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def count(value: float | None) -> str:
    """A whole number with separators: 1,234,567."""
    return NOTHING if value is None else f"{round(value):,}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """A count with its noun: "1 row", "2,000 rows"."""
    return f"{count(value)} {noun if value == 1 else plural or noun + 's'}"


def number(value: float | str | bool | None, digits: int = SIGNIFICANT_DIGITS) -> str:
    """A measured value to some significant digits; whole numbers keep all of theirs, texts pass through."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return _power(value, digits) if _awkward(value) else significant(value, digits)


def share(value: float | None) -> str:
    """A share from 0 to 1 as a percentage; never rounded to 0% or 100% unless it is exactly that."""
    if value is None or not math.isfinite(value):
        return NOTHING
    if 0 < value < 0.001:
        return "< 0.1%"
    if 0.999 < value < 1:
        return "> 99.9%"
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def size(value: float | None) -> str:
    """Bytes in the unit that suits them: 1.2 MB."""
    if value is None:
        return NOTHING
    power = min(int(math.log10(max(value, 1)) // 3), len(BYTE_UNITS) - 1)
    return f"{significant(value / 1000**power, 3)} {BYTE_UNITS[power]}"


def moment(text: str) -> str:
    """An ISO instant as people write it: without the T, and without a midnight or seconds that say nothing."""
    return re.sub(r"^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d)(?:(:00)|(:\d\d)(\.\d+)?)$", r"\1 \2\4", text).removesuffix(" 00:00")


def hedged(text: str, precision: str, n: int | None = None) -> str:
    """A written number that says how far to trust it: "≈ 1,234" or "3.4 (n = 10,000)"; exact ones stay bare."""
    marks = {"approximate": f"≈ {text}", "sample": f"{text} (n = {count(n)})"}
    return marks.get(precision, text)


def significant(value: float, digits: int) -> str:
    """A number of usual size to some significant digits; whole numbers keep all of theirs."""
    if float(value).is_integer():
        return f"{int(value):,}"
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _awkward(value: float) -> bool:
    return value != 0 and not SMALLEST_IN_FULL <= abs(value) < LARGEST_IN_FULL


def _power(value: float, digits: int) -> str:
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
