"""GeoJSON (RFC 7946): one feature an incident, in strict JSON, points as [longitude, latitude].

Only what is known as a point or a small disc (exact, town, near, district) has a Point, with ``radius_km``
beside it. What is known as a province, a country or more has no geometry, because any tool would draw its
label point as if the event had happened there: the label point stands in ``label_latitude`` and
``label_longitude``. An unplaced incident has neither.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TextIO

from dashboard.records.codebook import INCIDENT_COLUMNS
from dashboard.records.codes import GeoPrecision

_PROPERTIES = [
    column.name for column in INCIDENT_COLUMNS if column.name not in ("event_id", "latitude", "longitude")
]


def write(
    rows: Iterable[Mapping[str, Any]], stream: TextIO, *, title: str, licence: str, note: str | None = None
) -> int:
    """Write rows with the columns of INCIDENT_COLUMNS as a FeatureCollection; returns how many.

    ``title``, ``licence``, ``note`` (what was asked for, and when) and the codebook stand at its head.
    Raises ValueError for a number that JSON has no word for.
    """
    head = {
        "type": "FeatureCollection",
        "title": title,
        "licence": licence,
        "note": note,
        "codebook": {column.name: column.meaning for column in INCIDENT_COLUMNS},
    }
    stream.write(_json(head)[:-1] + ', "features": [')
    count = 0
    for count, row in enumerate(rows, start=1):
        stream.write(("\n" if count == 1 else ",\n") + _json(feature(row)))
    stream.write("\n]}\n")
    return count


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row as a GeoJSON feature."""
    latitude, longitude = row["latitude"], row["longitude"]
    placed, point = _has_place(row), has_point(row)
    properties = {name: _plain(row[name]) for name in _PROPERTIES}
    properties["label_latitude"] = latitude if placed and not point else None
    properties["label_longitude"] = longitude if placed and not point else None
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if point else None,
        "properties": properties,
    }


def has_point(row: Mapping[str, Any]) -> bool:
    """Whether a row is known as a point or a small disc."""
    return _has_place(row) and GeoPrecision(row["geo_precision"]).is_point


def _has_place(row: Mapping[str, Any]) -> bool:
    return None not in (row["latitude"], row["longitude"], row["geo_precision"])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
