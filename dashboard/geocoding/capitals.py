"""The capital of a country or of a first-level division."""

from functools import lru_cache

from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.records.place import Place


def capital_of(gazetteer: Gazetteer, area: Place) -> Place | None:
    """The capital of a country, the largest town of a first-level division; None for any other place.

    The gazetteer does not say which town is a division's seat; it is the largest of nearly all of them.
    """
    if area.feature_code == "PCLI" and area.country is not None:
        return capital_of_country(gazetteer, area.country)
    if area.feature_code == "ADM1":
        number = gazetteer.admin1_number(area.key)
        if not number:  # an entry of another source than the towns'
            middle = gazetteer.near(area.latitude, area.longitude)
            number = gazetteer.admin1_number(middle[0].key) if middle else 0
        key = _largest(gazetteer).get(number)
        return gazetteer.place(key) if key is not None else None
    return None


def capital_of_country(gazetteer: Gazetteer, country: str) -> Place | None:
    """The capital of the country with an ISO 3166-1 alpha-2 code."""
    facts = gazetteer.country(country)
    if facts is None:
        return None
    for key in gazetteer.named(fold(facts.capital)).keys:
        if gazetteer.feature_code(key) == "PPLC" and gazetteer.country_code(key) == facts.code:
            return gazetteer.place(key)
    return None


@lru_cache(4)
def _largest(gazetteer: Gazetteer) -> dict[int, int]:
    """The town with the most inhabitants of each first-level division, by the division's number."""
    found: dict[int, int] = {}
    populations = gazetteer.populations
    for key in range(len(gazetteer)):
        number = gazetteer.admin1_number(key)
        if not number or not gazetteer.feature_code(key).startswith("PPL"):
            continue
        if number not in found or populations[key] > populations[found[number]]:
            found[number] = key
    return found
