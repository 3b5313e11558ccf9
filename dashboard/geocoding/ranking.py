"""Ranking: which of the places that share a name is meant.

A linear score over what is known of a candidate by itself (inhabitants, kind, whether the name is its main
one) and of the words around it (the place that is said to hold it, the countries, divisions and places that
the article speaks of).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log10

from dashboard.geocoding.candidates import Candidate
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.transliteration import TRANSLITERATED
from dashboard.records.codes import PlaceMatch

#: A site or a quarter lies in a town when it is no farther from its middle than this.
TOWN_RADIUS_KM = 25.0
_NEARNESS_KM = 150.0
#: A town of so many inhabitants may have given its division its name, and then leads it by so much.
_SEAT_INHABITANTS, _SEAT_LEAD = 20_000, 1.5
_MANY_NAMED = frozenset({"PPL", "PPLC", "PPLX", "ADM2", "AIRP"})
_COUNTRY_CODES = frozenset({"PCLI"})
_SETTLED = ("PPL", "ADM", "PCL")
#: A creek or a hill that nobody vouches for is meant less often than the smallest village of its name.
_UNSUNG = -1.0
#: A user's own place leads the others of its name by so much: less than what speaks for a place of another
#: country that alone is the article's. What is like it in its own country is out of the question.
_OWN_LEAD, _STOOD_FOR = 2.0, -50.0


@dataclass(frozen=True, slots=True)
class Context:
    """What an article speaks of: weights between 0 and 1 for countries and first-level divisions (by number),
    and places as (key, latitude, longitude, weight)."""

    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: Mapping[int, float] = field(default_factory=dict)
    places: Sequence[tuple[int, float, float, float]] = ()


NOTHING_KNOWN = Context()


def contains(gazetteer: Gazetteer, holder: int, key: int) -> bool:
    """Whether the place ``holder`` holds the place ``key``, by division where both have one, else by
    distance.
    """
    if holder == key:
        return True
    kind = gazetteer.feature_code(holder)
    if kind in _COUNTRY_CODES:
        return gazetteer.country_code(holder) == gazetteer.country_code(key)
    same_division = gazetteer.admin1_number(holder) == gazetteer.admin1_number(key) != 0
    if kind == "ADM1" and gazetteer.admin1_number(holder) and gazetteer.admin1_number(key):
        return same_division
    distance = distance_km(
        gazetteer.latitudes[holder] / 1e5,
        gazetteer.longitudes[holder] / 1e5,
        gazetteer.latitudes[key] / 1e5,
        gazetteer.longitudes[key] / 1e5,
    )
    if kind == "ADM2":
        return same_division and distance <= 1.5 * gazetteer.radius_km(holder) + TOWN_RADIUS_KM
    return distance <= max(1.1 * gazetteer.radius_km(holder), TOWN_RADIUS_KM)


def prominence(gazetteer: Gazetteer, candidate: Candidate) -> float:
    """How likely a candidate is by itself, whatever the article: inhabitants, kind, and how the name met."""
    key = candidate.key
    code = gazetteer.feature_code(key)
    kind = _KINDS.get(code, 0.0)
    if gazetteer.is_plain(key):
        kind = min(kind, 0.0) if code.startswith(_SETTLED) else _UNSUNG
    score = 1.5 * log10(gazetteer.populations[key] + 30) + kind
    # Other names of towns are often another town's only name; those of larger things were chosen by hand.
    return score - 2.2 if candidate.match is PlaceMatch.ALTERNATE and code in _MANY_NAMED else score


def prominences(gazetteer: Gazetteer, found: Sequence[Candidate]) -> dict[int, float]:
    """How likely each of the candidates of a name is by itself, by key.

    In countries whose names are transliterated a province is called after its main town, in a spelling that
    the gazetteer may have for the province alone; there the bare name ("Donetsk", "Basra") means the town.
    """
    scores = {candidate.key: prominence(gazetteer, candidate) for candidate in found}
    for division in found:
        if (
            gazetteer.feature_code(division.key) != "ADM1"
            or gazetteer.country_code(division.key) not in TRANSLITERATED
        ):
            continue
        seats = [
            candidate.key
            for candidate in found
            if gazetteer.admin1_number(candidate.key) == gazetteer.admin1_number(division.key)
            and gazetteer.feature_code(candidate.key).startswith("PPL")
            and gazetteer.populations[candidate.key] >= _SEAT_INHABITANTS
        ]
        if seats:
            seat = max(seats, key=lambda key: gazetteer.populations[key])
            scores[seat] = max(scores[seat], scores[division.key])
            scores[division.key] = min(scores[division.key], scores[seat] - _SEAT_LEAD)
    own = [candidate.key for candidate in found if gazetteer.is_own(candidate.key)]
    return _led_by_own(gazetteer, scores, own) if own else scores


def _led_by_own(gazetteer: Gazetteer, scores: dict[int, float], own: Sequence[int]) -> dict[int, float]:
    """The scores where a user's own places lead the others of their name."""
    best = max(scores.values())
    led = {key: best + _OWN_LEAD if key in own else score for key, score in scores.items()}
    for mine in own:
        area, country = _is_area(gazetteer, mine), gazetteer.country_code(mine)
        for key in scores.keys() - set(own):
            if _is_area(gazetteer, key) == area and country in (None, gazetteer.country_code(key)):
                led[key] = _STOOD_FOR
    return led


def _is_area(gazetteer: Gazetteer, key: int) -> bool:
    return gazetteer.feature_code(key).startswith(("ADM", "PCL"))


#: Of a town and the county or province that is named after it, the town is meant; what has no inhabitants to
#: speak for it (seas, regions, sites) is better known than the villages of its name.
_KINDS = {
    "PCLI": 1.5, "PPLC": 0.5, "ADM1": -1.0, "ADM2": -1.7, "CONT": 10.0, "OCN": 9.0, "RGN": 5.5,
    "SEA": 7.0, "GULF": 7.0, "STM": 5.0, "LK": 5.0, "LKS": 5.0, "ISL": 5.0, "ISLS": 5.5, "MTS": 5.5,
    "PEN": 5.5, "DSRT": 5.5, "VAL": 5.0, "STRT": 5.5, "BAY": 5.5, "CNL": 5.5, "CHN": 5.5, "PPLX": 5.5,
    "AIRB": 3.0, "AIRP": 2.5, "FCL": 5.0, "INSM": 5.0, "BDG": 5.0, "CMPRF": 5.0, "SQR": 5.5, "RD": 5.5,
    "MT": 5.0, "DAM": 5.0, "ADM3": -1.7, "ADM4": -1.7, "ADM5": -1.7, "ADMD": -1.7,
}  # fmt: skip


def affinity(gazetteer: Gazetteer, key: int, context: Context) -> float:
    """How well a candidate fits what the article speaks of."""
    score = 2.5 * context.countries.get(gazetteer.country_code(key) or "", 0.0)
    score += 2.3 * context.divisions.get(gazetteer.admin1_number(key), 0.0)
    if context.places:
        latitude, longitude = gazetteer.latitudes[key] / 1e5, gazetteer.longitudes[key] / 1e5
        nearest = 0.0
        for other, other_latitude, other_longitude, weight in context.places:
            # A place counts its weight at most: one that weighs less than the best needs no distance.
            if other == key or weight <= nearest or abs(other_latitude - latitude) > 6:
                continue
            near = weight * exp(
                -distance_km(latitude, longitude, other_latitude, other_longitude) / _NEARNESS_KM
            )
            nearest = max(nearest, near)
        score += 3.0 * nearest
    return score


def rank(
    gazetteer: Gazetteer, found: Sequence[Candidate], context: Context = NOTHING_KNOWN
) -> list[tuple[float, Candidate]]:
    """Candidates with their scores, best first; ties go to the more important place."""
    alone = prominences(gazetteer, found)
    scored = [(alone[c.key] + affinity(gazetteer, c.key, context), c) for c in found]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].key))
