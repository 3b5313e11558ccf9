"""Who tells of an incident, each independent publisher once."""

import re
from datetime import date
from urllib.parse import urlsplit

from dashboard.records.article import Article
from dashboard.records.event import Event

#: A sentence as long as this does not come about twice by chance.
_CHANCE = 60


def independent_publishers(members: tuple[Event, ...], articles: dict[str, Article]) -> tuple[str, ...]:
    """Names of the independent publishers, the earliest first.

    Copies of one text, or of the sentence that tells the event, are one publisher's: that of the earliest.
    Articles that nobody put a name to may all be one publisher's, so they add none.
    """
    told = sorted(
        {event.article_id: event for event in members}.values(),
        key=lambda e: (articles[e.article_id].published_at or date.max, e.article_id),
    )
    names: list[str] = []
    seen: set[str] = set()
    for event in told:
        article = articles[event.article_id]
        name = article.publisher or (urlsplit(article.url).hostname if article.url else None)
        words = {_words(article.text)} | {
            _words(item.text)
            for item in event.evidence
            if item.field == "sentence" and len(item.text) > _CHANCE
        }
        if name and not words & seen and name.casefold() not in {known.casefold() for known in names}:
            names.append(name)
        seen |= words
    return tuple(names)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
