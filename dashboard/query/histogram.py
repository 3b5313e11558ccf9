"""Events along the time axis: how many lie in each bin, and the share that may."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.query.columns import EVER, HotColumns, Numbers
from dashboard.query.filters import Filters
from dashboard.query.index import Index
from dashboard.query.picked import Picked, within
from dashboard.query.selection import day_number

Floats = npt.NDArray[np.float64]
#: Days since 1970.
Days = npt.NDArray[np.integer]

#: Rows that are counted at a time: what is made of them on the way fits the cache.
_AT_ONCE = 262_144
_COLUMNS = ("bin_start", "bin_end", "event_type", "exact", "spread")


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Counts by bin and code of event type; bin ``b`` runs from day ``edges[b]`` to the one before
    ``edges[b + 1]`` (days since 1970).
    """

    edges: Numbers
    exact: Numbers
    spread: Floats


def histogram(index: Index, filters: Filters, *, bins: int) -> pd.DataFrame:
    """Counts by bin and event type of the rows that pass; a bin and type without any has no row.

    The axis runs over the filter's dates, on a side without one over the dataset's. Its unit,
    ``attrs["unit"]`` (day, week from Monday, month, year), is the finest that needs no more than ``bins``
    bins, else years; ``attrs["axis"]`` is its first and last day. ``exact`` counts the intervals that lie
    inside the bin. Longer ones count in ``spread``, by the share of their days that the bin holds, so what
    reaches beyond the axis is missing from the sum; an open start is spread from the axis's first day.
    """
    extent = index.extent()
    first = filters.date_from or (extent[0] if extent else None)
    last = filters.date_to or (extent[1] if extent else None)
    if first is None or last is None or first > last:
        return _frame([], unit="day", axis=None)
    unit, days = _edges(first, last, bins)
    edges = days.astype("datetime64[D]").astype(np.int64)
    counted = timeline(index, index.picked(filters), edges, low=day_number(first), high=day_number(last))
    names = index.names.event_type.values
    starts, ends = edges[:-1].astype("datetime64[D]"), (edges[1:] - 1).astype("datetime64[D]")
    counts: list[tuple[date, date, str, int, float]] = []
    for kind in sorted(range(1, len(names)), key=lambda kind: names[kind]):
        exact, spread = counted.exact[:, kind], counted.spread[:, kind]
        counts += [
            (
                starts[at].astype(object),
                ends[at].astype(object),
                names[kind],
                int(exact[at]),
                float(spread[at]),
            )
            for at in np.flatnonzero((exact > 0) | (spread > 0))
        ]
    return _frame(counts, unit=unit, axis=(first, last))


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
    """Sum over intervals of the share of their days that each bin holds, by event type.

    Each interval's running share at a day is linear between its ends, so the bins' shares are differences of
    the sum of those ramps: cumulative sums over the edges instead of a matrix of intervals by bins.
    """
    days = (edges - edges[0]).astype(float)
    # Day by day the first edge that is not before it, for days around the axis.
    before = np.searchsorted(edges, np.arange(edges[0], edges[-1] + 1))
    slope = 1.0 / (end + 1 - start)
    total = np.zeros((len(edges), kinds))
    for points, sign in ((start, 1.0), (end + 1, -1.0)):
        # What lies behind the last edge is never reached, and counted in a row of its own.
        since = before.take(points - edges[0], mode="clip") + (points > edges[-1])
        key = since * kinds + kind
        slopes, moments = (
            np.bincount(key, weights=weight, minlength=total.size + kinds)[: total.size]
            .reshape(total.shape)
            .cumsum(axis=0)
            for weight in (slope, slope * (points - edges[0]))
        )
        total += sign * (days[:, None] * slopes - moments)
    shares = np.diff(total, axis=0)
    return np.where(shares > 1e-9, shares, 0.0)


def _edges(first: date, last: date, bins: int) -> tuple[str, npt.NDArray[np.datetime64]]:
    """The unit and the first days of its bins, with the day after the last one at the end."""
    opening = np.datetime64(first, "D")
    after = np.datetime64(last, "D") + 1
    monday = opening - first.weekday()
    choices = {
        "day": np.arange(opening, after + 1),
        "week": np.arange(monday, after + 7, 7),
        "month": np.arange(opening.astype("M8[M]"), after.astype("M8[M]") + 2).astype("M8[D]"),
        "year": np.arange(opening.astype("M8[Y]"), after.astype("M8[Y]") + 2).astype("M8[D]"),
    }
    for unit, edges in choices.items():
        # One edge at or after the end closes the last bin; what lies behind it is not needed.
        edges = edges[: np.searchsorted(edges, after) + 1]
        if len(edges) - 1 <= bins or unit == "year":
            return unit, edges
    raise AssertionError("years always do")


def _frame(counts: list[tuple[date, date, str, int, float]], *, unit: str, axis: object) -> pd.DataFrame:
    frame = pd.DataFrame(counts, columns=list(_COLUMNS))
    frame = frame.astype({"event_type": "str", "exact": "int64", "spread": "float64"})
    for column in ("bin_start", "bin_end"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    frame.attrs["unit"] = unit
    frame.attrs["axis"] = axis
    return frame
