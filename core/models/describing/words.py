"""Numbers and lists as a sentence has them. Sentences about models and about single answers share these."""

from __future__ import annotations

import math
from collections.abc import Iterable

FIGURES = 4  # significant digits: more is noise in a sentence


def number(value: float, figures: int = FIGURES) -> str:
    """`1234567.8` as `1,234,568`, `0.012345` as `0.01235`: all digits before the point, few after it."""
    if not math.isfinite(value):
        return "unknown"
    if value != 0 and not 1e-6 <= abs(value) < 1e15:
        return f"{value:.{figures - 1}e}"
    decimals = 0 if value == 0 else max(0, figures - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def exact(value: float) -> str:
    """A number that somebody gave, with all its digits and no marks between them: it may be a year or a code."""
    return f"{value:.15g}".replace("-", "−")


def said(label: str | float | None) -> str:
    """A class in words: true and false are yes and no."""
    return ("yes" if label else "no") if isinstance(label, bool) else str(label).strip()


def percent(share: float) -> str:
    """`0.734` as `73%`; more digits where they are what matters, near 0 and 1."""
    distance = min(share, 1 - share)
    decimals = 0 if distance >= 0.095 or distance <= 0 else 1 if distance >= 0.00095 else 2
    return f"{100 * share:.{decimals}f}%"


def points(share: float) -> str:
    """A difference of two shares in hundredths: `+12 points`, `−0.4 points`."""
    decimals = 0 if abs(share) >= 0.095 else 1
    return f"{100 * share:+.{decimals}f} points".replace("-", "−")


def signed(value: float, figures: int = FIGURES) -> str:
    return ("+" if value >= 0 else "") + number(value, figures)


def listing(items: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *first, end = [*items] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
