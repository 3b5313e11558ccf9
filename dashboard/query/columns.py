"""The hot columns of a snapshot: memory-mapped numbers, a row for each incident by its first possible day.

::

    hot/days.npy       row at which each day from ``first_day`` begins; the undated rows come last
    hot/daily.npy      rows of each kind on each day, where that takes little room beside the rows
    hot/kind.npy       event type and sub-type, as one code
    hot/place.npy      certainty (high four bits) and place precision (low four)
    hot/told.npy       status (high three bits) and number of publishers (low five, at most 31)
    hot/country.npy
    hot/dataset.npy    only where the rows are of several datasets
    hot/killed.npy     best number of people killed, and one; 0 is unknown, 255 is in a table
    hot/latitude.npy   hot/longitude.npy   hot/cell.npy          see ``query.grid``
    hot/actor1.npy     hot/actor2.npy      hot/source.npy        codes; 0 is none; *_high.npy above 65,535
    hot/interval_*.npy rows of more than one day, or with an open start: row, first and last day
    hot/more_*.npy     what found no room: row and code of a third actor, of a second source, row and number
                       of many publishers, of many killed

23 to 28 bytes a row, for what is wide (many kinds, names or datasets) leaves less room to the counts by day;
and 12 for each interval.
Pages of these files are shared by all processes that map them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
#: Rows as a stretch, or as their numbers in rising order.
Rows = slice | Numbers
Mask = npt.NDArray[np.bool_]

FOLDER = "hot"
#: Place precision of an unplaced row.
UNPLACED = 15
#: So many publishers are kept exactly; rows with more stand in a table of their own.
MOST_PUBLISHERS = 31
#: What stands for so many killed or more: they stand in a table of their own.
MANY_KILLED = 255
#: First day of an open start.
EVER = np.int32(-(2**31))
#: From this length on, a column of bytes is counted two at a time.
_PAIRWISE = 300_000


class Codes:
    """A column of codes of up to 24 bits: two bytes, and a third in a column of its own where needed."""

    def __init__(self, low: npt.NDArray[np.uint16], high: npt.NDArray[np.uint8] | None = None) -> None:
        self.low, self.high = low, high

    def take(self, rows: Rows) -> npt.NDArray[np.int64]:
        """The codes of some rows."""
        codes = self.low[rows].astype(np.int64)
        if self.high is not None:
            codes |= self.high[rows].astype(np.int64) << 16
        return codes

    def any_of(self, rows: Rows, wanted: Sequence[int]) -> Mask:
        """Which rows have any of the codes."""
        low = self.low[rows]
        mask = np.zeros(len(low), dtype=bool)
        high = None if self.high is None else self.high[rows]
        for code in wanted:
            same = low == np.uint16(code & 0xFFFF)
            if high is not None:
                same &= high == np.uint8(code >> 16)
            mask |= same
        return mask

    def counts(self, rows: Rows, size: int) -> Numbers:
        """How many rows have each code below ``size``."""
        if self.high is None:
            return counted(self.low[rows], size)
        return np.bincount(self.take(rows), minlength=size)


def counted(values: npt.NDArray[np.unsignedinteger], size: int) -> Numbers:
    """How often each number below ``size`` occurs."""
    if values.dtype == np.uint8 and len(values) >= _PAIRWISE and values.flags.c_contiguous:
        even = len(values) - len(values) % 2
        # Two bytes read as one number: half as many steps, and a table that still fits the cache.
        pairs = np.bincount(values[:even].view(np.uint16), minlength=65_536).reshape(256, 256)
        found: Numbers = pairs.sum(axis=0) + pairs.sum(axis=1)
        found += np.bincount(values[even:], minlength=256)
        return found[:size]
    return np.bincount(values, minlength=size)


@dataclass(frozen=True, slots=True, eq=False)
class HotColumns:
    """The columns, opened. ``days[d]`` is the first row of day ``first_day + d`` (days since 1970)."""

    size: int
    first_day: int
    days: Numbers
    daily: npt.NDArray[np.uint32] | None
    kind: npt.NDArray[np.unsignedinteger]
    place: npt.NDArray[np.uint8]
    told: npt.NDArray[np.uint8]
    country: npt.NDArray[np.unsignedinteger]
    dataset: npt.NDArray[np.unsignedinteger] | None
    killed: npt.NDArray[np.uint8] | None
    latitude: npt.NDArray[np.int32]
    longitude: npt.NDArray[np.int32]
    cell: npt.NDArray[np.uint32]
    actor1: Codes
    actor2: Codes
    source: Codes
    interval_row: npt.NDArray[np.int32]
    interval_first: npt.NDArray[np.int32]
    interval_last: npt.NDArray[np.int32]
    more_actors_row: npt.NDArray[np.int32]
    more_actors_code: npt.NDArray[np.int32]
    more_sources_row: npt.NDArray[np.int32]
    more_sources_code: npt.NDArray[np.int32]
    more_publishers_row: npt.NDArray[np.int32]
    more_publishers_number: npt.NDArray[np.int32]
    more_killed_row: npt.NDArray[np.int32]
    more_killed_number: npt.NDArray[np.int32]

    @property
    def dated(self) -> int:
        """Number of rows with a date; they are the first ones."""
        return int(self.days[-1])

    def row_at(self, day: int) -> int:
        """The first row of a day or of one after it."""
        return int(self.days[min(max(day - self.first_day, 0), len(self.days) - 1)])

    def rows_at(self, days: npt.NDArray[np.int64]) -> Numbers:
        """The same for several days."""
        return self.days[np.clip(days - self.first_day, 0, len(self.days) - 1)]

    @classmethod
    def open(cls, folder: Path, *, first_day: int) -> "HotColumns":
        """Map the columns in a snapshot's folder; OSError or ValueError where one is missing or damaged."""
        hot = folder / FOLDER

        def column(name: str) -> npt.NDArray[np.generic]:
            return np.asarray(np.load(hot / f"{name}.npy", mmap_mode="r", allow_pickle=False))

        def codes(name: str) -> Codes:
            high = f"{name}_high"
            return Codes(column(name), column(high) if (hot / f"{high}.npy").exists() else None)  # type: ignore[arg-type]

        def numbers(name: str) -> Numbers:
            return column(name).astype(np.int64)

        kind = column("kind")
        return cls(
            size=len(kind),
            first_day=first_day,
            days=numbers("days"),
            daily=column("daily") if (hot / "daily.npy").exists() else None,  # type: ignore[arg-type]
            kind=kind,  # type: ignore[arg-type]
            place=column("place"),  # type: ignore[arg-type]
            told=column("told"),  # type: ignore[arg-type]
            country=column("country"),  # type: ignore[arg-type]
            dataset=column("dataset") if (hot / "dataset.npy").exists() else None,  # type: ignore[arg-type]
            killed=column("killed") if (hot / "killed.npy").exists() else None,  # type: ignore[arg-type]
            latitude=column("latitude"),  # type: ignore[arg-type]
            longitude=column("longitude"),  # type: ignore[arg-type]
            cell=column("cell"),  # type: ignore[arg-type]
            actor1=codes("actor1"),
            actor2=codes("actor2"),
            source=codes("source"),
            interval_row=column("interval_row"),  # type: ignore[arg-type]
            interval_first=column("interval_first"),  # type: ignore[arg-type]
            interval_last=column("interval_last"),  # type: ignore[arg-type]
            **{
                f"more_{name}_{part}": column(f"more_{name}_{part}")  # type: ignore[arg-type]
                for name, part in (
                    ("actors", "row"),
                    ("actors", "code"),
                    ("sources", "row"),
                    ("sources", "code"),
                    ("publishers", "row"),
                    ("publishers", "number"),
                    ("killed", "row"),
                    ("killed", "number"),
                )
            },
        )
