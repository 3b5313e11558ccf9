"""The head of an article: its title and first words, and what was found in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.documents.plain import plain
from dashboard.documents.tokens import tokens
from dashboard.events.reading import Reading
from dashboard.records.event import Event
from dashboard.records.mention import ActorMention, Trigger

#: News says what it is about in its first lines; what follows tells of other events, and of other days.
WORDS = 110


@dataclass(frozen=True, slots=True)
class Head:
    """What decides the kind of news: ``words`` are folded words and numbers, title first."""

    words: tuple[str, ...]
    events: tuple[Event, ...]
    triggers: tuple[Trigger, ...]
    actors: tuple[ActorMention, ...]


def head_of(reading: Reading, events: Sequence[Event]) -> Head:
    """The head of a document: the first WORDS words, its dateline left out, and the title where it has one.

    An article that tells no event there is judged by the first event that it tells at all.
    """
    document = reading.document
    title = plain(document.article.title or "")
    if document.plain.startswith(title):
        title = ""
    words = [token.lower for token in tokens(title) if token.lower[0].isalnum()]
    first = document.dateline[1] if document.dateline else 0
    end = len(document.text)
    for token in document.tokens:
        if token.start < first or not token.lower[0].isalnum():
            continue
        if len(words) >= WORDS:
            end = token.start
            break
        words.append(token.lower)
    told = sorted(events, key=lambda event: event.trigger.start)
    return Head(
        words=tuple(words),
        events=tuple(event for event in told if event.trigger.start < end) or tuple(told[:1]),
        triggers=reading.triggers.between(0, end),
        actors=reading.actors.between(0, end),
    )
