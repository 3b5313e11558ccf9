"""Events along the time axis: how many lie in each bin, and the share that may."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.query.columns import EVER, HotColumns, Numbers
from dashboard.query.filters import Filters
from dashboard.query.index import Index
from dashboard.query.selection import Picked, day_number

Floats = npt.NDArray[np.float64]

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
    hot, kinds = index.hot, len(index.names.event_type)
    exact = _by_first_day(hot, picked, edges, kinds, index.names.type_of)
    intervals = np.flatnonzero(picked.holds(hot.interval_row))
    row = hot.interval_row[intervals]
    kind = index.names.type_of[hot.kind[row]]
    start, end = hot.interval_first[intervals].astype(np.int64), hot.interval_last[intervals].astype(np.int64)
    opened = start == EVER
    begins = np.searchsorted(edges, np.where(opened, end, start), side="right") - 1
    bins = len(edges) - 1
    # Each of these was counted above by the day that it stands at.
    among = (begins >= 0) & (begins < bins) & ~np.isin(row, picked.beyond)
    exact -= _counted(begins[among], kind[among], bins, kinds)
    start[opened] = np.minimum(low, end[opened])
    inside = (begins >= 0) & (begins < bins) & ~opened
    inside &= end < edges[np.clip(begins + 1, 0, bins)]
    exact += _counted(begins[inside], kind[inside], bins, kinds)
    touching = ~inside & (end >= low) & (start <= high)
    spread = np.zeros((bins, kinds))
    for each in np.unique(kind[touching]):
        mine = touching & (kind == each)
        spread[:, each] = _spread(start[mine], end[mine], edges)
    return Timeline(edges, exact, spread)


def _by_first_day(hot: HotColumns, picked: Picked, edges: Numbers, kinds: int, type_of: Numbers) -> Numbers:
    """Rows inside the stretch of dates by the bin of the day that they stand at."""
    bins = len(edges) - 1
    bounds = np.minimum(hot.rows_at(edges), hot.dated)
    rows = picked.inside
    if isinstance(rows, slice):
        bounds = np.clip(bounds, rows.start, rows.stop)
        rows = slice(int(bounds[0]), int(bounds[-1]))
        counts = np.diff(bounds)
    else:
        bounds = np.searchsorted(rows, bounds)
        rows = rows[bounds[0] : bounds[-1]]
        counts = np.diff(bounds)
    key = np.repeat(np.arange(bins) * kinds, counts)
    key += type_of.astype(np.uint8 if kinds < 256 else np.uint16)[hot.kind[rows]]
    return np.bincount(key, minlength=bins * kinds).reshape(bins, kinds)


def _counted(bin_: Numbers, kind: Numbers, bins: int, kinds: int) -> Numbers:
    return np.bincount(bin_ * kinds + kind, minlength=bins * kinds).reshape(bins, kinds)


def _spread(start: Numbers, end: Numbers, edges: Numbers) -> Floats:
    """Sum over intervals of the share of their days that each bin holds.

    Each interval's running share at a day is linear between its ends, so the bins' shares are differences of
    the sum of those ramps: two cumulative sums over the edges instead of a matrix of intervals by bins.
    """
    at = (edges - edges[0]).astype(float)
    a = (start - edges[0]).astype(float)
    b = (end - edges[0] + 1).astype(float)
    slope = 1 / (b - a)
    total = np.zeros(len(at))
    for points, sign in ((a, 1.0), (b, -1.0)):
        by = np.argsort(points)
        count = np.searchsorted(points[by], at, side="right")
        slopes = np.concatenate([[0.0], np.cumsum(slope[by])])
        moments = np.concatenate([[0.0], np.cumsum((slope * points)[by])])
        total += sign * (at * slopes[count] - moments[count])
    shares = np.diff(total)
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
