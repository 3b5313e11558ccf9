"""The page of an explanation, opened from the disk as its reader does."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.explain import explain
from dashboard.explain.page import page
from dashboard.records.article import Article
from tests.browser.stage import Watch, violations

TEXT = (
    "KYIV, June 20 - Russian forces shelled the town of Lysychansk on Saturday and killed three people, the "
    "regional governor said.\n\nProtesters marched in Springfield on Sunday. <script>alert(1)</script>"
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    article = Article(article_id="a", text=TEXT, title="A day", published_at=date(2022, 6, 20), language="en")
    path = tmp_path_factory.mktemp("explain") / "why.html"
    path.write_text(page([explain(article, name="story.txt")]), encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_it_opens_without_a_network_and_without_sideways_scroll(
    chromium_of_the_session: Browser, written: Path, theme: str, width: int
) -> None:
    context = chromium_of_the_session.new_context(
        color_scheme=theme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        bypass_csp=True,  # for the checker's own script; the page's policy is tested without a browser
    )
    opened = context.new_page()
    watch = Watch(opened)
    opened.goto(written.as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(opened) == []
    assert (watch.foreign, watch.complaints) == ([], [])
    opened.click("mark a >> nth=0")
    assert opened.url.endswith("#a1-e1")
    context.close()
