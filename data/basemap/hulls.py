"""Outlines of the first-level areas that Natural Earth does not draw, from the places that are in them."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import shapely
from coverage import UNASSIGNED, Part
from shapely.geometry.base import BaseGeometry

MARGIN = 0.02  # degrees, about 2 km, around the outermost places
FEW = 3  # with fewer places there is no hull: a circle around each
RADIUS = 0.03  # degrees
TIGHTNESS = 0.5  # of the hull: 1 convex, 0 as concave as it goes
ROUNDNESS = 4  # segments of a quarter circle


def undrawn(parts: Iterable[Part], places: Iterable[dict]) -> dict[tuple[str, str], BaseGeometry]:
    """Approximate outlines by (country, admin1) of the areas that have places but no part.

    Clipped to what is drawn of their country, except where nothing of it is drawn there: an islet.
    """
    drawn, lands = set(), defaultdict(list)
    for part in parts:
        drawn.add((part.country, part.admin1))
        lands[part.country].append(part.geometry)
    points = defaultdict(set)
    for place in places:
        key = str(place["countrycode"]), str(place["admin1code"])
        if key[1] not in ("", UNASSIGNED) and key not in drawn:
            points[key].add((place["longitude"], place["latitude"]))
    found = {}
    for key in sorted(points):
        shape = _around(np.array(sorted(points[key])))
        clipped = shapely.intersection(shape, shapely.union_all(lands[key[0]])) if lands[key[0]] else shape
        polygons = [part for part in shapely.get_parts(clipped) if part.geom_type == "Polygon" and part.area]
        found[key] = shapely.union_all(polygons) if polygons else shape
    return found


def _around(points: np.ndarray) -> BaseGeometry:
    if len(points) < FEW:
        return shapely.buffer(shapely.multipoints(points), RADIUS, quad_segs=ROUNDNESS)
    hull = shapely.concave_hull(shapely.multipoints(points), ratio=TIGHTNESS)
    return shapely.buffer(hull, MARGIN, quad_segs=ROUNDNESS)
