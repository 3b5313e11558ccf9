"""The axis of a histogram over time, and what is counted along it, as a DataFrame."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.query.columns import Numbers
from dashboard.query.filters import Filters

Floats = npt.NDArray[np.float64]

_COLUMNS = ("bin_start", "bin_end", "event_type", "exact", "spread")


@dataclass(frozen=True, slots=True, eq=False)
class TimeAxis:
    """Bins from the first day to the last; bin ``b`` runs from day ``edges[b]`` to the one before
    ``edges[b + 1]`` (days since 1970). ``unit`` is day, week (from Monday), month or year.
    """

    first: date
    last: date
    unit: str
    edges: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Counts by bin of ``edges`` and code of event type."""

    edges: Numbers
    exact: Numbers
    spread: Floats


def axis_of(filters: Filters, extent: tuple[date, date] | None, *, bins: int) -> TimeAxis | None:
    """The axis over the filter's dates, on a side without one over ``extent``, in the finest unit that needs
    no more than ``bins`` bins, else in years; None where there are no days.
    """
    first = filters.date_from or (extent[0] if extent else None)
    last = filters.date_to or (extent[1] if extent else None)
    if first is None or last is None or first > last:
        return None
    unit, days = _edges(first, last, bins)
    return TimeAxis(first, last, unit, days.astype("datetime64[D]").astype(np.int64))


def shares(ramps: Iterable[tuple[float, Floats, Floats]], edges: Numbers) -> Floats:
    """Sum over intervals of the share of their days that each bin holds, by event type.

    Each interval's running share at a day is linear between its ends: a ramp that begins at its first day,
    less one that begins after its last. A ramp's slope is one over the number of its days, its moment the
    slope times the days from the first edge to where it begins. ``ramps`` are signs, slopes and moments, both
    summed by the first edge that is not before the ramp's beginning (rows) and by event type.
    """
    days = (edges - edges[0]).astype(float)
    total: Floats = np.zeros(())
    for sign, slopes, moments in ramps:
        total = total + sign * (days[:, None] * slopes.cumsum(axis=0) - moments.cumsum(axis=0))
    found = np.diff(total, axis=0)
    return np.where(found > 1e-9, found, 0.0)


def frame_of(axis: TimeAxis | None, counted: Timeline | None, names: Sequence[str]) -> pd.DataFrame:
    """The counts by bin and event type, without those that have none; ``names`` are the types by code."""
    if axis is None or counted is None:
        return _frame([], unit="day", axis=None)
    edges = counted.edges
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
    return _frame(counts, unit=axis.unit, axis=(axis.first, axis.last))


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
