"""Where an act takes place that names no place, by who acts: authorities and crowds act on their own ground.

A court, a parliament or a cabinet whose land the dateline names sits where the news was filed, and a
ministry speaks in the capital that the news was filed from; police make arrests, and people march, in their
own country: that much may be said, and no more.
"""

from collections.abc import Sequence

from dashboard.events.located import located
from dashboard.events.reading import Reading
from dashboard.records.codes import ActorKind, GeoPrecision, Role
from dashboard.records.mention import ActorMention, Toponym
from dashboard.records.place import Where

Actors = Sequence[tuple[ActorMention, Role]]
#: Acts that authorities do in their own country, and crowds in theirs.
_DOMESTIC = frozenset(
    """arrest legal_action weapons_seizure peaceful_protest protest_with_intervention excessive_force
    violent_demonstration disrupted_attack""".split()
)
_AT_HOME = frozenset([ActorKind.POLICE, ActorKind.GOVERNMENT, ActorKind.PROTESTERS, ActorKind.RIOTERS])
#: Bodies that sit in a town: what they do is done there.
_SITTING = frozenset(
    """court courts tribunal parliament senate congress assembly duma knesset majlis bundestag cabinet
    legislature lawmakers parliamentarians""".split()
)
#: Bodies that sit in the capital and speak there: a person may speak anywhere.
_OFFICES = frozenset(["ministry", "ministries"])
_SPOKEN = frozenset(["statement", "demand", "condemnation", "accusation", "threat", "pledge"])
_SEATED_ACTS = frozenset(["legal_action", "demand", "agreement", "sanction", "condemnation"])


def own_ground(reading: Reading, sub_type: str, actors: Actors) -> tuple[Where, Toponym] | None:
    """The seat of a sitting body in the dateline, or the country in which authorities or crowds act.

    Each comes with the words of the text that name it; None where the text does not name it.
    """
    acting = [mention for mention, role in actors if role is Role.ACTOR1]
    if sub_type in _SEATED_ACTS:
        seat = _seat(reading, acting)
        if seat is not None:
            return located(reading, seat), seat
    if sub_type in _SPOKEN and (seat := _office(reading, acting)) is not None:
        return located(reading, seat), seat
    if sub_type not in _DOMESTIC:
        return None
    lands = {mention.country for mention in acting if mention.kind in _AT_HOME and mention.country}
    if len(lands) != 1:
        return None
    named = _land(reading, lands.pop())
    return (located(reading, named), named) if named is not None else None


def _seat(reading: Reading, acting: Sequence[ActorMention]) -> Toponym | None:
    """The town of the dateline, where a body of its country acts."""
    filed = _filed(reading)
    return filed if filed is not None and _is_of(filed, acting, _SITTING) else None


def _office(reading: Reading, acting: Sequence[ActorMention]) -> Toponym | None:
    """The capital in the dateline, where a ministry of its country or one who speaks for it acts."""
    filed = _filed(reading)
    if filed is None or filed.place is None or filed.place.feature_code != "PPLC":
        return None
    names = {mention.name for mention in acting}
    known = [*acting, *(mention for mention in reading.actors if mention.name in names)]
    return filed if _is_of(filed, known, _OFFICES) else None


def _is_of(filed: Toponym, acting: Sequence[ActorMention], bodies: frozenset[str]) -> bool:
    """Whether one of those who act is a body of these kinds, or speaks for one, of the town's country."""
    assert filed.place is not None
    return any(
        mention.country == filed.place.country and not bodies.isdisjoint(mention.text.lower().split())
        for mention in acting
    )


def _filed(reading: Reading) -> Toponym | None:
    """The town that the dateline names first."""
    line = reading.document.dateline
    filed = next(iter(reading.toponyms.between(*line)), None) if line else None
    if filed is None or filed.place is None or filed.geo_precision is not GeoPrecision.TOWN:
        return None
    return filed


def _land(reading: Reading, country: str) -> Toponym | None:
    """Where the text first names a country."""
    return next(
        (
            toponym
            for toponym in reading.toponyms
            if toponym.place is not None
            and toponym.place.country == country
            and toponym.place.feature_code == "PCLI"
        ),
        None,
    )
