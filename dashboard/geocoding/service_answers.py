"""Answers of geocoding services: what geopy made of them, checked, and in the form that is kept."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geopy.location import Location

from dashboard.geocoding.place_query import CheckedPoint

#: Where services write the country of a place, at any of the levels below; in small letters, without ``_``.
_COUNTRY_KEYS = frozenset({"countrycode", "countryregioniso2", "countrya"})
_LEVELS = ("address", "properties", "components")


@dataclass(frozen=True, slots=True)
class Answer:
    """One place that a service knows: its address in words, its point, and the service's own record of it as
    parsed JSON.
    """

    address: str
    latitude: float
    longitude: float
    raw: Any

    def location(self) -> Location:
        """The answer as geopy gives it."""
        return Location(self.address, CheckedPoint(self.latitude, self.longitude), self.raw)

    @property
    def country(self) -> str | None:
        """The country that the service's record names, in upper case, ISO 3166-1 alpha-2 or alpha-3; None
        where it names none that we can find.
        """
        if not isinstance(self.raw, dict):
            return None
        return next((code.upper() for code in _codes(self.raw) if 2 <= len(code) <= 3), None)


def checked_answers(found: Any) -> tuple[Answer, ...]:
    """What a geopy geocoder returned, as answers. Raises ValueError where a place has no point on the globe
    or no address: geopy takes a missing number for 0 and wraps longitudes.
    """
    if found is None:
        return ()
    return tuple(_checked(place) for place in (found if isinstance(found, list) else [found]))


def _checked(place: Any) -> Answer:
    if not isinstance(place, Location):
        raise ValueError("a place without a point")
    if not isinstance(place.address, str):
        raise ValueError(f"an address that is no text: {place.address!r:.60}")
    stated = _stated_point(place.raw)
    if stated is not None:
        CheckedPoint(*stated)
    elif place.latitude == place.longitude == 0:
        raise ValueError(f"no point for {place.address[:60]!r}")
    raw = json.loads(json.dumps(place.raw, allow_nan=False))
    return Answer(place.address, place.latitude, place.longitude, raw)


def _stated_point(raw: Any) -> tuple[Any, Any] | None:
    """Latitude and longitude as the record itself writes them; None where it has another form."""
    if not isinstance(raw, dict):
        return None
    if "lat" in raw or "lon" in raw:
        return raw.get("lat"), raw.get("lon")
    geometry = raw.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        longitude, latitude = geometry["coordinates"][:2]
        return latitude, longitude
    return None


def _codes(record: dict[str, Any]) -> Iterator[str]:
    for level in (record, *(record.get(name) for name in _LEVELS)):
        for key, value in level.items() if isinstance(level, dict) else ():
            if isinstance(value, str) and key.lower().replace("_", "") in _COUNTRY_KEYS:
                yield value
    # Google's and Mapbox's forms: a list of parts, one of which is the country.
    for name in ("address_components", "context"):
        parts = record.get(name)
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and (
                "country" in (part.get("types") or ()) or str(part.get("id")).startswith("country")
            ):
                yield str(part.get("short_name") or part.get("short_code") or "")
