"""While a date brush moves: prefix sums over the days, so that each step takes the same time.

An incident passes the dates from ``a`` to ``b`` when it begins by ``b`` and does not end before ``a``. None
ends before it begins, so those are the ones that begin by ``b`` less those that end before ``a``: for each
cell of the map and each value, the difference of two cumulative counts. They are kept by steps of days; the
days between a step and the asked one are counted one by one.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from dashboard.query.cells import Cells, codes_at
from dashboard.query.columns import EVER, Numbers, Rows
from dashboard.query.filters import Filters
from dashboard.query.grid import NOWHERE
from dashboard.query.index import Index
from dashboard.query.picked import Picked
from dashboard.query.selection import day_number

#: Most cumulative counts of one kind that are kept: steps of days times cells.
MOST_COUNTS = 8_000_000
_STEPS_AT_ONCE = 100
#: Up to this level all cells of the world are listed.
_LISTED = 9


@dataclass(frozen=True, slots=True, eq=False)
class BrushStep:
    """What passes while the brush stands at some dates: events in each cell (in the order of
    ``Brush.cells``), of each event type by code, and in all.
    """

    cells: Numbers
    event_types: Numbers
    total: int


class Brush:
    """Counts by cell and by event type for any dates, under the other filters of a view."""

    def __init__(self, index: Index, filters: Filters, *, cells: Cells) -> None:
        """``cells`` are those that are drawn for the filters without any dates."""
        self.cells, self.event_types = cells, tuple(index.names.event_type.values)
        # The map is not filtered by its own area, everything else is.
        self._map = _Side(index, index.picked(filters.without("dates"), "bounds"), cells)
        self._all = _Side(index, index.picked(filters.without("dates")), None)

    def step(self, first: date, last: date) -> BrushStep:
        """The counts from one day to another, both inclusive."""
        low, high = day_number(first), day_number(last)
        by_type = self._all.between(low, high)
        return BrushStep(self._map.between(low, high), by_type, int(by_type.sum()))


class _Side:
    """Cumulative counts of some rows by their place among ``cells``, or without any by event type."""

    def __init__(self, index: Index, picked: Picked, cells: Cells | None) -> None:
        hot = index.hot
        self._index, self._cells, self._places = index, cells, _places(cells)
        self._size = len(index.names.event_type) if cells is None else len(cells.code)
        days = len(hot.days) - 1
        self._step = max(1, -(-days * self._size // MOST_COUNTS))
        self._edges = hot.first_day + np.arange(0, days + self._step, self._step)
        inside = picked.inside
        if isinstance(inside, slice):
            self._rows: Rows = slice(inside.start, min(inside.stop, hot.dated))
        else:
            self._rows = inside[: np.searchsorted(inside, hot.dated)]
        chosen = np.flatnonzero(picked.holds(hot.interval_row))
        self._interval = hot.interval_row[chosen].astype(np.int64)
        self._interval_key = self._keys(self._interval)
        first, last = hot.interval_first[chosen].astype(np.int64), hot.interval_last[chosen].astype(np.int64)
        # An open start begins before every day.
        opened = first == EVER
        self._opened = self._counted(self._interval_key[opened])
        self._begins = self._sorted(first[~opened], self._interval_key[~opened])
        self._ends = self._sorted(last, self._interval_key)
        single = self._singles()
        self._begun = self._cumulative(single + self._by_step(*self._begins))
        self._ended = self._cumulative(single + self._by_step(*self._ends))

    def between(self, low: int, high: int) -> Numbers:
        """Rows that begin by ``high`` and do not end before ``low``."""
        begun = self._until(self._begun, self._begins, high) + self._opened
        return np.asarray(begun - self._until(self._ended, self._ends, low - 1))

    def _until(self, sums: npt.NDArray[np.int32], intervals: tuple[Numbers, Numbers], day: int) -> Numbers:
        """Rows that begin, or end, by a day."""
        # The nearer edge of the step, so that as few days as can be are counted one by one.
        steps = (day + 1 - self._edges[0] + self._step // 2) // self._step
        at = int(np.clip(steps, 0, len(self._edges) - 1))
        counts: Numbers = sums[at].astype(np.int64)
        start, stop = sorted((int(self._edges[at]), day + 1))
        if start == stop:
            return np.asarray(counts)
        hot = self._index.hot
        rows = slice(hot.row_at(start), hot.row_at(stop))
        between = self._counted(self._keys(_cut(self._rows, rows)))
        low, high = np.searchsorted(self._interval, [rows.start, rows.stop])
        between -= self._counted(self._interval_key[low:high])
        low, high = np.searchsorted(intervals[0], [start, stop])
        between += self._counted(intervals[1][low:high])
        return np.asarray(counts + between if day + 1 == stop else counts - between)

    def _singles(self) -> Numbers:
        """Rows of one day by step and key."""
        hot, rows, steps = self._index.hot, self._rows, len(self._edges)
        bounds = hot.rows_at(np.append(self._edges, self._edges[-1] + self._step))
        found = np.zeros((steps, self._size), dtype=np.int64)
        for low in range(0, steps, _STEPS_AT_ONCE):
            high = min(low + _STEPS_AT_ONCE, steps)
            some = _cut(rows, slice(int(bounds[low]), int(bounds[high])))
            row = np.arange(some.start, some.stop) if isinstance(some, slice) else some
            lengths = np.diff(np.searchsorted(row, bounds[low : high + 1]))
            found[low:high] += self._paired(
                np.repeat(np.arange(high - low), lengths), self._keys(some), high - low
            )
        stands = np.searchsorted(bounds, self._interval, side="right") - 1
        return found - self._paired(stands, self._interval_key, steps)

    def _by_step(self, days: Numbers, keys: Numbers) -> Numbers:
        steps = np.clip((days - self._edges[0]) // self._step, 0, len(self._edges) - 1)
        return self._paired(steps, keys, len(self._edges))

    def _paired(self, steps: Numbers, keys: Numbers, number: int) -> Numbers:
        wide = self._size + 1
        pairs = steps * wide
        pairs += keys
        return np.bincount(pairs, minlength=number * wide).reshape(number, wide)[:, :-1]

    def _counted(self, keys: Numbers) -> Numbers:
        return np.bincount(keys, minlength=self._size + 1)[:-1]

    def _sorted(self, days: Numbers, keys: Numbers) -> tuple[Numbers, Numbers]:
        by = np.argsort(days, kind="stable")
        return days[by], keys[by]

    def _cumulative(self, counts: Numbers) -> npt.NDArray[np.int32]:
        """What stands in each step, as what stands before it."""
        sums = np.zeros((len(counts), self._size), dtype=np.int32)
        np.cumsum(counts[:-1], axis=0, out=sums[1:])
        return sums

    def _keys(self, rows: Rows) -> Numbers:
        """The place of each row's cell, or the code of its event type; one more than any where its cell is
        not drawn.
        """
        hot, cells = self._index.hot, self._cells
        if cells is None:
            return np.asarray(self._index.names.type_of[hot.kind[rows]])
        codes = codes_at(hot, rows, cells.level)
        if self._places is not None:
            keys = self._places[codes]
        else:
            at = np.minimum(np.searchsorted(cells.code, codes), len(cells.code) - 1)
            keys = np.where(cells.code[at] == codes, at, self._size)
        keys[hot.latitude[rows] == NOWHERE] = self._size
        return keys


def _places(cells: Cells | None) -> Numbers | None:
    """For every cell of a level with few, its place among those that are drawn, or their number."""
    if cells is None or cells.level > _LISTED:
        return None
    places = np.full(4**cells.level, len(cells.code), dtype=np.int64)
    places[cells.code] = np.arange(len(cells.code))
    return places


def _cut(rows: Rows, within: slice) -> Rows:
    if isinstance(rows, slice):
        start = max(rows.start, within.start)
        return slice(start, max(start, min(rows.stop, within.stop)))
    return rows[np.searchsorted(rows, within.start) : np.searchsorted(rows, within.stop)]
