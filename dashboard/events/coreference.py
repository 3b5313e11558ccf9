"""Mentions of one event in one article become one draft."""

from dashboard.events.draft import Draft
from dashboard.events.tolls import adds, attackers_fell, summed
from dashboard.events.when import opened
from dashboard.geocoding.distance import distance_km
from dashboard.records.codes import DateBasis, GeoPrecision, Role, Status
from dashboard.records.event import Count
from dashboard.records.place import Where
from dashboard.records.when import When

_SAME_KM, _LONG_DAYS = 12.0, 31
#: An event told again after this many others is taken for another; a book is not read as one article.
_MEMORY = 200
#: Sub-types that tell of a consequence or leave the means open; they join a more telling one.
_TWO_SIDED = frozenset(["armed_clash", "ceasefire"])
_GENERIC = frozenset(["attack", "killing"])
_HARM = frozenset(["kill", "killed", "killing", "kills", "wounded", "injured", "shot", "dead"])
_TAKING_GENERIC = frozenset(
    [
        "armed_clash",
        "shelling",
        "air_strike",
        "drone_strike",
        "missile_strike",
        "bombing",
        "suicide_bombing",
        "landmine",
        "chemical_attack",
        "mob_violence",
        "excessive_force",
        "abduction",
        "attack",
        "killing",
        "violent_demonstration",
    ]
)
_PROTESTS = frozenset(
    ["peaceful_protest", "protest_with_intervention", "excessive_force", "violent_demonstration"]
)
_KIN = (
    frozenset(["bombing", "suicide_bombing", "landmine"]),
    frozenset(["shelling", "missile_strike"]),
    frozenset(["air_strike", "drone_strike"]),
    _PROTESTS,
    frozenset(["violent_demonstration", "mob_violence"]),
    frozenset(["visit", "meeting"]),
    frozenset(["ceasefire", "agreement"]),
    frozenset(["weapons_seizure", "disrupted_attack"]),
)
_SPECIFIC = {
    name: rank
    for rank, name in enumerate(
        [
            "suicide_bombing",
            "landmine",
            "chemical_attack",
            "excessive_force",
            "drone_strike",
            "missile_strike",
            "protest_with_intervention",
            "violent_demonstration",
        ]
    )
}


def merge(drafts: list[Draft]) -> list[Draft]:
    """The drafts with those of one event joined, in order of first mention."""
    kept: list[Draft] = []
    for draft in drafts:
        home = next((other for other in reversed(kept[-_MEMORY:]) if same_event(other, draft)), None)
        if home is None:
            kept.append(draft)
        else:
            _join(home, draft)
    return kept


def lend_sides(drafts: list[Draft]) -> None:
    """Clashes that name fewer than two sides take those of the nearest clash that names both."""
    clashes = [d for d in drafts if d.sub_type in _TWO_SIDED]
    full = [d for d in clashes if len({m.country or m.name for m, _ in d.actors}) == 2]
    for draft in clashes:
        known = draft.everyone
        if draft in full or draft.background or len(known) > 1:
            continue
        lands = {m.country for m, _ in draft.actors}
        for other in sorted(full, key=lambda d: abs(d.trigger.sentence - draft.trigger.sentence)):
            shared = known & other.everyone or (lands & {m.country for m, _ in other.actors}) - {None}
            if other.background or (known and not shared):
                continue
            lent = [
                (m, r) for m, r in other.actors if m.name not in known and m.country not in lands - {None}
            ]
            draft.actors += lent
            draft.loose |= {m.name for m, _ in lent}
            break


def same_event(first: Draft, second: Draft) -> bool:
    """Whether two drafts of one article tell of one event: kind, place, days, sides, distance in the text."""
    distance = second.trigger.sentence - first.last
    if second.fresh and distance > 0:
        return False
    if not _kindred(first, second, distance):
        return False
    if {first.status, second.status} & {
        Status.PLANNED,
        Status.THREATENED,
    } and first.status is not second.status:
        return False
    if not _places_agree(first, second) or not _days_agree(first, second):
        return False
    if first.event_type == "diplomacy":
        return _same_speech(first, second, distance)
    if distance == 0 and {first.sub_type, second.sub_type} <= _PROTESTS and first.sub_type != second.sub_type:
        return True  # "broke up a rally called by the opposition": two sides of one protest
    sides = _sides(first, second)
    if sides < 0:
        return False
    if distance <= 1:
        return True
    return sides > 0 or (first.placed and second.placed) or not second.placed


def _open(draft: Draft) -> bool:
    """Whether the words leave open by what means: "killed three soldiers", "the attack"."""
    return draft.sub_type in _GENERIC or not _HARM.isdisjoint(draft.trigger.text.lower().split())


def _kindred(first: Draft, second: Draft, distance: int) -> bool:
    one, two = first.sub_type, second.sub_type
    if one == two or any(one in family and two in family for family in _KIN):
        return True
    if (_open(first) and two in _TAKING_GENERIC) or (_open(second) and one in _TAKING_GENERIC):
        same_dead = first.fatalities is not None and first.fatalities == second.fatalities
        return distance <= 2 or (same_dead and bool(first.everyone & second.everyone))
    return False


def kindred(first: Draft, second: Draft) -> bool:
    """Whether the kinds of two drafts let them be one event, told close to each other."""
    return _kindred(first, second, 0)


def _same_speech(first: Draft, second: Draft, distance: int) -> bool:
    ones, twos = first.names(Role.ACTOR1), second.names(Role.ACTOR1)
    if ones and twos:
        return bool(ones & twos) or (first.sub_type in ("meeting", "agreement") and twos <= first.everyone)
    return distance <= 1


def _sides(first: Draft, second: Draft) -> int:
    """1 where the drafts share an actor, -1 where both name other acting sides, 0 where one names none."""
    if first.everyone & second.everyone:
        return 1
    acting, acting_too = first.names(Role.ACTOR1), second.names(Role.ACTOR1)
    if acting and acting_too:
        lands = {m.country for m, r in first.actors if r is Role.ACTOR1 and m.country}
        lands_too = {m.country for m, r in second.actors if r is Role.ACTOR1 and m.country}
        return 1 if lands & lands_too else -1
    return 0


def _places_agree(first: Draft, second: Draft) -> bool:
    if first.absent != second.absent and (first.absent or first.placed) and (second.absent or second.placed):
        return False
    one, two = first.where, second.where
    if one is None or two is None:
        return True
    if (one.name, one.country) == (two.name, two.country):
        return True
    if not first.placed or not second.placed:
        return True
    if one.country != two.country and one.country and two.country:
        return False
    coarse = {one.geo_precision, two.geo_precision} & {GeoPrecision.COUNTRY, GeoPrecision.MULTI_COUNTRY}
    if coarse:
        return True
    if GeoPrecision.PROVINCE in (one.geo_precision, two.geo_precision):
        return _within(one, two) or _within(two, one)
    near = GeoPrecision.NEAR in (one.geo_precision, two.geo_precision)
    limit = 2 * _SAME_KM if near else _SAME_KM
    return distance_km(one.latitude, one.longitude, two.latitude, two.longitude) <= limit


def _within(part: Where, whole: Where) -> bool:
    if part.admin1 is not None and part.admin1 in (whole.admin1, whole.name):
        return True
    if part.admin1 is not None and whole.admin1 is not None and whole.feature_code != "RGN":
        return False
    reach = whole.radius_km or 100.0
    return distance_km(part.latitude, part.longitude, whole.latitude, whole.longitude) <= reach


def _days_agree(first: Draft, second: Draft) -> bool:
    if first.background != second.background:
        return False
    lasting = [d.dated and d.when is not None and _long(d.when) for d in (first, second)]
    if first.dated and second.dated:
        # "Since 2012 some 900 have been killed" is not last week's killing.
        return lasting[0] == lasting[1] and not _far(first.when, second.when)
    # "a series of bombings in 2016" is not yesterday's.
    return not any(lasting)


def _long(when: When) -> bool:
    return when.start is not None and when.end is not None and (when.end - when.start).days > _LONG_DAYS


def _far(one: When | None, two: When | None) -> bool:
    if one is None or two is None or one.end is None or two.end is None:
        return False
    return (one.start or one.end) > two.end or (two.start or two.end) > one.end


def _weight(draft: Draft) -> float:
    return draft.confidence + 0.3 * draft.placed + 0.2 * draft.dated


def _join(home: Draft, other: Draft) -> None:
    """Moves what ``other`` knows into ``home``; the better told of the two gives trigger and sub-type."""
    if _better_type(other, home):
        home.event_type, home.sub_type = other.event_type, other.sub_type
    if _weight(other) > _weight(home):
        home.trigger = other.trigger
        home.claims, other.claims = other.claims, home.claims
    if other.where is not None and (home.where is None or _better_place(other, home)):
        home.where, home.toponym, home.placed = other.where, other.toponym, other.placed
        home.scene = other.scene
        home.where_reason = None
    if other.when is not None and (home.when is None or _better_date(other, home)):
        home.when, home.timex, home.dated = other.when, other.timex, other.dated
        home.background = other.background
    if not home.names(Role.ACTOR1) and _has_sides(other) and home.everyone & other.everyone:
        # "ten soldiers were killed fighting rebels": the clash says who fought, the deaths only who fell
        home.actors, other.actors = list(other.actors), home.actors
    names = {mention.name for mention, _ in home.actors}
    lacking = [role for role in Role if not home.names(role)]
    for mention, role in other.actors:
        if mention.name not in names and role in lacking:
            home.actors.append((mention, role))
            names.add(mention.name)
    home.loose |= other.loose
    fallen, more = ([t for t in draft.tolls if not t.injured] for draft in (home, other))
    if home.fatalities and other.fatalities and (attackers_fell(more, fallen) or adds(more, fallen)):
        home.fatalities = summed(home.fatalities, other.fatalities)
    else:
        home.fatalities = _total(home.fatalities, other.fatalities)
    home.injured = _total(home.injured, other.injured)
    home.tolls += other.tolls
    sources = {claim.source for claim in home.claims}
    home.claims += [claim for claim in other.claims if claim.source not in sources]
    if home.status is Status.OCCURRED and other.status is Status.ONGOING:
        home.status = other.status
        if home.when is not None and home.when.basis is DateBasis.PUBLICATION:
            home.when = opened(home.when)
    home.triggers += other.triggers
    home.sentences |= other.sentences
    home.last = max(home.last, other.last)
    home.confidence = max(home.confidence, other.confidence) + 0.05


def _has_sides(draft: Draft) -> bool:
    return bool(draft.names(Role.ACTOR1)) and bool(draft.names(Role.ACTOR2))


def _total(one: Count | None, other: Count | None) -> Count | None:
    """The greater of two counts of one event: the other is a part of it, or older."""
    if one is None or other is None:
        return one or other
    return other if _least(other) > _least(one) else one


def _least(count: Count) -> int:
    return next((n for n in (count.low, count.best, count.high) if n is not None), 0)


def _better_type(other: Draft, home: Draft) -> bool:
    if _open(home) and not _open(other):
        return True
    if _open(other) and not _open(home):
        return False
    if home.sub_type == "attack" and other.sub_type == "killing":
        return False
    if home.sub_type == "killing" and other.sub_type == "attack" and other.trigger.noun:
        return "killed" in home.trigger.text.lower()  # by a shooting or a stabbing, which is an attack
    return _SPECIFIC.get(other.sub_type, 99) < _SPECIFIC.get(home.sub_type, 99)


def _better_place(other: Draft, home: Draft) -> bool:
    assert other.where is not None
    assert home.where is not None
    if other.placed != home.placed:
        return other.placed
    return other.where.geo_precision.rank < home.where.geo_precision.rank


def _better_date(other: Draft, home: Draft) -> bool:
    assert home.when is not None
    if other.dated != home.dated:
        return other.dated
    return home.when.basis is DateBasis.PUBLICATION and other.dated
