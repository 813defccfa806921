"""Every check of the table and of the target: it fires, it stays quiet, it does not apply."""

from __future__ import annotations

import pytest

from core.profiling.records import Alert
from tests.core.profiling.world import profiled

SIZES = "SELECT i AS a, i * 2 + hash(i) % 3 AS b, hash(i) % 100 AS c FROM range(500) AS rows(i)"
RARE = "SELECT i % 50 = 0 AS y, hash(i) % 10 AS x FROM range(500) AS rows(i)"
LEAK = """
SELECT i % 3 = 0 AS y, CASE WHEN i % 3 = 0 THEN 'won' ELSE 'lost' END AS outcome, i % 5 AS x FROM range(500) AS rows(i)
"""


def found(code: str, select: str, target: str | None = None) -> list[Alert]:
    return [alert for alert in profiled(select, target=target).alerts if alert.code == code]


def test_rows_that_repeat_are_reported() -> None:
    alert = found("duplicate_rows", "SELECT unnest([1, 1, 1, 2, 3]) AS x")[0]

    assert (alert.rows, alert.column) == (3, None)
    assert alert.sentence == "2 rows (40%) repeat another row exactly."


@pytest.mark.parametrize("select", ["SELECT unnest([1, 2, 3]) AS x", "SELECT 1 AS x WHERE false"])
def test_rows_that_do_not_repeat_are_not(select: str) -> None:
    assert found("duplicate_rows", select) == []


def test_columns_that_go_together_are_reported_once() -> None:
    assert [alert.column for alert in found("correlated", SIZES)] == ["b"]


def test_of_columns_that_are_all_alike_only_the_links_are_reported() -> None:
    select = "SELECT i AS a, i * 2 + hash(i) % 3 AS b, i * 3 + hash(i) % 5 AS c FROM range(500) AS rows(i)"

    assert len(found("correlated", select)) == 2


def test_a_category_that_tells_a_number_is_not_called_the_same() -> None:
    select = "SELECT 'g' || i % 4 AS area, (i % 4) * 100 + hash(i) % 9 AS price FROM range(500) AS rows(i)"

    assert found("correlated", select)[0].sentence.startswith("“area” nearly tells “price” (correlation ratio")


def test_columns_that_are_the_same_are_not_also_correlated() -> None:
    select = "SELECT hash(i) % 90 AS a, hash(i) % 90 AS b FROM range(500) AS rows(i)"

    assert len(found("duplicate_columns", select)) == 1
    assert found("correlated", select) == []


def test_columns_that_have_little_in_common_are_not_correlated() -> None:
    assert found("correlated", "SELECT i, hash(i) % 100 AS c FROM range(500) AS rows(i)") == []


def test_a_correlation_with_the_target_is_not_reported_as_a_repetition() -> None:
    assert found("correlated", SIZES, target="b") == []


def test_a_rare_class_of_the_target_is_reported() -> None:
    alert = found("target_imbalance", RARE, target="y")[0]

    assert alert.sentence == "The rarest class of “y”, “yes”, has 2% of the rows."
    assert alert.rows == 10


def test_classes_that_are_equally_frequent_are_not() -> None:
    assert found("target_imbalance", "SELECT i % 2 = 0 AS y, i AS x FROM range(100) AS rows(i)", target="y") == []


@pytest.mark.parametrize("target", [None, "x"])
def test_without_classes_to_foretell_no_class_is_rare(target: str | None) -> None:
    assert found("target_imbalance", RARE, target=target) == []


def test_a_column_that_gives_the_target_away_is_suspected() -> None:
    alert = found("leak", LEAK, target="y")[0]

    assert (alert.column, alert.severity) == ("outcome", "problem")


def test_columns_that_only_help_are_not_suspected() -> None:
    hint = "CASE WHEN hash(i) % 4 > 0 THEN i % 3 = 0 ELSE hash(i) % 3 = 0 END"
    select = f"SELECT i % 3 = 0 AS y, {hint} AS hint FROM range(500) AS rows(i)"

    assert found("leak", select, target="y") == []


def test_without_a_target_nothing_leaks() -> None:
    assert found("leak", LEAK) == []


def test_rows_without_the_target_are_reported() -> None:
    alert = found("target_missing", "SELECT CASE WHEN i > 9 THEN i END AS y, i FROM range(100) AS rows(i)", target="y")[
        0
    ]

    assert alert.rows == 10


def test_a_target_without_gaps_is_not_missing() -> None:
    assert found("target_missing", SIZES, target="a") == []


def test_the_most_severe_alerts_come_first() -> None:
    severities = [alert.severity for alert in profiled(LEAK + " UNION ALL SELECT NULL, ' x ', NULL", target="y").alerts]

    assert severities == sorted(severities, key=["problem", "warning", "info"].index)
    assert set(severities) >= {"problem", "warning"}
