"""What a reader does: look, brush, filter, click, go back, share an address."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import Opener, settle
from tests.builders import HOSTILE

pytestmark = pytest.mark.browser

MARKS = """() => {
  const gd = document.querySelector("#map-graph .js-plotly-plot");
  const map = gd._fullLayout.map._subplot.map;
  const frame = gd.getBoundingClientRect();
  const found = [];
  for (const trace of gd.data) {
    if (trace.name !== "Events" && trace.name !== "Several events") continue;
    trace.customdata.forEach((ids, at) => {
      // The copy of the world that is in view.
      const turns = Math.round((map.getCenter().lng - trace.lon[at]) / 360);
      const point = map.project([trace.lon[at] + 360 * turns, trace.lat[at]]);
      found.push({ids: ids, x: point.x + frame.x, y: point.y + frame.y});
    });
  }
  return found;
}"""


def marks(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(MARKS)
    return found


def shown(page: Page) -> int:
    """The number in the filter sentence."""
    words = page.locator("h1").inner_text()
    return 0 if words.startswith("No events") else int(words.split()[0])


def wait_for_count(page: Page, number: int) -> None:
    page.wait_for_function("n => (parseInt(document.querySelector('h1').textContent) || 0) === n", arg=number)
    settle(page)


def on_map(page: Page) -> int:
    return sum(len(mark["ids"]) for mark in marks(page))


def wait_for_marks(page: Page, number: int) -> None:
    page.wait_for_function(
        f"n => ({MARKS})().reduce((sum, mark) => sum + mark.ids.length, 0) === n", arg=number
    )


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def click_mark(page: Page, mark: dict[str, Any]) -> None:
    page.mouse.click(mark["x"], mark["y"])


def hover_only_mark(page: Page) -> None:
    """Point at the one mark until its label shows: the map may still move while the card takes its room."""
    label = page.locator("#map-graph .hoverlayer .hovertext")
    for _ in range(60):
        (mark,) = marks(page)
        page.mouse.move(mark["x"] - 2, mark["y"])
        page.mouse.move(mark["x"], mark["y"])
        try:
            return label.wait_for(timeout=1_000)
        except PlaywrightTimeout:
            continue
    raise AssertionError("no label appeared at the mark")


def test_every_placed_event_is_on_the_map_and_the_strip_accounts_for_the_rest(open_page: Opener) -> None:
    page = open_page()
    assert shown(page) == 26
    assert on_map(page) == 24
    assert page.locator("#strip").inner_text().startswith("23 shown of 26")
    page.get_by_role("button", name="2 without date").click()
    page.wait_for_selector(".ag-row")
    page.wait_for_function(
        "() => document.querySelectorAll('.ag-center-cols-container .ag-row').length === 2"
    )
    assert "view=table" in page.url
    assert "part=without_date" in page.url


def test_brushing_the_timeline_filters_the_map_and_back_undoes_it(open_page: Opener) -> None:
    page = open_page()
    plot = page.locator("#timeline-overview .nsewdrag").bounding_box()
    assert plot is not None
    middle = plot["y"] + plot["height"] / 2
    drag(page, (plot["x"] + plot["width"] * 0.1, middle), (plot["x"] + plot["width"] * 0.5, middle))
    page.wait_for_url(re.compile(r"from=2022-.*to=2023-"))
    page.wait_for_function("() => !/^26/.test(document.querySelector('h1').textContent)")
    settle(page)
    assert shown(page) < 26
    wait_for_marks(page, page.evaluate("() => parseInt(document.querySelector('#strip b').textContent)"))
    page.go_back()
    wait_for_count(page, 26)
    wait_for_marks(page, 24)
    assert "from=" not in page.url


def test_a_box_on_the_map_filters_everything_but_the_map(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("button", name="Filter by an area").click()
    page.wait_for_function(
        "() => document.querySelector('#map-graph .js-plotly-plot')._fullLayout.dragmode === 'select'"
    )
    several = max(marks(page), key=lambda mark: len(mark["ids"]))
    drag(page, (several["x"] - 30, several["y"] - 24), (several["x"] + 40, several["y"] + 24))
    page.wait_for_url(re.compile(r"bbox="))
    page.wait_for_function("() => !/^26/.test(document.querySelector('h1').textContent)")
    settle(page)
    assert 0 < shown(page) < 26
    assert on_map(page) == 24
    assert "outside the map area" in page.locator("#strip").inner_text()
    page.get_by_role("button", name="Any place").click()
    wait_for_count(page, 26)


def test_actor_filter_counts_what_it_shows(open_page: Opener) -> None:
    page = open_page()
    page.get_by_label("Find an actor").fill("desert")
    box = page.get_by_role("checkbox", name=re.compile("Desert Guard, 1 of 1 shown"))
    box.click()
    wait_for_count(page, 1)
    assert "actor=Desert" in page.url
    page.get_by_role("button", name="Reset actors").click()
    wait_for_count(page, 26)


def test_date_fields_filter_without_a_mouse(open_page: Opener) -> None:
    page = open_page()
    page.get_by_label("First day").fill("8 Mar 2024")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("from=2024-03-08"))
    page.wait_for_function("() => /since 8 March 2024/.test(document.querySelector('h1').textContent)")


def test_a_click_on_a_mark_opens_its_card_with_the_marked_sentence(open_page: Opener) -> None:
    page = open_page("?type=riot")
    mark = marks(page)[0]
    click_mark(page, mark)
    page.wait_for_url(re.compile("event="))
    card = page.locator("#card")
    card.locator(".mark-what").first.wait_for()
    assert "Rioters" in card.locator(".mark-what").first.inner_text()
    assert card.locator(".mark-what .tag").first.inner_text().strip() == "what"
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert "event=" not in page.url


def test_a_click_on_a_chip_lists_its_events(open_page: Opener) -> None:
    page = open_page("?type=protest")
    (chip,) = marks(page)
    click_mark(page, chip)
    items = page.locator("#card .item")
    items.first.wait_for()
    assert items.count() == 2
    items.nth(1).click()
    page.locator("#card .fields").wait_for()
    assert "2 of 2" in page.locator("#card-head").inner_text()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => /^1 of 2/.test(document.querySelector('#card-head').textContent)")


def test_a_click_on_a_bar_and_on_a_row_opens_the_card(open_page: Opener) -> None:
    page = open_page("?type=protest")
    bar = page.locator("#timeline-detail .barlayer .point path").last.bounding_box()
    assert bar is not None
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.locator("#card .summary").wait_for()
    page.locator("button.view-tab[data-view=table]").click()
    page.locator(".ag-row").first.click()
    page.wait_for_function("() => /^1 of 2/.test(document.querySelector('#card-head').textContent)")
    assert "marched in Homs" in page.locator("#card .summary").inner_text()


def test_an_address_restores_filters_view_and_event(open_page: Opener) -> None:
    page = open_page("?type=protest&view=table")
    page.locator(".ag-row").nth(1).click()
    page.locator("#card .summary").wait_for()
    page.wait_for_url(re.compile("event="))
    summary = page.locator("#card .summary").inner_text()
    again = open_page(page.url)
    again.locator("#card .summary").wait_for()
    assert again.locator("#card .summary").inner_text() == summary
    assert shown(again) == 2
    assert again.locator("body").get_attribute("data-view") == "table"
    assert again.get_by_role("checkbox", name=re.compile("^Protest")).is_checked()


def test_an_address_with_an_event_opens_with_its_mark_in_view(open_page: Opener) -> None:
    page = open_page("?view=table")
    page.locator(".ag-row").nth(2).click()
    page.wait_for_url(re.compile("event="))
    again = open_page(page.url.replace("view=table", "view=map"))
    again.locator("#card .summary").wait_for()
    again.wait_for_function(
        """() => {
          const event = new URLSearchParams(location.search).get("event");
          const gd = document.querySelector("#map-graph .js-plotly-plot");
          const map = gd._fullLayout.map._subplot.map;
          const right = document.querySelector("#map-graph").getBoundingClientRect().right;
          const card = document.querySelector("#card").getBoundingClientRect();
          return map && card.width > 300 && right <= card.left + 1 && gd.data.some((trace) =>
            (trace.customdata || []).some((ids, i) => JSON.stringify(ids).includes(event)
              && map.getBounds().contains([trace.lon[i], trace.lat[i]])));
        }"""
    )


def test_back_undoes_one_filter_at_a_time(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("checkbox", name=re.compile("^Protest")).click()
    wait_for_count(page, 2)
    page.get_by_role("checkbox", name=re.compile("^Riot")).click()
    wait_for_count(page, 4)
    page.go_back()
    wait_for_count(page, 2)
    assert not page.get_by_role("checkbox", name=re.compile("^Riot")).is_checked()
    page.go_back()
    wait_for_count(page, 26)
    page.go_forward()
    wait_for_count(page, 2)


def test_nothing_found_offers_ways_out_that_keep_their_word(open_page: Opener) -> None:
    page = open_page("?type=riot&country=UA", ready=False)
    offer = page.locator("#shell-empty li", has_text="Any country")
    offer.wait_for()
    assert page.locator("h1").inner_text().startswith("No events")
    number = int(offer.get_by_role("button").inner_text().removeprefix("shows "))
    offer.get_by_role("button").click()
    wait_for_count(page, number)
    page.locator("#shell-empty").wait_for(state="hidden")


def test_hostile_text_stays_text(open_page: Opener) -> None:
    page = open_page("?q=onerror")
    page.locator("button.view-tab[data-view=table]").click()
    page.locator(".ag-row").first.click()
    summary = page.locator("#card .summary")
    summary.wait_for()
    assert " ".join(summary.inner_text().split()) == " ".join(HOSTILE.split())
    page.locator("button.view-tab[data-view=map]").click()
    hover_only_mark(page)
    assert page.evaluate("() => document.querySelectorAll('img[src=x], script[src^=x]').length") == 0
    assert page.title() == "Conflict Events"


def test_theme_follows_the_system_and_the_button(open_page: Opener) -> None:
    page = open_page(theme="dark")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    paper = "() => document.querySelector('#timeline-detail .js-plotly-plot')._fullLayout.paper_bgcolor"
    assert page.evaluate(ground) == "rgb(20, 23, 25)"
    assert page.evaluate(paper).upper() == "#1B1F23"
    page.get_by_role("button", name="Switch between light and dark").click()
    page.wait_for_function(f"() => ({paper})().toUpperCase() === '#FFFFFF'")
    assert page.evaluate(ground) == "rgb(250, 249, 246)"


def test_phone_shows_one_view_at_a_time(open_page: Opener) -> None:
    page = open_page(width=390, height=844)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    tabs = page.locator(".phone-tab")
    for tab in tabs.all():
        box = tab.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    tabs.filter(has_text="Filters").click()
    page.get_by_role("checkbox", name=re.compile("^Riot")).click()
    wait_for_count(page, 2)
    tabs.filter(has_text="List").click()
    page.locator(".ag-row").first.click()
    page.locator("#card .summary").wait_for()
    card = page.locator("#card").bounding_box()
    assert card is not None
    assert card["y"] == pytest.approx(124, abs=1)


def test_words_of_the_sentence_lead_to_their_filters(open_page: Opener) -> None:
    page = open_page(width=1024, height=800)
    page.locator("h1 .phrase", has_text="any actor").click()
    page.locator("#rail").wait_for()
    page.wait_for_function("() => document.activeElement.id === 'rail-actor-search'")
    page.keyboard.press("Escape")
    page.locator("#rail").wait_for(state="hidden")
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "top-search"
