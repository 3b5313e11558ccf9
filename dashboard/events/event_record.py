"""``event_of``: the record of an event, written from its finished draft, each field with its words."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.events.classify import acled_name, acled_name_as_told
from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.events.rival_tolls import toll_records
from dashboard.events.seats import is_of_descent, seat_of
from dashboard.events.summary import Words, first_denial, summarise
from dashboard.events.wording import place_article, source_worded, widened, worded
from dashboard.records.codes import ActorKind
from dashboard.records.event import Event, Participant, event_id
from dashboard.records.mention import ActorMention
from dashboard.records.place import Where
from dashboard.records.provenance import Evidence


def event_of(reading: Reading, draft: Draft, *, extractor: str) -> Event:
    """The event of a draft; ``extractor`` is the name and version of what made it."""
    article = reading.document.article
    trigger = draft.trigger
    cast = [(widened(reading, m), role) for m, role in draft.actors]
    actors = tuple(
        Participant(name=m.name, text=m.text, role=role, kind=m.kind, country=_country(reading, draft, m))
        for m, role in cast
    )
    claims = tuple(draft.claims)
    event = Event(
        event_id=event_id(article.article_id, trigger.start, trigger.end, draft.event_type),
        article_id=article.article_id,
        event_type=draft.event_type,
        sub_type=draft.sub_type,
        acled_sub_event_type=acled_name(draft.sub_type, draft.actors, draft.where),
        summary=summarise(
            draft.sub_type,
            actors=[a for a in actors if a.name not in draft.loose],
            where=draft.where,
            when=draft.when,
            fatalities=draft.fatalities,
            claims=claims,
            status=draft.status,
            words=_words(reading, draft, [m for m, _ in cast]),
        ),
        trigger=_quote(reading, "what", trigger.start, trigger.end),
        when=draft.when,
        where=draft.where,
        where_reason=None if draft.where else draft.where_reason,
        reported_on=article.published_at,
        actors=actors,
        fatalities=draft.fatalities,
        injured=draft.injured,
        tolls=toll_records(reading, draft),
        claims=claims,
        status=draft.status,
        background=draft.background,
        evidence=_evidence(reading, draft),
        confidence=round(max(0.0, min(draft.confidence, 0.99)), 3),
        extractor=extractor,
    )
    told = acled_name_as_told(event)
    return event if told == event.acled_sub_event_type else replace(event, acled_sub_event_type=told)


def _words(reading: Reading, draft: Draft, cast: Sequence[ActorMention]) -> Words:
    """How the text words the names of an event."""
    source = next((claim for claim in draft.claims if claim.source), None)
    denied = first_denial(draft.claims)
    place = draft.where
    at, named = draft.toponym, None
    if place is not None and at is not None:
        named = place_article(reading, at.start, at.end, place.name, town=_is_town(place))
    return Words(
        actors={
            m.name: worded(reading, m if draft.fatalities is None and draft.injured is None else first)
            for m, (first, _) in zip(cast, draft.actors, strict=True)
        },
        place=named,
        source=source_worded(reading, source.source, source.start) if source and source.source else None,
        denier=source_worded(reading, denied.source, denied.start) if denied and denied.source else None,
    )


def _is_town(place: Where) -> bool:
    return (place.feature_code or "").startswith("PPL")


def _country(reading: Reading, draft: Draft, mention: ActorMention) -> str | None:
    """The actor's country; common nouns without one belong where the words after them say, to the event's
    country, or to the only one named. So do people of a descent ("ethnic Albanians")."""
    descent, common = is_of_descent(mention), mention.name.split()[-1].islower()
    if descent or (common and mention.country is None) or mention.kind is ActorKind.CIVILIANS:
        seat = seat_of(reading, mention)
        if seat is not None:
            return seat
    if not descent and not (
        common and mention.country is None and mention.kind is not ActorKind.ORGANISATION
    ):
        return mention.country
    if draft.where is not None and draft.placed and draft.where.country:
        return draft.where.country
    return mention.country or reading.only_country


def _quote(reading: Reading, field: str, start: int, end: int) -> Evidence:
    document = reading.document
    return Evidence(field, document.article.article_id, start, end, document.text[start:end])


def _evidence(reading: Reading, draft: Draft) -> tuple[Evidence, ...]:
    """The words of each field, sentences first, each span once a field."""
    spans: list[tuple[str, int, int]] = []
    for number in sorted(draft.sentences):
        sentence = reading.document.sentences[number]
        spans.append(("sentence", sentence.start, sentence.end))
    spans += [("who", m.start, m.end) for m in (widened(reading, mention) for mention, _ in draft.actors)]
    spans += [("what", trigger.start, trigger.end) for trigger in draft.triggers]
    if draft.toponym is not None:
        spans.append(("where", draft.toponym.start, draft.toponym.end))
    if draft.timex is not None:
        spans.append(("when", draft.timex.start, draft.timex.end))
    spans += [("how_many", toll.start, toll.end) for toll in draft.tolls]
    for claim in draft.claims:
        if claim.start is not None and claim.end is not None:
            spans.append(("says_who", claim.start, claim.end))
    return tuple(_quote(reading, *span) for span in dict.fromkeys(spans))
