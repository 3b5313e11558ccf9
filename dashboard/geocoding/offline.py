"""``OfflineGeocoder``: answers as geopy's geocoders do, from the gazetteer on this machine."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal, TypeAlias, overload

from geopy.location import Location
from geopy.point import Point

from dashboard.geocoding.candidates import Candidate, candidates, fuzzy_candidates
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import contains, rank
from dashboard.records.place import Place

#: A point farther than this from every town has no address.
REACH_KM = 100.0
_MOST = 10

_Found: TypeAlias = Location | list[Location] | None


class OfflineGeocoder:
    """Place names to points and back, without a request.

    ``geocode`` and ``reverse`` give None where nothing is found, a ``geopy.location.Location`` otherwise, or
    a list of them with ``exactly_one=False``. ``Location.raw`` is the gazetteer's ``Place`` as a dict, with
    ``match`` ("exact", "alternate" or "fuzzy") and ``similarity`` beside it.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Uses the gazetteer of the installation unless given another."""
        self.gazetteer = gazetteer or Gazetteer.open()

    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[True] = True,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | None: ...
    @overload
    def geocode(
        self, query: str, *, exactly_one: Literal[False], country_codes: str | Sequence[str] | None = None
    ) -> list[Location] | None: ...
    def geocode(
        self, query: str, *, exactly_one: bool = True, country_codes: str | Sequence[str] | None = None
    ) -> _Found:
        """The places of a name, best first; ``query`` may say where: "Village, District, Country".

        ``country_codes`` (ISO 3166-1 alpha-2, one or several) limits the answer to these countries. A name
        that the gazetteer does not know is also tried as another spelling, in countries whose names are
        transliterated.
        """
        name, *holders = [part.strip() for part in query.split(",")]
        if not name:
            return None
        wanted = _codes(country_codes)
        known = [found for found in (candidates(self.gazetteer, holder) for holder in holders) if found]
        if holders and not candidates(self.gazetteer, holders[-1]):
            return None
        found = self._within(candidates(self.gazetteer, name), known, wanted)
        if not found:
            found = self._within(
                fuzzy_candidates(self.gazetteer, name, self._focus(known, wanted)), known, wanted
            )
        best = [candidate for _, candidate in rank(self.gazetteer, found)[:_MOST]]
        locations = [self._location(candidate) for candidate in best]
        return (locations[0] if exactly_one else locations) if locations else None

    @overload
    def reverse(self, query: Any, *, exactly_one: Literal[True] = True) -> Location | None: ...
    @overload
    def reverse(self, query: Any, *, exactly_one: Literal[False]) -> list[Location] | None: ...
    def reverse(self, query: Any, *, exactly_one: bool = True) -> _Found:
        """The populated places nearest to a point: a ``geopy.Point``, (latitude, longitude) or "latitude,
        longitude".

        None where there is none within REACH_KM. Raises ValueError for what is no point.
        """
        point = Point(query)
        near = [
            place
            for place in self.gazetteer.near(point.latitude, point.longitude, _MOST)
            if distance_km(point.latitude, point.longitude, place.latitude, place.longitude) <= REACH_KM
        ]
        locations = [_located(self.gazetteer, place, asdict(place)) for place in near]
        return (locations[0] if exactly_one else locations) if locations else None

    def _within(
        self,
        found: Sequence[Candidate],
        holders: Sequence[Sequence[Candidate]],
        countries: frozenset[str] | None,
    ) -> list[Candidate]:
        """Those that lie in one of the countries and in a place of each holder's name."""
        return [
            candidate
            for candidate in found
            if (countries is None or self.gazetteer.country_code(candidate.key) in countries)
            and all(any(contains(self.gazetteer, h.key, candidate.key) for h in holder) for holder in holders)
        ]

    def _focus(
        self, holders: Sequence[Sequence[Candidate]], countries: frozenset[str] | None
    ) -> frozenset[str] | None:
        """The countries to try spellings in: those asked for, else those of the last holder; None for all."""
        if countries is not None or not holders:
            return countries
        return frozenset(filter(None, (self.gazetteer.country_code(h.key) for h in holders[-1])))

    def _location(self, candidate: Candidate) -> Location:
        place = self.gazetteer.place(candidate.key)
        raw = asdict(place) | {"match": candidate.match.value, "similarity": candidate.similarity}
        return _located(self.gazetteer, place, raw)


def _located(gazetteer: Gazetteer, place: Place, raw: dict[str, Any]) -> Location:
    nation = gazetteer.country(place.country) if place.country else None
    parts = (place.name, place.admin2, place.admin1_name, nation.name if nation else None)
    address = ", ".join(dict.fromkeys(part for part in parts if part))
    return Location(address, Point(place.latitude, place.longitude), raw)


def _codes(codes: str | Sequence[str] | None) -> frozenset[str] | None:
    if codes is None:
        return None
    return frozenset(code.strip().upper() for code in ([codes] if isinstance(codes, str) else codes))
