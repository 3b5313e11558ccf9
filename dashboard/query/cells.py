"""Events counted by cells of the map, so that as many are drawn as can be told apart."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.query import grid
from dashboard.query.columns import HotColumns, Numbers, Rows
from dashboard.query.filters import Bounds
from dashboard.query.names import Names
from dashboard.query.picked import Picked, length
from dashboard.query.selection import in_bounds

#: Pixels across a cell, about, and most cells that are given.
CELL_PX = 16
MOST_CELLS = 2_000
#: Fewer rows than this are sorted: clearing all counters would take longer.
_FEW = 20_000
#: Rows that are counted at a time: what is made of them on the way fits the cache.
_AT_ONCE = 524_288
#: Up to this level all cells of the world have a counter; finer ones are sorted.
_DENSE = 9
#: Up to this level the key of a cell and a type leaves room for a row's number in 64 bits.
_PACKED = 13
_WORLD_PX = 512

#: Pairs of a cell and an event type in rising order, rows of each, and the newest of them.
Found = tuple[Numbers, Numbers, Numbers]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells of one level that hold events: their codes, numbers of events, the event type that most have, and
    the true point of one event of that type (degrees). ``values`` are the event types by code.
    """

    level: int
    code: Numbers
    number: Numbers
    event_type: Numbers
    latitude: Floats
    longitude: Floats
    values: tuple[str, ...]

    @property
    def events(self) -> int:
        """Number of events in all of them."""
        return int(self.number.sum())


def level_for(zoom: float) -> int:
    """The level whose cells are about ``CELL_PX`` pixels wide at a zoom of MapLibre."""
    return max(0, min(grid.FINEST, math.floor(zoom + math.log2(_WORLD_PX / CELL_PX))))


def cells_of(
    hot: HotColumns,
    picked: Picked,
    *,
    level: int,
    within: Bounds | None,
    types: Names,
    type_of: Numbers,
    most: int = MOST_CELLS,
) -> Cells:
    """The placed rows by cells of a level, or of a coarser one where more than ``most`` would hold any."""
    kinds = len(types)
    if level <= _DENSE and picked.size > _FEW:
        found = _counted(hot, picked, within, level, kinds, type_of)
    else:
        found = _sorted(hot, [_inside(hot, part, within) for part in picked.parts], level, kinds, type_of)

    def points(rows: Numbers) -> tuple[Floats, Floats]:
        return grid.degrees(hot.latitude[rows]), grid.degrees(hot.longitude[rows])

    return dominated(*coarsened(found, level=level, kinds=kinds, most=most), tuple(types.values), points)


def coarsened(found: Found, *, level: int, kinds: int, most: int) -> tuple[int, Found]:
    """The pairs at the finest level, from ``level`` on, with at most ``most`` cells."""
    while level > 0 and int((np.diff(found[0] // kinds) > 0).sum()) >= most:
        level -= 1
        found = _coarser(*found, kinds)
    return level, found


def _coarser(keys: Numbers, numbers: Numbers, last: Numbers, kinds: int) -> Found:
    keys = (keys // kinds >> 2) * kinds + keys % kinds
    keys, inverse = np.unique(keys, return_inverse=True)
    totals = np.bincount(inverse, weights=numbers, minlength=len(keys)).astype(np.int64)
    newest = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(newest, inverse, last)
    return keys, totals, newest


def codes_at(hot: HotColumns, rows: Rows, level: int) -> Numbers:
    """The cells of some placed rows."""
    if level <= grid.LEVEL:
        return (hot.cell[rows] >> np.uint32(2 * (grid.LEVEL - level))).astype(np.int64)
    at = [grid.degrees(column[rows]) for column in (hot.latitude, hot.longitude)]
    return grid.cells(at[0], at[1], level=level).astype(np.int64)


def _inside(hot: HotColumns, part: Rows, within: Bounds | None) -> Rows:
    mask = hot.latitude[part] != grid.NOWHERE if within is None else in_bounds(hot, part, within)
    return np.asarray(np.flatnonzero(mask) + part.start if isinstance(part, slice) else part[mask])


def _counted(
    hot: HotColumns, picked: Picked, within: Bounds | None, level: int, kinds: int, type_of: Numbers
) -> Found:
    size = 4**level * kinds
    numbers, last = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    small = type_of.astype(np.uint8 if kinds < 256 else np.uint16)
    for part in picked.parts:
        rows = part if within is None else _inside(hot, part, within)
        for start in range(0, length(rows), _AT_ONCE):
            some = _cut(rows, start)
            key = codes_at(hot, some, level)
            key *= kinds
            key += small[hot.kind[some]]
            number = np.arange(some.start, some.stop) if isinstance(some, slice) else some
            # What has no place has no cell either: it stands in the first one, and is taken out again.
            first = np.flatnonzero(key < kinds)
            there = hot.latitude[number[first]] != grid.NOWHERE
            numbers += np.bincount(key, minlength=size)
            numbers[:kinds] -= np.bincount(key[first[~there]], minlength=kinds)
            corner = last[:kinds].copy()
            if part is picked.inside:
                last[key] = number  # rows rise, so that the newest stays
            else:
                np.maximum.at(last, key, number)
            last[:kinds] = corner
            np.maximum.at(last, key[first[there]], number[first[there]])
    keys = np.flatnonzero(numbers)
    return keys, numbers[keys], last[keys]


def _cut(rows: Rows, start: int) -> Rows:
    if isinstance(rows, slice):
        return slice(rows.start + start, min(rows.start + start + _AT_ONCE, rows.stop))
    return rows[start : start + _AT_ONCE]


def _sorted(hot: HotColumns, rows: list[Rows], level: int, kinds: int, type_of: Numbers) -> Found:
    parts = [codes_at(hot, part, level) * kinds + type_of[hot.kind[part]] for part in rows if length(part)]
    if not parts:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, nothing
    numbers = [np.arange(p.start, p.stop) if isinstance(p, slice) else p for p in rows if length(p)]
    row, key = np.concatenate(numbers), np.concatenate(parts)
    if level > _PACKED:
        keys, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
        last = np.zeros(len(keys), dtype=np.int64)
        np.maximum.at(last, inverse, row)
        return keys, counts, last
    # Key and row in one number: sorting numbers is many times faster than sorting their places.
    packed = np.sort(key << 32 | row)
    key = packed >> 32
    ends = np.flatnonzero(np.diff(key, append=-1))
    return key[ends], np.diff(ends, prepend=-1), packed[ends] & 0xFFFF_FFFF


def dominated(
    level: int,
    found: Found,
    values: tuple[str, ...],
    points: Callable[[Numbers], tuple[Floats, Floats]],
) -> Cells:
    """Cells from their pairs with event types, which rise, so that a cell's pairs stand together.

    ``values`` are the event types by code; ``points`` gives latitudes and longitudes of some rows.
    """
    (keys, numbers, last), kinds = found, len(values)
    cell, kind = keys // kinds, keys % kinds
    opens = np.flatnonzero(np.diff(cell, prepend=-1))
    if not len(opens):
        nothing = np.empty(0, dtype=np.int64)
        return Cells(level, nothing, nothing, nothing, np.empty(0), np.empty(0), values)
    group = np.repeat(np.arange(len(opens)), np.diff(opens, append=len(cell)))
    highest = np.flatnonzero(numbers == np.maximum.reduceat(numbers, opens)[group])
    # Of equally frequent types that of the lower code, which the dataset has more of.
    first = highest[np.flatnonzero(np.diff(group[highest], prepend=-1))]
    totals = np.add.reduceat(numbers, opens)
    latitude, longitude = points(last[first])
    return Cells(
        level=level,
        code=cell[first],
        number=totals,
        event_type=kind[first],
        latitude=latitude,
        longitude=longitude,
        values=values,
    )
