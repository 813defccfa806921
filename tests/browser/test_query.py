"""The query room in a real browser: writing, completing, running by the keyboard, and reading what is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.running import Server

pytestmark = pytest.mark.browser

EDITOR = ".cm-content"


def write(page: Page, sql: str) -> None:
    page.locator(EDITOR).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(sql)


def test_a_query_is_written_completed_run_and_marked_where_it_is_wrong(page: Page, server: Server) -> None:
    page.goto(server.url)
    settled(page)
    while not page.request.get(f"{server.url}/api/v1/datasets").json()["items"]:
        page.wait_for_timeout(200)  # the sample is on its way
    page.get_by_role("link", name="Query").click()
    page.locator(".tree summary").first.wait_for()

    write(page, "SELECT count(*) AS rows FROM range(77)")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.get_by_text("1 row · 1 column")).to_be_visible()

    write(page, "SELECT nothing")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".wrong")).to_have_text("nothing")
    expect(page.get_by_text("There is no column")).to_be_visible()

    write(page, "SELECT ")
    first = page.locator(".tree summary button").first
    first.click()
    expect(page.locator(EDITOR)).to_contain_text(f"SELECT {first.inner_text()}")

    page.locator(EDITOR).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("sum")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("SUMMARIZE")
