"""Where things fall on a Web Mercator map: the view that holds some points, circles of a true radius."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

#: Width of the world in pixels at zoom 0 of MapLibre.
WORLD_PX = 512
_KM_A_DEGREE = 111.195
_CORNERS = 72
_FARTHEST_NORTH = 85.0


@dataclass(frozen=True, slots=True)
class View:
    """Centre (degrees) and zoom of a map."""

    latitude: float
    longitude: float
    zoom: float


def mercator(latitude: float) -> float:
    """Height of a latitude on the map, as a part of the world's; 0 at the equator."""
    clipped = math.radians(max(-_FARTHEST_NORTH, min(_FARTHEST_NORTH, latitude)))
    return math.log(math.tan(math.pi / 4 + clipped / 2)) / (2 * math.pi)


def latitude_of(height: float) -> float:
    """The latitude at such a height."""
    return math.degrees(2 * math.atan(math.exp(height * 2 * math.pi)) - math.pi / 2)


def pixels(latitude: float, longitude: float, *, zoom: float) -> tuple[float, float]:
    """Where a point lies on a map of the world at a zoom, in pixels to the right and down."""
    world = WORLD_PX * 2**zoom
    return (longitude + 180) / 360 * world, (0.5 - mercator(latitude)) * world


def fit(
    points: Iterable[tuple[float, float]],
    *,
    width: int,
    height: int,
    padding: int = 64,
    below: int = 0,
    closest: float = 8.5,
) -> View:
    """The view in which every (latitude, longitude) lies inside a map of this size in pixels.

    Across the antimeridian the shorter way round is taken. ``closest`` is the most it zooms in;
    ``below`` are pixels at the bottom that something covers; no points give the whole world.
    """
    places = list(points)
    if not places:
        return View(25.0, 15.0, max(0.4, math.log2(width / WORLD_PX)))
    west, east = _arc(sorted({longitude for _, longitude in places}))
    south, north = (mercator(f(latitude for latitude, _ in places)) for f in (min, max))
    wide, high = max(width - 2 * padding, 64), max(height - 2 * padding - below, 64)
    across = max((east - west) / 360, 1e-9)
    up = max(north - south, 1e-9)
    zoom = min(math.log2(wide / WORLD_PX / across), math.log2(high / WORLD_PX / up), closest)
    middle = (west + east) / 2
    zoom = max(zoom, 0.2)
    lower = below / 2 / (WORLD_PX * 2**zoom)
    return View(latitude_of((south + north) / 2 - lower), (middle + 180) % 360 - 180, zoom)


def _arc(longitudes: list[float]) -> tuple[float, float]:
    """The shortest stretch of the equator that holds all longitudes; its east end may pass 180."""
    gaps = [after - before for before, after in pairwise([*longitudes, longitudes[0] + 360])]
    last = max(range(len(gaps)), key=gaps.__getitem__)
    if last == len(longitudes) - 1:
        return longitudes[0], longitudes[-1]
    # Past 180 by adding a whole turn to the east end only: turning the west end too would lose digits,
    # and a place that then falls short of it would seem a whole turn away.
    return longitudes[last + 1], longitudes[last] + 360


def towards(latitude: float, longitude: float, *, bearing: float, km: float) -> tuple[float, float]:
    """The point so many kilometres away on a bearing in degrees, on a sphere."""
    arc, way = math.radians(km / _KM_A_DEGREE), math.radians(bearing)
    here = math.radians(latitude)
    there = math.asin(math.sin(here) * math.cos(arc) + math.cos(here) * math.sin(arc) * math.cos(way))
    turn = math.atan2(
        math.sin(way) * math.sin(arc) * math.cos(here), math.cos(arc) - math.sin(here) * math.sin(there)
    )
    return math.degrees(there), longitude + math.degrees(turn)


def circle(latitude: float, longitude: float, *, km: float) -> list[list[float]]:
    """A closed ring of [longitude, latitude] around a point, as GeoJSON wants it."""
    ring = [
        towards(latitude, longitude, bearing=-360 * corner / _CORNERS, km=km) for corner in range(_CORNERS)
    ]
    return [[round(lon, 5), round(lat, 5)] for lat, lon in [*ring, ring[0]]]
