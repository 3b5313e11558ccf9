"""Towns and villages, each from the zoom at which nothing more important stands in its way."""

import math
from collections import defaultdict

import shapely
from lines import feature
from sources import countries

LAST_ZOOM = 9
KIND_WEIGHT = {2: 1.2, 1: 0.4, 0: 0.0}
APOSTROPHES = str.maketrans("'`", "’’")
# Pixels kept free around a place at each zoom, so that most names that are sent find room.
SPACING = {2: 120, 3: 90, 4: 72, 5: 62, 6: 54, 7: 48, 8: 38, 9: 14}
# The least importance a place needs at each zoom, however empty the land around it.
LEAST = {2: 7.4, 3: 6.8, 4: 6.0, 5: 5.2, 6: 4.2, 7: 3.2, 8: 2.4, 9: 0.0}

# A place this far above the least of a zoom may stand half as close to another: twin towns both have names.
WEIGHTY = 1.5
# Places by zoom, column and row of a grid as wide as the spacing.
Taken = dict[tuple[int, int, int], list[tuple[float, float]]]


def features(places: list[dict]) -> list[dict]:
    """Points with ``n`` name, ``k`` kind (2 capital, 1 first place of its province) and ``p`` weight.

    The weight is eight times the importance, 0 (hamlet) to 80 (Tokyo); it orders the names.
    """
    kinds = _kinds(places)
    rank = {
        place["geonameid"]: _importance(place) + KIND_WEIGHT[kinds.get(place["geonameid"], 0)]
        for place in places
    }
    order = sorted(places, key=lambda place: (-rank[place["geonameid"]], place["geonameid"]))
    taken: Taken = defaultdict(list)
    found = []
    for place in order:
        x, y = _mercator(place["longitude"], place["latitude"])
        importance = rank[place["geonameid"]]
        zoom = next((z for z in SPACING if _has_room(taken, x, y, z, importance - LEAST[z])), None)
        if zoom is None:
            continue
        for z in range(zoom, LAST_ZOOM + 1):
            cell = SPACING[z] / 512 / 2**z
            taken[z, int(x / cell), int(y / cell)].append((x, y))
        kind = kinds.get(place["geonameid"], 0)
        name = place["name"].translate(APOSTROPHES)
        point = shapely.Point(round(place["longitude"], 4), round(place["latitude"], 4))
        seat = {"k": kind} if kind else {}
        found.append(feature(point, minzoom=zoom, n=name, p=round(8 * importance), **seat))
    return found


def _kinds(places: list[dict]) -> dict[int, int]:
    capitals = {(iso, row["capital"]) for iso, row in countries().items() if row["capital"]}
    largest: dict[tuple[str, str], dict] = {}
    capital: dict[str, dict] = {}
    for place in sorted(places, key=lambda place: (_importance(place), -place["geonameid"])):
        largest[place["countrycode"], place["admin1code"]] = place
        if (place["countrycode"], place["name"]) in capitals:
            capital[place["countrycode"]] = place
    kinds = {place["geonameid"]: 1 for place in largest.values() if place["population"] >= 5000}
    return kinds | {place["geonameid"]: 2 for place in capital.values()}


def _importance(place: dict) -> float:
    """Orders of magnitude of people, and how widely the place is known: in how many forms it is named.

    Population alone puts a suburb before its city wherever GeoNames gives both the same people.
    """
    return math.log10(max(place["population"], 1)) + math.log10(1 + len(place["alternatenames"])) * 0.8 - 0.8


def _has_room(taken: Taken, x: float, y: float, zoom: int, above_least: float) -> bool:
    if above_least < 0:
        return False
    cell = SPACING[zoom] / 512 / 2**zoom
    column, row = int(x / cell), int(y / cell)
    reach = cell / 2 if above_least > WEIGHTY else cell
    return not any(
        abs(x - other_x) < reach and abs(y - other_y) < reach * 0.6
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
        for other_x, other_y in taken.get((zoom, column + i, row + j), ())
    )


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    sine = math.sin(math.radians(max(-85.0, min(85.0, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
