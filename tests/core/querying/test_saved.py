from __future__ import annotations

import pytest

from core import querying
from core.errors import BadInput, BadQuery, NotFound
from core.workspace import Workspace


def test_a_saved_query_is_found_again(ws: Workspace) -> None:
    saved = querying.save(ws, "  By region ", "SELECT 1")

    assert querying.find(ws, saved.id) == saved
    assert (saved.name, saved.sql) == ("By region", "SELECT 1")
    assert [query.id for query in querying.saved(ws).items] == [saved.id]


def test_a_saved_query_takes_another_name_and_another_text(ws: Workspace) -> None:
    saved = querying.save(ws, "One", "SELECT 1")

    renamed = querying.change(ws, saved.id, name="Two")
    rewritten = querying.change(ws, saved.id, sql="SELECT 2")

    assert (renamed.name, renamed.sql) == ("Two", "SELECT 1")
    assert (rewritten.name, rewritten.sql) == ("Two", "SELECT 2")
    assert rewritten.changed_at > saved.changed_at


def test_a_removed_query_is_gone(ws: Workspace) -> None:
    saved = querying.save(ws, "One", "SELECT 1")

    querying.remove(ws, saved.id)

    with pytest.raises(NotFound, match=saved.id):
        querying.find(ws, saved.id)


def test_a_query_without_a_name_or_a_text_is_not_saved(ws: Workspace) -> None:
    with pytest.raises(BadInput):
        querying.save(ws, " ", "SELECT 1")
    with pytest.raises(BadQuery):
        querying.save(ws, "Nothing", "  ")

    assert querying.saved(ws).items == ()


def test_what_is_not_there_cannot_be_removed(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        querying.remove(ws, "qs_gone")
