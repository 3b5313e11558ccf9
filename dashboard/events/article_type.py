"""The kind of news that an article is: an ACLED sub-event name, or one of five kinds beside conflict."""

import csv
from collections.abc import Sequence
from functools import cache

from dashboard import resources
from dashboard.records.document import Document
from dashboard.records.event import Event

_WORDS = 400
#: Points that an event adds to the type it has, and the points below which an article has no type.
_EVENT_POINTS, _LEAST = 3.0, 3.0
_REPEATS = 2


@cache
def _lexicon() -> dict[str, tuple[tuple[str, float], ...]]:
    """Word, or two or three joined by hyphens, to the types it speaks for, with points."""
    found: dict[str, list[tuple[str, float]]] = {}
    with resources.file("lexicons/article_types.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split():
                found.setdefault(word, []).append((row["type"], float(row["weight"])))
    return {word: tuple(types) for word, types in found.items()}


def main_type(document: Document, events: Sequence[Event]) -> str | None:
    """The type of the article's news; None where nothing speaks for any.

    Words speak for types, each at most twice; so do the events found, those of the news more than background.
    """
    lexicon = _lexicon()
    words = [token.lower for token in document.tokens[:_WORDS] if token.lower != "-"]
    seen: dict[str, int] = {}
    points: dict[str, float] = {}
    for i, word in enumerate(words):
        grams = (word, f"{word}-{words[i + 1]}" if i + 1 < len(words) else "")
        for gram in grams:
            types = lexicon.get(gram)
            if types is None or seen.get(gram, 0) >= _REPEATS:
                continue
            seen[gram] = seen.get(gram, 0) + 1
            for name, weight in types:
                points[name] = points.get(name, 0.0) + weight
    for event in events:
        named = event.acled_sub_event_type or ("Diplomacy" if event.event_type == "diplomacy" else None)
        if named is not None and not event.background:
            points[named] = points.get(named, 0.0) + _EVENT_POINTS * event.confidence
    if not points:
        return None
    best = max(sorted(points), key=lambda name: points[name])
    return best if points[best] >= _LEAST else None
