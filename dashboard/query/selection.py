"""Which rows pass: a stretch of the rows by date, what reaches into it from outside, and a mask for every
other filter.

Rows lie by their first possible day, so that dates choose a stretch of them. Intervals that begin before it
and reach into it, and open starts that end after it, are looked up in the table of intervals: they stand
``beyond`` the stretch.
"""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from dashboard.query import grid
from dashboard.query.columns import EVER, MOST_PUBLISHERS, UNPLACED, Codes, HotColumns, Mask, Numbers, Rows
from dashboard.query.filters import DIMENSIONS, Bounds, Filters
from dashboard.query.flat import folded
from dashboard.query.names import CERTAINTIES, STATUSES, Dictionaries
from dashboard.query.picked import Picked, length, within
from dashboard.query.recent import Recent

EPOCH = date(1970, 1, 1)
#: Of so many codes each is compared by itself; of more, all are looked up in a table.
_FEW = 8
#: From this part of all rows on, a filter's mask is made for all of them: the next dates will need it too.
_CUT = 0.04


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


class Selection:
    """What passes one set of filters; each filter's mask is made once, so that a panel that brushes a
    dimension can be asked for without it.
    """

    def __init__(
        self,
        hot: HotColumns,
        names: Dictionaries,
        filters: Filters,
        *,
        text_rows: Callable[[str], Numbers],
        masks: Recent[Mask],
    ) -> None:
        """``masks`` keeps those of single filters over all rows, which other selections share."""
        self._hot, self._names, self.filters, self._all = hot, names, filters, masks
        inside, beyond = self._in_dates()
        words = folded(filters.text or "")
        if words:
            rows = text_rows(words)
            beyond = beyond[within(rows, beyond)]
            first, last = np.searchsorted(rows, [inside.start, inside.stop])
            self._ground = Picked(rows[first:last], beyond)
        else:
            self._ground = Picked(inside, beyond)
        self._masks = {
            dimension: tuple(self._mask(dimension, rows) for rows in (self._ground.inside, beyond))
            for dimension in filters.active()
            if dimension not in ("dates", "text")
        }
        self._kept: dict[tuple[str, ...], Picked] = {}

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The filters that have a mask: all that are set but dates and text."""
        return tuple(self._masks)

    def picked(self, *without: str) -> Picked:
        """The rows that pass every filter but those of some dimensions (not dates or text)."""
        left_out = tuple(sorted(set(without) & set(self._masks)))
        if left_out not in self._kept:
            masks = [pair for dimension, pair in self._masks.items() if dimension not in left_out]
            ground = self._ground
            mask, beyond = (_all_of([pair[at] for pair in masks]) for at in (0, 1))
            inside = ground.inside if mask is None else _those(ground.inside, mask)
            far = ground.beyond if beyond is None else ground.beyond[beyond]
            if isinstance(ground.inside, slice) and mask is not None:
                self._kept[left_out] = Picked(inside, far, mask=mask, start=ground.inside.start)
            else:
                self._kept[left_out] = Picked(inside, far)
        return self._kept[left_out]

    def _in_dates(self) -> tuple[slice, Numbers]:
        hot, filters = self._hot, self.filters
        nothing = np.empty(0, dtype=np.int64)
        if not (filters.date_from or filters.date_to):
            return slice(0, hot.size), nothing
        low = hot.row_at(day_number(filters.date_from)) if filters.date_from else 0
        high = hot.row_at(day_number(filters.date_to) + 1) if filters.date_to else hot.dated
        rows, first, last = hot.interval_row, hot.interval_first, hot.interval_last
        before, after = np.searchsorted(rows, np.array([low, high], dtype=rows.dtype))
        earlier = rows[:before]
        if filters.date_from:
            earlier = earlier[last[:before] >= day_number(filters.date_from)]
        # An open start may lie before any day.
        later = rows[after:][first[after:] == EVER]
        return slice(low, high), np.concatenate([earlier, later]).astype(np.int64)

    def _mask(self, dimension: str, rows: Rows) -> Mask:
        """A filter's mask over some rows: made for them where they are few, else cut from that of all."""
        if length(rows) < _CUT * self._hot.size:
            return self._passing(dimension, rows)
        key = (dimension, *(getattr(self.filters, field) for field in DIMENSIONS[dimension]))
        everything = slice(0, self._hot.size)
        return self._all.get(key, lambda: self._passing(dimension, everything))[rows]

    def _passing(self, dimension: str, rows: Rows) -> Mask:
        hot, names, filters = self._hot, self._names, self.filters
        if dimension == "event_types":
            return self._kinds(rows, names.type_of, names.event_type.codes_of(filters.event_types))
        if dimension == "sub_types":
            return self._kinds(rows, names.sub_of, names.sub_type.codes_of(filters.sub_types))
        if dimension == "countries":
            return _any_of(hot.country[rows], names.country.codes_of(filters.countries), len(names.country))
        if dimension == "datasets":
            codes = names.dataset.codes_of(filters.datasets)
            if hot.dataset is None:
                return np.full(length(rows), bool(codes))
            return _any_of(hot.dataset[rows], codes, len(names.dataset))
        if dimension == "certainties":
            codes = [CERTAINTIES.index(value) for value in filters.certainties]
            return _any_of(hot.place[rows] >> 4, codes, 16)
        if dimension == "statuses":
            codes = [STATUSES.index(value) for value in filters.statuses]
            return _any_of(hot.told[rows] >> 5, codes, 8)
        if dimension == "coarsest":
            assert filters.coarsest is not None
            return np.asarray((hot.place[rows] & 15) <= filters.coarsest.rank)
        if dimension == "bounds":
            assert filters.bounds is not None
            return in_bounds(hot, rows, filters.bounds)
        if dimension == "min_publishers":
            return self._publishers(rows, filters.min_publishers)
        if dimension == "actors":
            codes = names.actor.codes_of(filters.actors)
            more = (hot.more_actors_row, hot.more_actors_code)
            return _named(rows, (hot.actor1, hot.actor2), more, codes)
        assert dimension == "sources"
        codes = names.source.codes_of(filters.sources)
        return _named(rows, (hot.source,), (hot.more_sources_row, hot.more_sources_code), codes)

    def _kinds(self, rows: Rows, of: Numbers, wanted: Sequence[int]) -> Mask:
        return _any_of(self._hot.kind[rows], np.flatnonzero(np.isin(of, wanted)).tolist(), len(of))

    def _publishers(self, rows: Rows, least: int) -> Mask:
        hot = self._hot
        kept = hot.told[rows] & 31
        if least <= MOST_PUBLISHERS:
            return np.asarray(kept >= least)
        mask = np.zeros(len(kept), dtype=bool)
        mask[_places(rows, hot.more_publishers_row[hot.more_publishers_number >= least])] = True
        return mask


def in_bounds(hot: HotColumns, rows: Rows, bounds: Bounds) -> Mask:
    """Which rows have their point in a part of the map."""
    south, north, west, east = (
        np.int32(grid.corner(side)) for side in (bounds.south, bounds.north, bounds.west, bounds.east)
    )
    latitude, longitude = hot.latitude[rows], hot.longitude[rows]
    mask = latitude >= south
    mask &= latitude <= north
    if bounds.west <= bounds.east:
        mask &= longitude >= west
        mask &= longitude <= east
    else:
        mask &= (longitude >= west) | (longitude <= east)
    # What has no place lies south of everything.
    return np.asarray(mask)


def placed(hot: HotColumns, rows: Rows) -> Mask:
    """Which rows have a place."""
    return np.asarray((hot.place[rows] & 15) != UNPLACED)


def _all_of(masks: Sequence[Mask]) -> Mask | None:
    if not masks:
        return None
    together = masks[0]
    for at, mask in enumerate(masks[1:]):
        together = np.logical_and(together, mask, out=together if at else None)
    return together


def _those(rows: Rows, mask: Mask) -> Numbers:
    if isinstance(rows, slice):
        return np.asarray(np.flatnonzero(mask) + rows.start)
    return np.asarray(rows[mask])


def _any_of(values: npt.NDArray[np.integer], codes: Sequence[int], size: int) -> Mask:
    if len(codes) <= _FEW:
        mask = np.zeros(len(values), dtype=bool)
        for code in codes:
            mask |= values == values.dtype.type(code)
        return mask
    wanted = np.zeros(size, dtype=bool)
    wanted[list(codes)] = True
    return np.asarray(wanted[values])


def _named(
    rows: Rows,
    columns: Sequence[Codes],
    more: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
    codes: Sequence[int],
) -> Mask:
    mask = np.zeros(length(rows), dtype=bool)
    for column in columns:
        mask |= column.any_of(rows, codes)
    others = more[0][np.isin(more[1], codes)]
    mask[_places(rows, others)] = True
    return mask


def _places(rows: Rows, wanted: npt.NDArray[np.int32]) -> Numbers:
    """Where some rows stand among ``rows``, without those that do not."""
    if isinstance(rows, slice):
        found = wanted[(wanted >= rows.start) & (wanted < rows.stop)]
        return np.asarray(found.astype(np.int64) - rows.start)
    if not len(rows):
        return np.empty(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(rows, wanted.astype(np.int64)), len(rows) - 1)
    return np.asarray(at[rows[at] == wanted])
