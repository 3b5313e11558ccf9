"""The gazetteer: places, their names, and the facts of countries."""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dashboard import resources
from dashboard.geocoding.folding import fold
from dashboard.geocoding.index_file import ALTERNATE, BUCKET_MASK, IndexFile
from dashboard.records.place import Place

_ARTICLES = ("the ", "al ", "el ")
_NUMBER = ALTERNATE - 1
_CACHED_NAMES = 1 << 15


@dataclass(frozen=True, slots=True)
class Country:
    """Facts of a country. ``adjectives`` and ``people`` are its demonyms: "Syrian", "Syrians"."""

    code: str
    iso3: str
    name: str
    capital: str
    continent: str
    population: int
    area_km2: int
    neighbours: tuple[str, ...]
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Named:
    """The places that bear a name, most important first, as keys; ``main`` says of each whether it is its
    main name.

    ``reach`` is the number of words of the longest name that starts with this word, 0 for a name of several
    words.
    """

    keys: tuple[int, ...]
    main: tuple[bool, ...]
    reach: int


NOBODY = Named((), (), 0)


class Gazetteer:
    """Places and names of a compiled index; immutable, safe to share between threads.

    ``open()`` gives the one of the installation, opened once a process; a place's key is its position.
    """

    def __init__(self, index: IndexFile) -> None:
        self._index = index
        self.latitudes = index.section("latitude")
        self.longitudes = index.section("longitude")
        self.populations = index.section("population")
        self._geonameids = index.section("geonameid")
        self._admin1 = index.section("admin1")
        self._admin2 = index.section("admin2")
        self._radius = index.section("radius")
        self._country = index.section("country")
        self._feature = index.section("feature")
        self._name_offsets = index.section("name_offsets")
        self._names, self._names_at = index.span("names")
        self._buckets = index.section("buckets")
        self._entries, self._entries_at = index.span("entries")
        head = index.head
        self._size: int = head["places"]
        self._features: tuple[str, ...] = tuple(head["features"])
        self._admin1_table: list[tuple[str | None, str | None, int]] = [
            (None, None, -1),
            *map(tuple, head["admin1"]),
        ]
        self._admin2_table: list[str | None] = [None, *head["admin2"]]
        self.countries: dict[str, Country] = {row["country"]: _country(row) for row in head["countries"]}
        self._country_codes: tuple[str | None, ...] = (None, *self.countries)
        #: "Ky.", "NSW": as written -> key of the division.
        self.abbreviations: dict[str, int] = dict(map(tuple, head["abbreviations"]))
        self._demonyms = {
            word.lower(): code
            for code, country in reversed(self.countries.items())
            for word in (*country.people, *country.adjectives)
        }
        self.named = lru_cache(_CACHED_NAMES)(self._read_name)
        self.place = lru_cache(_CACHED_NAMES)(self._read_place)

    @staticmethod
    def open(path: Path | None = None) -> "Gazetteer":
        """The gazetteer of the installation, or the compiled index at ``path``; opened once a process.

        Raises ResourceError where the index is missing or damaged.
        """
        return _opened(path or resources.file("gazetteer/gazetteer.bin"))

    def __len__(self) -> int:
        return self._size

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, most important first; none where the gazetteer does not know it.

        Case, accents, hyphens, apostrophes and a leading article do not count. "Ky." and "NSW" are known as
        written.
        """
        if name in self.abbreviations:
            return (self.place(self.abbreviations[name]),)
        key = fold(name)
        found = self.named(key)
        if not found.keys:
            for article in _ARTICLES:
                if key.startswith(article):
                    found = self.named(key[len(article) :])
        if not found.keys and " " in key and "-" in name:
            found = self.named(key.replace(" ", ""))
        return tuple(map(self.place, found.keys))

    def _read_name(self, key: str) -> Named:
        """The places of a folded name (see ``folding.fold``) with what the recogniser needs besides."""
        wanted = key.encode()
        size = len(wanted)
        bucket = zlib.crc32(wanted) & BUCKET_MASK
        position = self._entries_at + self._buckets[bucket]
        end = self._entries_at + self._buckets[bucket + 1]
        data = self._entries
        while position < end:
            length = data[position]
            position += 1
            count = data[position + length + 1]
            if length == size and data[position : position + length] == wanted:
                reach = data[position + length]
                position += length + 2
                raw = data[position : position + 3 * count]
                numbers = [raw[i] | raw[i + 1] << 8 | raw[i + 2] << 16 for i in range(0, 3 * count, 3)]
                return Named(
                    tuple(n & _NUMBER for n in numbers), tuple(n < ALTERNATE for n in numbers), reach
                )
            position += length + 2 + 3 * count
        return NOBODY

    def longest(self, words: Sequence[str], start: int) -> int:
        """How many of the folded ``words`` from ``start`` make the longest name; 0 for none."""
        reach = min(self.named(words[start]).reach, len(words) - start)
        for length in range(reach, 0, -1):
            if self.named(" ".join(words[start : start + length])).keys:
                return length
        return 0

    def _read_place(self, key: int) -> Place:
        _, admin1, number = self._admin1_table[self._admin1[key]]
        feature = self.feature_code(key)
        return Place(
            key=key,
            name=self.name(key),
            latitude=self.latitudes[key] / 1e5,
            longitude=self.longitudes[key] / 1e5,
            feature_code=feature,
            country=self.country_code(key),
            admin1=admin1,
            admin2=self._admin2_table[self._admin2[key]],
            admin1_name=self.name(number) if number >= 0 else None,
            population=self.populations[key],
            geonameid=self._geonameids[key] or None,
            radius_km=float(self._radius[key]) or None,
        )

    def name(self, key: int) -> str:
        """Main name of a place."""
        start, end = self._name_offsets[key], self._name_offsets[key + 1]
        return self._names[self._names_at + start : self._names_at + end].decode()

    def feature_code(self, key: int) -> str:
        """GeoNames feature code of a place."""
        return self._features[self._feature[key]]

    def country_code(self, key: int) -> str | None:
        """Country of a place, ISO 3166-1 alpha-2."""
        return self._country_codes[self._country[key]]

    def radius_km(self, key: int) -> int:
        """Half the extent of an area, 0 for a point."""
        return self._radius[key]

    def admin1_number(self, key: int) -> int:
        """The first-level division as a number of this gazetteer, 0 for none; equal for places in the same
        one.
        """
        return self._admin1[key]

    def division(self, key: int) -> Place | None:
        """The first-level division that holds a place."""
        number = self._admin1_table[self._admin1[key]][2]
        return self.place(number) if number >= 0 else None

    def demonym(self, word: str) -> str | None:
        """Country of an adjective or of a word for its people: "Syrian", "Britons" -> ISO 3166-1 alpha-2."""
        return self._demonyms.get(word.lower())

    @property
    def demonyms(self) -> dict[str, str]:
        """Every demonym in lower case with its country."""
        return self._demonyms

    def country(self, code: str) -> Country | None:
        """Facts of the country with an ISO 3166-1 alpha-2 code."""
        return self.countries.get(code.upper())

    def names_in(self, country: str, *, latin: bool = True) -> tuple[list[str], list[int]]:
        """The folded names in Latin letters of a country's places, and beside each its place's key.

        With ``latin=False`` those in other letters.
        """
        positions, keys = _holders(self)
        code = self._country_codes.index(country) if country in self.countries else -1
        chosen = np.flatnonzero(np.frombuffer(self._country, dtype=np.uint8)[keys] == code)
        data, names, found = self._entries, [], []
        for position, key in zip(positions[chosen].tolist(), keys[chosen].tolist(), strict=True):
            name = data[position + 1 : position + 1 + data[position]]
            if name.isascii() is latin:
                names.append(name.decode())
                found.append(key)
        return names, found

    def near(self, latitude: float, longitude: float, k: int = 1) -> tuple[Place, ...]:
        """The ``k`` nearest populated places, nearest first."""
        places, x, y, z = self._towns
        a, b = math.radians(latitude), math.radians(longitude)
        closeness = x * (math.cos(a) * math.cos(b)) + y * (math.cos(a) * math.sin(b)) + z * math.sin(a)
        count = min(max(k, 0), len(places))
        if not count:
            return ()
        top = np.argpartition(-closeness, count - 1)[:count]
        return tuple(self.place(int(places[i])) for i in top[np.argsort(-closeness[top], kind="stable")])

    @property
    def _towns(
        self,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        return _unit_vectors(self)


@cache
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(IndexFile(path))


@lru_cache(2)
def _holders(gazetteer: Gazetteer) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every pair of name and place: where the name's entry starts, and the place's key.

    All buckets are walked side by side, one entry of each at a time.
    """
    data = np.frombuffer(gazetteer._entries, dtype=np.uint8)
    edges = np.frombuffer(gazetteer._buckets, dtype=np.uint32).astype(np.int64) + gazetteer._entries_at
    here, end = edges[:-1], edges[1:]
    starts, keys = [], []
    while len(here):
        running = here < end
        here, end = here[running], end[running]
        length = data[here].astype(np.int64)
        count = data[here + length + 2].astype(np.int64)
        first = here + length + 3
        at = np.repeat(first, count) + 3 * (
            np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        )
        starts.append(np.repeat(here, count))
        keys.append(
            (
                data[at].astype(np.int64)
                | data[at + 1].astype(np.int64) << 8
                | data[at + 2].astype(np.int64) << 16
            )
            & _NUMBER
        )
        here = first + 3 * count
    return np.concatenate(starts), np.concatenate(keys)


@lru_cache(2)
def _unit_vectors(
    gazetteer: Gazetteer,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Keys of the populated places and their points on the unit sphere."""
    towns = [number for number, code in enumerate(gazetteer._features) if code.startswith("PPL")]
    keys = np.flatnonzero(np.isin(np.frombuffer(gazetteer._feature, dtype=np.uint8), towns))
    latitude = np.radians(np.frombuffer(gazetteer.latitudes, dtype=np.int32)[keys] / 1e5)
    longitude = np.radians(np.frombuffer(gazetteer.longitudes, dtype=np.int32)[keys] / 1e5)
    return keys, np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)


def _country(row: dict[str, str]) -> Country:
    def split(cell: str) -> tuple[str, ...]:
        return tuple(part for part in cell.split(";") if part)

    return Country(
        code=row["country"],
        iso3=row["iso3"],
        name=row["name"].strip(),
        capital=row["capital"],
        continent=row["continent"],
        population=int(row["population"] or 0),
        area_km2=int(row["area_km2"] or 0),
        neighbours=split(row["neighbours"]),
        names=(row["name"].strip(), *split(row["aliases"])),
        adjectives=split(row["adjectives"]),
        people=split(row["people"]),
        key=int(row["key"]),
    )
