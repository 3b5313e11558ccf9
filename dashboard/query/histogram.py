"""Events along the time axis: how many lie in each bin, and the share that may."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.query.filters import Filters
from dashboard.query.index import Index

Days = npt.NDArray[np.datetime64]

_COLUMNS = ("bin_start", "bin_end", "event_type", "exact", "spread")


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
    unit, edges = _edges(first, last, bins)
    passing = np.flatnonzero(index.mask(filters) & index.dated)
    low, high = np.datetime64(first, "D"), np.datetime64(last, "D")
    start = np.where(index.open[passing], np.minimum(low, index.end[passing]), index.start[passing])
    end = index.end[passing]
    types = index.frame["event_type"].to_numpy(dtype=object)[passing]
    opening, closing = edges[:-1], edges[1:]
    at = np.searchsorted(edges, start, side="right") - 1
    inside = (at >= 0) & (at < len(opening)) & ~index.open[passing]
    inside &= end < closing[np.clip(at, 0, len(opening) - 1)]
    touching = ~inside & (end >= low) & (start <= high)
    counts: list[tuple[date, date, str, int, float]] = []
    for event_type in sorted(set(types.tolist())):
        mine = types == event_type
        exact = np.bincount(at[mine & inside], minlength=len(opening))
        spread = _spread(start[mine & touching], end[mine & touching], opening, closing)
        counts += [
            (opening[i].astype(object), _last_day(closing[i]), event_type, int(exact[i]), float(spread[i]))
            for i in np.flatnonzero((exact > 0) | (spread > 0))
        ]
    return _frame(counts, unit=unit, axis=(first, last))


def _spread(start: Days, end: Days, opening: Days, closing: Days) -> npt.NDArray[np.float64]:
    """Sum over intervals of the share of their days that each bin holds.

    Each interval's running share at a day is linear between its ends, so the bins' shares are differences of
    the sum of those ramps: two cumulative sums over the edges instead of a matrix of intervals by bins.
    """
    edges = np.concatenate([opening, closing[-1:]]).astype("datetime64[D]").astype(float)
    origin = edges[0]
    edges = edges - origin
    a = start.astype("datetime64[D]").astype(float) - origin
    b = end.astype("datetime64[D]").astype(float) - origin + 1
    slope = 1 / (b - a)
    total = np.zeros(len(edges))
    for points, sign in ((a, 1.0), (b, -1.0)):
        by = np.argsort(points)
        count = np.searchsorted(points[by], edges, side="right")
        slopes = np.concatenate([[0.0], np.cumsum(slope[by])])
        moments = np.concatenate([[0.0], np.cumsum((slope * points)[by])])
        total += sign * (edges * slopes[count] - moments[count])
    shares = np.diff(total)
    return np.where(shares > 1e-9, shares, 0.0)


def _last_day(closing: np.datetime64) -> date:
    day: date = (closing - np.timedelta64(1, "D")).astype(object)
    return day


def _edges(first: date, last: date, bins: int) -> tuple[str, Days]:
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
