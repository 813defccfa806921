"""Rows found, drawn and cleaned up by a person in a browser."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled
from tests.running import Server

pytestmark = pytest.mark.browser

TRIES = 5
PEOPLE = "age,city\n" + "".join(f"{20 + n % 60},{['Oslo', 'Bergen'][n % 2]}\n" for n in range(1200))


def choose(page: Page, label: str, value: str) -> None:
    """Picks a value of a select box by typing it."""
    box = page.get_by_role("combobox", name=re.compile(label)).first
    box.fill(value)
    box.press("Enter")
    settled(page)


def give(page: Page, label: str, value: str, ready: Locator) -> None:
    """Fills a field, again while a run of the page that came in between has made it anew, until the button is ready."""
    for _ in range(TRIES):
        page.get_by_label(label).fill(value)
        page.get_by_label(label).press("Enter")
        settled(page)
        if ready.is_enabled():
            return


def test_rows_are_filtered_drawn_and_cleaned_up(page: Page, own_server: Server) -> None:
    httpx.post(f"{own_server.url}/api/v1/datasets", files={"file": ("people.csv", PEOPLE)}, timeout=60)
    page.goto(f"{own_server.url}/explore")
    expect(page.get_by_text("Rows 1–100 of 1,200")).to_be_visible()

    page.get_by_role("button", name="Filter").click()
    choose(page, "Column", "age")
    choose(page, "Comparison", "is at least")
    give(page, "Value", "60", page.get_by_role("button", name="Add", exact=True))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="“age” is at least 60")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="“age” is at least 60")).to_be_visible()

    page.get_by_role("tab", name="Chart").click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.get_by_text("found among 1,200")).to_be_visible()

    page.get_by_role("link", name="Clean it up").click()
    expect(page.get_by_text("Add a step")).to_be_visible()
    settled(page)
    choose(page, "What to do", "Draw a sample")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Make version 2").click()
    expect(page.get_by_text("version 2: 1,000 rows (there were 1,200)")).to_be_visible()
