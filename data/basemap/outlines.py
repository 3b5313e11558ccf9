"""Outlines of countries and provinces, small enough to be read whole."""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import shapely
from coverage import Part
from hulls import undrawn
from lines import json_geometry
from sources import country_names, province_names

COUNTRY_TOLERANCE = 0.06  # degrees
PROVINCE_TOLERANCE = 0.012
DIGITS = 3  # decimals of a degree, about 100 m
SPECK = 1e-3  # square degrees, about 10 km²: smaller islands are left out beside a larger one


def write_countries(parts: list[Part], path: Path) -> None:
    """GeoJSON; properties ``iso`` (alpha-2 as GeoNames has it, XK for Kosovo) and ``name``."""
    shapes = defaultdict(list)
    for part in parts:
        if part.country:
            shapes[part.country].append(part.geometry)
    names = country_names()
    features = [
        _feature(geometry, iso=iso, name=names[iso])
        for iso, geometry in _simplified(shapes, COUNTRY_TOLERANCE)
    ]
    path.write_text(_collection(features), encoding="utf-8")


def write_provinces(parts: list[Part], places: list[dict], path: Path) -> None:
    """Gzipped GeoJSON; properties ``country``, ``admin1`` (GeoNames), ``name`` and ``approximate``.

    ``approximate`` is true where the province was cut out of a larger area along its places, or is the hull
    of its places because nothing draws it.
    """
    shapes = defaultdict(list)
    approximate: dict[tuple[str, str], bool] = defaultdict(bool)
    for part in parts:
        if part.country and part.admin1:
            key = part.country, part.admin1
            shapes[key].append(part.geometry)
            approximate[key] |= part.approximate
    names = province_names()
    outlines = dict(_simplified(shapes, PROVINCE_TOLERANCE))
    # Hulls lie over other provinces, so they are no part of the coverage.
    for key, geometry in undrawn(parts, places).items():
        if key in names:
            outlines[key] = _gridded(geometry)
            approximate[key] = True
    features = [
        _feature(
            outlines[key],
            country=key[0],
            admin1=key[1],
            name=names.get(key, ""),
            approximate=approximate[key],
        )
        for key in sorted(outlines)
    ]
    path.write_bytes(gzip.compress(_collection(features).encode(), 9, mtime=0))


def _simplified(shapes: dict, tolerance: float) -> list[tuple]:
    """Join, simplify so that neighbours still meet, drop specks."""
    keys = sorted(shapes)
    joined = [shapely.coverage_union_all(shapes[key]) for key in keys]
    simple = shapely.coverage_simplify(joined, tolerance)
    return [(key, _without_specks(_gridded(geometry))) for key, geometry in zip(keys, simple, strict=True)]


def _gridded(geometry: shapely.Geometry) -> shapely.Geometry:
    """On the grid of the decimals that are written, still valid; an islet smaller than it stays as it is."""
    gridded = shapely.set_precision(geometry, 10.0**-DIGITS)
    return geometry if gridded.is_empty else gridded


def _without_specks(geometry: shapely.Geometry) -> shapely.Geometry:
    polygons = sorted(shapely.get_parts(geometry), key=lambda polygon: (-polygon.area, polygon.bounds))
    kept = [polygon for polygon in polygons if polygon.area > min(SPECK, polygons[0].area * 0.999)]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _feature(geometry: shapely.Geometry, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": json_geometry(geometry, digits=DIGITS)}


def _collection(features: list[dict]) -> str:
    rows = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}\n'
