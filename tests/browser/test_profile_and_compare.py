"""The Profile and Compare pages as a person sees them, on a wide screen and on a phone."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import settled, watch
from tests.running import Server

SAMPLE_IS_THERE = """async () => {
  const found = async () => (await (await fetch('/api/v1/datasets')).json()).items.length;
  while (!(await found())) await new Promise(wake => setTimeout(wake, 200));
}"""
MEASURING_MS = 90_000  # the first look measures the whole table, on a loaded machine

pytestmark = pytest.mark.browser

HOUSING = json.dumps([{"column": "housing", "operator": "is", "value": True}])


@pytest.mark.parametrize("width", [400, 1400])
def test_a_table_is_looked_at_and_its_parts_are_compared(browser: Browser, server: Server, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    problems = watch(page)

    page.goto(server.url)
    page.evaluate(SAMPLE_IS_THERE)
    page.goto(f"{server.url}/profile")
    expect(page.get_by_role("button", name="Details").first).to_be_visible(timeout=MEASURING_MS)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("button", name="Details").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("tab", name="Alerts").click()
    page.get_by_role("button", name=re.compile(r"^Show [\d,]+ rows?$")).first.click()
    expect(page.get_by_role("dialog").get_by_test_id("stDataFrame")).to_be_visible()
    page.keyboard.press("Escape")

    page.goto(f"{server.url}/compare?where={quote(HOUSING)}")
    expect(page.get_by_text("strongly shifted").first).to_be_visible()
    settled(page)

    too_wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    context.close()
    assert too_wide <= 0
    assert problems == []
