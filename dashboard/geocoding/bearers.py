"""Who bears which name in a country: what the search for other spellings goes through."""

import numpy as np
from numpy.typing import NDArray

from dashboard.geocoding.index_file import IndexFile, alternate_bit


class Bearers:
    """For each country the names of its places: where the name's entry starts, and the place's key."""

    def __init__(self, index: IndexFile) -> None:
        self._data, self._start = index.span("entries")
        if index.has("bearer_offsets"):
            self._offsets = np.asarray(index.section("bearer_offsets"))
            self._positions = np.asarray(index.section("bearer_entries"))
            self._keys = np.asarray(index.section("bearer_keys"))
            return
        positions, keys = _walked(index)
        countries = np.asarray(index.section("country"))[keys]
        order = np.argsort(countries, kind="stable")
        counts = np.bincount(countries, minlength=256)
        self._offsets = np.concatenate(([0], np.cumsum(counts)))
        self._positions, self._keys = positions[order], keys[order]

    def of(self, country: int, *, latin: bool) -> tuple[list[str], list[int]]:
        """The folded names of the places of a country, by its number, and beside each its place's key: those
        in Latin letters, or those in others.
        """
        names, found, data = [], [], self._data
        chosen = slice(int(self._offsets[country]), int(self._offsets[country + 1]))
        for position, key in zip(self._positions[chosen].tolist(), self._keys[chosen].tolist(), strict=True):
            at = self._start + position
            name = data[at + 1 : at + 1 + data[at]]
            if name.isascii() is latin:
                names.append(name.decode())
                found.append(key)
        return names, found


def _walked(index: IndexFile) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every pair of name and place: where the name's entry starts, and the place's key.

    All buckets are walked side by side, one entry of each at a time.
    """
    width = index.key_bytes
    data = np.frombuffer(index.section("entries"), dtype=np.uint8)
    edges = np.asarray(index.section("buckets")).astype(np.int64)
    here, end = edges[:-1], edges[1:]
    starts, keys = [], []
    while len(here):
        running = here < end
        here, end = here[running], end[running]
        length = data[here].astype(np.int64)
        count = data[here + length + 2].astype(np.int64)
        first = here + length + 3
        at = np.repeat(first, count) + width * (
            np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        )
        starts.append(np.repeat(here, count))
        keys.append(sum(data[at + byte].astype(np.int64) << 8 * byte for byte in range(width)))
        here = first + width * count
    return np.concatenate(starts), np.concatenate(keys) & (alternate_bit(width) - 1)
