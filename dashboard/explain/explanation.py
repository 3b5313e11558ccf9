"""An explanation: why the events of one article are what they are, and what was left out."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.records.article import Article
from dashboard.records.event import Event


class SpanKind(StrEnum):
    """What a span of the text was read as; each is named as the field that it can support."""

    WHAT = "what"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how_many"
    SAYS_WHO = "says_who"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something that was weighed. ``reason`` says why it was not taken; None for what was.

    ``score`` is in the unit of the field that lists it, None where there is none.
    """

    text: str
    chosen: bool
    reason: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class FieldReason:
    """Why a field of an event holds what it holds.

    ``value`` is None where the field is unknown, ``by`` names the rule or model, ``score`` says in words how
    well it fitted.
    """

    kind: SpanKind
    label: str
    value: str | None
    by: str
    quotes: tuple[Quote, ...] = ()
    score: str | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """What one finding adds to the confidence in an event, or takes from it."""

    text: str
    points: float


@dataclass(frozen=True, slots=True)
class EventReason:
    """An event with the reasons of its fields.

    ``weights`` add up to the event's confidence before it is capped at 0.99; ``least`` is the confidence from
    which on an event of its type is told, None where no such bound was applied.
    """

    event: Event
    fields: tuple[FieldReason, ...]
    weights: tuple[Weight, ...]
    least: float | None


@dataclass(frozen=True, slots=True)
class SpanReason:
    """A span with what it was read as. ``events`` are numbers of the events it supports, from 1."""

    kind: SpanKind
    quote: Quote
    value: str
    by: str
    score: float | None = None
    reason: str | None = None
    options: tuple[Option, ...] = ()
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DroppedReason:
    """Something that was considered and left out. ``quote`` is None for words that the text does not hold."""

    what: str
    text: str
    quote: Quote | None
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One article with its spans, its events and what was dropped, in the order of the text.

    ``name`` is what the reader knows the article by: the ``id`` of a JSON line, else the file's name;
    ``breaks`` are the characters at which a paragraph of its text begins, the first left out.
    """

    name: str
    article: Article
    events: tuple[EventReason, ...]
    spans: tuple[SpanReason, ...]
    dropped: tuple[DroppedReason, ...]
    main_type: str | None
    extractor: str
    breaks: tuple[int, ...] = ()
