"""Events of several articles that are one event become one incident; two events wrongly joined are worse than
one told twice, so what is in doubt stays apart.

All members of an incident agree with each other, not only each with the next. What one article tells as two
events stays two. What a reader has corrected holds over the rules.
"""

from collections.abc import Iterable
from datetime import date

from dashboard.events.agreement import agreement, possible_days
from dashboard.events.corrected import Corrected
from dashboard.events.merged_fields import merged, numbers_differ
from dashboard.events.publishers import independent_publishers
from dashboard.records.article import Article
from dashboard.records.correction import Correction
from dashboard.records.event import Event
from dashboard.records.incident import Incident, certainty_of


def merge_incidents(
    events: Iterable[Event], articles: Iterable[Article], *, corrections: Iterable[Correction] = ()
) -> tuple[Incident, ...]:
    """Incidents of all events, by first possible day, then id; the same whatever the order given.

    ``articles`` must hold those that the events name: their publishers are counted, one publisher once, and
    copies of one text once. ``corrections`` say of pairs of events that they are one, or are not.
    """
    by_id = {article.article_id: article for article in articles}
    corrected = Corrected(corrections)
    groups: list[list[Event]] = []
    by_day: dict[tuple[str, date], list[list[Event]]] = {}
    by_hand: dict[str, list[Event]] = {}
    # What readers have joined is put together before the rules fill the groups.
    for event in sorted(events, key=lambda e: (not corrected.same_as(e), *_order(e))):
        days = [(event.event_type, day) for day in possible_days(event)]
        known = [by_hand[other] for other in corrected.same_as(event) if other in by_hand]
        near = {id(group): group for group in (*known, *(g for key in days for g in by_day.get(key, ())))}
        home = next((group for group in near.values() if _belongs(event, group, corrected)), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(event)
        if corrected.same_as(event):
            by_hand[event.event_id] = home
        for key in days:
            listed = by_day.setdefault(key, [])
            if not any(group is home for group in listed):
                listed.append(home)
    groups.sort(key=lambda group: min(map(_order, group)))
    return tuple(_incident(group, by_id, corrected) for group in groups)


def _order(event: Event) -> tuple[bool, date, str]:
    day = (event.when.start or event.when.end) if event.when else None
    return (day is None, day or date.min, event.event_id)


def _belongs(event: Event, group: list[Event], corrected: Corrected) -> bool:
    """Whether an event agrees with every member, or was joined to it by hand.

    Members that were joined by hand answer for each other: who agrees with one agrees with all of them.
    """
    if any(corrected.apart(member, event) for member in group):
        return False
    if any(corrected.one(member, event) for member in group):
        return True
    agreeing = [member for member in group if agreement(member, event) is not None]
    return bool(agreeing) and all(
        member in agreeing or any(corrected.one(member, other) for other in agreeing) for member in group
    )


def _incident(events: list[Event], articles: dict[str, Article], corrected: Corrected) -> Incident:
    members = tuple(sorted(events, key=lambda e: (-e.confidence, len(possible_days(e)), e.event_id)))
    incident_id = min(event.event_id for event in members)
    alone = len(members) == 1
    whole = members[0] if alone else merged(members, incident_id)
    return Incident(
        incident_id=incident_id,
        events=members,
        merged=whole,
        publishers=independent_publishers(members, articles),
        certainty=certainty_of(whole.claims, numbers_differ=numbers_differ(members)),
        reason=None if alone else _reason(members, corrected),
    )


def _reason(members: tuple[Event, ...], corrected: Corrected) -> str:
    """Why the members are one, as a reader would give it: by the rules, by hand, or both."""
    first = members[0]
    found = [a for event in members[1:] if (a := agreement(first, event))]
    places = "; ".join(dict.fromkeys(each.place for each in found))
    actors = ", ".join(dict.fromkeys(name for each in found for name in each.actors))
    kinds = " or ".join(dict.fromkeys(event.sub_type.replace("_", " ") for event in members))
    parts = [f"{len({event.article_id for event in members})} articles tell of {kinds}"]
    if found:
        who = f"{actors} in both" if actors else "no other actors named"
        parts[0] += f": {places}; days that overlap; {who}"
    parts += [f"joined by hand: {why}" for why in corrected.reasons(members)]
    return "; ".join(parts)
