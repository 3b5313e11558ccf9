"""Embeds as they are met: in frames of other sites, in both themes, on phones, without a foreign request."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

pytest.importorskip("playwright", reason="browser tests need Playwright")

from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.stage import DRAWN, Watch, serving, violations
from tests.web.serving import serve_sample

pytestmark = pytest.mark.browser
WINDOW = "from=2024-03-01&to=2024-03-20&country=UA"


def _host_page(embed: str) -> Flask:
    """Another site, with an article that frames ``embed``."""
    host = Flask("host")
    frame = f'<iframe src="{embed}" title="Chart" width="100%" height="420"></iframe>'
    icon = '<link rel="icon" href="data:,">'
    host.add_url_rule(
        "/", "article", lambda: f'<!doctype html><html lang="en"><title>Article</title>{icon}{frame}'
    )
    return host


@pytest.fixture
def browser(chromium_of_the_session: Browser) -> Browser:
    return chromium_of_the_session


@pytest.fixture
def address(board: str) -> str:
    return board


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 720, "height": 420})
    yield found
    found.close()


def _drawn(where: Page | FrameLocator) -> None:
    where.locator("#chart.drawn").wait_for(timeout=DRAWN)


@pytest.mark.parametrize("kind", ["map", "timeline"])
def test_an_embed_works_in_a_page_of_another_origin(page: Page, address: str, kind: str) -> None:
    with serving(_host_page(f"{address}/embed/{kind}?{WINDOW}&title=Fighting around Orlivka")) as host:
        watch = Watch(page, host.removeprefix("http://"), address.removeprefix("http://"))
        page.goto(host)
        frame = page.frame_locator("iframe")
        _drawn(frame)
        expect(frame.get_by_role("heading", name="Fighting around Orlivka")).to_be_visible()
        expect(frame.locator("#failure")).to_be_hidden()
        if kind == "map":
            expect(frame.locator("#chart .maplibregl-canvas")).to_be_visible()
            page.wait_for_timeout(2_000)
        else:
            assert frame.locator("#chart .bars path").count() > 10
        assert watch.foreign == []
        assert watch.complaints == []


def test_an_origin_that_is_not_named_may_not_frame_an_embed(
    page: Page, tmp_path: Path, browser: Browser
) -> None:
    guarded = serve_sample(tmp_path, frame_ancestors="https://news.example")
    with serving(guarded) as embeds, serving(_host_page(f"{embeds}/embed/timeline")) as host:
        watch = Watch(page, host.removeprefix("http://"), embeds.removeprefix("http://"))
        page.goto(host)
        page.wait_for_timeout(1_000)
        assert page.frame_locator("iframe").locator("#chart").count() == 0
        assert any("frame-ancestors" in complaint for complaint in watch.complaints)


def test_the_app_itself_may_not_be_framed(page: Page, address: str) -> None:
    with serving(_host_page(f"{address}/")) as host:
        watch = Watch(page, host.removeprefix("http://"), address.removeprefix("http://"))
        page.goto(host)
        page.wait_for_timeout(1_000)
        assert any("frame-ancestors" in complaint for complaint in watch.complaints)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["map", "timeline", "table", "sources"])
def test_embeds_are_accessible(page: Page, address: str, kind: str, theme: str) -> None:
    page.goto(f"{address}/embed/{kind}?{WINDOW}&theme={theme}")
    if kind in ("map", "timeline"):
        _drawn(page)
        page.get_by_text("Show as table").click()
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["map", "timeline", "table"])
def test_embeds_fit_a_phone(page: Page, address: str, kind: str) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(f"{address}/embed/{kind}?{WINDOW}")
    if kind != "table":
        _drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_table_twin_holds_the_events_that_are_drawn(page: Page, address: str) -> None:
    page.goto(f"{address}/embed/timeline?type=protest")
    _drawn(page)
    page.get_by_text("Show as table").click()
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("cell", name="Protesters marched in Homs.")).to_be_visible()


def test_auto_follows_the_system(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/embed/timeline?theme=auto")
    _drawn(page)
    paper = "getComputedStyle(document.querySelector('#chart .main-svg')).backgroundColor"
    assert page.evaluate(paper) == "rgb(27, 31, 35)"
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {paper} === 'rgb(255, 255, 255)'")


def test_map_buttons_change_the_view_and_bring_it_back(page: Page, address: str) -> None:
    page.goto(f"{address}/embed/map?{WINDOW}")
    _drawn(page)
    zoom = "document.getElementById('chart').layout.map.zoom"
    first = page.evaluate(zoom)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"() => Math.abs({zoom} - {first} - 1) < 0.01")
    page.get_by_role("button", name="Show all events").click()
    page.wait_for_function(f"() => Math.abs({zoom} - {first}) < 0.01")


def test_marks_part_when_the_reader_zooms_in(page: Page, address: str) -> None:
    page.goto(f"{address}/embed/map?{WINDOW}")
    _drawn(page)
    traces = "document.getElementById('chart').data.slice(0, 2)"
    marks = f"{traces}.reduce((sum, each) => sum + each.lat.length, 0)"
    first = page.evaluate(marks)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"() => {marks} > {first}")
    page.get_by_role("button", name="Show all events").click()
    page.wait_for_function(f"() => {marks} === {first}")


def test_a_chart_that_cannot_be_drawn_leaves_the_table(page: Page, address: str) -> None:
    page.route("**/marks/**", lambda route: route.abort())
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{address}/embed/map?{WINDOW}")
    expect(page.locator("#failure")).to_be_visible(timeout=DRAWN)
    expect(page.get_by_role("table")).to_be_visible()


def test_nothing_of_an_article_runs_in_an_embed(page: Page, address: str) -> None:
    # The sample's hostile summary would change the title of the page if any of its markup were alive.
    for kind in ("map", "timeline", "table", "sources"):
        page.goto(f"{address}/embed/{kind}")
        if kind in ("map", "timeline"):
            _drawn(page)
            page.get_by_text("Show as table").click()
        assert page.title() == "Orlivka, March 2024"
        assert page.locator("img[src='x']").count() == 0
