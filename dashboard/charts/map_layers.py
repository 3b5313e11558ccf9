"""What lies under the marks: circles of a true radius, outlines of areas, the frame of a chosen area."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dashboard.charts import basemap
from dashboard.charts.projection import circle
from dashboard.charts.spots import Spot
from dashboard.charts.theme import MAP_FONT, Theme, plain, token, type_colour
from dashboard.query.filters import Bounds
from dashboard.records.codes import GeoPrecision

#: Zooms from which an outline and its name, and the band along it, can be told from the coast.
FAR, CLOSE = 2.5, 4.0


def _feature(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}}


def _layer(features: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "sourcetype": "geojson",
        "source": {"type": "FeatureCollection", "features": features},
        "below": "traces",
        **more,
    }


def discs(spots: Sequence[Spot], theme: Theme) -> list[dict[str, Any]]:
    """Circles of a true radius around "near" and districts, thin rings around towns."""
    layers = []
    found: dict[tuple[bool, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.radius_km and (spot.is_disc or (spot.precision is GeoPrecision.TOWN and not spot.is_chip)):
            found[spot.is_disc, spot.kinds[0][0]].append(spot)
    for (disc, event_type), members in sorted(found.items()):
        colour = type_colour(event_type, theme)
        rings = [circle(spot.latitude, spot.longitude, km=spot.radius_km or 0) for spot in members]
        if disc:
            layers.append(
                _layer(
                    [_feature("Polygon", [ring]) for ring in rings], type="fill", color=colour, opacity=0.13
                )
            )
        line: dict[str, Any] = {"width": 1.8, "dash": [3, 2]} if disc else {"width": 1.2}
        layers.append(
            _layer([_feature("LineString", ring) for ring in rings], type="line", color=colour, line=line)
        )
    return layers


def outlines(spots: Sequence[Spot], theme: Theme) -> list[dict[str, Any]]:
    """Dashed outlines of the areas whose borders ship with the package, and the name of every area at
    its chip.
    """
    lines: dict[str, dict[str, Any]] = {}
    names: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for spot in spots:
        if spot.is_area:
            name = str(spot.rows[0].get("place") or "")
            names[name].append(_feature("Point", [spot.longitude, spot.latitude]))
        for row in spot.rows:
            precision, country, division = (row.get(k) for k in ("geo_precision", "country", "admin1_code"))
            if precision == GeoPrecision.PROVINCE and country and division:
                lines[f"{country}.{division}"] = basemap.admin1_outline(country, division) or {}
            elif precision == GeoPrecision.COUNTRY and country:
                lines[str(country)] = basemap.country_outline(country) or {}
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in lines.values() if shape]
    ink = token("ink", theme)
    layers = []
    if features:
        layers += [
            _layer(features, type="line", color=ink, opacity=0.13, line={"width": 12}, minzoom=CLOSE),
            _layer(features, type="line", color=ink, line={"width": 1.8, "dash": [4, 2.4]}, minzoom=FAR),
        ]
    for name, points in sorted(names.items()):
        if name:
            label = {
                "text": plain(name),
                "icon": "",
                "iconsize": 60,
                "textposition": "bottom center",
                "textfont": {"size": 13, "color": ink, "family": MAP_FONT},
            }
            layers.append(_layer(points, type="symbol", color=ink, symbol=label, minzoom=FAR))
    return layers


def area_frame(area: Bounds | None, theme: Theme) -> list[dict[str, Any]]:
    """The part of the map that is filtered to."""
    if area is None:
        return []
    east = area.east if area.east >= area.west else area.east + 360
    ring = [
        [area.west, area.south],
        [east, area.south],
        [east, area.north],
        [area.west, area.north],
        [area.west, area.south],
    ]
    accent = token("accent", theme)
    return [
        _layer([_feature("Polygon", [ring])], type="fill", color=accent, opacity=0.06),
        _layer([_feature("LineString", ring)], type="line", color=accent, line={"width": 2, "dash": [3, 2]}),
    ]
