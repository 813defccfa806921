"""Values of any kind as JSON can hold them."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from core.writing.values import plain, plain_rows


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        ("text", "text"),
        (7, 7),
        (2**53, 2**53),
        (2**53 + 1, "9007199254740993"),
        (-(2**70), "-1180591620717411303424"),
        (1.5, 1.5),
        (math.nan, None),
        (math.inf, None),
        (Decimal("12.50"), 12.5),
        (Decimal("NaN"), None),
        (date(2026, 11, 21), "2026-11-21"),
        (time(6, 30), "06:30:00"),
        (datetime(2026, 11, 21, 6, 30), "2026-11-21T06:30:00"),  # noqa: DTZ001 - a column without zones
        (datetime(2026, 11, 21, 6, 30, tzinfo=UTC), "2026-11-21T06:30:00Z"),
        (timedelta(hours=1), "1:00:00"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (b"\xff\x00", "/wA="),
        ([1, math.nan], [1, None]),
        ({1: (math.inf, {"a": b""})}, {"1": [None, {"a": ""}]}),
    ],
)
def test_every_value_becomes_json(value: Any, expected: Any) -> None:
    found = plain(value)

    assert found == expected
    assert json.loads(json.dumps(found, allow_nan=False)) == expected


def test_rows_become_lists_of_plain_values() -> None:
    assert plain_rows(((1, math.nan), (2, date(2026, 1, 1)))) == [[1, None], [2, "2026-01-01"]]
