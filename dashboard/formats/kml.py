"""KML 2.2: a placemark an incident, for Google Earth and QGIS; text stays text, whatever it holds.

As in GeoJSON, only what is known as a point or a small disc has a Point. All fields stand as data beside it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import IO, Any

from lxml import etree

from dashboard.formats.geojson import has_point
from dashboard.records.codebook import INCIDENT_COLUMNS

_KML = "http://www.opengis.net/kml/2.2"
#: Signs that XML 1.0 has no place for.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(
    rows: Iterable[Mapping[str, Any]], stream: IO[bytes], *, title: str, licence: str, note: str | None = None
) -> int:
    """Write rows with the columns of INCIDENT_COLUMNS; returns how many."""
    count = 0
    with etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("kml", nsmap={None: _KML}), file.element("Document"):
            file.write(_element("name", title))
            told = "\n".join(filter(None, (note, f"Terms: {licence}", "Fields:", *_fields())))
            file.write(_element("description", told))
            for count, row in enumerate(rows, start=1):  # noqa: B007
                file.write(_placemark(row), pretty_print=False)
    return count


def _fields() -> list[str]:
    return [f"{column.name}: {column.meaning}" for column in INCIDENT_COLUMNS]


def _element(name: str, text: Any) -> Any:
    element = etree.Element(f"{{{_KML}}}{name}", nsmap={None: _KML})
    element.text = _ILLEGAL.sub("", str(text))
    return element


def _placemark(row: Mapping[str, Any]) -> Any:
    placemark = etree.Element(f"{{{_KML}}}Placemark", nsmap={None: _KML})
    placemark.append(_element("name", row["summary"] or row["event_id"]))
    if row["date_end"] is not None:
        span = etree.SubElement(placemark, f"{{{_KML}}}TimeSpan")
        if row["date_start"] is not None:
            span.append(_element("begin", row["date_start"].isoformat()))
        span.append(_element("end", row["date_end"].isoformat()))
    data = etree.SubElement(placemark, f"{{{_KML}}}ExtendedData")
    for column in INCIDENT_COLUMNS:
        value = row[column.name]
        if value is None:
            continue
        field = etree.SubElement(data, f"{{{_KML}}}Data", name=column.name)
        field.append(_element("value", str(value).lower() if isinstance(value, bool) else value))
    if has_point(row):
        point = etree.SubElement(placemark, f"{{{_KML}}}Point")
        point.append(_element("coordinates", f"{row['longitude']},{row['latitude']}"))
    return placemark
