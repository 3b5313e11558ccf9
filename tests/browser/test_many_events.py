"""A board of more events than can be drawn one by one, in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.server import create_server
from dashboard.settings import Settings
from tests.benchmarks.synthetic import Synthetic
from tests.browser.conftest import settle
from tests.browser.stage import DRAWN, Watch, serving

pytestmark = pytest.mark.browser
EVENTS = 20_000

CELLS = """() => {
  const gd = document.querySelector("#map-graph .js-plotly-plot");
  const map = gd._fullLayout.map._subplot.map;
  const trace = gd.data.find((each) => each.name === "Cells of events");
  const frame = gd.getBoundingClientRect();
  return trace.customdata.map(([name], at) => {
    const point = map.project([trace.lon._inputArray[at], trace.lat._inputArray[at]]);
    return {name: name, x: point.x + frame.x, y: point.y + frame.y};
  });
}"""
SIZES = """() => {
  const gd = document.querySelector("#map-graph .js-plotly-plot");
  return Array.from(gd.data.find((each) => each.name === "Cells of events").marker.size._inputArray);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(home=tmp_path_factory.mktemp("many"))
    Synthetic(EVENTS).publish(Path(settings.snapshots))
    with serving(create_server(settings)) as found:
        yield found


@pytest.fixture
def page(chromium_of_the_session: Browser, address: str) -> Iterator[Page]:
    page = chromium_of_the_session.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(DRAWN)
    watch = Watch(page, address.removeprefix("http://"))
    page.goto(address)
    settle(page)
    yield page
    page.close()
    assert watch.foreign == []
    assert watch.complaints == []


def test_cells_follow_the_brush_and_list_their_events(page: Page) -> None:
    cells = page.evaluate(CELLS)
    assert 100 < len(cells) <= 2_000
    before = page.evaluate(SIZES)
    plot = page.locator("#timeline-overview .nsewdrag").bounding_box()
    assert plot is not None
    middle = plot["y"] + plot["height"] / 2
    page.mouse.move(plot["x"] + plot["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.5, middle, steps=5)
    # The brush is still held: no filter is set, and the marks and the count follow it.
    page.wait_for_function(f"before => JSON.stringify(({SIZES})()) !== before", arg=str(before))
    page.wait_for_function("() => !/^20.000/.test(document.querySelector('h1').textContent)")
    assert "from=" not in page.url
    page.mouse.up()
    page.wait_for_url(re.compile("from="))
    settle(page)
    inside = [c for c in page.evaluate(CELLS) if 320 < c["x"] < 1000 and 150 < c["y"] < 450]
    cell = max(inside, key=lambda each: int(each["name"].rpartition(":")[2]))
    page.mouse.click(cell["x"], cell["y"])
    page.locator("#card .item").first.wait_for()
    assert page.locator("#card .item").count() > 1


def test_the_table_loads_as_it_is_scrolled(page: Page) -> None:
    page.locator("button.view-tab[data-view=table]").click()
    page.locator(".ag-row").first.wait_for()
    grid = page.locator("#table-grid .ag-body-viewport")
    grid.evaluate("body => { body.scrollTop = 32 * 5000; }")
    page.wait_for_function(
        "() => { const row = document.querySelector('.ag-center-cols-container .ag-row[row-index=\"5005\"]');"
        " return row && row.innerText.trim().length > 20; }"
    )


def test_zooming_in_ends_at_single_events(page: Page) -> None:
    zoom_in = page.get_by_role("button", name="Zoom in")
    for _ in range(9):
        zoom_in.click()
        settle(page)
        page.wait_for_timeout(300)
        if not page.evaluate(CELLS):
            break
    assert page.evaluate(CELLS) == []
