"""Styles of the map: our own tiles where the app serves them, else the outlines that ship with the package.

Neither names a host that is not ours, and neither needs glyphs: MapLibre draws text with the reader's fonts.
"""

import json
import math
from functools import cache
from typing import Any

from dashboard import resources
from dashboard.charts import basemap
from dashboard.charts.theme import Theme, token

#: Degrees between two corners that are kept of a country far from the marks.
COARSE = 0.25

_Ring = list[list[float]]


def map_style(*, origin: str, theme: Theme) -> dict[str, Any]:
    """The style of the app; ``origin`` is the address under which it answers, without a slash at its end.

    The sprite makes ``event_map`` draw symbols as pictures; it is served at ``/marks/<theme>``.
    """
    return {**basemap.style(origin=origin, theme=theme), "sprite": f"{origin}/marks/{theme}"}


@cache
def outline_style(theme: Theme, *, extent: tuple[float, float, float, float] | None = None) -> dict[str, Any]:
    """A style that holds its own map, for notebooks and pages without a server: land and borders, no labels.

    ``extent`` is west, south, east, north in degrees: countries that touch it keep all their corners,
    others about one in 25 km, which keeps the style small.
    """
    features = []
    for feature in _countries():
        near = extent is not None and _touch(_box(feature["geometry"]), extent)
        shape = feature["geometry"] if near else _thinned(feature["geometry"])
        features.append({"type": "Feature", "properties": {}, "geometry": shape})
    source = {"type": "geojson", "data": {"type": "FeatureCollection", "features": features}}
    return {
        "version": 8,
        "sources": {"land": {**source, "attribution": basemap.ATTRIBUTION}},
        "layers": [
            {"id": "water", "type": "background", "paint": {"background-color": token("water", theme)}},
            {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": token("land", theme)}},
            {
                "id": "borders",
                "type": "line",
                "source": "land",
                "paint": {"line-color": token("border", theme), "line-width": 0.8},
            },
        ],
    }


def _countries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(resources.file("basemap/countries.geojson").read_text("utf-8"))[
        "features"
    ]
    return found


def _polygons(geometry: dict[str, Any]) -> list[list[_Ring]]:
    coordinates: Any = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def _box(geometry: dict[str, Any]) -> tuple[float, float, float, float]:
    corners = [corner for polygon in _polygons(geometry) for corner in polygon[0]]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across), min(up), max(across), max(up)


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _thinned(geometry: dict[str, Any]) -> dict[str, Any]:
    polygons = []
    for polygon in _polygons(geometry):
        rings = [ring for ring in map(_thin_ring, polygon) if len(ring) >= 4]
        if rings:
            polygons.append(rings)
    # A country made of specks alone keeps its first one, so that none disappears.
    return {"type": "MultiPolygon", "coordinates": polygons or _polygons(geometry)[:1]}


def _thin_ring(ring: _Ring) -> _Ring:
    kept = [ring[0]]
    for corner in ring[1:-1]:
        if math.dist(corner, kept[-1]) >= COARSE:
            kept.append(corner)
    return [*kept, ring[-1]]
