"""Events along the time axis: how many lie in each bin, and the share that may."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.query.columns import EVER, HotColumns, Numbers
from dashboard.query.filters import Filters
from dashboard.query.index import Index
from dashboard.query.picked import Picked, within
from dashboard.query.selection import day_number
from dashboard.query.time_axis import Floats, Timeline, axis_of, frame_of, shares

#: Days since 1970.
Days = npt.NDArray[np.integer]

#: Rows that are counted at a time: what is made of them on the way fits the cache.
_AT_ONCE = 262_144


def histogram(index: Index, filters: Filters, *, bins: int) -> pd.DataFrame:
    """Counts by bin and event type of the rows that pass; a bin and type without any has no row.

    The axis runs over the filter's dates, on a side without one over the dataset's. Its unit,
    ``attrs["unit"]`` (day, week from Monday, month, year), is the finest that needs no more than ``bins``
    bins, else years; ``attrs["axis"]`` is its first and last day. ``exact`` counts the intervals that lie
    inside the bin. Longer ones count in ``spread``, by the share of their days that the bin holds, so what
    reaches beyond the axis is missing from the sum; an open start is spread from the axis's first day.
    """
    axis, names = axis_of(filters, index.extent(), bins=bins), index.names.event_type.values
    if axis is None:
        return frame_of(None, None, names)
    low, high = day_number(axis.first), day_number(axis.last)
    return frame_of(axis, timeline(index, index.picked(filters), axis.edges, low=low, high=high), names)


def timeline(index: Index, picked: Picked, edges: Numbers, *, low: int, high: int) -> Timeline:
    """Some rows by bins of the axis from day ``low`` to day ``high``.

    What takes one day is counted by the bins' stretches of rows; only intervals are looked at one by one.
    """
    hot, kinds, bins = index.hot, len(index.names.event_type), len(edges) - 1
    bounds = np.minimum(hot.rows_at(edges), hot.dated)
    if isinstance(picked.inside, slice) and hot.daily is not None:
        exact = _by_day(hot, hot.daily, picked.inside, edges, kinds, index.names.type_of)
    else:
        exact = _by_first_day(hot, picked, bounds, kinds, index.names.type_of)
    # Intervals were counted there by the day that they stand at: a start, or the end of an open one.
    stand = np.searchsorted(hot.interval_row, bounds.astype(hot.interval_row.dtype))
    at: Days = np.repeat(np.arange(-1, bins + 1), _lengths(np.array([0, *stand, len(hot.interval_row)])))
    row: Days = hot.interval_row
    first: Days = hot.interval_first
    last: Days = hot.interval_last
    if picked.size < hot.size:
        chosen = np.flatnonzero(picked.holds(row))
        row, first, last, at = (values.take(chosen) for values in (row, first, last, at))
    kind: Days = index.names.type_of.take(hot.kind.take(row))
    opened = first == EVER
    among = (at >= 0) & (at < bins)
    inside = among & ~opened
    inside &= last < edges.take(at + 1, mode="clip")
    counted = among if not len(picked.beyond) else among & within(picked.inside, row)
    for some, sign in ((counted & ~inside, -1), (inside & ~counted, 1)):
        which = np.flatnonzero(some)
        key = at.take(which) * kinds + kind.take(which)
        exact += sign * np.bincount(key, minlength=bins * kinds).reshape(bins, kinds)
    first = np.where(opened, np.minimum(last, low), first)
    touching = np.flatnonzero(~inside & (last >= low) & (first <= high))
    first, last, kind = (values.take(touching) for values in (first, last, kind))
    return Timeline(edges, exact, _spread(first, last, kind, edges, kinds))


def _by_day(
    hot: HotColumns, daily: npt.NDArray[np.uint32], rows: slice, edges: Numbers, kinds: int, type_of: Numbers
) -> Numbers:
    """The same as ``_by_first_day`` for whole days without any other filter."""
    first, last = np.searchsorted(hot.days, [rows.start, rows.stop])
    steps = np.clip(edges - hot.first_day, first, min(last, len(daily)))
    sums = np.concatenate([np.zeros((1, daily.shape[1]), np.int64), np.cumsum(daily, axis=0, dtype=np.int64)])
    counts = np.zeros((kinds, len(edges) - 1), dtype=np.int64)
    np.add.at(counts, type_of, np.diff(sums[steps], axis=0).T)
    return counts.T


def _by_first_day(hot: HotColumns, picked: Picked, bounds: Numbers, kinds: int, type_of: Numbers) -> Numbers:
    """Rows inside the stretch of dates by the bin of the day that they stand at; ``bounds`` are the rows at
    which the bins begin.
    """
    bins = len(bounds) - 1
    rows = picked.inside
    if isinstance(rows, slice):
        bounds = np.clip(bounds, rows.start, rows.stop)
    else:
        places = np.searchsorted(rows, bounds)
        rows, bounds = rows[places[0] : places[-1]], places - places[0]
    small = type_of.astype(np.uint8 if kinds < 256 else np.uint16)
    counts = np.zeros(bins * kinds, dtype=np.int64)
    for start in range(int(bounds[0]), int(bounds[-1]), _AT_ONCE):
        stop = min(start + _AT_ONCE, int(bounds[-1]))
        key = np.repeat(np.arange(0, bins * kinds, kinds), _lengths(np.clip(bounds, start, stop)))
        key += small[hot.kind[start:stop] if isinstance(rows, slice) else hot.kind[rows[start:stop]]]
        counts += np.bincount(key, minlength=bins * kinds)
    return counts.reshape(bins, kinds)


def _lengths(bounds: Numbers) -> Numbers:
    return bounds[1:] - bounds[:-1]


def _spread(start: Days, end: Days, kind: Days, edges: Numbers, kinds: int) -> Floats:
    """The shares of intervals without a matrix of intervals by bins."""
    # Day by day the first edge that is not before it, for days around the axis.
    before = np.searchsorted(edges, np.arange(edges[0], edges[-1] + 1))
    slope, size = 1.0 / (end + 1 - start), len(edges) * kinds

    def ramps() -> Iterator[tuple[float, Floats, Floats]]:
        for points, sign in ((start, 1.0), (end + 1, -1.0)):
            # What lies behind the last edge is never reached, and counted in a row of its own.
            since = before.take(points - edges[0], mode="clip") + (points > edges[-1])
            key = since * kinds + kind
            slopes, moments = (
                np.asarray(np.bincount(key, weights=weight, minlength=size + kinds)[:size], dtype=np.float64)
                for weight in (slope, slope * (points - edges[0]))
            )
            yield sign, slopes.reshape(len(edges), kinds), moments.reshape(len(edges), kinds)

    return shares(ramps(), edges)
