"""Records as rows of the tables, and back, without loss."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from dashboard.records.article import Article
from dashboard.records.claim import Claim
from dashboard.records.codes import (
    ActorKind,
    DateBasis,
    GeoPrecision,
    Likelihood,
    PlaceMatch,
    Role,
    Stance,
    Status,
    TimePrecision,
)
from dashboard.records.correction import Correction, Verdict
from dashboard.records.event import Count, Event, Participant, Toll
from dashboard.records.place import Where
from dashboard.records.provenance import Evidence
from dashboard.records.when import When
from dashboard.store.tables import (
    ArticleRow,
    ClaimRow,
    CorrectionRow,
    EventRow,
    EvidenceRow,
    ParticipantRow,
    TollRow,
)

ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
#: Fields that a row has under the same name.
_SAME = (
    "event_id article_id event_type sub_type acled_sub_event_type summary where_reason reported_on "
    "background confidence extractor"
).split()


def article_row(article: Article, *, extractor: str, stored_at: datetime) -> ArticleRow:
    """A new row for an article."""
    values = {name: getattr(article, name) for name in ARTICLE_FIELDS}
    return ArticleRow(**values, extractor=extractor, stored_at=stored_at)


def article_of(row: ArticleRow) -> Article:
    """The article of a row. SQLite forgets time zones; every time in the store is UTC."""
    values = {name: getattr(row, name) for name in ARTICLE_FIELDS}
    if row.fetched_at is not None and row.fetched_at.tzinfo is None:
        values["fetched_at"] = row.fetched_at.replace(tzinfo=UTC)
    return Article(**values)


def event_row(event: Event, *, ordinal: int) -> EventRow:
    """A new row for an event, with the rows beside it."""
    values: dict[str, Any] = {name: getattr(event, name) for name in _SAME}
    values |= _prefixed("when", event.when, When) | _prefixed("where", event.where, Where)
    values |= _prefixed("fatalities", event.fatalities, Count) | _prefixed("injured", event.injured, Count)
    return EventRow(
        **values,
        ordinal=ordinal,
        has_fatalities=event.fatalities is not None,
        has_injured=event.injured is not None,
        status=event.status.value,
        participants=[
            ParticipantRow(
                ordinal=n,
                name=actor.name,
                text=actor.text,
                role=actor.role.value,
                kind=actor.kind.value,
                country=actor.country,
            )
            for n, actor in enumerate(event.actors)
        ],
        tolls=[
            TollRow(
                ordinal=n,
                text=toll.text,
                injured=toll.injured,
                low=toll.count.low,
                best=toll.count.best,
                high=toll.count.high,
                source=toll.source,
            )
            for n, toll in enumerate(event.tolls)
        ],
        claims=[
            ClaimRow(
                ordinal=n,
                source=claim.source,
                stance=claim.stance.value,
                certainty=claim.certainty.value,
                starts=claim.start,
                ends=claim.end,
                via=claim.via,
            )
            for n, claim in enumerate(event.claims)
        ],
        evidence=[
            EvidenceRow(ordinal=n, field=item.field, starts=item.start, ends=item.end, text=item.text)
            for n, item in enumerate((event.trigger, *event.evidence))
        ],
    )


def _prefixed(prefix: str, record: Any, kind: type[Any]) -> dict[str, Any]:
    """The fields of a record as columns: all None where there is no record."""
    return {
        f"{prefix}_{field.name}": None if record is None else getattr(record, field.name)
        for field in fields(kind)
    }


def event_of(row: EventRow) -> Event:
    """The event of a row, its closed vocabularies as members again."""
    trigger, *evidence = (
        Evidence(item.field, row.article_id, item.starts, item.ends, item.text) for item in row.evidence
    )
    return Event(
        **{name: getattr(row, name) for name in _SAME},
        trigger=trigger,
        when=_when(row),
        where=_where(row),
        actors=tuple(
            Participant(actor.name, actor.text, Role(actor.role), ActorKind(actor.kind), actor.country)
            for actor in row.participants
        ),
        fatalities=_count(row, "fatalities"),
        injured=_count(row, "injured"),
        tolls=tuple(
            Toll(toll.text, toll.injured, Count(toll.low, toll.best, toll.high), toll.source)
            for toll in row.tolls
        ),
        claims=tuple(
            Claim(
                claim.source,
                Stance(claim.stance),
                Likelihood(claim.certainty),
                claim.starts,
                claim.ends,
                claim.via,
            )
            for claim in row.claims
        ),
        status=Status(row.status),
        evidence=tuple(evidence),
    )


def _when(row: EventRow) -> When | None:
    if row.when_precision is None or row.when_basis is None:
        return None
    precision, basis = TimePrecision(row.when_precision), DateBasis(row.when_basis)
    return When(row.when_start, row.when_end, precision, basis, row.when_text)


def _where(row: EventRow) -> Where | None:
    if row.where_name is None:
        return None
    values = {field.name: getattr(row, f"where_{field.name}") for field in fields(Where)}
    values["geo_precision"] = GeoPrecision(values["geo_precision"])
    values["match"] = PlaceMatch(values["match"])
    return Where(**values)


def _count(row: EventRow, name: str) -> Count | None:
    if not getattr(row, f"has_{name}"):
        return None
    return Count(*(getattr(row, f"{name}_{field.name}") for field in fields(Count)))


def correction_row(correction: Correction) -> CorrectionRow:
    """A new row for a correction."""
    return CorrectionRow(
        first=correction.first,
        second=correction.second,
        verdict=correction.verdict.value,
        reason=correction.reason,
        made_at=correction.made_at,
    )


def correction_of(row: CorrectionRow) -> Correction:
    """The correction of a row; times are UTC."""
    made = row.made_at if row.made_at.tzinfo else row.made_at.replace(tzinfo=UTC)
    return Correction(row.first, row.second, Verdict(row.verdict), row.reason, made)
