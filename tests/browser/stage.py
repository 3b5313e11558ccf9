"""A browser, servers for it to visit, and a watch over what its pages ask for."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.lacking import lacking

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
#: Software drawing, and none of the requests that Chromium makes for itself.
_ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Milliseconds that a map may take to be drawn without a graphics card, on a busy machine.
DRAWN = 60_000
#: The map has its marks, the sentence is told and no callback is under way.
READY = """() => {
  const gd = document.querySelector("#map-graph .js-plotly-plot");
  const map = gd && gd._fullLayout && gd._fullLayout.map && gd._fullLayout.map._subplot.map;
  return map && map.isStyleLoaded() && gd.data.length
    && !/^Counting/.test(document.querySelector("h1").textContent)
    && !document.querySelector("[data-dash-is-loading='true']");
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium of the system; without one the tests skip, in CI they fail."""
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        lacking("browser tests need Chromium; .ci/run installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def serving(server: Flask) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address, without a slash at its end."""
    running = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()


class Watch:
    """What a page asked for elsewhere and complained about."""

    def __init__(self, page: Page, *hosts: str) -> None:
        """Watch ``page``, which may only ask for what ``hosts`` ("127.0.0.1:8050") give."""
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._hosts = hosts
        page.on("request", lambda request: self._look(request.url))
        page.on("console", lambda message: self._listen(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _look(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in self._hosts:
            self.foreign.append(url)

    def _listen(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


def violations(page: Page, within: str = "html") -> list[str]:
    """Serious and critical findings of axe-core in a part of the page and the frames inside it."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    for frame in page.frames:
        frame.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(
        "within => axe.run(within).then(result => result.violations)", within
    )
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
