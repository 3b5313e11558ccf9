"""The index that ships, taken apart again: the base that a built index stands on.

What was written by hand (countries with their demonyms, regions, seas, sites, abbreviations, label points) is
in it, so that an index built from a dump knows all that the shipped one knows.
"""

from __future__ import annotations

import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
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
        pq.write_table(_places(index), self.places)
        pq.write_table(_names(index), self.names)


def _places(index: IndexFile) -> pa.Table:
    head = index.head
    ends = np.asarray(index.section("name_offsets")).tolist()
    data = bytes(index.section("names"))
    firsts = ["", *(code for _, code, _ in head["admin1"])]
    countries = ["", *(row["country"] for row in head["countries"])]

    def texts(section: str, values: list[str]) -> list[str]:
        return [values[number] for number in index.section(section)]

    return pa.table(
        {
            "uid": -1 - np.arange(head["places"], dtype=np.int64),
            "name": [data[start:end].decode() for start, end in pairwise(ends)],
            "latitude": np.asarray(index.section("latitude")) / 1e5,
            "longitude": np.asarray(index.section("longitude")) / 1e5,
            "code": texts("feature", head["features"]),
            "country": texts("country", countries),
            "admin1": texts("admin1", firsts),
            "admin2": texts("admin2", ["", *head["admin2"]]),
            "population": np.asarray(index.section("population")).astype(np.int64),
            "radius": np.asarray(index.section("radius")).astype(np.int32),
            "id": np.asarray(index.section("geonameid")).astype(np.int64),
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
