"""The Share dialog as a reader uses it: link, embed code, preview, pictures and files."""

import html
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("playwright", reason="browser tests need Playwright")

from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import DRAWN, Watch, violations

pytestmark = pytest.mark.browser
QUERY = "from=2024-03-01&to=2024-03-20&type=battle,protest"


@pytest.fixture
def browser(chromium_of_the_session: Browser) -> Browser:
    return chromium_of_the_session


@pytest.fixture
def address(board: str) -> str:
    return board


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1440, "height": 900})
    found.goto(f"{address}/?{QUERY}")
    found.get_by_text(re.compile("^9 events from 1 to 20 March 2024")).first.wait_for(timeout=DRAWN)
    yield found
    found.close()


def _open(page: Page, what: str) -> None:
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(what, exact=True).click()
    frame = page.frame_locator("#share-frame")
    frame.locator(f"body.embed-{what.lower()}").wait_for(timeout=DRAWN)
    if what != "Table":
        frame.locator("#chart.drawn").wait_for(timeout=DRAWN)


def test_the_preview_is_the_real_embed_of_this_view(page: Page) -> None:
    _open(page, "Timeline")
    frame = page.frame_locator("#share-frame")
    expect(frame.locator(".sentence")).to_contain_text("9 events from 1 to 20 March 2024")
    page.get_by_label("Title", exact=True).fill("Two sides & a river")
    expect(frame.locator("h1")).to_have_text("Two sides & a river", timeout=DRAWN)
    page.get_by_role("dialog").get_by_text("Dark", exact=True).click()
    frame.locator("html[data-theme=dark]").wait_for(timeout=DRAWN)


def test_link_and_code_lead_to_this_view(page: Page, address: str) -> None:
    _open(page, "Table")
    page.get_by_label("Title", exact=True).fill('A "title" <b>')
    code = page.get_by_label("Embed", exact=True)
    expect(code).to_have_value(re.compile("title=A"))
    value = code.input_value()
    assert "<b>" not in value
    source = html.unescape(re.findall(r'src="([^"]+)"', value)[0])
    assert source.startswith(f"{address}/embed/table?from=2024-03-01&to=2024-03-20&type=battle,protest")
    page.goto(source)
    expect(page.locator("h1")).to_have_text('A "title" <b>')
    expect(page.locator(".sentence")).to_contain_text("9 events from 1 to 20 March 2024")


def test_the_link_restores_the_view(page: Page, address: str) -> None:
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.get_by_label("Link", exact=True)
    expect(link).to_have_value(re.compile("type=battle"))
    page.goto(link.input_value())
    page.get_by_text(re.compile("^9 events from 1 to 20 March 2024")).first.wait_for(timeout=DRAWN)


@pytest.mark.parametrize("what", ["Map", "Timeline"])
def test_pictures_are_made_in_the_browser(page: Page, address: str, tmp_path: Path, what: str) -> None:
    watch = Watch(page, address.removeprefix("http://"))
    _open(page, what)
    with page.expect_download(timeout=2 * DRAWN) as png:
        page.get_by_role("button", name="PNG picture").click()
    png.value.save_as(tmp_path / "chart.png")
    head = (tmp_path / "chart.png").read_bytes()
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:24]) == (2400, 1350)
    assert len(head) > 20_000
    assert png.value.suggested_filename == f"conflict-events-{what.lower()}.png"
    with page.expect_download(timeout=2 * DRAWN) as svg:
        page.get_by_role("button", name="SVG picture").click()
    svg.value.save_as(tmp_path / "chart.svg")
    told = " ".join(ElementTree.parse(tmp_path / "chart.svg").getroot().itertext())
    assert "Orlivka, March 2024" in told
    assert "9 events from 1 to 20 March 2024" in told
    assert "Source: " in told
    expect(page.locator("#share-status")).to_contain_text("The picture was saved")
    assert watch.foreign == []


def test_a_table_has_no_picture(page: Page) -> None:
    _open(page, "Table")
    expect(page.get_by_role("button", name="PNG picture")).to_be_hidden()
    expect(page.get_by_role("link", name="CSV", exact=True)).to_be_visible()


@pytest.mark.parametrize(("name", "ending"), [("CSV", "csv"), ("GeoJSON", "geojson")])
def test_files_hold_the_rows_that_the_dialog_counts(
    page: Page, tmp_path: Path, name: str, ending: str
) -> None:
    _open(page, "Table")
    expect(page.locator("#share-rows")).to_have_text("9 rows")
    with page.expect_download() as file:
        page.get_by_role("link", name=name, exact=True).click()
    assert file.value.suggested_filename == f"conflict-events-2024-05-01.{ending}"
    file.value.save_as(tmp_path / ending)
    text = (tmp_path / ending).read_text(encoding="utf-8")
    assert (text.count('"Feature"') if ending == "geojson" else len(text.splitlines()) - 1) == 9


def test_copying_is_confirmed(browser: Browser, address: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{address}/?{QUERY}")
        page.get_by_text(re.compile("^9 events")).first.wait_for(timeout=DRAWN)
        _open(page, "Timeline")
        page.get_by_role("button", name="Copy embed code").click()
        expect(page.locator("#share-status")).to_have_text("Embed code copied.")
        assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe src=")
        page.get_by_role("button", name="Copy the link").click()
        expect(page.locator("#share-status")).to_have_text("Link copied.")
        assert page.evaluate("navigator.clipboard.readText()").startswith(address)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_the_dialog_is_accessible_and_fits(browser: Browser, address: str, width: int, scheme: str) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(f"{address}/?{QUERY}")
        page.locator("#top-share:not([disabled])").wait_for(timeout=DRAWN)
        page.get_by_text(re.compile("^9 events")).first.wait_for(timeout=DRAWN)
        _open(page, "Timeline")
        page.wait_for_timeout(400)
        assert violations(page, ".mantine-Modal-content") == []
        box = page.get_by_role("dialog").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
