"""No serious or critical violation that axe-core can find, in both themes, wide and narrow."""

import pytest

from tests.browser.conftest import Opener
from tests.browser.stage import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_page_has_no_serious_violation(open_page: Opener, theme: str, width: int, height: int) -> None:
    page = open_page("?type=protest,riot,battle", theme=theme, width=width, height=height)
    assert violations(page) == []
    page.evaluate("() => dash_clientside.set_props('store-view', {data: 'table'})")
    page.locator(".ag-row").first.click()
    page.locator("#card .summary").wait_for()
    assert violations(page) == []
    if width < 768:
        page.keyboard.press("Escape")
        page.locator(".phone-tab", has_text="Filters").click()
        page.locator("#rail").wait_for()
        assert violations(page) == []


def test_empty_page_has_no_serious_violation(open_page: Opener) -> None:
    page = open_page("?type=riot&country=UA", ready=False)
    page.locator("#shell-empty li").first.wait_for()
    assert violations(page) == []


def test_keyboard_reaches_everything_in_order(open_page: Opener) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the events"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'table'")
    seen = []
    page.locator(".skips button").last.focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement.className || document.activeElement.id"))
    assert any("phrase" in name for name in seen)


def test_focus_ring_is_drawn(open_page: Opener) -> None:
    page = open_page(ready=False)
    page.locator(".phrase").first.wait_for()
    page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"() => {style}.outlineStyle + ' ' + {style}.outlineWidth") == "solid 2px"
