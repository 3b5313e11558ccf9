"""What the tests of the event layer share: sentences in, events out, through the shipped extractor."""

from collections.abc import Callable
from datetime import date

import pytest

from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article
from dashboard.records.event import Event

PUBLISHED = date(2022, 6, 22)  # a Wednesday

Read = Callable[..., tuple[Event, ...]]


@pytest.fixture(scope="session")
def extractor() -> RuleExtractor:
    return RuleExtractor()


@pytest.fixture(scope="session")
def events_of(extractor: RuleExtractor) -> Read:
    def read(text: str, *, published: date | None = PUBLISHED) -> tuple[Event, ...]:
        article = Article(article_id="test", text=text, published_at=published, language="en")
        return extractor.read(article).events

    return read
