"""Numbers and names as the profile's sentences write them."""

from __future__ import annotations

import re

ID_NAME = re.compile(r"^(id|uuid|guid)\b|\b(id|uuid|guid|key|nr|no|number)$")


def share(value: float) -> str:
    """A share as percent: two digits, and never 0% or 100% of what is not."""
    percent = value * 100
    if 0 < percent < 0.1:
        return "less than 0.1%"
    if 99.9 < percent < 100:
        return "more than 99.9%"
    return f"{percent:.1f}%".replace(".0%", "%") if percent < 10 or percent > 90 else f"{percent:.0f}%"


def count(value: float) -> str:
    return f"{int(value):,}"


def rows(value: float) -> str:
    return "1 row" if value == 1 else f"{count(value)} rows"


def quoted(name: object) -> str:
    text = {True: "yes", False: "no"}[name] if isinstance(name, bool) else str(name)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def apart(name: str) -> str:
    """A column's name as separate words in lower case: “CustomerId” and “customer_id” are “customer id”."""
    return re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()


def is_id(name: str) -> bool:
    """Whether a column is called as what names rows: “id”, “order_id”, “Ticket No”."""
    return bool(ID_NAME.search(apart(name)))
