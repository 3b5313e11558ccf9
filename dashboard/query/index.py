"""Every question about the rows of one snapshot that its hot columns answer: which pass, how many, where.

A set of filters is looked at once: all views of a linked update share its masks.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from dashboard.query.cells import MOST_CELLS, Cells, cells_of, codes_at
from dashboard.query.columns import HotColumns, Mask, Numbers
from dashboard.query.counts import COUNTED, Counts
from dashboard.query.filters import Bounds, Filters
from dashboard.query.grid import NOWHERE, degrees
from dashboard.query.names import Dictionaries, Names
from dashboard.query.picked import Picked
from dashboard.query.recent import Recent
from dashboard.query.selection import EPOCH, Selection, in_bounds, placed
from dashboard.query.text_index import TextIndex
from dashboard.query.views import FacetRow, Facets, Killed, Part, PrecisionStep, Strip
from dashboard.records.codes import GeoPrecision

#: Sets of filters whose masks are kept, and whose counts are; masks of single filters, a byte a row.
MASKS, COUNTS, SINGLE_MASKS = 3, 12, 6
#: Most values of one dimension that facets list.
MOST_VALUES = 200
#: What the strip tells apart, beside the dates.
_PLACE = ("countries", "coarsest", "bounds")
#: Steps of the precision slider, the finest first; None is "any".
_STEPS = ("exact", "town", "near", "district", "province", None)
_EVERYWHERE = Bounds(-90, -180, 90, 180)
#: Rows that are looked at before it is asked whether there are too many already.
_AT_ONCE = 100_000
_COARSEST = len(GeoPrecision)


class Index:
    """The rows of one snapshot. Immutable; safe to share between threads."""

    def __init__(self, hot: HotColumns, names: Dictionaries, texts: TextIndex) -> None:
        self.hot, self.names, self._texts = hot, names, texts
        self.size = hot.size
        self._selections: Recent[Selection] = Recent(MASKS)
        self._masks: Recent[Mask] = Recent(SINGLE_MASKS)
        self._counts: Recent[Counts] = Recent(COUNTS)
        self._totals: Recent[tuple[int, int]] = Recent(COUNTS)

    def selection(self, filters: Filters) -> Selection:
        """What passes the filters; kept for the views that ask next."""

        def make() -> Selection:
            return Selection(self.hot, self.names, filters, text_rows=self._texts.rows, masks=self._masks)

        return self._selections.get(filters, make)

    def picked(self, filters: Filters, *without: str) -> Picked:
        """The rows that pass all filters but those of some dimensions (not dates or text)."""
        return self.selection(filters).picked(*without)

    def counts(self, filters: Filters, *without: str) -> Counts:
        """Counts of the rows that pass all filters but those of some dimensions (not dates or text)."""
        left_out = tuple(sorted(set(without) & set(filters.active())))

        def make() -> Counts:
            return Counts(self.hot, self.names, self.picked(filters, *left_out))

        return self._counts.get((filters, left_out), make)

    def parts(self, filters: Filters) -> Iterator[tuple[Part, Numbers]]:
        """Each part of the strip with its rows; every row that passes the other filters is in exactly one."""
        hot = self.hot
        left = self.picked(filters.without("dates"), *_PLACE).numbers()
        dated = int(np.searchsorted(left, hot.dated))
        yield Part.WITHOUT_DATE, left[dated:]
        left = left[:dated]
        only_dates = Filters(date_from=filters.date_from, date_to=filters.date_to)
        passing = self.picked(only_dates).holds(left)
        yield Part.OUTSIDE_DATES, left[~passing]
        left = left[passing]
        passing = placed(hot, left)
        yield Part.WITHOUT_PLACE, left[~passing]
        left = left[passing]
        if filters.coarsest is not None:
            passing = (hot.place[left] & 15) <= filters.coarsest.rank
            yield Part.TOO_COARSE, left[~passing]
            left = left[passing]
        else:
            yield Part.TOO_COARSE, left[:0]
        only_area = Filters(countries=filters.countries, bounds=filters.bounds)
        passing = self.picked(only_area).holds(left)
        yield Part.OUTSIDE_AREA, left[~passing]
        yield Part.SHOWN, left[passing]

    def strip(self, filters: Filters) -> Strip:
        """How many rows stand in each part."""
        total, undated = self._total(filters.without("dates"))
        in_dates = self._by_precision(filters, *_PLACE)
        finest = _COARSEST if filters.coarsest is None else filters.coarsest.rank + 1
        fine = int(in_dates[:finest].sum())
        shown = int(self._by_precision(filters)[:finest].sum())
        dated = int(in_dates.sum())
        return Strip(
            without_date=undated,
            outside_dates=total - undated - dated,
            without_place=dated - int(in_dates[:_COARSEST].sum()),
            too_coarse=int(in_dates[:_COARSEST].sum()) - fine,
            outside_area=fine - shown,
            shown=shown,
            total=total,
        )

    def _total(self, filters: Filters) -> tuple[int, int]:
        """Number of rows that pass all filters but those of the place, and of those without a date."""

        def make() -> tuple[int, int]:
            picked = self.picked(filters, *_PLACE)
            return picked.size, self._undated(picked).size

        return self._totals.get(filters, make)

    def _undated(self, picked: Picked) -> Picked:
        rows, nothing = picked.inside, np.empty(0, dtype=np.int64)
        if isinstance(rows, slice):
            return Picked(slice(max(rows.start, min(self.hot.dated, rows.stop)), rows.stop), nothing)
        return Picked(rows[np.searchsorted(rows, self.hot.dated) :], nothing)

    def _by_precision(self, filters: Filters, *without: str) -> Numbers:
        """Dated rows by rank of place precision; those at 15 have no place."""
        everything = self.counts(filters, *without).of("coarsest")
        if filters.date_from or filters.date_to:
            return everything
        undated = self._undated(self.picked(filters, *without))
        return everything - Counts(self.hot, self.names, undated).of("coarsest")

    def facets(self, filters: Filters, *, words: str = "", most: int = MOST_VALUES) -> Facets:
        """For each value of a dimension, how many rows have it under every other filter and in all.

        Of actors and sources the ``most`` frequent are listed, of actors only those with all of the words,
        and always those that the filters name.
        """
        facets: dict[str, tuple[FacetRow, ...]] = {}
        for dimension, name in COUNTED.items():
            names: Names = getattr(self.names, name)
            shown = self.counts(filters, dimension).of(dimension)
            if dimension == "coarsest":
                facets[name] = steps_of(shown)  # type: ignore[assignment]
                continue
            codes: Iterable[int] = range(len(names))
            if dimension in ("actors", "sources"):
                wanted = words if dimension == "actors" else ""
                codes = names.first(most, words=wanted, always=getattr(filters, dimension))
            rows = [
                FacetRow(names.values[code], int(shown[code]), int(names.totals[code]))
                for code in codes
                if names.totals[code]
            ]
            facets[name] = tuple(sorted(rows, key=lambda row: (-row.total, row.value)))
        return Facets(**facets)  # type: ignore[arg-type]

    def killed(self, filters: Filters) -> Killed | None:
        """The people killed in the rows that pass; None where the snapshot does not keep it."""
        found = self.counts(filters).killed()
        return None if found is None else Killed(*found)

    def cells(self, filters: Filters, *, level: int, within: Bounds | None, most: int = MOST_CELLS) -> Cells:
        """The rows that pass every filter but the map's own area, by cells of the map."""
        return cells_of(
            self.hot,
            self.picked(filters, "bounds"),
            level=level,
            within=within,
            types=self.names.event_type,
            type_of=self.names.type_of,
            most=most,
        )

    def in_cell(self, filters: Filters, *, level: int, code: int) -> Numbers:
        """The rows of one cell of the map, by date."""
        rows = self.picked(filters, "bounds").numbers()
        rows = rows[self.hot.latitude[rows] != NOWHERE]
        return np.asarray(rows[codes_at(self.hot, rows, level) == code])

    def on_map(self, filters: Filters, *, within: Bounds | None, most: int) -> Numbers | None:
        """The rows that pass every filter but the map's own area and have a point, here or anywhere; None
        where there are more than ``most``.
        """
        picked = self.picked(filters, "bounds")
        found: list[Numbers] = []
        for start in range(0, picked.size, _AT_ONCE):
            rows = picked.some(start, start + _AT_ONCE)
            found.append(rows[in_bounds(self.hot, rows, within or _EVERYWHERE)])
            if sum(map(len, found)) > most:
                return None
        return np.concatenate([np.empty(0, dtype=np.int64), *found])

    def around(self, filters: Filters) -> list[tuple[float, float]]:
        """Points (latitude, longitude) around all rows that pass every filter but the map's own area, to a
        twentieth of a degree.
        """
        steps, south, north = np.zeros(3_601, dtype=bool), 90.0, -90.0
        for rows in self.picked(filters, "bounds").parts:
            latitude, longitude = self.hot.latitude[rows], self.hot.longitude[rows]
            placed = latitude != NOWHERE
            if placed.any():
                steps[np.rint(degrees(longitude[placed]) * 10).astype(np.int16) + 1_800] = True
                low, high = degrees(np.array([latitude[placed].min(), latitude[placed].max()])).tolist()
                south, north = min(south, low), max(north, high)
        across = ((np.flatnonzero(steps) - 1_800) / 10).tolist()
        return [(side, longitude) for longitude in across for side in (south, north)]

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """First and last day (since 1970) of all dated rows; an open start counts by its end."""
        hot = self.hot
        if not hot.dated:
            return None
        last = hot.first_day + len(hot.days) - 2
        return hot.first_day, max(last, int(hot.interval_last.max(initial=last)))

    def extent(self) -> tuple[date, date] | None:
        """The same as days."""
        if self.days is None:
            return None
        first, last = self.days
        return EPOCH + timedelta(first), EPOCH + timedelta(last)


def steps_of(by_precision: Numbers) -> tuple[PrecisionStep, ...]:
    """The steps of the precision slider from numbers of rows by rank of place precision."""
    ranks = by_precision[:_COARSEST]
    return tuple(
        PrecisionStep(step, 0 if step is None else int(ranks[GeoPrecision(step).rank + 1 :].sum()))
        for step in _STEPS
    )
