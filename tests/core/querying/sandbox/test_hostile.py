"""Whatever is sent to the query room: refused or harmless, in time, in words; nothing outside is read or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core import datasets, querying, workspace
from core.config import Settings
from core.datasets import Dataset
from core.errors import BadQuery
from core.querying import Result
from core.workspace import Workspace
from tests.core.querying.conftest import SALES
from tests.core.querying.sandbox import attacks
from tests.worlds import store

LINES = (Path(__file__).parents[3] / "data" / "hostile.sql").read_text().splitlines()
PART_TWO = LINES.index("-- part 2")
FIRST = [line for line in LINES[:PART_TWO] if line and not line.startswith("--")]
SECOND = [line for line in LINES[PART_TWO:] if line and not line.startswith("--")]

HARMLESS_BEGINNINGS = (
    "WITH x AS (SELECT 1)",
    "EXPLAIN SELECT * FROM sales",
    "FROM sales LIMIT 1",
    "DESCRIBE sales",
    "SUMMARIZE sales",
    "SHOW TABLES",
    "SELECT sum(v)",
    "PIVOT sales",
)
ALLOWED = [sql for sql in FIRST if sql.startswith(HARMLESS_BEGINNINGS)]
AT_ONCE = "SELECT regexp_matches"  # DuckDB's regular expressions take no more than linear time
ENDLESS = [sql for sql in SECOND if not sql.startswith(AT_ONCE)]
ENDS = ("The query was stopped after 0.3 s", "The query needs more memory", "Cannot create a string of size")
REFUSED = [sql for sql in FIRST if sql not in ALLOWED]


@dataclass(frozen=True)
class World:
    """A person's table, somebody else's, and the places that attacks name."""

    ws: Workspace
    sales: Dataset
    others: Dataset

    @property
    def places(self) -> dict[str, str]:
        return {
            "{outside}": str(self.ws.folders.root.parent / "outside.csv"),
            "{file}": str(datasets.path(self.ws, self.sales.id)),
            "{other_file}": str(datasets.path(self.ws, self.others.id)),
        }

    def ask(self, sql: str, **options: float) -> Result:
        """Asks as a person to whom only `sales` belongs."""
        for name, path in self.places.items():
            sql = sql.replace(name, path)
        return querying.run(self.ws, sql, datasets=[self.sales], **options)

    def without_places(self, words: str) -> str:
        """An error without the paths that the attack itself brought."""
        for path in self.places.values():
            words = words.replace(path, "")
        return words


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all attacks: none of them may leave a trace in it."""
    ws = workspace.open(Settings(data_dir=tmp_path_factory.mktemp("hostile") / "data", sample_data=False))
    yield World(ws, store(ws, SALES, name="sales"), store(ws, "SELECT 'of others' AS s", name="users_table"))
    ws.close()


@pytest.mark.parametrize("sql", [*REFUSED, *attacks.REFUSED], ids=lambda sql: sql[:60])
def test_what_reaches_out_changes_or_looks_inside_is_refused_in_words(world: World, sql: str) -> None:
    with pytest.raises(BadQuery) as refused:
        world.ask(sql)

    words = world.without_places(refused.value.message + refused.value.hint)
    assert "inside Tablecast" not in words  # refused, not stumbled over
    assert "of others" not in words
    assert str(world.ws.folders.root) not in words
    assert not Path(world.places["{outside}"]).exists()


@pytest.mark.parametrize("sql", [*ALLOWED, *attacks.HARMLESS], ids=lambda sql: sql[:60])
def test_what_only_reads_the_own_tables_runs(world: World, sql: str) -> None:
    found = world.ask(sql)

    assert found.columns
    assert "of others" not in str(found.rows)
    assert str(world.ws.folders.root) not in str(found.rows)


@pytest.mark.parametrize("sql", [*ENDLESS, *attacks.ENDLESS], ids=lambda sql: sql[:60])
def test_what_would_never_end_is_stopped_and_the_next_query_runs(world: World, impatient: float, sql: str) -> None:
    with pytest.raises(BadQuery) as stopped:
        world.ask(sql, seconds=impatient)

    assert stopped.value.message.startswith(ENDS)
    assert world.ask("SELECT 1").rows == ((1,),)


def test_a_regular_expression_that_blows_up_elsewhere_takes_no_time(world: World) -> None:
    (bomb,) = set(SECOND) - set(ENDLESS)

    assert world.ask(bomb).rows == ((True,),)


def test_after_all_attacks_the_table_is_what_it_was_and_no_file_is_left(world: World) -> None:
    assert world.ask("SELECT count(*), sum(v) FROM sales").rows == ((1000, 749_250.0),)
    assert list(world.ws.folders.temporary.iterdir()) == []


def test_a_bounded_result_of_an_endless_query_needs_not_wait_for_its_end(world: World) -> None:
    found = world.ask("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) FROM r", limit=3)

    assert found.rows == ((1,), (2,), (3,))
    assert found.truncated
    assert found.total is None


def test_nothing_of_one_query_is_left_for_the_next(world: World) -> None:
    querying.run(world.ws, "SELECT * FROM users_table", datasets=[world.others])

    with pytest.raises(BadQuery, match="no table"):
        world.ask("SELECT * FROM users_table")
