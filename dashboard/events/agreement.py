"""Whether two events are one: type, place and days agree, and nothing speaks against it."""

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.geocoding.distance import distance_km
from dashboard.records.codes import ActorKind, GeoPrecision, Role, Status
from dashboard.records.event import Count, Event, Participant
from dashboard.records.place import Where

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
#: Kinds that speak and act for a state: "Russia took the village" as "Russian troops took the village".
_STATE = {ActorKind.STATE_FORCES, ActorKind.GOVERNMENT}
#: Kinds that any account may name or leave out; they neither join nor part.
_ANYBODY = {ActorKind.CIVILIANS, ActorKind.UNKNOWN}


def possible_days(event: Event) -> list[date]:
    """The days an event may have happened on; none where they are too many to join it with another."""
    when = event.when
    if when is None or when.start is None or when.end is None or when.end - when.start > _WIDEST:
        return []
    return [when.start + timedelta(days=n) for n in range((when.end - when.start).days + 1)]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two events have in common, as a reader would give it for a reason."""

    place: str
    actors: tuple[str, ...]


def agreement(one: Event, two: Event) -> Agreement | None:
    """Why two events are one; None where they are not, or where it cannot be told."""
    if one.article_id == two.article_id or one.event_type != two.event_type:
        return None
    if one.sub_type != two.sub_type and not any({one.sub_type, two.sub_type} <= kin for kin in _KIN):
        return None
    if one.status is not two.status and not {one.status, two.status} <= _HAPPENED:
        return None
    days = set(possible_days(one)) & set(possible_days(two))
    place = _same_place(one.where, two.where)
    if not days or place is None or _sides_differ(one, two) or _far_apart(one.fatalities, two.fatalities):
        return None
    shared = _shared_actors(one, two)
    # On one known day and at one place the type is enough; over several of either, much may happen twice.
    exact = len(possible_days(one)) == len(possible_days(two)) == 1 and place.one
    if not exact and not shared and not _same_number(one.fatalities, two.fatalities):
        return None
    return Agreement(place.words, shared)


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


def alike(one: Participant, two: Participant) -> bool:
    """Whether two accounts may mean the same actor: one name, or one country and kind. A state's name stands
    for its forces.
    """
    if one.name.casefold() == two.name.casefold():
        return True
    kinds = {one.kind, two.kind}
    return one.country is not None and one.country == two.country and (len(kinds) == 1 or kinds <= _STATE)


def _sides_differ(one: Event, two: Event) -> bool:
    """Whether both name a side and not one of its members is the same, or the sides are exchanged."""
    for role, other in ((Role.ACTOR1, Role.ACTOR2), (Role.ACTOR2, Role.ACTOR1)):
        ours, theirs = _side(one, role), _side(two, role)
        same = any(alike(a, b) for a in ours for b in theirs)
        if ours and theirs and not same:
            return True
        if not same and any(alike(a, b) for a in ours for b in _side(two, other)):
            return True
    return False


def _shared_actors(one: Event, two: Event) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            a.name for role in Role for a in _side(one, role) for b in _side(two, role) if alike(a, b)
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
