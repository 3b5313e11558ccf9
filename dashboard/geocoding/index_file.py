"""The compiled gazetteer's file, read through a memory map.

Layout: ``MAGIC``, the length of the head (uint32) and a zero (uint32), the head (zlib, JSON), then sections,
each starting at a multiple of eight bytes. The head names the sections as ``[type code, offset, bytes]``,
offsets counted from the end of the padded head. Columns hold one number a place; a place's position is its
key.

Names lie in ``entries``, grouped by the low ``BUCKET_BITS`` bits of the CRC-32 of the folded name;
``buckets`` holds the offset of each group. An entry is: bytes of the name (uint8), the name (UTF-8), its
reach (uint8; how many words the longest name has that starts with this word), the number of places (uint8),
and three bytes for each place, with ``ALTERNATE`` set where the name is not the place's main one.
"""

from __future__ import annotations

import json
import mmap
import zlib
from pathlib import Path
from typing import Any

from dashboard.errors import ResourceError

MAGIC = b"CEGAZ\x01\0\0"
BUCKET_BITS = 18
BUCKET_MASK = (1 << BUCKET_BITS) - 1
ALTERNATE = 0x800000
#: Names of more words are not kept.
MAX_TOKENS = 7


class IndexFile:
    """An open index: ``head`` as parsed JSON, ``section(name)`` as a typed view without a copy."""

    def __init__(self, path: Path) -> None:
        """Raises ResourceError where the file is missing, cut short or of another version."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ResourceError(
                f"gazetteer {path} cannot be read ({error}); install the package again"
            ) from error
        if self._map[: len(MAGIC)] != MAGIC:
            raise ResourceError(
                f"gazetteer {path} is of another version; install the package again or run `make data`"
            )
        start = len(MAGIC) + 8
        size = int.from_bytes(self._map[len(MAGIC) : len(MAGIC) + 4], "little")
        try:
            self.head: dict[str, Any] = json.loads(zlib.decompress(self._map[start : start + size]))
        except (zlib.error, ValueError) as error:
            raise ResourceError(f"gazetteer {path} is damaged; install the package again") from error
        self._base = start + size + -(start + size) % 8
        self._view = memoryview(self._map)
        if any(
            self._base + offset + length > len(self._map)
            for _, offset, length in self.head["sections"].values()
        ):
            raise ResourceError(f"gazetteer {path} is cut short; install the package again")

    def section(self, name: str) -> memoryview[int]:
        """A section's numbers, or its bytes."""
        kind, offset, length = self.head["sections"][name]
        view = self._view[self._base + offset : self._base + offset + length]
        return view if kind == "s" else view.cast(kind)

    def span(self, name: str) -> tuple[mmap.mmap, int]:
        """The map and the offset at which a section of bytes starts."""
        return self._map, self._base + int(self.head["sections"][name][1])
