"""What the questions are answered with: small frozen values, ready to be shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """Where an incident that passes every other filter stands; the first that applies, in this order."""

    WITHOUT_DATE = "without_date"
    OUTSIDE_DATES = "outside_dates"
    WITHOUT_PLACE = "without_place"
    TOO_COARSE = "too_coarse"
    OUTSIDE_AREA = "outside_area"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Strip:
    """How many incidents stand in each part; the parts add up to ``total``.

    ``total`` counts what passes every filter but dates, countries, precision and map area. ``shown`` are
    those that both the timeline and the map can show; while no date (or place) filter is set, undated (or
    unplaced) incidents pass the filters and stand in the table, yet are counted in their part here.
    """

    without_date: int
    outside_dates: int
    without_place: int
    too_coarse: int
    outside_area: int
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Killed:
    """``people`` killed in some incidents by the best numbers told, and the ``incidents`` that have one."""

    people: int
    incidents: int


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A value a reader may tick. ``shown``: under every other filter; ``total``: in the whole dataset."""

    value: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class PrecisionStep:
    """A step of the precision slider; ``coarsest`` None is "any".

    ``hidden``: placed incidents, passing every other filter, that the step would hide. Unplaced ones, which
    any step hides, are not among them: the strip counts those.
    """

    coarsest: str | None
    hidden: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values of each dimension in the dataset, the most frequent first, and the steps of precision."""

    event_type: tuple[FacetRow, ...]
    sub_type: tuple[FacetRow, ...]
    actor: tuple[FacetRow, ...]
    country: tuple[FacetRow, ...]
    certainty: tuple[FacetRow, ...]
    status: tuple[FacetRow, ...]
    source: tuple[FacetRow, ...]
    precision: tuple[PrecisionStep, ...]
    dataset: tuple[FacetRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence that support a field: ``sentence.text[start:end]``; marks may overlap."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A sentence of an article, and the words in it that fields came from, by their start."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class QuotedArticle:
    """What one article says about the incident. ``url`` is an http address or None."""

    article_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published_at: date | None
    sentences: tuple[QuotedSentence, ...]


@dataclass(frozen=True, slots=True)
class TellingArticle:
    """An article that tells ``events`` of the incidents asked about. ``url`` is an http address or None."""

    article_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published_at: date | None
    events: int


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """Who says so in which article; ``source`` None is the article's reporter."""

    source: str | None
    stance: str
    certainty: str
    article_id: str
    publisher: str | None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedToll:
    """One number of killed or injured people as an article tells it; ``source`` None is its reporter."""

    text: str
    injured: bool
    low: int | None
    best: int | None
    high: int | None
    source: str | None
    article_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who took part, as the incident names them."""

    name: str
    role: str
    kind: str
    country: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One article's event among those merged into the incident."""

    event_id: str
    article_id: str
    sub_type: str
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """All that is known of one incident. ``row`` is its row of the flat table: None where unknown, dates as
    date.
    """

    row: dict[str, Any]
    reason: str | None
    actors: tuple[Actor, ...]
    claims: tuple[QuotedClaim, ...]
    members: tuple[Member, ...]
    evidence: tuple[QuotedArticle, ...]
    tolls: tuple[QuotedToll, ...] = ()
