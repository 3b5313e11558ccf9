"""Names of countries and provinces: where each is written and from which zoom it has room."""

import math
import re
from collections import defaultdict

import shapely
from coverage import Part
from lines import feature, mercator, zoom_for
from shapely.geometry.base import BaseGeometry
from sources import country_names, province_names

LETTER = 7.0  # pixels a letter takes, with its spacing
# Shorter than GeoNames' and plain English, as a map needs it.
COUNTRY_NAMES = {
    "AE": "U.A.E.",
    "BO": "Bolivia",
    "CD": "DR Congo",
    "CG": "Congo",
    "CI": "Ivory Coast",
    "FM": "Micronesia",
    "NL": "Netherlands",
    "PS": "Palestine",
    "TL": "Timor-Leste",
}
WORDS_FOR_PROVINCE = re.compile(
    r"\b(oblast|governorate|province|region|state|district|county|department|prefecture|raion|wilaya)\b.?$",
    re.IGNORECASE,
)


def countries(parts: list[Part]) -> list[dict]:
    """One point for each country in the roomiest part of its largest area."""
    by_country = defaultdict(list)
    for part in parts:
        if part.country:
            by_country[part.country].append(part.geometry)
    names = country_names() | COUNTRY_NAMES
    return [
        _label(names[iso], geometries, low=1, high=6, fill=0.6)
        for iso, geometries in sorted(by_country.items())
    ]


def provinces(parts: list[Part]) -> list[dict]:
    """One point for each province of a country that has more than one."""
    by_code = defaultdict(list)
    for part in parts:
        if part.country and part.admin1:
            by_code[part.country, part.admin1].append(part)
    several = {country for country, _ in by_code if sum(c == country for c, _ in by_code) > 1}
    names = province_names()
    labels = []
    for (country, code), mine in sorted(by_code.items()):
        name = _province_name(names.get((country, code), ""), mine)
        if country in several and name:
            labels.append(_label(name, [part.geometry for part in mine], low=4, high=7, fill=0.7))
    return labels


def _province_name(name: str, parts: list[Part]) -> str:
    """GeoNames' name; Natural Earth's where GeoNames has only a transliterated official one."""
    short = WORDS_FOR_PROVINCE.sub("", name.replace("’", "'")).strip()
    if len({part.name for part in parts}) == 1 and (not short or short != name):
        return parts[0].name.replace("'", "") or short
    return short


def _label(name: str, geometries: list[BaseGeometry], *, low: int, high: int, fill: float) -> dict:
    whole = mercator(shapely.coverage_union_all(geometries))
    flat = max(shapely.get_parts(whole), key=lambda part: (part.area, part.bounds))
    circle = shapely.maximum_inscribed_circle(flat, tolerance=flat.area**0.5 / 200)
    x, y = circle.coords[0]
    width = (2 * circle.length + flat.area**0.5) / 2
    zoom = zoom_for(width, LETTER * max(map(len, name.split())) * fill, low=low, high=high)
    point = shapely.Point(360 * (x - 0.5), _latitude(y))
    return feature(point, minzoom=zoom, n=name, z=zoom, s=round(flat.area * 1e9))


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)
