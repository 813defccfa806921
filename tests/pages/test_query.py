from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core import datasets, jobs, querying
from core.datasets import Dataset
from core.errors import BadQuery
from core.workspace import Workspace
from tests.pages.conftest import SECONDS, Open
from tests.pages.seeing import buttons, links, press, turn_to, words

COUNT = "SELECT port, count(*) AS people FROM titanic GROUP BY ALL ORDER BY port"


@pytest.fixture
def room(opened: Open) -> AppTest:
    """The query room with a plain text field, which AppTest can fill."""
    app = opened("query")
    app.session_state["query.plain"] = True
    return app.run()


def begin(app: AppTest, sql: str, button: str = "Run") -> AppTest:
    app.text_area[0].set_value(sql)
    return press(app, button)


def ask(app: AppTest, sql: str, button: str = "Run") -> AppTest:
    """Runs a query and looks again when it is over, as the page does by itself."""
    begin(app, sql, button)
    assert app.session_state["query.run"].wait(SECONDS)
    return app.run()


def written(app: AppTest) -> str:
    return str(app.text_area[0].value)


def test_without_a_table_a_query_still_runs(served: Workspace, room: AppTest) -> None:
    ask(room, "SELECT 6 * 7 AS answer")

    assert not room.exception
    assert room.dataframe[0].value["answer"].tolist() == [42]


def test_the_answer_stands_below_with_its_counts(titanic: Dataset, room: AppTest) -> None:
    ask(room, COUNT)

    assert room.dataframe[0].value["people"].tolist() == [2, 1, 7]
    assert "3 rows · 2 columns · " in words(room)


def test_a_long_answer_says_how_much_of_it_is_shown(room: AppTest) -> None:
    ask(room, "FROM range(1234)")

    assert "1,000 of 1,234 rows shown · 1 column" in words(room)


def test_an_answer_without_rows_says_so(titanic: Dataset, room: AppTest) -> None:
    ask(room, "FROM titanic WHERE age > 99")

    assert room.info[0].value == "The query found no rows."


def test_a_mistake_is_told_with_its_place_and_what_to_write_instead(titanic: Dataset, room: AppTest) -> None:
    ask(room, "SELECT prot\nFROM titanic")

    assert "Line 1, column 8: there is no column “prot”." in words(room)
    assert "Did you mean “port”?" in words(room)


def test_a_plan_is_drawn_and_nothing_run(titanic: Dataset, room: AppTest) -> None:
    ask(room, COUNT, "Explain")

    assert "How the database goes about it" in words(room)
    assert any("Table: titanic" in code.value for code in room.code)


def test_a_mistake_in_what_is_explained_is_placed_as_the_person_wrote_it(titanic: Dataset, room: AppTest) -> None:
    ask(room, "SELECT prot FROM titanic", "Explain")

    assert "There is no column “prot”." in words(room)


def test_the_chart_is_chosen_by_the_columns(titanic: Dataset, room: AppTest) -> None:
    ask(room, COUNT)
    run = room.session_state["query.run"]

    turn_to(room, f"query.part.{run.id}", "Chart")

    assert not room.exception
    assert len(room.get("plotly_chart")) == 1
    assert next(box for box in room.selectbox if box.label == "Chart").value == "bar"


def test_a_text_in_the_address_waits_for_the_person(opened: Open, titanic: Dataset, served: Workspace) -> None:
    app = opened("query", sql=COUNT)
    app.session_state["query.plain"] = True
    app.run()

    assert written(app) == COUNT
    assert len(app.dataframe) == 0
    assert querying.runs(served).items == ()


def test_a_saved_query_in_the_address_is_opened_and_waits(opened: Open, served: Workspace) -> None:
    saved = querying.save(served, "Answer", "SELECT 42")
    app = opened("query", query=saved.id)
    app.session_state["query.plain"] = True
    app.run()

    assert written(app) == "SELECT 42"
    assert querying.runs(served).items == ()


def test_a_saved_query_that_is_gone_is_told(opened: Open) -> None:
    assert "There is no saved query “qs_gone”." in words(opened("query", query="qs_gone"))


def test_a_query_is_saved_under_a_name_and_opened_again(served: Workspace, room: AppTest) -> None:
    room.text_area[0].set_value("SELECT 1").run()
    room.text_input(key="query.save.name").set_value("One")
    press(room, "Save")

    (saved,) = querying.saved(served).items
    assert (saved.name, saved.sql) == ("One", "SELECT 1")
    assert room.query_params["query"] == saved.id
    assert "One" in buttons(room)


def test_a_saved_query_is_changed_and_removed(served: Workspace, room: AppTest) -> None:
    querying.save(served, "One", "SELECT 1")
    press(room.run(), "One")
    room.text_area[0].set_value("SELECT 2").run()
    press(room, "Update")
    assert querying.saved(served).items[0].sql == "SELECT 2"

    press(room, "Remove")

    assert querying.saved(served).items == ()
    assert written(room) == "SELECT 2"


def test_a_template_is_written_for_the_chosen_table(titanic: Dataset, room: AppTest) -> None:
    press(room, "Count by")

    assert written(room).startswith("SELECT\n  name,\n  count(*) AS rows\nFROM titanic")
    assert ask(room, written(room)).dataframe[0].value["rows"].sum() == 10


def test_a_run_of_the_past_comes_back_into_the_editor(titanic: Dataset, room: AppTest) -> None:
    ask(room, "SELECT nothing")
    ask(room, COUNT)

    press(room, "SELECT nothing")

    assert written(room) == "SELECT nothing"


def test_a_result_becomes_a_dataset(served: Workspace, titanic: Dataset, room: AppTest) -> None:
    ask(room, COUNT)
    room.text_input(key="query.dataset.name").set_value("By port")
    room.button(key="query.dataset.save").click().run()

    job = jobs.wait(served, jobs.newest(served, kind="query", limit=1).items[0].id, seconds=SECONDS)
    room.run()

    assert datasets.find(served, job.subject).name == "By port"
    assert "The result is a dataset now." in words(room)
    assert "See its profile" in links(room)


def test_a_query_that_is_too_slow_is_stopped_by_the_person(served: Workspace, room: AppTest) -> None:
    begin(room, "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c")
    assert "it is stopped after 30 s" in words(room)

    press(room, "Stop")

    assert "The query was stopped." in words(room)
    assert querying.runs(served).items[0].status == "stopped"


def test_the_link_to_share_opens_the_same_text(served: Workspace, room: AppTest) -> None:
    room.text_area[0].set_value("SELECT 'a b'").run()

    assert any("?sql=SELECT%20%27a%20b%27" in code.value for code in room.code)


def test_an_error_of_the_room_is_told_and_the_page_stays(room: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise BadQuery("Not today.")

    monkeypatch.setattr(querying, "start", fail)
    begin(room, "SELECT 1")

    assert "Not today." in words(room)
