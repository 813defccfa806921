"""What a person reads and does on a page under test."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).parents[2] / "pages"
READ = ("title", "subheader", "markdown", "caption", "error", "warning", "info", "success")


def words(app: AppTest) -> str:
    """All texts of the page, without the backslashes that keep names from being Markdown."""
    texts = [str(element.value) for kind in READ for element in app.get(kind)]
    return "\n".join([*texts, *(bar.proto.text for bar in app.get("progress"))]).replace("\\", "")


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def tiles(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def tabs(app: AppTest) -> list[str]:
    return [tab.label for tab in app.tabs]


def turn_to(app: AppTest, key: str, tab: str) -> AppTest:
    """Opens a tab, which AppTest cannot click: its choice lives in the session state under the tabs' key."""
    app.session_state[key] = tab
    return app.run()


def visit(app: AppTest, page: str) -> AppTest:
    """Goes to another page by the menu, which leaves nothing in the URL."""
    app.query_params.clear()
    return app.switch_page(str(PAGES / f"{page}.py")).run()
