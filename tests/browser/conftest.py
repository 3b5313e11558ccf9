"""The whole app on the invented incidents, in a real browser whose every request is watched."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="browser tests need Playwright")

from playwright.sync_api import Browser, Page

from tests.browser.stage import DRAWN, READY, Watch, chromium, serving
from tests.web.serving import serve_sample

#: Opens an address of the board and waits until it is drawn.
Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_of_the_session() -> Iterator[Browser]:
    """One browser for all tests that explore."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the incidents of ``tests.builders``."""
    home: Path = tmp_path_factory.mktemp("home")
    with serving(serve_sample(home)) as address:
        yield address


@pytest.fixture
def open_page(chromium_of_the_session: Browser, board: str) -> Iterator[Opener]:
    """Open a query string of the board in a window of its own.

    ``open_page("?type=riot", width=1440, height=900, theme="light")`` waits for the map unless ``ready`` is
    False. At the end no foreign host may have been asked and no script or policy have complained.
    """
    opened: list[tuple[Page, Watch]] = []

    def open_(
        query: str = "", *, width: int = 1440, height: int = 900, theme: str = "light", ready: bool = True
    ) -> Page:
        page = chromium_of_the_session.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        page.set_default_timeout(DRAWN)
        opened.append((page, Watch(page, board.removeprefix("http://"))))
        page.goto(query if query.startswith("http") else f"{board}/{query}")
        if ready:
            settle(page)
        return page

    yield open_
    for page, _ in opened:
        page.close()
    assert [watch.foreign for _, watch in opened] == [[]] * len(opened)
    assert [watch.complaints for _, watch in opened] == [[]] * len(opened)


def settle(page: Page) -> None:
    """Wait until the filters are told, the map has its marks and no callback is under way."""
    page.wait_for_function(READY)
