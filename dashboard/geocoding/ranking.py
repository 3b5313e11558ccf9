"""Ranking: which of the places that share a name is meant.

A linear score over what is known of a candidate by itself (inhabitants, kind, whether the name is its main
one) and of the words around it (the countries, divisions and places that the article speaks of). The weights
are those of a conditional logit, fitted by ``dashboard.training``; a feature that is not listed counts
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, log10
from pathlib import Path
from typing import TypeAlias

from dashboard import resources
from dashboard.geocoding.candidates import Candidate
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.transliteration import TRANSLITERATED
from dashboard.geocoding.weights_file import read_weights
from dashboard.records.codes import PlaceMatch

#: The weights' file in a folder of models.
RANKING = "place_ranking.csv"
#: A site or a quarter lies in a town when it is no farther from its middle than this.
TOWN_RADIUS_KM = 25.0
#: An article that speaks of so many countries, each so much of the most spoken of, is of what goes on between
#: them: the capitals are meant.
_SEVERAL, _SPOKEN_OF = 3, 0.2
#: Names and values of what is known of a candidate.
Features: TypeAlias = list[tuple[str, float]]

_NEARNESS_KM = 150.0
_REGION_KM = 700.0
#: Places farther apart than this many degrees of latitude are not near.
_NEAR_DEGREES = 25
#: A town of so many inhabitants may have given its division its name, and then leads it by so much.
_SEAT_INHABITANTS, _SEAT_LEAD = 20_000, 1.5
_MANY_NAMED = frozenset({"PPL", "PPLC", "PPLX", "ADM2", "AIRP"})
_AREAS = frozenset({"PCLI", "ADM1", "ADM2"})
_COUNTRY_CODES = frozenset({"PCLI"})
_NOBODY_COUNTED = 30
_SETTLED = ("PPL", "ADM", "PCL")
#: Divisions of lower levels rank with those of the second.
_LOWER = frozenset({"ADM3", "ADM4", "ADM5", "ADMD"})
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


@cache
def installed_weights() -> Mapping[str, float]:
    """Feature -> weight of the installation."""
    return read_weights(Path(resources.folder("data")) / "models" / RANKING)


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


def own_features(gazetteer: Gazetteer, found: Sequence[Candidate]) -> dict[int, Features]:
    """What speaks for each candidate of a name by itself, whatever the article, by key."""
    return {candidate.key: _alone(gazetteer, candidate) for candidate in found}


def _alone(gazetteer: Gazetteer, candidate: Candidate) -> Features:
    key = candidate.key
    code = gazetteer.feature_code(key)
    inhabitants = gazetteer.populations[key]
    size = log10(inhabitants + _NOBODY_COUNTED)
    features = [("inhabitants", size)]
    if not gazetteer.is_plain(key) or code.startswith(_SETTLED):
        features.append((f"kind={'ADM2' if code in _LOWER else code}", 1.0))
    if code in _AREAS:
        features.append(("inhabitants of an area", size))
    # Other names of towns are often another town's only name; those of larger things were chosen by hand.
    if candidate.match is PlaceMatch.ALTERNATE and code in _MANY_NAMED:
        transliterated = gazetteer.country_code(key) in TRANSLITERATED
        features.append(("alternate, transliterated" if transliterated else "alternate", 1.0))
    return features


def context_features(gazetteer: Gazetteer, key: int, context: Context) -> Features:
    """How well a candidate fits what the article speaks of."""
    features = []
    country = context.countries.get(gazetteer.country_code(key) or "", 0.0)
    if country:
        features.append(("country", country))
    division = context.divisions.get(gazetteer.admin1_number(key), 0.0)
    if division:
        features.append(("division", division))
    if gazetteer.feature_code(key) == "PPLC":
        lands = sum(share >= _SPOKEN_OF for share in context.countries.values())
        if lands >= _SEVERAL:
            features.append(("capital among countries", 1.0))
    if context.places:
        near, region = _nearness(gazetteer, key, context)
        features += [("near", near), ("in the region", region)]
    return features


def _nearness(gazetteer: Gazetteer, key: int, context: Context) -> tuple[float, float]:
    """How near the nearest of the article's places is, 0 to 1, on two scales; each counts by its weight."""
    latitude, longitude = gazetteer.latitudes[key] / 1e5, gazetteer.longitudes[key] / 1e5
    near = region = 0.0
    for other, other_latitude, other_longitude, weight in context.places:
        # A place counts its weight at most: one that weighs less than the best needs no distance.
        if other == key or weight <= near or abs(other_latitude - latitude) > _NEAR_DEGREES:
            continue
        distance = distance_km(latitude, longitude, other_latitude, other_longitude)
        near = max(near, weight * exp(-distance / _NEARNESS_KM))
        region = max(region, weight * exp(-distance / _REGION_KM))
    return near, region


def weighed(features: Features, weights: Mapping[str, float]) -> float:
    """The score of features."""
    return sum(weights.get(name, 0.0) * value for name, value in features)


def scores_alone(
    gazetteer: Gazetteer, found: Sequence[Candidate], weights: Mapping[str, float]
) -> dict[int, float]:
    """The score of each candidate of a name by itself, by key.

    In countries whose names are transliterated a province is called after its main town, in a spelling that
    the gazetteer may have for the province alone; there the bare name ("Donetsk", "Basra") means the town.
    """
    scores = {key: weighed(features, weights) for key, features in own_features(gazetteer, found).items()}
    for division, seat in seats(gazetteer, found):
        scores[seat] = max(scores[seat], scores[division])
        scores[division] = min(scores[division], scores[seat] - _SEAT_LEAD)
    for key in scores:
        if gazetteer.is_plain(key) and not gazetteer.feature_code(key).startswith(_SETTLED):
            scores[key] += _UNSUNG
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


def seats(gazetteer: Gazetteer, found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Each transliterated division among the candidates with the town of its name that it is called after."""
    pairs = []
    for division in found:
        if (
            gazetteer.feature_code(division.key) != "ADM1"
            or gazetteer.country_code(division.key) not in TRANSLITERATED
        ):
            continue
        towns = [
            candidate.key
            for candidate in found
            if gazetteer.admin1_number(candidate.key) == gazetteer.admin1_number(division.key)
            and gazetteer.feature_code(candidate.key).startswith("PPL")
            and gazetteer.populations[candidate.key] >= _SEAT_INHABITANTS
        ]
        if towns:
            pairs.append((division.key, max(towns, key=lambda key: gazetteer.populations[key])))
    return pairs


def affinity(gazetteer: Gazetteer, key: int, context: Context, weights: Mapping[str, float]) -> float:
    """The score of how well a candidate fits what the article speaks of."""
    return weighed(context_features(gazetteer, key, context), weights)


def rank(
    gazetteer: Gazetteer,
    found: Sequence[Candidate],
    context: Context = NOTHING_KNOWN,
    *,
    weights: Mapping[str, float] | None = None,
) -> list[tuple[float, Candidate]]:
    """Candidates with their scores, best first; ties go to the more important place.

    ``weights`` are the installation's unless given.
    """
    chosen = installed_weights() if weights is None else weights
    alone = scores_alone(gazetteer, found, chosen)
    scored = [(alone[c.key] + affinity(gazetteer, c.key, context, chosen), c) for c in found]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].key))
