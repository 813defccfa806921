"""A real server and a real Chromium for the tests that look at the app as a person does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import running
from tests.running import Server

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",  # containers run as root
    "--disable-dev-shm-usage",  # /dev/shm is small in containers
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
LEFT = "net::ERR_ABORTED"  # what was still loading when the person left or reloaded the page
WIDE = {"width": 1400, "height": 1000}
PATIENCE_MS = 30_000  # a loaded machine; nothing waits this long when all is well
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed, otherwise Playwright's own. One that cannot start fails the tests."""
    installed = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=installed, headless=True, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with its sample dataset, shared by the tests that only look."""
    started = running.start(tmp_path_factory.mktemp("server") / "data")
    yield started
    started.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """An empty app for a test that kills or fills it."""
    started = running.start(tmp_path / "data", sample_data="no")
    yield started
    started.process.kill()
    started.process.wait()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=WIDE, accept_downloads=True)
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when the browser's console shows any problem."""
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    assert problems == []


def watch(page: Page) -> list[str]:
    """Collects everything that a developer would see in red: errors, warnings, failed requests, bad answers."""
    problems: list[str] = []
    page.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"{m.type}: {m.text}"))
    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    page.on("requestfailed", lambda request: request.failure != LEFT and problems.append(f"failed: {request.url}"))
    page.on("response", lambda answer: answer.status >= 400 and problems.append(f"{answer.status}: {answer.url}"))
    return problems


def settled(page: Page) -> Page:
    """The page when its script has run to its end."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    return page
