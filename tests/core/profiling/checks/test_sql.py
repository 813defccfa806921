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
  i % 3 = 0 AS won,
  i % 3 = 0 AS again,
  CASE WHEN i % 40 = 1 THEN NULL WHEN i % 3 = 0 THEN 'yes' WHEN i % 50 = 1 THEN 'perhaps' ELSE 'no' END AS goal
FROM range(1000) AS rows(i)
"""
REPEATED = f"WITH bad AS ({BAD_SELECT}) SELECT * FROM bad UNION ALL SELECT * FROM bad WHERE row_id = 5"
CODES = [check.code for check in CHECKS]


@pytest.fixture(scope="module")
def bad() -> Iterator[tuple[Table, tuple[Alert, ...]]]:
    with opened(REPEATED, {"ticket_number": "id"}) as table:
        repeated = profiles.measure(table, dataset_of(table), target="goal", report=nobody, now=NOW)
        with opened(BAD_SELECT) as single:
            unique = profiles.measure(single, dataset_of(single), target="goal", report=nobody, now=NOW)
        yield table, (*repeated.alerts, *(alert for alert in unique.alerts if alert.code in ("id_like", "unique")))


@pytest.mark.parametrize("code", CODES)
def test_every_check_can_fire_on_a_real_table(bad: tuple[Table, tuple[Alert, ...]], code: str) -> None:
    assert code in {alert.code for alert in bad[1]}


@pytest.mark.parametrize("code", CODES)
def test_the_sql_of_an_alert_finds_the_rows_it_counts(bad: tuple[Table, tuple[Alert, ...]], code: str) -> None:
    table, alerts = bad
    counted = [alert for alert in alerts if alert.code == code and alert.rows is not None]
    exact = [alert for alert in counted if alert.precision == "exact" and alert.sql.startswith("SELECT *")]

    found = [table.one(f"SELECT count(*) FROM ({alert.sql})")[0] for alert in exact]

    assert found == [alert.rows for alert in exact]


@pytest.mark.parametrize("code", CODES)
def test_the_sql_of_an_alert_runs(bad: tuple[Table, tuple[Alert, ...]], code: str) -> None:
    table, alerts = bad

    shown = [table.all(f"SELECT * FROM ({alert.sql}) LIMIT 5") for alert in alerts if alert.code == code]

    assert all(shown)
