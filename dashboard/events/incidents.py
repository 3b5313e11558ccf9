"""Events of several articles that are one event become one incident; two events wrongly joined are worse than
one told twice, so what is in doubt stays apart.

Two events are one when type, place and days agree and nothing speaks against it; all members of an incident
agree with each other, not only each with the next. What one article tells as two events stays two.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from urllib.parse import urlsplit

from dashboard.geocoding.distance import distance_km
from dashboard.records.article import Article
from dashboard.records.claim import Claim
from dashboard.records.codes import ActorKind, GeoPrecision, Likelihood, Role, Stance, Status, TimePrecision
from dashboard.records.event import Count, Event, Participant
from dashboard.records.incident import Incident, certainty_of
from dashboard.records.place import Where
from dashboard.records.when import When

#: Longer intervals say too little to join what happens often.
_WIDEST = timedelta(days=8)
#: Places further apart than this are two places, however uncertain both are, in km.
_FURTHEST_KM = 15.0
#: How uncertain a place is where the record does not say, in km.
_USUAL_KM = {
    GeoPrecision.EXACT: 1.0,
    GeoPrecision.TOWN: 3.0,
    GeoPrecision.NEAR: 10.0,
    GeoPrecision.DISTRICT: 10.0,
}
#: Sub-types that two reporters may choose between for one event.
_KIN = (
    {"bombing", "suicide_bombing"},
    {"air_strike", "drone_strike"},
    {"shelling", "missile_strike"},
    {"attack", "killing"},
    {"peaceful_protest", "protest_with_intervention", "excessive_force"},
    {"violent_demonstration", "mob_violence"},
    {"visit", "meeting"},
)
#: Statuses that may describe one fact; every other agrees only with itself.
_HAPPENED = {Status.OCCURRED, Status.ONGOING}
#: Kinds that any account may name or leave out; they neither join nor part.
_ANYBODY = {ActorKind.CIVILIANS, ActorKind.UNKNOWN}
#: A sentence as long as this does not come about twice by chance.
_CHANCE = 60


def merge_incidents(events: Iterable[Event], articles: Iterable[Article]) -> tuple[Incident, ...]:
    """Incidents of all events, by first possible day, then id; the same whatever the order given.

    ``articles`` must hold those that the events name: their publishers are counted, one publisher once, and
    copies of one text once.
    """
    by_id = {article.article_id: article for article in articles}
    groups: list[list[Event]] = []
    by_day: dict[tuple[str, date], list[list[Event]]] = {}
    for event in sorted(events, key=_order):
        days = [(event.event_type, day) for day in _days(event)]
        near = {id(group): group for key in days for group in by_day.get(key, ())}
        home = next((group for group in near.values() if all(_agreement(m, event) for m in group)), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(event)
        for key in days:
            listed = by_day.setdefault(key, [])
            if not any(group is home for group in listed):
                listed.append(home)
    return tuple(_incident(group, by_id) for group in groups)


def _order(event: Event) -> tuple[bool, date, str]:
    day = (event.when.start or event.when.end) if event.when else None
    return (day is None, day or date.min, event.event_id)


def _days(event: Event) -> list[date]:
    """The days an event may have happened on; none where they are too many to join it with another."""
    when = event.when
    if when is None or when.start is None or when.end is None or when.end - when.start > _WIDEST:
        return []
    return [when.start + timedelta(days=n) for n in range((when.end - when.start).days + 1)]


@dataclass(frozen=True, slots=True)
class _Agreement:
    """What two events have in common, as a reader would give it for a reason."""

    place: str
    actors: tuple[str, ...]


def _agreement(one: Event, two: Event) -> _Agreement | None:
    """Why two events are one; None where they are not, or where it cannot be told."""
    if one.article_id == two.article_id or one.event_type != two.event_type:
        return None
    if one.sub_type != two.sub_type and not any({one.sub_type, two.sub_type} <= kin for kin in _KIN):
        return None
    if one.status is not two.status and not {one.status, two.status} <= _HAPPENED:
        return None
    days = set(_days(one)) & set(_days(two))
    place = _same_place(one.where, two.where)
    if not days or place is None or _sides_differ(one, two) or _far_apart(one.fatalities, two.fatalities):
        return None
    shared = _shared_actors(one, two)
    # On one known day and at one place the type is enough; over several of either, much may happen twice.
    exact = len(_days(one)) == len(_days(two)) == 1 and place.one
    if not exact and not shared and not _same_number(one.fatalities, two.fatalities):
        return None
    return _Agreement(place.words, shared)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where two events may both have happened; ``one`` says that both name the same place."""

    words: str
    one: bool


def _same_place(one: Where | None, two: Where | None) -> _Place | None:
    if one is None or two is None or not (one.geo_precision.is_point and two.geo_precision.is_point):
        return None
    if one.country and two.country and one.country != two.country:
        return None
    if one.geonameid is not None and one.geonameid == two.geonameid:
        return _Place(f"the same place, {one.name}", True)
    if one.name != two.name and one.geo_precision is two.geo_precision is GeoPrecision.TOWN:
        return None
    reach = sum(w.radius_km if w.radius_km is not None else _USUAL_KM[w.geo_precision] for w in (one, two))
    apart = distance_km(one.latitude, one.longitude, two.latitude, two.longitude)
    if apart > min(reach, _FURTHEST_KM):
        return None
    if one.name == two.name:
        return _Place(f"the same place, {one.name}", True)
    return _Place(f"{one.name} and {two.name}, {apart:.0f} km apart", False)


def _side(event: Event, role: Role) -> list[Participant]:
    return [actor for actor in event.actors if actor.role is role and actor.kind not in _ANYBODY]


def _alike(one: Participant, two: Participant) -> bool:
    if one.name.casefold() == two.name.casefold():
        return True
    return one.country is not None and (one.country, one.kind) == (two.country, two.kind)


def _sides_differ(one: Event, two: Event) -> bool:
    """Whether both name a side and not one of its members is the same, or the sides are exchanged."""
    for role, other in ((Role.ACTOR1, Role.ACTOR2), (Role.ACTOR2, Role.ACTOR1)):
        ours, theirs = _side(one, role), _side(two, role)
        same = any(_alike(a, b) for a in ours for b in theirs)
        if ours and theirs and not same:
            return True
        if not same and any(_alike(a, b) for a in ours for b in _side(two, other)):
            return True
    return False


def _shared_actors(one: Event, two: Event) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            a.name for role in Role for a in _side(one, role) for b in _side(two, role) if _alike(a, b)
        )
    )


def _numbers(count: Count | None) -> list[int]:
    return [n for n in (count.low, count.best, count.high) if n is not None] if count else []


def _far_apart(one: Count | None, two: Count | None) -> bool:
    """Numbers that no two accounts of one event give: over three times and over five more."""
    ones, twos = _numbers(one), _numbers(two)
    if not ones or not twos:
        return False
    low, high = sorted(((min(ones), max(ones)), (min(twos), max(twos))))
    return high[0] > 3 * low[1] and high[0] - low[1] > 5


def _same_number(one: Count | None, two: Count | None) -> bool:
    return one is not None and two is not None and bool(one.best) and one.best == two.best


def _incident(events: list[Event], articles: dict[str, Article]) -> Incident:
    members = tuple(sorted(events, key=lambda e: (-e.confidence, len(_days(e)), e.event_id)))
    incident_id = min(event.event_id for event in members)
    publishers = _publishers(members, articles)
    if len(members) == 1:
        merged, reason = members[0], None
    else:
        merged, reason = _merged(members, incident_id), _reason(members)
    return Incident(
        incident_id=incident_id,
        events=members,
        merged=merged,
        publishers=publishers,
        certainty=certainty_of(merged.claims, numbers_differ=_numbers_differ(members)),
        reason=reason,
    )


def _merged(members: tuple[Event, ...], incident_id: str) -> Event:
    best = members[0]
    places = [event.where for event in members if event.where]
    told = [event.reported_on for event in members if event.reported_on]
    return replace(
        best,
        event_id=incident_id,
        when=_common_days(members),
        where=min(places, key=lambda where: where.geo_precision.rank),
        reported_on=min(told, default=None),
        actors=_all_actors(members),
        fatalities=_range([event.fatalities for event in members]),
        injured=_range([event.injured for event in members]),
        claims=_all_claims(members),
        background=all(event.background for event in members),
        evidence=tuple(dict.fromkeys(item for event in members for item in event.evidence)),
    )


def _common_days(members: tuple[Event, ...]) -> When | None:
    """The narrowest member's interval, cut to the days that all members allow."""
    narrowest = min(members, key=lambda event: len(_days(event)))
    shared = sorted(set.intersection(*(set(_days(event)) for event in members)))
    if narrowest.when is None or len(shared) == len(_days(narrowest)):
        return narrowest.when
    precision = TimePrecision.WEEK
    if len(shared) <= 4:
        precision = TimePrecision.DAY if len(shared) == 1 else TimePrecision.FEW_DAYS
    return replace(narrowest.when, start=shared[0], end=shared[-1], precision=precision)


def _all_actors(members: tuple[Event, ...]) -> tuple[Participant, ...]:
    kept: list[Participant] = []
    for event in members:
        kept += [
            actor
            for actor in event.actors
            if not any(actor.role is other.role and _alike(actor, other) for other in kept)
        ]
    return tuple(kept)


def _range(counts: list[Count | None]) -> Count | None:
    given = [count for count in counts if count]
    if not given:
        return None
    lows = [count.low for count in given if count.low is not None]
    highs = [count.high for count in given if count.high is not None]
    quoted = {count.best for count in given}
    return Count(
        min(lows, default=None), quoted.pop() if len(quoted) == 1 else None, max(highs, default=None)
    )


def _numbers_differ(members: tuple[Event, ...]) -> bool:
    """Whether two members give numbers that cannot both be right."""
    for name in ("fatalities", "injured"):
        counts = [count for event in members if (count := getattr(event, name))]
        for one, two in combinations(counts, 2):
            for lower, upper in ((one, two), (two, one)):
                if lower.high is not None and upper.low is not None and lower.high < upper.low:
                    return True
    return False


def _all_claims(members: tuple[Event, ...]) -> tuple[Claim, ...]:
    """Each claim once. A member without claims is its reporter's own word; spans hold in their own article
    only.
    """
    own = Claim(None, Stance.ASSERTED, Likelihood.CERTAIN)
    first = members[0].claims or (own,)
    others = [
        replace(claim, start=None, end=None) for event in members[1:] for claim in event.claims or (own,)
    ]
    said = {(claim.source, claim.stance, claim.certainty) for claim in first}
    fresh = [c for c in dict.fromkeys(others) if (c.source, c.stance, c.certainty) not in said]
    return (*first, *fresh)


def _publishers(members: tuple[Event, ...], articles: dict[str, Article]) -> tuple[str, ...]:
    """Names of the independent publishers, the earliest first.

    Copies of one text, or of the sentence that tells the event, are one publisher's: that of the earliest.
    Articles that nobody put a name to may all be one publisher's, so they add none.
    """
    told = sorted(
        {event.article_id: event for event in members}.values(),
        key=lambda e: (articles[e.article_id].published_at or date.max, e.article_id),
    )
    names: list[str] = []
    seen: set[str] = set()
    for event in told:
        article = articles[event.article_id]
        name = article.publisher or (urlsplit(article.url).hostname if article.url else None)
        words = {_words(article.text)} | {
            _words(item.text)
            for item in event.evidence
            if item.field == "sentence" and len(item.text) > _CHANCE
        }
        if name and not words & seen and name.casefold() not in {known.casefold() for known in names}:
            names.append(name)
        seen |= words
    return tuple(names)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _reason(members: tuple[Event, ...]) -> str:
    first = members[0]
    found = [a for event in members[1:] if (a := _agreement(first, event))]
    places = "; ".join(dict.fromkeys(agreement.place for agreement in found))
    actors = ", ".join(dict.fromkeys(name for agreement in found for name in agreement.actors))
    kinds = " or ".join(dict.fromkeys(event.sub_type.replace("_", " ") for event in members))
    numbers = f"{len(members)} articles tell of {kinds}: {places}; days that overlap"
    return f"{numbers}; {actors} in both" if actors else f"{numbers}; no other actors named"
