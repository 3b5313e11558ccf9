"""The gazetteer: places, their names, and the facts of countries."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from dashboard.geocoding.additions import Addition, kept_additions
from dashboard.geocoding.bearers import Bearers
from dashboard.geocoding.countries import Country
from dashboard.geocoding.folding import fold
from dashboard.geocoding.index_file import IndexFile, alternate_bit
from dashboard.geocoding.installed import Installed, installed
from dashboard.geocoding.own_places import Joined, OwnPlaces
from dashboard.geocoding.towns import Towns
from dashboard.records.place import Place

_ARTICLES = ("the ", "al ", "el ")
_CACHED_NAMES = 1 << 15


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

    ``open()`` gives the one of the installation, opened once a process; a place's key is its position. The
    user's own places come after those of the index.
    """

    def __init__(self, index: IndexFile, own: Sequence[Addition] = ()) -> None:
        self._index = index
        head = index.head
        self._size: int = head["places"]
        self._features: list[str] = list(head["features"])
        self._admin1_table: list[tuple[str | None, str | None, int]] = [
            (None, None, -1),
            *map(tuple, head["admin1"]),
        ]
        self._admin2_table: list[str | None] = [None, *head["admin2"]]
        self.countries: dict[str, Country] = {
            row["country"]: Country.of_row(row) for row in head["countries"]
        }
        self._country_codes: tuple[str | None, ...] = (None, *self.countries)
        self._own = OwnPlaces(own, self._size)
        self.latitudes = self._column("latitude", self._own.latitudes)
        self.longitudes = self._column("longitude", self._own.longitudes)
        self.populations = self._column("population", [place.population for place in own])
        self._geonameids = self._column("geonameid", [place.geonameid for place in own])
        self._admin1 = self._column("admin1", self._division_numbers(own))
        self._admin2 = self._column("admin2", [0] * len(own))
        self._radius = self._column("radius", [place.radius_km for place in own])
        self._country = self._column("country", list(map(self._country_number, own)))
        self._feature = self._column("feature", list(map(self._feature_number, own)))
        self._plain = index.section("plain") if index.has("plain") else None
        self._name_offsets = index.section("name_offsets")
        self._names, self._names_at = index.span("names")
        self._buckets = index.section("buckets")
        self._bucket_mask = (1 << index.bucket_bits) - 1
        self._entries, self._entries_at = index.span("entries")
        self._width = index.key_bytes
        #: "Ky.", "NSW": as written -> key of the division.
        self.abbreviations: dict[str, int] = dict(map(tuple, head["abbreviations"]))
        self._demonyms = {
            word.lower(): code
            for code, country in reversed(self.countries.items())
            for word in (*country.people, *country.adjectives)
        }
        self.named = lru_cache(_CACHED_NAMES)(self._named if own else self._read_name)
        self.place = lru_cache(_CACHED_NAMES)(self._read_place)

    def _column(self, name: str, own: Sequence[int]) -> "memoryview[int] | Joined":
        column = self._index.section(name)
        return Joined(column, own) if own else column

    def _division_numbers(self, own: Sequence[Addition]) -> list[int]:
        numbers = {pair[:2]: number for number, pair in enumerate(self._admin1_table)} if own else {}
        return [numbers.get((place.country, place.admin1), 0) for place in own]

    def _country_number(self, place: Addition) -> int:
        return self._country_codes.index(place.country or None)

    def _feature_number(self, place: Addition) -> int:
        if place.feature_code not in self._features:
            self._features.append(place.feature_code)
        return self._features.index(place.feature_code)

    @staticmethod
    def open(path: Path | None = None) -> "Gazetteer":
        """The gazetteer of the installation (see ``installed``) with the user's own places, or the compiled
        index at ``path`` without them; opened once a process.

        Raises ResourceError where the index is missing or damaged, or the user's places have a wrong row.
        """
        return _opened_at(path) if path else _opened(installed())

    def __len__(self) -> int:
        return self._size + len(self._own.places)

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

    def _named(self, key: str) -> Named:
        """The places of a folded name, the user's own first, without those that these stand for."""
        found, own = self._read_name(key), self._own.bearers(key)
        bearers = own | {
            number: main
            for number, main in zip(found.keys, found.main, strict=True)
            if not own or self._geonameids[number] not in self._own.replaced
        }
        return Named(tuple(bearers), tuple(bearers.values()), max(found.reach, self._own.reach(key)))

    def _read_name(self, key: str) -> Named:
        """The places of a folded name (see ``folding.fold``) with what the recogniser needs besides."""
        wanted = key.encode()
        size, width = len(wanted), self._width
        bucket = zlib.crc32(wanted) & self._bucket_mask
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
                raw = data[position : position + width * count]
                alternate = alternate_bit(width)
                numbers = _numbers(raw, width)
                return Named(
                    tuple(n & (alternate - 1) for n in numbers), tuple(n < alternate for n in numbers), reach
                )
            position += length + 2 + width * count
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
        if key >= self._size:
            return self._own.places[key - self._size].name
        start, end = self._name_offsets[key], self._name_offsets[key + 1]
        return self._names[self._names_at + start : self._names_at + end].decode()

    def feature_code(self, key: int) -> str:
        """GeoNames feature code of a place."""
        return self._features[self._feature[key]]

    def country_code(self, key: int) -> str | None:
        """Country of a place, ISO 3166-1 alpha-2."""
        return self._country_codes[self._country[key]]

    def is_own(self, key: int) -> bool:
        """Whether the user added the place."""
        return key >= self._size

    def is_plain(self, key: int) -> bool:
        """Whether nobody vouches that the place is known at large: it came with a full dump, and a creek of
        it is no river that news name.
        """
        return self._plain is not None and key < self._size and self._plain[key] != 0

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

    def country_named(self, written: str) -> str | None:
        """ISO 3166-1 alpha-2 of a country by its code, of two or three letters, or by its name."""
        code = written.upper()
        if code in self.countries:
            return code
        for land in self.countries.values():
            if code == land.iso3 or fold(written) in map(fold, land.names):
                return land.code
        return None

    def division_named(self, country: str, written: str) -> str | None:
        """GeoNames code of a country's first-level division by its code or by one of its names."""
        codes = {admin1 for land, admin1, _ in self._admin1_table if land == country}
        if written in codes:
            return written
        for key in self._read_name(fold(written)).keys:
            if self.feature_code(key) == "ADM1" and self.country_code(key) == country:
                return self._admin1_table[self._admin1[key]][1]
        return None

    def names_in(self, country: str, *, latin: bool = True) -> tuple[list[str], list[int]]:
        """The folded names in Latin letters of a country's places, and beside each its place's key.

        With ``latin=False`` those in other letters.
        """
        if country not in self.countries:
            return [], []
        names, keys = self._bearers.of(self._country_codes.index(country), latin=latin)
        if self._own.replaced:
            left = [i for i, key in enumerate(keys) if self._geonameids[key] not in self._own.replaced]
            names, keys = [names[i] for i in left], [keys[i] for i in left]
        for name, key in self._own.spelt(country, latin=latin):
            names.append(name)
            keys.append(key)
        return names, keys

    def near(self, latitude: float, longitude: float, k: int = 1) -> tuple[Place, ...]:
        """The ``k`` nearest populated places, nearest first."""
        found = self._towns.nearest(latitude, longitude, k + len(self._own.replaced))
        found = [pair for pair in found if self._geonameids[pair[1]] not in self._own.replaced]
        if self._own.places:
            found = sorted(found + self._own_towns.nearest(latitude, longitude, k))
        return tuple(self.place(key) for _, key in found[: max(k, 0)])

    @cached_property
    def _bearers(self) -> Bearers:
        return Bearers(self._index)

    @cached_property
    def _towns(self) -> Towns:
        towns = np.array([_is_town(code) for code in self._index.head["features"]])
        keys = np.flatnonzero(towns[np.asarray(self._index.section("feature"))])
        columns = (np.asarray(self._index.section(name)) for name in ("latitude", "longitude"))
        return Towns(keys, *(column[keys] for column in columns))

    @cached_property
    def _own_towns(self) -> Towns:
        chosen = [i for i, place in enumerate(self._own.places) if _is_town(place.feature_code)]
        keys = np.array(chosen, dtype=np.int64) + self._size
        columns = (np.asarray(column) for column in (self._own.latitudes, self._own.longitudes))
        return Towns(keys, *(column[chosen] for column in columns))


def _numbers(raw: bytes, width: int) -> Sequence[int]:
    """Little-endian numbers of ``width`` bytes each, 3 or 4."""
    if width == 4:
        return struct.unpack(f"<{len(raw) // 4}I", raw)
    return [raw[i] | raw[i + 1] << 8 | raw[i + 2] << 16 for i in range(0, len(raw), 3)]


def _is_town(feature_code: str) -> bool:
    return feature_code.startswith("PPL") or feature_code == "STLMT"


@lru_cache(4)
def _opened_at(path: Path) -> Gazetteer:
    return Gazetteer(IndexFile(path))


@lru_cache(4)
def _opened(used: Installed) -> Gazetteer:
    index = IndexFile(used.index, mend=used.mend)
    if used.additions is None:
        return Gazetteer(index)
    return Gazetteer(index, kept_additions(used.additions, Gazetteer(index)))
