"""The world cut into provinces that agree with GeoNames, as one coverage: no gaps, no overlaps.

Natural Earth draws the shapes, GeoNames says what they are called: a place found by the gazetteer has
GeoNames' country and admin1 code, so an outline is only of use when it carries the same codes. Each
first-level area of Natural Earth takes the code that most of the GeoNames places inside it have;
areas of one code are joined (the counties of England), an area with several codes is divided between
them along the midlines of their places (Voronoi cells), and such an outline is marked approximate.
The same rule gives the country of an area whose de facto holder and GeoNames differ.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

GRID = 1e-5  # degrees, about one metre: lines are snapped to it where areas are divided
WHOLE = 0.8  # an area in which this share of the places has one code is taken whole
MINOR = 0.2  # a code with fewer places than this times those of the commonest one gets no share
UNASSIGNED = "00"  # GeoNames' admin1 code of a place whose area it does not know
FAR = 0.5  # degrees: a place farther than this from every area is left out


@dataclass(frozen=True)
class Part:
    """A piece of land under one de facto holder and one GeoNames code."""

    de_facto: str  # Natural Earth's three letters
    country: str | None  # ISO 3166-1 alpha-2 as GeoNames uses it (XK for Kosovo); None for a few reefs
    admin1: str | None  # GeoNames admin1 code; None where no place lies near
    approximate: bool
    name: str  # Natural Earth's name of the area
    geometry: BaseGeometry


def parts(states: Iterable[tuple[str, str, str, BaseGeometry]], places: list[dict]) -> list[Part]:
    """Divide and code the areas; the geometries returned share their vertices exactly."""
    areas = [(de_facto, iso, name, _whole_world(geometry)) for de_facto, iso, name, geometry in states]
    points = shapely.points([(place["longitude"], place["latitude"]) for place in places])
    codes = [(str(place["countrycode"]), _admin1(place)) for place in places]
    inside = _places_of(areas, points)
    pieces = []
    for index, (de_facto, iso, name, geometry) in enumerate(areas):
        here = inside[index]
        country = _country(geometry, points[here], [codes[i][0] for i in here], iso)
        mine = [i for i in here if codes[i][0] == country and codes[i][1]]
        for code, approximate, piece in _divided(geometry, points[mine], [codes[i][1] for i in mine]):
            pieces.append(Part(de_facto, country, code, approximate, name, piece))
    return _noded(_without_orphans(pieces, points, codes))


def _admin1(place: dict) -> str:
    return "" if place["admin1code"] == UNASSIGNED else str(place["admin1code"])


def _whole_world(geometry: BaseGeometry) -> BaseGeometry:
    """Carry areas that end at 179.9 degrees on to the antimeridian, where the source cut them short."""

    def reach(coordinates: np.ndarray) -> np.ndarray:
        edge = np.abs(coordinates[:, 0]) > 179.895
        coordinates[edge, 0] = np.sign(coordinates[edge, 0]) * 180
        return coordinates

    return shapely.make_valid(shapely.transform(geometry, reach), method="structure", keep_collapsed=False)


def _places_of(areas: list[tuple], points: np.ndarray) -> dict[int, list[int]]:
    tree = shapely.STRtree([area[-1] for area in areas])
    within = tree.query(points, predicate="within")
    outside = np.setdiff1d(np.arange(len(points)), within[0])
    near = tree.query_nearest(points[outside], max_distance=FAR, all_matches=False)
    inside = defaultdict(list)
    for point, area in (*within.T, *zip(outside[near[0]], near[1], strict=True)):
        inside[int(area)].append(int(point))
    return inside


def _country(area: BaseGeometry, points: np.ndarray, codes: list[str], iso: str) -> str | None:
    """The country most places of the area are in; one deep inside it counts more than one at its edge.

    Generalised borders put some places of a neighbour just inside the area, hence the weights.
    """
    inside = shapely.contains_properly(area, points)
    depth = np.where(inside, shapely.distance(area.boundary, points), 0)
    votes: Counter[str] = Counter()
    for code, weight in zip(codes, depth, strict=True):
        votes[code] += weight
    own = iso if iso.isalpha() and len(iso) == 2 else None
    if own and inside.sum() < 2:
        return own
    return min(votes, key=lambda code: (-votes[code], code != own, code)) if votes else own


def _divided(
    area: BaseGeometry, points: np.ndarray, codes: list[str]
) -> list[tuple[str | None, bool, BaseGeometry]]:
    if not codes:
        return [(None, False, area)]
    counts = Counter(codes)
    top = min(counts, key=lambda code: (-counts[code], code))
    kept = {code for code, count in counts.items() if count >= MINOR * counts[top]}
    if counts[top] >= WHOLE * len(codes) or len(kept) == 1:
        return [(top, False, area)]
    distinct = {}
    for point, code in zip(points, codes, strict=True):
        if code in kept:
            distinct.setdefault((point.x, point.y), (point, code))
    cells = shapely.voronoi_polygons(
        shapely.multipoints([point for point, _ in distinct.values()]),
        extend_to=shapely.box(*area.bounds).buffer(1),
        ordered=True,
    )
    by_code = defaultdict(list)
    for cell, (_, code) in zip(cells.geoms, distinct.values(), strict=True):
        by_code[code].append(cell)
    shares = [(code, shapely.union_all(found).intersection(area)) for code, found in sorted(by_code.items())]
    return [(code, True, share) for code, share in shares if not share.is_empty]


def _without_orphans(pieces: list[Part], points: np.ndarray, codes: list[tuple[str, str]]) -> list[Part]:
    """Give an area without places (an island, a desert) the code of its country's nearest place."""
    by_country = defaultdict(list)
    for index, (country, code) in enumerate(codes):
        if code:
            by_country[country].append(index)
    coded = []
    for part in pieces:
        near = by_country[part.country]
        if part.admin1 is None and near:
            nearest = near[int(np.argmin(shapely.distance(part.geometry, points[near])))]
            part = Part(part.de_facto, part.country, codes[nearest][1], True, part.name, part.geometry)
        coded.append(part)
    return coded


def _noded(pieces: list[Part]) -> list[Part]:
    """Rebuild the areas from their common linework, so that neighbours share every vertex."""
    lines = shapely.union_all([piece.geometry.boundary for piece in pieces], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(lines))))
    tree = shapely.STRtree([piece.geometry for piece in pieces])
    owner: dict[int, int] = {}
    for face, piece in tree.query(shapely.point_on_surface(faces), predicate="within").T:
        owner[int(face)] = min(int(piece), owner.get(int(face), len(pieces)))
    mine = defaultdict(list)
    for face, piece in owner.items():
        mine[piece].append(faces[face])
    return [
        Part(p.de_facto, p.country, p.admin1, p.approximate, p.name, shapely.coverage_union_all(mine[index]))
        for index, p in enumerate(pieces)
        if mine[index]
    ]
