"""Mentions: what the recognisers find in a document, each a span of its text.

For every mention ``document.text[start:end] == text``.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.records.codes import (
    ActorKind,
    DateBasis,
    GeoPrecision,
    Likelihood,
    PlaceMatch,
    Stance,
    Status,
    TimePrecision,
    TimexType,
    ToponymUse,
)
from dashboard.records.place import Place


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name, and the place it was resolved to; ``reason`` says why where ``place`` is None."""

    start: int
    end: int
    text: str
    place: Place | None
    geo_precision: GeoPrecision | None
    match: PlaceMatch | None
    use: ToponymUse
    confidence: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression. ``value`` is the TIMEX3 value, None when unresolved (``reason`` says why).

    ``earliest`` and ``latest`` are the days it spans, both inclusive, None where it names none.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None
    earliest: date | None
    latest: date | None
    precision: TimePrecision
    basis: DateBasis
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A phrase that names someone who can act: a force, group, government, official, crowd, or people.

    ``name`` is canonical ("Russian forces"), ``text`` as written; ``speaker`` marks a kind that is usually
    quoted (ministries, officials, agencies) rather than acting on the ground.
    """

    start: int
    end: int
    text: str
    name: str
    kind: ActorKind
    country: str | None
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word or words that name an event. ``rule`` is the id of the lexicon row that fired.

    ``noun`` is true for nominal triggers ("the shelling of"), ``passive`` for a passive verb ("was shelled"),
    ``negated``, ``status`` and ``likelihood`` come from its clause.
    """

    start: int
    end: int
    text: str
    event_type: str
    sub_type: str
    sentence: int
    rule: str
    noun: bool = False
    passive: bool = False
    negated: bool = False
    status: Status = Status.OCCURRED
    likelihood: Likelihood = Likelihood.CERTAIN
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Casualties:
    """A count of people killed or injured: ``high`` is None for "at least", ``low`` for a plain number.

    ``total``: it replaces what was counted before ("raising the toll to 15"); ``further``: it comes on top
    ("three more died").
    """

    start: int
    end: int
    text: str
    injured: bool
    low: int | None
    best: int | None
    high: int | None
    total: bool = False
    further: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: ``start``..``end`` is the source's span, the scope the words it vouches for.

    ``source`` is None for hedges without a source ("reportedly"); ``via`` passes the source's word on.
    """

    start: int
    end: int
    text: str
    source: str | None
    stance: Stance
    likelihood: Likelihood
    scope_start: int
    scope_end: int
    via: str | None = None
