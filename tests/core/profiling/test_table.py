"""What columns hold, and the terms in which SQL speaks of them."""

from __future__ import annotations

import pytest

from core.profiling.measures.catalogue import build_measure
from core.profiling.measures.histograms import build_histogram
from core.profiling.table import holds, literal, terms
from tests.core.profiling.world import column, found


@pytest.mark.parametrize(
    ("type_", "what"),
    [
        ("DOUBLE", "numbers"),
        ("UHUGEINT", "numbers"),
        ("DECIMAL(10,2)", "numbers"),
        ("DATE", "dates"),
        ("TIMESTAMP_NS", "dates"),
        ("TIMESTAMP WITH TIME ZONE", "dates"),
        ("TIME", "times"),
        ("BOOLEAN", "booleans"),
        ("VARCHAR", "texts"),
        ("INTERVAL", "texts"),
        ("INTEGER[]", "texts"),
        ("STRUCT(a INTEGER)", "texts"),
        ("UUID", "texts"),
    ],
)
def test_what_a_column_holds_follows_from_its_type(type_: str, what: str) -> None:
    assert holds(column("x", type_)) == what


def test_a_name_is_always_quoted() -> None:
    assert terms(column('x"; DROP TABLE data; --', "BIGINT"))["axis"] == '"x""; DROP TABLE data; --"::DOUBLE'


def test_a_number_that_may_be_infinite_is_guarded_unless_it_is_known_not_to_be() -> None:
    guarded, finite = terms(column("x")), terms(column("x"), finite=True)

    assert (guarded["axis"], finite["axis"]) == ('CASE WHEN isfinite("x") THEN "x"::DOUBLE END', '"x"::DOUBLE')


@pytest.mark.parametrize("number", [0.1, -1e300, 5e-324, 123456789.123456789, float("nan")])
def test_a_literal_is_read_as_the_very_same_number(number: float) -> None:
    value = found("SELECT 1", f"SELECT {literal(number)}")[0][0]

    assert value == pytest.approx(number, rel=0, abs=0, nan_ok=True)


def test_a_measure_is_shown_as_a_statement() -> None:
    assert build_measure("mean", column("size", "BIGINT")) == 'SELECT\n  avg("size"::DOUBLE) AS mean\nFROM data'


def test_a_histogram_is_one_bounded_statement() -> None:
    assert build_histogram('"x"', 0.0, 10.0, table="data", bins=5) == (
        'SELECT least(greatest(floor(("x" - (0.0::DOUBLE)) * (0.5::DOUBLE)), 0), 4)::UTINYINT AS bin, '
        "count(*) AS rows\n"
        "FROM data\n"
        'WHERE "x" IS NOT NULL\n'
        "GROUP BY ALL\n"
        "ORDER BY bin"
    )
