"""The layers of shapes and lines: land, lakes, rivers, country borders, province borders."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import shapely
from coverage import Part
from shapely.geometry.base import BaseGeometry

# Natural Earth's river ranks, most important first, and the zoom from which each is drawn.
RIVER_ZOOM = {0: 2, 1: 2, 2: 3, 3: 3, 4: 4, 5: 4, 6: 5, 7: 5, 8: 6, 9: 6, 10: 7}
NEAR_DISPUTED = 0.06  # degrees: editions of Natural Earth differ by less
NARROW = 26  # pixels: a province border is drawn once the smaller of its two provinces is as wide as this


def feature(geometry: BaseGeometry, *, minzoom: int = 0, **properties: object) -> dict:
    """A GeoJSON feature for the tile builder, from ``minzoom`` on."""
    shape = json_geometry(geometry, digits=5)
    zooms = {"minzoom": minzoom}
    return {"type": "Feature", "tippecanoe": zooms, "properties": properties, "geometry": shape}


def json_geometry(geometry: BaseGeometry, *, digits: int) -> dict:
    """A GeoJSON geometry with coordinates rounded to ``digits`` decimals."""

    def rounded(value: object) -> object:
        return round(value, digits) if isinstance(value, float) else [rounded(item) for item in value]  # type: ignore[attr-defined]

    shape = shapely.geometry.mapping(geometry)
    return {"type": shape["type"], "coordinates": rounded(shape["coordinates"])}


def land(parts: list[Part]) -> list[dict]:
    dry = shapely.coverage_union_all([part.geometry for part in parts])
    return [feature(polygon) for polygon in _polygons(dry)]


def lakes(topology: dict) -> list[dict]:
    ordered = sorted(_lakes_of(topology), key=lambda lake: (-lake.area, lake.bounds))
    return [feature(_rounded_off(lake), minzoom=0 if lake.area > 0.5 else 3) for lake in ordered]


def rivers(ranked: Iterable[tuple[int, BaseGeometry]]) -> list[dict]:
    return [feature(line, minzoom=RIVER_ZOOM[rank], r=rank) for rank, line in ranked]


def borders(parts: list[Part], disputed: list[BaseGeometry]) -> list[dict]:
    """Borders of countries; ``d`` is 1 where the border is disputed or the two sources differ on it."""
    known = shapely.STRtree(disputed)
    segments: dict[int, list] = {0: [], 1: []}
    for segment, (a, b) in _shared(parts).items():
        one, other = parts[a], parts[b]
        if one.country == other.country and one.de_facto == other.de_facto:
            continue
        line = shapely.LineString(segment)
        contested = one.country == other.country or one.de_facto == other.de_facto
        middle = line.interpolate(0.5, normalized=True)
        near = known.query(middle, predicate="dwithin", distance=NEAR_DISPUTED).size > 0
        segments[int(contested or near)].append(line)
    return [feature(line, d=d) for d, found in segments.items() for line in _merged(found)]


def provinces(parts: list[Part]) -> list[dict]:
    """Borders between provinces, each from the zoom at which its smaller province has room."""
    areas: dict[tuple, float] = defaultdict(float)
    for part in parts:
        areas[part.country, part.admin1] += mercator_area(part.geometry)
    by_zoom = defaultdict(list)
    for segment, (a, b) in _shared(parts).items():
        one, other = parts[a], parts[b]
        if one.country == other.country and one.de_facto == other.de_facto and one.admin1 != other.admin1:
            width = min(areas[one.country, one.admin1], areas[other.country, other.admin1]) ** 0.5
            by_zoom[zoom_for(width, NARROW, low=3, high=7)].append(shapely.LineString(segment))
    return [feature(line, minzoom=z) for z, found in sorted(by_zoom.items()) for line in _merged(found)]


def mercator(geometry: BaseGeometry) -> BaseGeometry:
    """Web Mercator with the world one unit wide; degrees past 85 are held there."""

    def project(c: np.ndarray) -> np.ndarray:
        latitude = np.radians(np.clip(c[:, 1], -85, 85))
        y = 0.5 - np.log(np.tan(np.pi / 4 + latitude / 2)) / (2 * np.pi)
        return np.column_stack([c[:, 0] / 360 + 0.5, y])

    return shapely.transform(geometry, project)


def mercator_area(geometry: BaseGeometry) -> float:
    return float(mercator(geometry).area)


def zoom_for(width: float, pixels: float, *, low: int, high: int) -> int:
    """The first zoom at which ``width`` (a share of the world) covers ``pixels`` of 512-pixel tiles."""
    zoom = int(np.ceil(np.log2(pixels / 512 / width))) if width > 0 else high
    return min(max(zoom, low), high)


def _shared(parts: list[Part]) -> dict[tuple, tuple[int, int]]:
    """Segments that two parts have in common, with the two."""
    owners = defaultdict(list)
    for index, part in enumerate(parts):
        for polygon in _polygons(part.geometry):
            for ring in (polygon.exterior, *polygon.interiors):
                for start, end in pairwise(ring.coords):
                    owners[min(start, end), max(start, end)].append(index)
    pairs = ((segment, set(found)) for segment, found in owners.items())
    return {segment: (min(found), max(found)) for segment, found in pairs if len(found) == 2}


def _merged(segments: list[BaseGeometry]) -> list[BaseGeometry]:
    return list(shapely.get_parts(shapely.line_merge(shapely.union_all(segments)))) if segments else []


def _polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def _lakes_of(topology: dict) -> list[BaseGeometry]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * (sx, sy) + (tx, ty) for arc in topology["arcs"]]

    def ring(indices: list[int]) -> np.ndarray:
        pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])

    found = []
    for geometry in topology["objects"]["lakes"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            rings = [ring(indices) for indices in polygon]
            rings = [points for points in rings if len(points) > 3]
            if rings:
                found += _polygons(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])))
    return found


def _rounded_off(polygon: BaseGeometry) -> BaseGeometry:
    """Cut the corners once (Chaikin), because a 1:50m shoreline is angular at the zooms used here."""

    def cut(ring: BaseGeometry) -> np.ndarray:
        points = shapely.get_coordinates(ring)[:-1]
        following = np.roll(points, -1, axis=0)
        corners = np.stack([0.75 * points + 0.25 * following, 0.25 * points + 0.75 * following], axis=1)
        return corners.reshape(-1, 2)

    return shapely.Polygon(cut(polygon.exterior), [cut(ring) for ring in polygon.interiors]).buffer(0)
