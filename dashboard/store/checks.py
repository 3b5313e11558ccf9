"""What may not enter the store: values that one database would change in silence and another refuse."""

import dataclasses
import math
import re
from typing import Any

from dashboard.errors import InputError
from dashboard.records.article import Article
from dashboard.records.event import Event

#: NUL and lone surrogates: SQLite keeps the one, PostgreSQL refuses it, neither can write the other.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
#: The most people that a number of a report may mean.
_MOST_PEOPLE = 9_999_999


def check_article(article: Article) -> None:
    """Raise InputError where a field of an article cannot be kept as it is."""
    _check(article, f"article {article.article_id[:12]}")


def check_event(event: Event, article: Article) -> None:
    """Raise InputError where a field cannot be kept as it is, or evidence is not what the article says."""
    name = f"event {event.event_id}"
    _check(event, name)
    if event.article_id != article.article_id:
        raise InputError(f"{name} belongs to another article, {event.article_id[:12]}")
    for item in (event.trigger, *event.evidence):
        if item.article_id != article.article_id or article.text[item.start : item.end] != item.text:
            raise InputError(f"{name} quotes {item.text[:40]!a}, which the article does not say there")
    if event.where and not (abs(event.where.latitude) <= 90 and abs(event.where.longitude) <= 180):
        raise InputError(
            f"{name} lies at {event.where.latitude}, {event.where.longitude}, which is nowhere on Earth"
        )
    for count in (event.fatalities, event.injured, *(toll.count for toll in event.tolls)):
        for number in dataclasses.astuple(count) if count else ():
            if number is not None and not 0 <= number <= _MOST_PEOPLE:
                raise InputError(
                    f"{name} counts {number} people; a number from 0 to {_MOST_PEOPLE} is needed"
                )


def _check(value: Any, name: str) -> None:
    """Walk a record; text must be text and numbers must be numbers."""
    if isinstance(value, str):
        found = _NO_TEXT.search(value)
        if found:
            raise InputError(f"{name} holds U+{ord(found.group()):04X}, which is no text, at {found.start()}")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise InputError(f"{name} is {value}, which is no number")
    elif isinstance(value, tuple):
        for item in value:
            _check(item, name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _check(getattr(value, field.name), f"{field.name} of {name}")
