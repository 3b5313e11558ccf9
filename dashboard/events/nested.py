"""Places told within or beside others: "Gao, Mali", "a village near Severodonetsk", "Windsor Castle"."""

import re

from dashboard.events.reading import Reading
from dashboard.geocoding.distance import distance_km
from dashboard.records.codes import GeoPrecision
from dashboard.records.mention import Toponym

#: White space is counted, for a pattern that may share out any amount of it tries every way to.
_LINK = re.compile(
    r"(?:\s{0,16},\s{0,16}|\s{0,16},?\s{0,16}\b(?:in|of|near|outside)\b\s{0,16})(?:the |a |an )?"
    r"(?:[a-z'-]+ ){0,4}?(?:of |in |near )?\s{0,16}"
    r"|['’]s\s{1,16}(?:[a-z-]+\s{1,16}){0,4}"  # "Nigeria's commercial capital Lagos"
)
#: Characters within which the places of a chain stand, and km within which two towns of one lie.
_CHAIN, _CHAIN_KM = 120, 50.0
_POSSESSIVE = ("'", "’")


def finest(reading: Reading, toponym: Toponym) -> Toponym:
    """The finest of a chain of nested places: "Gao, Mali", "a village near Severodonetsk"."""
    chosen = toponym
    for other in reading.places.between(toponym.start - _CHAIN, toponym.start + _CHAIN):
        if other is toponym:
            continue
        left, right = (other, chosen) if other.start < chosen.start else (chosen, other)
        between = reading.document.plain[left.end : right.start]
        if not _LINK.fullmatch(between):
            continue
        owned = other is left and between[:1] in _POSSESSIVE
        apart = not _lies_by(left, right)
        if apart and owned:
            chosen = other  # "Mosul's Old City", where the gazetteer knows that of another town only
        if apart or other.geo_precision is None or chosen.geo_precision is None:
            continue
        finer = other.geo_precision.rank < chosen.geo_precision.rank
        beside = "near" in between or "outside" in between
        if finer or (beside and other.start < chosen.start and other.geo_precision is chosen.geo_precision):
            chosen = other
    return chosen


def _lies_by(one: Toponym, other: Toponym) -> bool:
    """Whether of two places one may lie in the other or beside it."""
    assert one.place is not None
    assert other.place is not None
    if one.place.country and other.place.country and one.place.country != other.place.country:
        return False
    if GeoPrecision.COUNTRY in (one.geo_precision, other.geo_precision):
        return True
    reach = max(one.place.radius_km or 0.0, other.place.radius_km or 0.0, _CHAIN_KM)
    return (
        distance_km(one.place.latitude, one.place.longitude, other.place.latitude, other.place.longitude)
        <= 2 * reach
    )


def may_hold(wide: Toponym, fine: Toponym) -> bool:
    """Whether one place is coarser than another and may hold it."""
    if wide.place is None or fine.place is None or wide.geo_precision is None or fine.geo_precision is None:
        return False
    return wide.geo_precision.rank > fine.geo_precision.rank and _lies_by(wide, fine)


def host_of(reading: Reading, absent: Toponym) -> Toponym | None:
    """The place that the text names elsewhere and that a name unknown to the gazetteer holds.

    "Windsor Castle" is in Windsor, "Upper Gao of the Ansongo district" in Ansongo.
    """
    words = absent.text.split()
    for place in reading.places:
        size = len(place.text.split())
        parts = (words[:size], words[-size:]) if size < len(words) else ()
        if place.text.split() in parts and place.geo_precision is not None and place.geo_precision.is_point:
            return place
    return None
