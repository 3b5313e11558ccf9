"""How soon the dashboard answers: the sample, a real server, a real browser."""

import logging
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page

from dashboard import jobs
from dashboard.resources import file
from dashboard.server import create_server
from dashboard.settings import Settings
from tests.browser.stage import DRAWN, READY, chromium, serving

TRIES = 5


def opened(page: Page, address: str) -> float:
    """Seconds until the board is drawn and answers."""
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(READY, timeout=DRAWN)
    return time.perf_counter() - start


def ticked(page: Page) -> tuple[float, float]:
    """Seconds from a tick in the rail to the new sentence, and of that the slowest answer of the server."""
    answers: list[float] = []

    def answered(request: object) -> None:
        timing = request.timing  # type: ignore[attr-defined]
        if "_dash-update-component" in request.url:  # type: ignore[attr-defined]
            answers.append(timing["responseEnd"] - timing["requestStart"])

    page.on("requestfinished", answered)
    before = page.locator("h1").inner_text()
    start = time.perf_counter()
    page.get_by_role("checkbox", name="Battle").first.click()
    page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=before)
    elapsed = time.perf_counter() - start
    page.wait_for_function(READY, timeout=DRAWN)
    page.remove_listener("requestfinished", answered)
    return elapsed, max(answers, default=0.0) / 1000


def run(scratch: Path) -> list[tuple[str, str]]:
    """First interactive page and a filter's round trip, wall time, maps drawn without a graphics card."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line a request would drown the figures
    settings = Settings(home=scratch / "home")
    jobs.ingest([file("sample/articles.jsonl")], settings=settings)
    start = time.perf_counter()
    server = create_server(settings)
    started = time.perf_counter() - start
    with serving(server) as address, chromium() as browser:
        cold: list[float] = []
        for _ in range(2):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            cold.append(opened(page, address))
            page.close()
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        opened(page, address)
        trips = [ticked(page) for _ in range(TRIES)]
        loaded = page.evaluate(
            "() => performance.getEntriesByType('resource').reduce((sum, r) => sum + r.encodedBodySize, 0)"
        )
        page.close()
    return [
        ("server started", f"{started:.2f} s"),
        ("first interactive page, map drawn, browser cold", f"{cold[0]:.1f} s"),
        ("the same, second window", f"{cold[1]:.1f} s"),
        ("loaded for it, compressed", f"{loaded / 1e6:.1f} MB"),
        ("filter ticked to new sentence, median", f"{statistics.median(t for t, _ in trips) * 1000:.0f} ms"),
        ("slowest server answer of it, median", f"{statistics.median(s for _, s in trips) * 1000:.0f} ms"),
    ]
