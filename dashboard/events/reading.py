"""A document with everything the recognisers found in it, and the distances between its words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar

from dashboard.mentions.trigger_cues import SUBORDINATORS
from dashboard.records.codes import ToponymUse
from dashboard.records.document import Document
from dashboard.records.mention import ActorMention, Attribution, Casualties, Timex, Toponym, Trigger


class Spanned(Protocol):
    """Anything that spans characters of the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=Spanned)
_STRONG = frozenset([";", ":", '"', "(", ")"])
_CONTRAST = frozenset(["while", "whereas", "although", "though", "but"])
_JOINING = frozenset(["and", "but", "or"])
_QUOTE = re.compile("\"|''")
#: Nothing farther from a trigger than this bears on it, in characters: text without sentence ends would
#: else be read again and again.
_REACH = 500


class Spans(Sequence[_S]):
    """Mentions in the order of the text, with quick access by place. Iterates like a tuple."""

    __slots__ = ("_items", "_starts")

    def __init__(self, items: Iterable[_S]) -> None:
        self._items = tuple(sorted(items, key=lambda item: (item.start, item.end)))
        self._starts = [item.start for item in self._items]

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[_S]:
        return iter(self._items)

    def between(self, start: int, end: int) -> tuple[_S, ...]:
        """Those that start from ``start`` up to, not including, ``end``."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def number(self, start: int, end: int) -> int:
        """How many start from ``start`` up to, not including, ``end``."""
        return max(0, bisect_left(self._starts, end) - bisect_left(self._starts, start))

    def back_from(self, offset: int) -> Iterator[_S]:
        """Those that start before ``offset``, the nearest first."""
        for i in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self._items[i]


class Reading:
    """The mentions of one document, ordered by place in the text, and what lies between them."""

    def __init__(
        self,
        *,
        document: Document,
        toponyms: Iterable[Toponym] = (),
        timexes: Iterable[Timex] = (),
        actors: Iterable[ActorMention] = (),
        triggers: Iterable[Trigger] = (),
        casualties: Iterable[Casualties] = (),
        attributions: Iterable[Attribution] = (),
        described: Iterable[Toponym] = (),
    ) -> None:
        """``described`` are places that words describe and no name names; see ``described_places``."""
        self.document = document
        self.toponyms = Spans(toponyms)
        self.timexes = Spans(timexes)
        self.actors = Spans(actors)
        self.triggers = Spans(triggers)
        self.casualties = Spans(casualties)
        self.attributions = Spans(attributions)
        told = Spans(described)
        #: Place names and descriptions of places; names that are part of a description left out.
        self.sites = Spans((*told, *(t for t in self.toponyms if not _is_part(t, told))))
        #: Those of them that are resolved and stand for the place itself.
        self.places = Spans(t for t in self.sites if t.place is not None and t.use is ToponymUse.LITERAL)
        lands = {t.place.country for t in self.toponyms if t.place is not None and t.place.country}
        lands |= {actor.country for actor in self.actors if actor.country}
        #: The country of every place and actor, where the text names no other.
        self.only_country = lands.pop() if len(lands) == 1 else None
        self._lower = [token.lower for token in document.tokens]
        #: Every folded word of the document.
        self.words = frozenset(self._lower)
        self._starts = [token.start for token in document.tokens]
        self._weights = [0.0, *accumulate(map(_weight, self._lower))]
        self._quotes = [found.start() for found in _QUOTE.finditer(document.plain)]
        self._paragraph_starts: list[int] = []
        for i, sentence in enumerate(document.sentences):
            same = i > 0 and document.sentences[i - 1].paragraph == sentence.paragraph
            self._paragraph_starts.append(self._paragraph_starts[i - 1] if same else sentence.start)

    def token_at(self, offset: int) -> int:
        """Index of the first token that starts at or after ``offset``."""
        return bisect_left(self._starts, offset)

    def inside(self, spans: Spans[_S], sentence: int) -> tuple[_S, ...]:
        """Those of ``spans`` that start in the sentence of that index."""
        bounds = self.document.sentences[sentence]
        return spans.between(bounds.start, min(bounds.end, bounds.start + 2 * _REACH))

    def beside(self, spans: Spans[_S], trigger: Trigger) -> tuple[_S, ...]:
        """Those of ``spans`` in the trigger's sentence and in reach of it."""
        bounds = self.document.sentences[trigger.sentence]
        return spans.between(max(bounds.start, trigger.start - _REACH), min(bounds.end, trigger.end + _REACH))

    def around(self, spans: Spans[_S], trigger: Trigger) -> tuple[_S, ...]:
        """Those of ``spans`` in reach of the trigger, whatever the sentence."""
        return spans.between(trigger.start - 2 * _REACH, trigger.end + _REACH)

    def words_between(self, left: int, right: int) -> list[str]:
        """Folded words from character ``left`` up to ``right``."""
        return self._lower[self.token_at(left) : self.token_at(right)]

    def words_of(self, trigger: Trigger) -> list[str]:
        """The folded words of the trigger's sentence in reach of it."""
        bounds = self.document.sentences[trigger.sentence]
        return self.words_between(
            max(bounds.start, trigger.start - _REACH), min(bounds.end, trigger.end + _REACH)
        )

    def words_before(self, offset: int, count: int) -> list[str]:
        """The last ``count`` folded words before ``offset``, within its sentence, in reading order."""
        last = self.token_at(offset)
        first = max(last - count, 0)
        sentence = self.document.sentence_at(offset)
        if sentence >= 0:
            first = max(first, self.document.sentences[sentence].first)
        return self._lower[first:last]

    def words_after(self, offset: int, count: int) -> list[str]:
        """The first ``count`` folded words at or after ``offset``, within its sentence."""
        first = self.token_at(offset)
        sentence = self.document.sentence_at(offset)
        last = self.document.sentences[sentence].last if sentence >= 0 else first
        return self._lower[first : min(first + count, last)]

    def quoted(self, offset: int) -> bool:
        """Whether ``offset`` stands inside quotation marks of its paragraph."""
        sentence = self.document.sentence_at(offset)
        if sentence < 0:
            return False
        opened = bisect_left(self._quotes, self._paragraph_starts[sentence])
        return (bisect_left(self._quotes, offset) - opened) % 2 == 1

    def same_voice(self, one: int, other: int) -> bool:
        """Whether two places in the text are both inside or both outside quotation marks."""
        return self.quoted(one) == self.quoted(other)

    def is_source(self, span: Spanned) -> bool:
        """Whether the span is part of what an attribution names as its source."""
        near = self.attributions.between(span.start - _REACH, span.end)
        return any(a.source is not None and a.start < span.end and span.start < a.end for a in near)

    def cost(self, trigger: Trigger, span: Spanned) -> float:
        """How far ``span`` stands from ``trigger``: words, commas, clause edges, other triggers between."""
        if span.start < trigger.end and trigger.start < span.end:
            return 0.0
        left, right = (span.end, trigger.start) if span.start < trigger.start else (trigger.end, span.start)
        words = self._weights[self.token_at(right)] - self._weights[self.token_at(left)]
        return words + 0.6 * self.triggers.number(left, right)


def _is_part(toponym: Toponym, described: Spans[Toponym]) -> bool:
    """Whether a place name stands within a description: "the capital of Afghanistan"."""
    near = described.between(toponym.start - _REACH, toponym.start + 1)
    return any(toponym.end <= description.end for description in near)


def _weight(word: str) -> float:
    """What a word between two mentions adds to their distance."""
    if word in _STRONG:
        return 1.08
    if word in _CONTRAST:
        return 2.48
    if word in SUBORDINATORS:
        return 0.98
    if word == ",":
        return 0.38
    return 0.28 if word in _JOINING else 0.08
