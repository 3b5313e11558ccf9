"""What the events of an incident say together: common days, ranges of numbers, everybody's claims."""

from dataclasses import replace
from itertools import combinations

from dashboard.events.agreement import alike, possible_days
from dashboard.records.claim import Claim
from dashboard.records.codes import Likelihood, Stance, TimePrecision
from dashboard.records.event import Count, Event, Participant
from dashboard.records.when import When


def merged(members: tuple[Event, ...], incident_id: str) -> Event:
    """One event with the fields of all members; the first one's where a field cannot hold several."""
    places = [event.where for event in members if event.where]
    told = [event.reported_on for event in members if event.reported_on]
    where = min(places, key=lambda where: where.geo_precision.rank, default=None)
    return replace(
        members[0],
        event_id=incident_id,
        when=_common_days(members),
        where=where,
        where_reason=None if where else members[0].where_reason,
        reported_on=min(told, default=None),
        actors=_all_actors(members),
        fatalities=_range([event.fatalities for event in members]),
        injured=_range([event.injured for event in members]),
        tolls=tuple(dict.fromkeys(toll for event in members for toll in event.tolls)),
        claims=_all_claims(members),
        background=all(event.background for event in members),
        evidence=tuple(dict.fromkeys(item for event in members for item in event.evidence)),
    )


def _common_days(members: tuple[Event, ...]) -> When | None:
    """The narrowest member's interval, cut to the days that all members allow.

    Only what was joined by hand may share no day: then every day that a member allows is kept.
    """
    dated = [event for event in members if possible_days(event)]
    if not dated:
        return next((event.when for event in members if event.when), None)
    narrowest = min(dated, key=lambda event: len(possible_days(event)))
    all_days = [set(possible_days(event)) for event in dated]
    shared = sorted(set.intersection(*all_days) or set.union(*all_days))
    if narrowest.when is None or len(shared) == len(possible_days(narrowest)):
        return narrowest.when
    precision = TimePrecision.WEEK
    if (shared[-1] - shared[0]).days < 4:
        precision = TimePrecision.DAY if len(shared) == 1 else TimePrecision.FEW_DAYS
    elif (shared[-1] - shared[0]).days > 7:
        precision = TimePrecision.MONTH
    return replace(narrowest.when, start=shared[0], end=shared[-1], precision=precision)


def _all_actors(members: tuple[Event, ...]) -> tuple[Participant, ...]:
    kept: list[Participant] = []
    for event in members:
        kept += [
            actor
            for actor in event.actors
            if not any(actor.role is other.role and alike(actor, other) for other in kept)
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


def numbers_differ(members: tuple[Event, ...]) -> bool:
    """Whether two members, or two sources of one member, give numbers that cannot both be right."""
    for name in ("fatalities", "injured"):
        counts = [count for event in members if (count := getattr(event, name))]
        if any(_exclude(one, two) for one, two in combinations(counts, 2)):
            return True
    return any(
        one.injured is two.injured and one.source != two.source and _exclude(one.count, two.count)
        for event in members
        for one, two in combinations([toll for toll in event.tolls if toll.source], 2)
    )


def _exclude(one: Count, two: Count) -> bool:
    """Whether one of two ranges ends before the other begins."""
    return any(
        lower.high is not None and upper.low is not None and lower.high < upper.low
        for lower, upper in ((one, two), (two, one))
    )


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
