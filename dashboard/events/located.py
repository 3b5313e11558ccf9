"""What the words before a place name make of its point: "near", "outskirts of", "10 km north of"."""

import re
from math import asin, atan2, cos, degrees, radians, sin

from dashboard.events.reading import Reading
from dashboard.events.wording import division_name, place_name
from dashboard.geocoding.distance import distance_km
from dashboard.records.codes import GeoPrecision, PlaceMatch
from dashboard.records.mention import Toponym
from dashboard.records.place import Place, Where

#: Bearings of the directions, in degrees from north.
DIRECTIONS = {
    **{"north": 0, "northeast": 45, "northeastern": 45, "east": 90, "southeast": 135, "southeastern": 135},
    **{
        "south": 180,
        "southwest": 225,
        "southwestern": 225,
        "west": 270,
        "northwest": 315,
        "northwestern": 315,
    },
}
_NEAR = frozenset(
    [
        "near",
        "outside",
        "around",
        "beside",
        "outskirts",
        "close",
        "off",
        "overlooking",
        "adjoining",
        "bordering",
    ]
)
#: "The north of X", "the far north of X" is in it; "north of X" is not.
_IN_PART = frozenset(["the", "far"])
_KM_PER_MILE = 1.609344
_NEAR_KM, _OUTSKIRTS_KM, _DIRECTION_KM = 15.0, 10.0, 25.0
#: A distance, with the same in other units in brackets: "30 kilometers (19 miles)".
_DISTANCE = re.compile(
    r"(\d+(?:\.\d+)?)[ -]?(km|kilomet(?:er|re)s?|kms|miles?|mi)\b(?: ?\(\d[^()]{0,20}\))?", re.IGNORECASE
)
_EARTH_KM = 6371.0
#: The feature code of a point between two towns: GeoNames' for a tract of land without bounds.
MIDWAY = "AREA"
#: The key of a point that no entry of the gazetteer stands for.
_NO_KEY = -1


def located(reading: Reading, toponym: Toponym) -> Where:
    """The place of a toponym with what stands before it: "near", "outskirts of", "10 km north of".

    A stated direction and distance give the point they lead to; a direction or "near" alone keeps the named
    point and widens the radius.
    """
    place = toponym.place
    assert place is not None
    assert toponym.geo_precision is not None
    latitude, longitude, radius = place.latitude, place.longitude, place.radius_km
    precision = toponym.geo_precision
    if place.feature_code == "PCLI" and (part := _part_of(reading, toponym)) is not None:
        # "southern Lebanon": an area of the country, not the whole of it.
        precision, radius = GeoPrecision.PROVINCE, (radius or 0.0) / 2 or None
        if radius is not None and part >= 0:
            latitude, longitude = offset_point(latitude, longitude, radius, part)
    if precision.rank <= GeoPrecision.DISTRICT.rank:
        window = reading.words_before(toponym.start, 14)
        kept = [
            w
            for w in window
            if w not in ("the", "of", "city", "town", "village", "a", "from", "and", ",", "to")
        ]
        tail = kept[-5:]
        direction = next((w for w in reversed(tail) if w in DIRECTIONS), None)
        distance = _distance_before(reading, toponym)
        directed = direction is not None and _directs(window)
        if distance is not None:
            precision = GeoPrecision.NEAR
            radius = max(2.0, distance * 0.25)
            if direction is not None:
                latitude, longitude = offset_point(latitude, longitude, distance, DIRECTIONS[direction])
            else:
                radius = distance
        elif directed:
            precision, radius = GeoPrecision.NEAR, _DIRECTION_KM
        elif kept and kept[-1] in _NEAR:
            precision = GeoPrecision.NEAR
            radius = _OUTSKIRTS_KM if kept[-1] == "outskirts" else _NEAR_KM
    return Where(
        name=place_name(place.name, toponym.text, toponym.match),
        text=toponym.text,
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        geo_precision=precision,
        radius_km=radius,
        geonameid=place.geonameid,
        feature_code=place.feature_code,
        country=place.country,
        admin1=division_name(place.admin1_name) if place.admin1_name else None,
        admin2=place.admin2,
        admin1_code=place.admin1,
        match=toponym.match or PlaceMatch.EXACT,
    )


def _part_of(reading: Reading, toponym: Toponym) -> float | None:
    """Bearing of the part of a country that is meant ("eastern X", "the north of X"), -1 for its centre; None
    for all of it.
    """
    before = reading.words_before(toponym.start, 5)
    while before[-1:] == ["the"]:
        before.pop()
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in DIRECTIONS and _IN_PART & set(before[-4:-2]):
        return float(DIRECTIONS[before[-2]])
    word = before[-1].removesuffix("ern") if before else ""
    if word == "central":
        return -1.0
    return float(DIRECTIONS[word]) if word in DIRECTIONS and before[-1] != word else None


def _directs(window: list[str]) -> bool:
    """Whether a direction leads away from the place: "north of X", not "north X"."""
    for i, word in enumerate(window):
        if word in DIRECTIONS and i + 1 < len(window):
            rest = [w for w in window[i + 1 :] if w not in ("the", "city", "town", "village", "a")]
            rest = [w for w in rest if w not in DIRECTIONS and w not in ("and", ",", "to")]
            if rest in (["of"], ["from"], ["of", "of"]):
                return True
    return False


def is_measured(reading: Reading, toponym: Toponym) -> bool:
    """Whether the words before a place say how far from it: "some 60 kilometres from X"."""
    return _distance_before(reading, toponym) is not None


def _distance_before(reading: Reading, toponym: Toponym) -> float | None:
    start = max(0, toponym.start - 60)
    text = reading.document.plain[start : toponym.start]
    found = max(_DISTANCE.finditer(text), key=lambda match: match.start(), default=None)
    if found is None or len(text[found.end() :].split()) > 7 or re.search(r"[.;()]", text[found.end() :]):
        return None
    number = float(found[1])
    return number * (_KM_PER_MILE if found[2].lower().startswith("mi") else 1.0) if number <= 500 else None


def offset_point(
    latitude: float, longitude: float, distance_km: float, bearing: float
) -> tuple[float, float]:
    """The point ``distance_km`` from a point along a bearing in degrees from north."""
    angle, course, phi = distance_km / _EARTH_KM, radians(bearing), radians(latitude)
    phi2 = asin(sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(course))
    shift = atan2(sin(course) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sin(phi2))
    return degrees(phi2), (longitude + degrees(shift) + 540) % 360 - 180


def midway(one: Place, other: Place) -> Place:
    """The point midway between two towns, as a place that reaches to both."""
    east = (other.longitude - one.longitude + 540) % 360 - 180
    shared = one.country == other.country
    same = shared and one.admin1 == other.admin1
    return Place(
        key=_NO_KEY,
        name=f"between {one.name} and {other.name}",
        latitude=(one.latitude + other.latitude) / 2,
        longitude=(one.longitude + east / 2 + 540) % 360 - 180,
        feature_code=MIDWAY,
        country=one.country if shared else None,
        admin1=one.admin1 if same else None,
        admin1_name=one.admin1_name if same else None,
        radius_km=round(distance_km(one.latitude, one.longitude, other.latitude, other.longitude) / 2, 1),
    )
