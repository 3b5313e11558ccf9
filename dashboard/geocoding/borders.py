"""The border between two countries: its middle and how far it reaches, from the outlines of the basemap."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from dashboard import resources
from dashboard.geocoding.distance import distance_km

_HEAD = '"iso":"'


class Border(NamedTuple):
    """The point of a border nearest to its middle, in degrees, and the km from there to its farthest end."""

    latitude: float
    longitude: float
    radius_km: float


@lru_cache(512)
def border_of(one: str, other: str) -> Border | None:
    """The land border of two countries (ISO 3166-1 alpha-2); None where they share none.

    Neighbours' outlines share their corners, which are some tens of km apart.
    """
    shared = sorted(_corners(one) & _corners(other)) if one != other else []
    if not shared:
        return None
    east = sum(longitude for longitude, _ in shared) / len(shared)
    north = sum(latitude for _, latitude in shared) / len(shared)
    longitude, latitude = min(shared, key=lambda at: distance_km(at[1], at[0], north, east))
    reach = max(distance_km(latitude, longitude, at[1], at[0]) for at in shared)
    return Border(latitude, longitude, round(reach, 1))


@lru_cache(64)
def _corners(country: str) -> frozenset[tuple[float, float]]:
    shape = _shapes().get(country)
    if shape is None:
        return frozenset()
    return frozenset(_points(json.loads(shape)["geometry"]["coordinates"]))


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


@cache
def _shapes() -> dict[str, str]:
    """The text of each country's feature by its code; the file holds one feature a line."""
    found = {}
    with resources.file("basemap/countries.geojson").open(encoding="utf-8") as lines:
        for line in lines:
            at = line.find(_HEAD)
            if at >= 0:
                found[line[at + len(_HEAD) : at + len(_HEAD) + 2]] = line.strip().rstrip(",")
    return found
