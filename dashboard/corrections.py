"""Merges corrected by hand: what a reader says of two events is kept, and publishing obeys it."""

from dataclasses import dataclass

from dashboard import jobs
from dashboard.errors import StoreError
from dashboard.query.manifest import Manifest
from dashboard.records.article import Article
from dashboard.records.correction import Correction, Verdict
from dashboard.records.event import Event
from dashboard.records.incident import Incident
from dashboard.settings import Settings
from dashboard.store.record_store import RecordStore

_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Member:
    """One event of an incident and the article that tells it."""

    event: Event
    article: Article


@dataclass(frozen=True, slots=True)
class Merged:
    """An incident as the store's events give it now, its members in the order of their trust."""

    incident: Incident
    members: tuple[Member, ...]


def merged(settings: Settings, ident: str) -> Merged:
    """The incident that an id names: its own, an event's of it, or the first signs of either (six at least).

    Raises StoreError where it names none or several.
    """
    store = RecordStore(settings.store_url)
    try:
        incidents, articles = jobs.incidents_of(store)
    finally:
        store.close()
    by_id = {article.article_id: article for article in articles}
    incident = _named(incidents, ident)
    return Merged(incident, tuple(Member(event, by_id[event.article_id]) for event in incident.events))


def split(
    settings: Settings, ident: str, *, reason: str, out: str | None = None, publish: bool = True
) -> tuple[int, Manifest | None]:
    """Part the members of an incident, all from each other, or only the event ``out`` from all others.

    Returns how many pairs of events were parted. Raises StoreError where there is nothing to part.
    """
    events = merged(settings, ident).incident.events
    if len(events) < 2:
        raise StoreError(f"{ident!r} is told by one article alone; there is nothing to split")
    ids = [event.event_id for event in events]
    if out is not None:
        found = [each for each in ids if each.startswith(out)]
        if len(found) != 1:
            raise StoreError(f"{out!r} is no member of it; the members are {', '.join(ids)}")
        pairs = [frozenset((found[0], other)) for other in ids if other != found[0]]
    else:
        pairs = [frozenset((one, other)) for n, one in enumerate(ids) for other in ids[:n]]
    return _kept(settings, pairs, Verdict.APART, reason=reason, publish=publish)


def join(
    settings: Settings, first: str, second: str, *, reason: str, publish: bool = True
) -> tuple[int, Manifest | None]:
    """Make one incident of the two that these ids name.

    Returns how many pairs of events were joined. Raises StoreError where they are one already.
    """
    one, other = (merged(settings, ident).incident for ident in (first, second))
    if one.incident_id == other.incident_id:
        raise StoreError(f"{first!r} and {second!r} are one incident already, {one.incident_id}")
    pairs = [frozenset((a.event_id, b.event_id)) for a in one.events for b in other.events]
    return _kept(settings, pairs, Verdict.ONE, reason=reason, publish=publish)


def listed(settings: Settings) -> list[Correction]:
    """All corrections, the oldest first."""
    store = RecordStore(settings.store_url)
    try:
        return store.corrections()
    finally:
        store.close()


def undo(settings: Settings, event_id: str, *, publish: bool = True) -> tuple[int, Manifest | None]:
    """Take back every correction that names this event (its id, or the start of it); the rules decide again.

    Raises StoreError where none names it.
    """
    store = RecordStore(settings.store_url)
    try:
        named = {each for made in store.corrections() for each in made.pair if each.startswith(event_id)}
        if len(event_id) < _SHORTEST or len(named) != 1:
            raise StoreError(
                f"{event_id!r} names {len(named)} corrected events; give at least {_SHORTEST} signs of one id"
            )
        count = store.take_back(named.pop())
    finally:
        store.close()
    return count, jobs.publish(settings) if publish else None


def _kept(
    settings: Settings, pairs: list[frozenset[str]], verdict: Verdict, *, reason: str, publish: bool
) -> tuple[int, Manifest | None]:
    store = RecordStore(settings.store_url)
    try:
        count = store.correct(pairs, verdict=verdict, reason=reason)
    finally:
        store.close()
    return count, jobs.publish(settings) if publish else None


def _named(incidents: tuple[Incident, ...], ident: str) -> Incident:
    if len(ident) < _SHORTEST:
        raise StoreError(f"{ident!r} is too short for an id; give at least {_SHORTEST} signs")
    found = [i for i in incidents if any(event.event_id.startswith(ident) for event in i.events)]
    if not found:
        raise StoreError(f"the store has no event of the id {ident!r}; `export` lists the ids")
    if len(found) > 1:
        raise StoreError(f"{ident!r} names {len(found)} events; give more of the id")
    return found[0]
