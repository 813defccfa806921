"""Names for datasets in SQL, given once and kept: a saved query must not read another table tomorrow."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

import sqlalchemy as sa

from core.storage.state import new_id
from core.storage.state import table_names as rows
from core.workspace import Workspace

LONGEST_NAME = 60  # characters that people type
# DuckDB's reserved words and its own databases, and `data`: the dataset that a query of one dataset is about.
_RESERVED = """
    all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast check
    collate collation column columns concurrently constraint create cross data default deferrable desc describe distinct
    do else end except false fetch for foreign freeze from full generated glob group having ilike in initially inner
    intersect into is isnull join lambda lateral leading left like limit main map memory natural not notnull null offset
    on only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references
    returning right select semi show similar some struct summarize symmetric system table tablesample temp then to
    trailing true try_cast tuple union unique unpack unpivot using variadic verbose when where window with
"""
RESERVED = frozenset(_RESERVED.split())


def slug(title: str) -> str:
    """A title as a name that needs no quotes: `Sales 2024 (EU)` is `sales_2024_eu`."""
    name = re.sub(r"\W+", "_", title.lower()).strip("_")[:LONGEST_NAME].strip("_")
    name = f"t_{name}" if name[:1].isdigit() else name
    return f"{name}_table" if name in RESERVED else name or "table_1"


def names_of(ws: Workspace, titles: dict[str, str]) -> dict[str, list[str]]:
    """The names of each series of datasets, that of its present title first, then those of its former titles.

    `titles` has all series there are, the newest first: the names of others are free to be given again.
    """
    wanted = {series: slug(title) for series, title in titles.items()}
    with ws.state.reading() as connection:
        given = connection.execute(sa.select(rows).order_by(rows.c.seq)).all()
    if wanted.items() - {(row.series, row.slug) for row in given}:
        given = _give(ws, wanted)
    names: dict[str, list[str]] = defaultdict(list)
    for row in given:
        if row.series in wanted:
            place = 0 if row.slug == wanted[row.series] else len(names[row.series])
            names[row.series].insert(place, row.name)
    return dict(names)


def _give(ws: Workspace, wanted: dict[str, str]) -> list[sa.Row[tuple[object, ...]]]:
    """Writes a name for each series that has none for its title, and returns all rows."""
    with ws.state.writing() as connection:
        connection.execute(rows.delete().where(rows.c.series.not_in(list(wanted))))
        given = connection.execute(sa.select(rows)).all()
        known, taken = {(row.series, row.slug) for row in given}, {row.name for row in given}
        for series, base in reversed(wanted.items()):
            if (series, base) not in known:
                name = next(n for n in _numbered(base) if n not in taken)
                taken.add(name)
                connection.execute(rows.insert().values(id=new_id("tn"), series=series, slug=base, name=name))
        return list(connection.execute(sa.select(rows).order_by(rows.c.seq)).all())


def _numbered(base: str) -> itertools.chain[str]:
    return itertools.chain([base], (f"{base}_{number}" for number in itertools.count(2)))
