"""An event, as one article tells it."""

import hashlib
from dataclasses import dataclass
from datetime import date

from dashboard.records.claim import Claim
from dashboard.records.codes import ActorKind, Role, Status
from dashboard.records.fields import described
from dashboard.records.place import Where
from dashboard.records.provenance import Evidence
from dashboard.records.when import When


def event_id(article_id: str, start: int, end: int, event_type: str) -> str:
    """The same article, trigger span and type give the same id, whatever extractor found it."""
    return hashlib.sha256(f"{article_id}:{start}:{end}:{event_type}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who takes part in an event."""

    name: str = described("Canonical name")
    text: str = described("Name as written in the article")
    role: Role = described("actor1 acts, actor2 is acted on", values=", ".join(Role))
    kind: ActorKind = described(
        "What sort of actor", values=", ".join(ActorKind), source="after ACLED inter codes"
    )
    country: str | None = described("Country it belongs to", values="ISO 3166-1 alpha-2", default=None)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, as a range. An open end is None: "at least 3" is low 3, high None."""

    low: int | None = described("Lowest number given", unit="people")
    best: int | None = described("The number to quote, where one can be", unit="people")
    high: int | None = described("Highest number given", unit="people")


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of people as the article tells it: of one side, or by one source."""

    text: str = described("The number and whom it counts, as written")
    injured: bool = described("Whether they were injured; else killed", values="true, false")
    count: Count = described("The number as a range")
    source: str | None = described("Who gives it; None = the reporter", default=None)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, who did it to whom, where, when, how many died, who says so, as one article tells it."""

    event_id: str = described("Deterministic for article, trigger span and event type")
    article_id: str = described("The article that tells it")
    event_type: str = described("Event type", source="data/ontology/event_types.csv")
    sub_type: str = described("Sub-type", source="data/ontology/event_types.csv")
    acled_sub_event_type: str | None = described(
        "Sub-event type of the ACLED codebook", source="ACLED codebook"
    )
    summary: str = described("One neutral sentence made from the fields")
    trigger: Evidence = described("The words that name the event in its best mention")
    when: When | None = described("When it happened; None = nothing can be said")
    where: Where | None = described("Where it happened; None: see where_reason")
    where_reason: str | None = described("Why there is no place", default=None)
    reported_on: date | None = described(
        "Day on which it was announced or published", unit="ISO 8601 day", default=None
    )
    actors: tuple[Participant, ...] = described("Who took part", default=())
    fatalities: Count | None = described("People killed; None = no number told", default=None)
    injured: Count | None = described("People injured; None = no number told", default=None)
    tolls: tuple[Toll, ...] = described(
        "The numbers that fatalities and injured were made from: per side, per source", default=()
    )
    claims: tuple[Claim, ...] = described(
        "Who says so; the first is the one that annotation shows", default=()
    )
    status: Status = described("Whether it happened", values=", ".join(Status), default=Status.OCCURRED)
    background: bool = described("Told as background, not as news of this article", default=False)
    evidence: tuple[Evidence, ...] = described("The words each field came from", default=())
    confidence: float = described("The extractor's trust in this record", unit="0 to 1", default=0.5)
    extractor: str = described("Name and version of what made the record", default="rules")
