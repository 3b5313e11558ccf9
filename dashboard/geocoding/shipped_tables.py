"""The index that ships, taken apart again: the base that a built index stands on.

What was written by hand (countries with their demonyms, regions, seas, sites, abbreviations, label points) is
in it, so that an index built from a dump knows all that the shipped one knows.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.geocoding.dump_parts import NAMES
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.index_file import IndexFile, alternate_bit


class ShippedTables:
    """The places (``places``) and folded names (``names``) of an index as Parquet files in a folder.

    A place's ``id`` in ``names`` is ``-1 - key``, which no GeoNames id is.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        """Raises ResourceError where the index is damaged."""
        index = IndexFile(path)
        gazetteer = Gazetteer(index)
        #: CRC-32 of the file, to tell later whether another one ships.
        self.identity = zlib.crc32(path.read_bytes())
        self.size = len(gazetteer)
        self.nations = [
            {name: value for name, value in row.items() if name != "key"} for row in index.head["countries"]
        ]
        divisions = {written: gazetteer.place(key) for written, key in gazetteer.abbreviations.items()}
        self.abbreviations = [
            (written, place.country or "", place.admin1 or "") for written, place in divisions.items()
        ]
        self.places = folder / "shipped.places.parquet"
        self.names = folder / "shipped.names.parquet"
        pq.write_table(_places(gazetteer), self.places)
        pq.write_table(_names(index), self.names)


def _places(gazetteer: Gazetteer) -> pa.Table:
    rows = [gazetteer._read_place(key) for key in range(len(gazetteer))]
    return pa.table(
        {
            "uid": pa.array((-1 - place.key for place in rows), pa.int64()),
            "name": [place.name for place in rows],
            "latitude": [place.latitude for place in rows],
            "longitude": [place.longitude for place in rows],
            "code": [place.feature_code for place in rows],
            "country": [place.country or "" for place in rows],
            "admin1": [place.admin1 or "" for place in rows],
            "admin2": [place.admin2 or "" for place in rows],
            "population": pa.array((place.population for place in rows), pa.int64()),
            "radius": pa.array((round(place.radius_km or 0) for place in rows), pa.int32()),
            "id": pa.array((place.geonameid or 0 for place in rows), pa.int64()),
        }
    )


def _names(index: IndexFile) -> pa.Table:
    """Every name with its places, and every first word with its reach, in the order of the entries."""
    data, width = bytes(index.section("entries")), index.key_bytes
    alternate = alternate_bit(width)
    columns: dict[str, list[object]] = {name: [] for name in NAMES.names}

    def add(name: bytes, uid: int | None, main: bool | None, words: int | None) -> None:
        values = (name.decode(), zlib.crc32(name), uid, main, words)
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)

    position = 0
    while position < len(data):
        start = position + 1
        end = start + data[position]
        name, reach, count = data[start:end], data[end], data[end + 1]
        position = end + 2
        if reach:
            add(name, None, None, reach)
        for _ in range(count):
            number = int.from_bytes(data[position : position + width], "little")
            add(name, -1 - (number & (alternate - 1)), number < alternate, None)
            position += width
    return pa.table(columns, schema=NAMES)
