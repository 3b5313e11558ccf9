"""Writes the compiled gazetteer; the format is described in ``index_file``.

The index that ships and one that a user builds are written here, so that the format has one writer.
"""

from __future__ import annotations

import json
import struct
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, Protocol, TypeVar

import numpy as np

from dashboard.geocoding.index_file import BUCKET_BITS, MAGIC, MOST_BEARERS, WIDE_MAGIC, alternate_bit

_CHUNK = 1 << 22
_Value = TypeVar("_Value", str, tuple[str, str])
_AREAS_AND_TOWNS = ("PPL", "ADM", "PCL", "STLMT")


class Indexed(Protocol):
    """A place as the writer needs it. ``plain`` is true where nobody vouches that it is known at large."""

    @property
    def name(self) -> str: ...
    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...
    @property
    def feature_code(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def admin1(self) -> str: ...
    @property
    def admin2(self) -> str: ...
    @property
    def population(self) -> int: ...
    @property
    def geonameid(self) -> int: ...
    @property
    def radius_km(self) -> int: ...
    @property
    def plain(self) -> bool: ...


class NameRow(NamedTuple):
    """A folded name in UTF-8, its reach (see ``index_file``) and its bearers: key, whether it is the main
    name. No bearers: a word that is no name itself but starts one.
    """

    name: bytes
    reach: int
    bearers: Sequence[tuple[int, bool]]


class Shape(NamedTuple):
    """What a file's keys and buckets are: bytes of a key, bits of a bucket's number."""

    key_bytes: int
    bucket_bits: int


#: The shape of the index that ships.
NARROW = Shape(3, BUCKET_BITS)


def bucket_of(name: bytes, bits: int) -> int:
    """The bucket that a folded name lies in."""
    return zlib.crc32(name) & ((1 << bits) - 1)


class IndexWriter:
    """Takes places in the order of their keys, then names in the order of their buckets, then writes."""

    def __init__(self, *, nations: Sequence[Mapping[str, str]], shape: Shape = NARROW) -> None:
        """``nations`` are the rows of ``countries.csv``."""
        self._nations = nations
        self._shape = shape
        self._columns = {
            "latitude": array("i"),
            "longitude": array("i"),
            "population": array("I"),
            "geonameid": array("I"),
            "admin1": array("I"),
            "admin2": array("I"),
            "radius": array("H"),
            "country": array("B"),
            "feature": array("I"),
        }
        self._plain = bytearray()
        self._labels, self._label_ends = bytearray(), array("I", [0])
        self._features: dict[str, int] = {}
        self._firsts: dict[tuple[str, str], int] = {}
        self._seconds: dict[str, int] = {}
        self._division_keys: dict[tuple[str, str], int] = {}
        self._country_keys: dict[str, int] = {}
        self._names = 0

    def add_places(self, places: Iterable[Indexed]) -> None:
        """The places, most important first; the position is a place's key."""
        numbers = {row["country"]: i + 1 for i, row in enumerate(self._nations)}
        column = self._columns
        for place in places:
            key = len(self._plain)
            column["latitude"].append(round(place.latitude * 1e5))
            column["longitude"].append(round(place.longitude * 1e5))
            column["population"].append(place.population)
            column["geonameid"].append(place.geonameid)
            pair = (place.country, place.admin1)
            column["admin1"].append(
                self._firsts.setdefault(pair, len(self._firsts) + 1) if place.admin1 else 0
            )
            column["admin2"].append(
                self._seconds.setdefault(place.admin2, len(self._seconds) + 1) if place.admin2 else 0
            )
            column["radius"].append(place.radius_km)
            column["country"].append(numbers.get(place.country, 0))
            column["feature"].append(self._features.setdefault(place.feature_code, len(self._features)))
            self._plain.append(place.plain)
            self._labels += place.name.encode()
            self._label_ends.append(len(self._labels))
            if place.feature_code == "ADM1" and place.admin1:
                self._division_keys[pair] = key
            elif place.feature_code == "PCLI":
                self._country_keys.setdefault(place.country, key)

    def write(
        self,
        target: Path,
        names: Iterable[NameRow],
        *,
        abbreviations: Iterable[tuple[str, str, str]],
        about: Mapping[str, object] | None = None,
    ) -> None:
        """Write the file. ``names`` come sorted by bucket, then by name; ``abbreviations`` are (as written,
        country, admin1); ``about`` says of a built index what it was made of.
        """
        features = self._renumber("feature", self._features, first=0)
        firsts = self._renumber("admin1", self._firsts, first=1)
        seconds = self._renumber("admin2", self._seconds, first=1)
        with tempfile.TemporaryFile(dir=target.parent) as entries:
            buckets, bearers = self._write_names(names, entries, features)
            sections: dict[str, tuple[str, IO[bytes] | bytes]] = {
                name: (column.typecode, column.tobytes()) for name, column in self._columns.items()
            }
            sections["name_offsets"] = ("I", self._label_ends.tobytes())
            sections["names"] = ("s", bytes(self._labels))
            sections["buckets"] = ("I", buckets.tobytes())
            sections["entries"] = ("s", entries)
            head: dict[str, object] = {
                "places": len(self._plain),
                "names": self._names,
                "countries": [{**row, "key": self._country_keys[row["country"]]} for row in self._nations],
                "features": features,
                "admin1": [[*pair, self._division_keys.get(pair, -1)] for pair in firsts],
                "admin2": seconds,
                "abbreviations": [
                    [written, self._division_keys[(country, admin1)]]
                    for written, country, admin1 in abbreviations
                ],
            }
            if self._shape != NARROW:
                sections["plain"] = ("B", bytes(self._plain))
                sections |= bearers
                head |= {"key_bytes": self._shape.key_bytes, "bucket_bits": self._shape.bucket_bits}
                head |= {"about": dict(about or {}), "checksum": _checksum(sections)}
            _write_file(target, MAGIC if self._shape == NARROW else WIDE_MAGIC, head, sections)

    def _renumber(self, name: str, numbers: Mapping[_Value, int], *, first: int) -> list[_Value]:
        """Number a column's values in their order, in the narrowest type that holds the numbers; gives the
        values.
        """
        ordered = sorted(numbers)
        wanted = np.zeros(len(ordered) + first, dtype=np.uint32)
        for position, value in enumerate(ordered):
            wanted[numbers[value]] = position + first
        kind = "B" if name == "feature" and len(ordered) <= 0xFF else "H" if len(ordered) < 0xFFFF else "I"
        values = wanted[np.frombuffer(self._columns[name], dtype=np.uint32)]
        self._columns[name] = array(kind, values.astype(np.dtype(kind)).tobytes())
        return ordered

    def _write_names(
        self, names: Iterable[NameRow], entries: IO[bytes], features: Sequence[str]
    ) -> tuple[array[int], dict[str, tuple[str, IO[bytes] | bytes]]]:
        """Write the names; give the offsets of the buckets, and who bears the names of each country."""
        bits, width = self._shape.bucket_bits, self._shape.key_bytes
        alternate, wide = alternate_bit(width), self._shape != NARROW
        spelt = [code.startswith(_AREAS_AND_TOWNS) for code in features]
        kinds, countries = self._columns["feature"], self._columns["country"]
        ends = array("I", bytes(4 << bits))
        places, positions, keys = array("B"), array("I"), array("I")
        buffer, position = bytearray(), 0
        for row in names:
            bearers = row.bearers if len(row.bearers) <= MOST_BEARERS else self._most(row.bearers)
            if wide:
                for key, _ in bearers:
                    if spelt[kinds[key]]:
                        places.append(countries[key])
                        positions.append(position)
                        keys.append(key)
            start = len(buffer)
            buffer.append(len(row.name))
            buffer += row.name
            buffer += bytes((row.reach, len(bearers)))
            for key, main in bearers:
                buffer += (key if main else key | alternate).to_bytes(width, "little")
            self._names += bool(bearers)
            position += len(buffer) - start
            ends[bucket_of(row.name, bits)] = position
            if len(buffer) > _CHUNK:
                entries.write(buffer)
                buffer.clear()
        entries.write(buffer)
        offsets = np.zeros((1 << bits) + 1, dtype=np.uint32)
        offsets[1:] = np.maximum.accumulate(np.frombuffer(ends, dtype=np.uint32))
        order = np.argsort(np.frombuffer(places, dtype=np.uint8), kind="stable") if wide else np.arange(0)
        counts = np.bincount(np.frombuffer(places, dtype=np.uint8), minlength=len(self._nations) + 1)
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
        return array("I", offsets.tobytes()), {
            "bearer_offsets": ("I", starts.tobytes()),
            "bearer_entries": ("I", np.frombuffer(positions, dtype=np.uint32)[order].tobytes()),
            "bearer_keys": ("I", np.frombuffer(keys, dtype=np.uint32)[order].tobytes()),
        }

    def _most(self, bearers: Sequence[tuple[int, bool]]) -> list[tuple[int, bool]]:
        """As many bearers as an entry holds: the most important of every country first, so that no country's
        village of a common name is crowded out by another country's hundreds.
        """
        seen: dict[int, int] = {}
        ranked = []
        for key, main in bearers:
            country = self._columns["country"][key]
            seen[country] = seen.get(country, 0) + 1
            ranked.append((seen[country], key, main))
        return sorted((key, main) for _, key, main in sorted(ranked)[:MOST_BEARERS])


def _chunks(data: IO[bytes] | bytes) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    data.seek(0)
    while chunk := data.read(_CHUNK):
        yield chunk


def _length(data: IO[bytes] | bytes) -> int:
    return len(data) if isinstance(data, bytes) else data.seek(0, 2)


def _checksum(sections: Mapping[str, tuple[str, IO[bytes] | bytes]]) -> int:
    """CRC-32 of all sections as they lie in the file, with the bytes that fill them up."""
    total = 0
    for _, data in sections.values():
        for chunk in _chunks(data):
            total = zlib.crc32(chunk, total)
        total = zlib.crc32(b"\0" * (-_length(data) % 8), total)
    return total


def _write_file(
    target: Path,
    magic: bytes,
    head: dict[str, object],
    sections: Mapping[str, tuple[str, IO[bytes] | bytes]],
) -> None:
    position, layout = 0, {}
    for name, (kind, data) in sections.items():
        layout[name] = [kind, position, _length(data)]
        position += _length(data) + -_length(data) % 8
    text = json.dumps(head | {"sections": layout}, ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(text.encode(), 9)
    with target.open("wb") as file:
        start = magic + struct.pack("<II", len(packed), 0) + packed
        file.write(start + b"\0" * (-len(start) % 8))
        for _, data in sections.values():
            for chunk in _chunks(data):
                file.write(chunk)
            file.write(b"\0" * (-_length(data) % 8))
