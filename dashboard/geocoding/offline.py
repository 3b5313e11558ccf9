"""``OfflineGeocoder``: answers as geopy's geocoders do, from the gazetteer on this machine."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal, TypeAlias, overload

from geopy.location import Location

from dashboard.geocoding.candidates import Candidate, candidates, fuzzy_candidates
from dashboard.geocoding.distance import distance_km
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.holders import Holder, holder, seats_of
from dashboard.geocoding.place_query import CheckedPoint, query_parts, wanted_countries
from dashboard.geocoding.ranking import Context, rank
from dashboard.geocoding.transliteration import TRANSLITERATED
from dashboard.records.place import Place

#: A point farther than this from every town has no address.
REACH_KM = 100.0
_MOST = 10

_Found: TypeAlias = Location | list[Location] | None


class OfflineGeocoder:
    """Place names to points and back, without a request.

    ``geocode`` and ``reverse`` give None where nothing is found, a ``geopy.location.Location`` otherwise, or
    a list of them with ``exactly_one=False``. ``Location.raw`` is the gazetteer's ``Place`` as a dict, ready
    for JSON; after ``geocode`` with ``match`` ("exact", "alternate" or "fuzzy"), ``similarity`` and
    ``unknown_holders`` beside it.
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

        Every larger place that the gazetteer knows must hold the answer. It does not know every district: one
        that it does not know is passed over and stands in ``raw["unknown_holders"]``, but the last, which
        says the most, must be known, or the answer is None. ``country_codes`` (ISO 3166-1 alpha-2, one or
        several) limits the answer to these countries. A name that the gazetteer does not know, in Latin,
        Cyrillic or Arabic letters, is also tried as another spelling, in countries whose names are
        transliterated. A query without a name gives None.

        Raises InputError (a ValueError) for a query that is no text or longer than any name, and for a
        country code that does not exist.
        """
        wanted = wanted_countries(country_codes, self.gazetteer.countries)
        parts = query_parts(query)
        if not parts:
            return None
        name, *larger = parts
        holders = [holder(self.gazetteer, text) for text in larger]
        if holders and not holders[-1].known:
            return None
        unknown = [held.text for held in holders if not held.known]
        known = [held for held in holders if held.known]
        found = self._within(self._with_seats(candidates(self.gazetteer, name)), known, wanted)
        if not found:
            found = list(
                fuzzy_candidates(
                    self.gazetteer,
                    name,
                    self._focus(known, wanted),
                    among=lambda key: self._inside(key, known, wanted),
                )
            )
        context = Context(places=seats_of(self.gazetteer, known))
        best = [candidate for _, candidate in rank(self.gazetteer, found, context)[:_MOST]]
        locations = [self._location(candidate, unknown) for candidate in best]
        return (locations[0] if exactly_one else locations) if locations else None

    @overload
    def reverse(self, query: Any, *, exactly_one: Literal[True] = True) -> Location | None: ...
    @overload
    def reverse(self, query: Any, *, exactly_one: Literal[False]) -> list[Location] | None: ...
    def reverse(self, query: Any, *, exactly_one: bool = True) -> _Found:
        """The populated places nearest to a point: a ``geopy.Point``, (latitude, longitude) or "latitude,
        longitude".

        None where there is none within REACH_KM. Raises InputError (a ValueError) for what is no point on the
        globe; longitudes end at 180 and are not wrapped.
        """
        point = CheckedPoint(query)
        near = [
            place
            for place in self.gazetteer.near(point.latitude, point.longitude, _MOST)
            if distance_km(point.latitude, point.longitude, place.latitude, place.longitude) <= REACH_KM
        ]
        locations = [_located(self.gazetteer, place, asdict(place)) for place in near]
        return (locations[0] if exactly_one else locations) if locations else None

    def _within(
        self, found: Sequence[Candidate], holders: Sequence[Holder], countries: frozenset[str] | None
    ) -> list[Candidate]:
        """Those that lie in one of the countries and in each holder."""
        return [candidate for candidate in found if self._inside(candidate.key, holders, countries)]

    def _inside(self, key: int, holders: Sequence[Holder], countries: frozenset[str] | None) -> bool:
        return (countries is None or self.gazetteer.country_code(key) in countries) and all(
            holder.holds(self.gazetteer, key) for holder in holders
        )

    def _with_seats(self, found: Sequence[Candidate]) -> list[Candidate]:
        """With the towns that divisions are named after: of a spelling the gazetteer may know only the
        division ("Deir Ezzor"), and ``ranking.prominences`` then finds the town meant.
        """
        seats = [
            seat
            for division in found
            if self.gazetteer.feature_code(division.key) == "ADM1"
            and self.gazetteer.country_code(division.key) in TRANSLITERATED
            for seat in candidates(self.gazetteer, self.gazetteer.name(division.key))
            if self.gazetteer.feature_code(seat.key).startswith("PPL")
            and self.gazetteer.admin1_number(seat.key) == self.gazetteer.admin1_number(division.key)
        ]
        known = {candidate.key for candidate in found}
        return [*found, *(seat for seat in seats if seat.key not in known)]

    def _focus(self, holders: Sequence[Holder], countries: frozenset[str] | None) -> frozenset[str] | None:
        """The countries to try spellings in: those asked for, else those of the last holder; None for all."""
        if countries is not None or not holders:
            return countries
        last = (*holders[-1].places, *holders[-1].seats)
        return frozenset(filter(None, (self.gazetteer.country_code(place.key) for place in last)))

    def _location(self, candidate: Candidate, unknown: Sequence[str]) -> Location:
        place = self.gazetteer.place(candidate.key)
        raw = asdict(place) | {
            "match": candidate.match.value,
            "similarity": candidate.similarity,
            "unknown_holders": list(unknown),
        }
        return _located(self.gazetteer, place, raw)


def _located(gazetteer: Gazetteer, place: Place, raw: dict[str, Any]) -> Location:
    nation = gazetteer.country(place.country) if place.country else None
    parts = (place.name, place.admin2, place.admin1_name, nation.name if nation else None)
    address = ", ".join(dict.fromkeys(part for part in parts if part))
    return Location(address, CheckedPoint(place.latitude, place.longitude), raw)
