"""The user's own places as they are laid over an index: columns that go on where its columns end, and the
names that lead to them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from dashboard.geocoding.additions import Addition
from dashboard.geocoding.name_forms import forms


class Joined:
    """A column of the index with the own places' values after it."""

    __slots__ = ("_first", "_second", "_size")

    def __init__(self, first: memoryview[int], second: Sequence[int]) -> None:
        self._first, self._second, self._size = first, second, len(first)

    def __getitem__(self, key: int) -> int:
        return self._first[key] if key < self._size else self._second[key - self._size]

    def __len__(self) -> int:
        return self._size + len(self._second)


class OwnPlaces:
    """Own places by key, from ``start`` on, and by folded name."""

    def __init__(self, places: Sequence[Addition], start: int) -> None:
        self.places = places
        self.start = start
        self.latitudes = array("i", (round(place.latitude * 1e5) for place in places))
        self.longitudes = array("i", (round(place.longitude * 1e5) for place in places))
        #: Entries of the index that an own place stands for.
        self.replaced = frozenset(place.geonameid for place in places if place.geonameid)
        self._bearers: dict[str, dict[int, bool]] = {}
        self._reach: dict[str, int] = {}
        for key, place in enumerate(places, start):
            for position, name in enumerate((place.name, *place.aliases)):
                for i, form in enumerate(forms(name, place.country)):
                    bearers = self._bearers.setdefault(form, {})
                    bearers[key] = bearers.get(key, False) or (position == 0 and i == 0)
                    word, *more = form.split()
                    self._reach[word] = max(self._reach.get(word, 0), 1 + len(more))

    def bearers(self, name: str) -> dict[int, bool]:
        """The own places of a folded name, and whether it is their main name."""
        return self._bearers.get(name, {})

    def reach(self, word: str) -> int:
        """How many words the longest own name has that starts with this word; 0 for none."""
        return self._reach.get(word, 0)

    def spelt(self, country: str, *, latin: bool) -> list[tuple[str, int]]:
        """The folded names of a country's own places in Latin letters, or in others, with their keys."""
        return [
            (name, key)
            for name, bearers in self._bearers.items()
            for key in bearers
            if name.isascii() is latin and self.places[key - self.start].country == country
        ]
