"""Templates: every one runs as it is written, on tables with awkward names."""

from __future__ import annotations

import pytest

from app.ui.query.templates import TEMPLATES, Template
from core import querying
from core.workspace import Workspace
from tests.worlds import store

SALES = """
    SELECT i AS id, ['a', 'b'][1 + i % 2] AS "Region (x)", i % 3 = 0 AS "order", i * 1.5::DOUBLE AS price,
        DATE '2024-01-01' + i::INT AS day
    FROM range(50) t(i)
"""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.label)
def test_every_template_runs_as_it_is_written(ws: Workspace, template: Template) -> None:
    store(ws, SALES, name="2024: select", kinds={"id": "id"})
    store(ws, "SELECT 1 AS id, 'x' AS y", name="Größe")
    other, table = querying.tables(ws)

    found = querying.run(ws, str(template.write(table, [table, other])))

    assert found.columns


@pytest.mark.parametrize("label", ["Count by", "Average by", "Over time", "Pivot", "Join"])
def test_a_template_that_the_columns_do_not_lend_themselves_to_is_not_written(ws: Workspace, label: str) -> None:
    store(ws, "SELECT 1 AS n", name="numbers", kinds={"n": "id"})
    (table,) = querying.tables(ws)
    template = next(template for template in TEMPLATES if template.label == label)

    assert template.write(table, [table]) is None
