"""Every alert opens the rows it speaks of: its SQL finds as many as its sentence says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.profiling import profiles
from core.profiling.checks.catalogue import CHECKS
from core.profiling.records import Alert
from core.profiling.table import Table
from tests.core.profiling.world import NOW, dataset_of, nobody, opened

# A table at which every check has something to say.
BAD_SELECT = """
SELECT
  i AS row_id,
  i * 2 AS "serial",
  i % 990 AS ticket_number,
  NULL::VARCHAR AS nothing,
  CASE WHEN i % 4 = 0 THEN hash(i) % 9 END AS sparse,
  CASE WHEN i % 4 > 0 THEN hash(i) % 9 END AS holes,
  'same' AS constant,
  CASE WHEN i = 7 THEN 'other' ELSE 'usual' END AS nearly,
  'c' || i % 70 AS "many ""kinds"" here",
  CASE WHEN i = 3 THEN 'inf'::DOUBLE WHEN i = 4 THEN 'nan'::DOUBLE ELSE hash(i) % 9 END AS odd,
  CASE WHEN i % 100 = 0 THEN -999 ELSE hash(i) % 50 END AS age,
  exp(hash(i) % 1000 / 100.0) AS income,
  CASE WHEN i % 10 = 0 THEN 1000 + i ELSE hash(i) % 50 END AS spread,
  greatest(0, (hash(i) % 100)::INTEGER - 70) AS visits,
  ['red', 'Red', ' red', 'unknown', '', 'blue'][1 + (i % 6)::INTEGER] AS colour,
  CASE WHEN i % 20 = 0 THEN 'about ' ELSE '' END || i % 33 AS weight,
  TIMESTAMP '2024-01-01' + to_days((i % 300 + CASE WHEN i % 300 > 20 THEN 3 ELSE 0 END)::INTEGER) AS visit,
  CASE WHEN i % 50 = 0 THEN DATE '9999-12-31' ELSE DATE '2020-01-01' + (i % 60)::INTEGER END AS until,
  'user' || i || '@example.org' AS contact,
  '+49 30 ' || (1000000 + i * 7) AS line,
  ['4111111111111111', '5500000000000004'][1 + (i % 2)::INTEGER] AS payment,
  'x' || i % 40 AS "First Name",
  CASE WHEN i % 50 = 3 THEN 'Koeln Süd' WHEN i % 60 = 4 THEN 'Hambur' WHEN i % 2 = 0 THEN 'Hamburg'
    WHEN i % 70 = 5 THEN 'Koeln Sud' ELSE 'Berlin' END AS town,
  'a' || CASE WHEN i % 100 = 9 THEN chr(160) ELSE ' ' END || i % 30 AS label,
  CASE WHEN i % 2 = 0 THEN (i % 40)::VARCHAR ELSE 'none of ' || i % 5 END AS answer,
  CASE WHEN i % 90 = 0 THEN 'soon' ELSE '2024-01-' || lpad((1 + i % 28)::VARCHAR, 2, '0') END AS planned,
  i % 15 = 0 AS rare,
  CASE WHEN i < 900 THEN i ELSE i + 40 END AS order_number,
  'DE89370400440532013000' AS account,
  (100 + i % 500)::VARCHAR || '-12-' || (1000 + i)::VARCHAR AS insured,
  i % 3 = 0 AS won,
  i % 3 = 0 AS again,
  CASE WHEN i % 40 = 1 THEN NULL WHEN i % 3 = 0 THEN 'yes' WHEN i % 50 = 1 THEN 'perhaps' ELSE 'no' END AS goal
FROM range(1000) AS rows(i)
"""
REPEATED = f"WITH bad AS ({BAD_SELECT}) SELECT * FROM bad UNION ALL SELECT * FROM bad WHERE row_id = 5"
KINDS = {"ticket_number": "id", "order_number": "id"}
CODES = [check.code for check in CHECKS]


Found = list[tuple[Table, Alert]]


@pytest.fixture(scope="module")
def bad() -> Iterator[Found]:
    """The alerts of the table with a row that repeats, and of the one without, each with its table."""
    with opened(REPEATED, KINDS) as repeated, opened(BAD_SELECT, KINDS) as single:
        yield [(table, alert) for table in (repeated, single) for alert in alerts_of(table)]


def alerts_of(table: Table) -> tuple[Alert, ...]:
    return profiles.measure(table, dataset_of(table), target="goal", report=nobody, now=NOW).alerts


@pytest.mark.parametrize("code", CODES)
def test_every_check_can_fire_on_a_real_table(bad: Found, code: str) -> None:
    assert code in {alert.code for _, alert in bad}


@pytest.mark.parametrize("code", CODES)
def test_the_sql_of_an_alert_finds_the_rows_it_counts(bad: Found, code: str) -> None:
    counted = [(table, alert) for table, alert in exact(bad, code) if alert.rows is not None]

    found = [table.one(f"SELECT count(*) FROM ({alert.sql})")[0] for table, alert in counted]

    assert found == [alert.rows for _, alert in counted]


@pytest.mark.parametrize("code", CODES)
def test_the_condition_of_an_alert_finds_the_rows_it_counts(bad: Found, code: str) -> None:
    counted = [(table, alert) for table, alert in exact(bad, code) if alert.rows is not None]

    found = [table.one(f"SELECT count(*) FROM data WHERE {alert.where}")[0] for table, alert in counted]

    assert found == [alert.rows for _, alert in counted]


@pytest.mark.parametrize("code", CODES)
def test_the_sql_and_the_condition_of_an_alert_show_something(bad: Found, code: str) -> None:
    statements = [
        (table, sql)
        for table, alert in bad
        if alert.code == code
        for sql in (alert.sql, f"SELECT * FROM data WHERE {alert.where}")
    ]

    assert all(table.all(f"SELECT * FROM ({sql}) LIMIT 5") for table, sql in statements)


def exact(bad: Found, code: str) -> Found:
    return [(table, alert) for table, alert in bad if alert.code == code and alert.precision == "exact"]
