"""The compiled gazetteer's file, read through a memory map.

Layout: ``MAGIC``, the length of the head (uint32) and a zero (uint32), the head (zlib, JSON), then sections,
each starting at a multiple of eight bytes. The head names the sections as ``[type code, offset, bytes]``,
offsets counted from the end of the padded head. Columns hold one number a place; a place's position is its
key.

Names lie in ``entries``, grouped by the low ``BUCKET_BITS`` bits of the CRC-32 of the folded name;
``buckets`` holds the offset of each group. An entry is: bytes of the name (uint8), the name (UTF-8), its
reach (uint8; how many words the longest name has that starts with this word), the number of places (uint8),
and three bytes for each place, with the highest bit set where the name is not the place's main one.

A wide file (``WIDE_MAGIC``) is made by ``gazetteer build``. Its head says how many bytes a key has and how
many bits a bucket's number, what it was made of (``about``) and the CRC-32 of all that follows the head.
Besides, ``plain`` is 1 for places that nobody vouches for, and ``bearer_entries`` and ``bearer_keys`` hold,
grouped by country at ``bearer_offsets``, where in ``entries`` the Latin names of its towns and divisions
lie, and whose they are.
"""

from __future__ import annotations

import json
import mmap
import zlib
from pathlib import Path
from typing import Any

from dashboard.errors import ResourceError

MAGIC = b"CEGAZ\x01\0\0"
WIDE_MAGIC = b"CEGAZ\x02\0\0"
BUCKET_BITS = 18
KEY_BYTES = 3
#: So many places of one name are kept.
MOST_BEARERS = 0xFF
_CHUNK = 1 << 24


def alternate_bit(key_bytes: int) -> int:
    """The bit of a key that says that the name is not the place's main one."""
    return 1 << (8 * key_bytes - 1)


class IndexFile:
    """An open index: ``head`` as parsed JSON, ``section(name)`` as a typed view without a copy."""

    def __init__(self, path: Path, *, mend: str = "install the package again") -> None:
        """``mend`` is what an error tells the user to do.

        Raises ResourceError where the file is missing, cut short, of another version or plainly damaged.
        """
        self.path = path
        self._mend = mend
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ResourceError(f"gazetteer {path} cannot be read ({error}); {mend}") from error
        if self._map[: len(MAGIC)] not in (MAGIC, WIDE_MAGIC):
            raise ResourceError(f"gazetteer {path} is of another version; {mend}")
        start = len(MAGIC) + 8
        size = int.from_bytes(self._map[len(MAGIC) : len(MAGIC) + 4], "little")
        try:
            self.head: dict[str, Any] = json.loads(zlib.decompress(self._map[start : start + size]))
            ends = [offset + length for _, offset, length in self.head["sections"].values()]
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            raise ResourceError(f"gazetteer {path} is damaged; {mend}") from error
        self._base = start + size + -(start + size) % 8
        self._view = memoryview(self._map)
        if self._base + max(ends) > len(self._map):
            raise ResourceError(f"gazetteer {path} is cut short; {mend}")
        self.key_bytes: int = self.head.get("key_bytes", KEY_BYTES)
        self.bucket_bits: int = self.head.get("bucket_bits", BUCKET_BITS)

    def has(self, name: str) -> bool:
        """Whether the file has such a section."""
        return name in self.head["sections"]

    def section(self, name: str) -> memoryview[int]:
        """A section's numbers, or its bytes."""
        kind, offset, length = self.head["sections"][name]
        view = self._view[self._base + offset : self._base + offset + length]
        return view if kind == "s" else view.cast(kind)

    def span(self, name: str) -> tuple[mmap.mmap, int]:
        """The map and the offset at which a section of bytes starts."""
        return self._map, self._base + int(self.head["sections"][name][1])

    def verify(self) -> None:
        """Read the file through; ResourceError where it is not what was written.

        Only a built index carries a checksum; for the one that ships the package manager answers.
        """
        if "checksum" not in self.head:
            return
        total = 0
        for start in range(self._base, len(self._map), _CHUNK):
            total = zlib.crc32(self._view[start : start + _CHUNK], total)
        if total != self.head["checksum"]:
            raise ResourceError(f"gazetteer {self.path} is damaged: its checksum differs; {self._mend}")
