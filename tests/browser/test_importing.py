"""An awkward file as a person imports it: looked at, decided about, imported, read again as the next version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.running import Server

pytestmark = pytest.mark.browser

HTML = "<img src=x onerror=document.title='hacked'>"


@pytest.fixture
def awkward(tmp_path: Path) -> Path:
    """A report with lines above it, German numbers, a broken line, a misfit, HTML, a formula and an odd name."""
    rows = [f"{number};Shop {number % 3};{number},5;{HTML};=1+{number}" for number in range(1, 300)]
    rows[20] = "21;too;many;values;on;this;line"
    rows[30] = f"31;Shop 1;n/k;{HTML};=1"
    path = tmp_path / "Übersicht 🏪.csv"
    path.write_text("\n".join(["Sales", "by hand", "", f"Id;Shop;Price (€);{HTML};Formula", *rows]) + "\n")
    return path


def look_at(page: Page, server: Server, file: Path) -> None:
    page.goto(f"{server.url}/upload")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("to check")).to_be_visible()


def rename(page: Page, column: str, name: str) -> None:
    field = page.get_by_label(f"Name of {column}")
    field.fill(name)
    field.press("Tab")


def test_an_awkward_file_is_decided_about_imported_and_read_again(
    page: Page, own_server: Server, awkward: Path
) -> None:
    look_at(page, own_server, awkward)
    expect(page.get_by_role("cell", name=re.compile("not numbers like"))).to_be_visible()

    rename(page, "Price (€)", "price")
    page.get_by_label(f"Choose {HTML}").check()
    page.get_by_label("Choose Formula").check()
    page.get_by_role("button", name="Leave out").click()
    expect(page.get_by_label("Import Formula")).not_to_be_checked()
    page.get_by_label("Kind of Id", exact=True).select_option("text")
    expect(page.get_by_text("Your last choice changed “Id” Id → Text.")).to_be_visible()

    page.reload()
    expect(page.get_by_label("Name of Price (€)")).to_have_value("price")

    settled(page).get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("tab", name="Rejected lines (1)")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").nth(1)).to_have_text("3")

    page.get_by_role("button", name="Change how it was read").click()
    page.get_by_text("Everything as text").click()
    expect(page.get_by_text("Your last choice changed")).to_be_visible()
    settled(page).get_by_role("button", name="Make version 2").click()

    page.get_by_role("tab", name="Versions (2)").click()
    expect(page.get_by_text("from the kept file, read again")).to_be_visible()
    expect(page).to_have_title(re.compile("Tablecast|Upload"))  # the HTML in names and cells did nothing
