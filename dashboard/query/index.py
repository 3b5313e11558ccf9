"""The columns of one snapshot in memory, and every question about them: which rows pass, how many, in what
order.

A mask is a boolean array over the rows. Each dimension's mask stands alone, so that a panel that brushes a
dimension can be asked for without it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import FilterError
from dashboard.query.filters import DIMENSIONS, Filters
from dashboard.query.flat import folded
from dashboard.query.rows import frame_of
from dashboard.query.views import FacetRow, Facets, Part, PrecisionStep, Strip
from dashboard.records.codes import GeoPrecision

Mask = npt.NDArray[np.bool_]

#: Days before any event and after any: an open start and an undated row stand there.
_EVER = np.datetime64("0001-01-01", "D")
_NEVER = np.datetime64("9999-12-31", "D")

#: Dimensions of one code a row: the filter's name, the column.
_CODED = {
    "event_types": "event_type",
    "sub_types": "sub_type",
    "countries": "country",
    "certainties": "certainty",
    "statuses": "status",
    "datasets": "dataset",
}
#: Dimensions of several names a row.
_NAMED = {"actors": "actor", "sources": "source"}
#: What the strip tells apart: where and when.
_PLACE_AND_TIME = ("dates", "countries", "coarsest", "bounds")

_PRECISIONS = [precision.value for precision in GeoPrecision]
#: Steps of the precision slider, the finest first; None is "any".
_STEPS = ("exact", "town", "near", "district", "province", None)


class _Codes:
    """A text column as numbers: ``codes[row]`` indexes ``values``; -1 is unknown."""

    def __init__(self, column: pd.Series) -> None:
        codes, values = pd.factorize(column)
        self.codes: npt.NDArray[np.int64] = codes
        self.values = [str(value) for value in values]

    def mask(self, wanted: tuple[str, ...]) -> Mask:
        known = np.array([value in wanted for value in self.values] + [False])
        return known[self.codes]

    def counts(self, mask: Mask) -> npt.NDArray[np.int64]:
        codes = self.codes[mask]
        return np.bincount(codes[codes >= 0], minlength=len(self.values))


class _Names:
    """Several names a row: pairs of a row's number and a name's code, each pair once."""

    def __init__(self, rows: npt.NDArray[np.int64], names: pd.Series, size: int) -> None:
        codes, values = pd.factorize(names)
        pairs = np.unique(np.stack([rows, codes]), axis=1) if len(rows) else np.empty((2, 0), np.int64)
        self.rows, self.codes = pairs[0], pairs[1]
        self.values = [str(value) for value in values]
        self._size = size

    def mask(self, wanted: tuple[str, ...]) -> Mask:
        known = np.array([value in wanted for value in self.values], dtype=bool)
        mask = np.zeros(self._size, dtype=bool)
        if len(known):
            mask[self.rows[known[self.codes]]] = True
        return mask

    def counts(self, mask: Mask) -> npt.NDArray[np.int64]:
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))


class Index:
    """The rows of one snapshot. Immutable; safe to share between threads."""

    def __init__(self, incidents: pa.Table, actors: pa.Table, publishers: pa.Table) -> None:
        self._search = incidents.column("search_text").combine_chunks()
        self.frame = frame_of(incidents.drop_columns(["search_text", "reason"]))
        self.size = len(self.frame)
        self.ids: list[str] = self.frame["event_id"].tolist()
        self._row_of = {event_id: row for row, event_id in enumerate(self.ids)}
        self._columns: dict[str, _Codes | _Names] = {
            dimension: _Codes(self.frame[column]) for dimension, column in _CODED.items()
        }
        for dimension, table in (("actors", actors), ("sources", publishers)):
            rows = np.array([self._row_of[e] for e in table.column("event_id").to_pylist()], dtype=np.int64)
            self._columns[dimension] = _Names(rows, frame_of(table.select(["name"]))["name"], self.size)
        start = self.frame["date_start"].to_numpy(dtype="datetime64[D]")
        end = self.frame["date_end"].to_numpy(dtype="datetime64[D]")
        self.dated: Mask = ~np.isnat(end)
        self.open: Mask = np.isnat(start) & self.dated
        self.start = np.where(np.isnat(start), _EVER, start)
        self.end = np.where(self.dated, end, _NEVER)
        self._latitude = self.frame["latitude"].to_numpy(dtype=float)
        self._longitude = self.frame["longitude"].to_numpy(dtype=float)
        precisions = pd.Categorical(self.frame["geo_precision"], categories=_PRECISIONS)
        self._rank = np.asarray(precisions.codes, dtype=np.int8)
        self.placed: Mask = self._rank >= 0
        self._publishers = self.frame["publishers"].to_numpy(dtype=np.int64, na_value=1)

    def row_of(self, event_id: str) -> int | None:
        """Number of the row of an incident; None where there is none."""
        return self._row_of.get(event_id)

    def mask(self, filters: Filters, *, without: tuple[str, ...] = ()) -> Mask:
        """Which rows pass all filters that are set, but those of ``without``."""
        passing = np.ones(self.size, dtype=bool)
        for dimension in filters.active():
            if dimension not in without:
                passing &= self._dimension(dimension, filters)
        return passing

    def _dimension(self, dimension: str, filters: Filters) -> Mask:
        if dimension in self._columns:
            wanted = getattr(filters, DIMENSIONS[dimension][0])
            return self._columns[dimension].mask(wanted)
        if dimension == "dates":
            return self.dated & self._in_dates(filters)
        if dimension == "coarsest":
            return self.placed & self._fine_enough(filters.coarsest)
        if dimension == "bounds":
            return self._in_bounds(filters)
        if dimension == "min_publishers":
            return np.asarray(self._publishers >= filters.min_publishers)
        return self._with_words(filters.text or "")

    def _in_dates(self, filters: Filters) -> Mask:
        mask = np.ones(self.size, dtype=bool)
        if filters.date_from:
            mask &= self.end >= np.datetime64(filters.date_from, "D")
        if filters.date_to:
            mask &= self.start <= np.datetime64(filters.date_to, "D")
        return mask

    def _fine_enough(self, coarsest: GeoPrecision | None) -> Mask:
        return np.asarray(self._rank <= (coarsest.rank if coarsest else len(_PRECISIONS)))

    def _in_bounds(self, filters: Filters) -> Mask:
        bounds = filters.bounds
        if bounds is None:
            return np.ones(self.size, dtype=bool)
        # Comparisons with NaN, an unplaced row's point, are false.
        inside = (self._latitude >= bounds.south) & (self._latitude <= bounds.north)
        after, before = self._longitude >= bounds.west, self._longitude <= bounds.east
        return np.asarray(inside & ((after & before) if bounds.west <= bounds.east else (after | before)))

    def _with_words(self, text: str) -> Mask:
        mask = np.ones(self.size, dtype=bool)
        for word in folded(text).split():
            found = pc.match_substring(self._search, word)
            mask &= found.to_numpy(zero_copy_only=False).astype(bool)
        return mask

    def parts(self, filters: Filters) -> Iterator[tuple[Part, Mask]]:
        """Each part of the strip with its rows; every row that passes the other filters is in exactly one."""
        left = self.mask(filters, without=_PLACE_AND_TIME)
        area = self._in_bounds(filters)
        if filters.countries:
            area &= self._columns["countries"].mask(filters.countries)
        for part, applies in (
            (Part.WITHOUT_DATE, ~self.dated),
            (Part.OUTSIDE_DATES, ~self._in_dates(filters)),
            (Part.WITHOUT_PLACE, ~self.placed),
            (Part.TOO_COARSE, ~self._fine_enough(filters.coarsest)),
            (Part.OUTSIDE_AREA, ~area),
        ):
            yield part, left & applies
            left = left & ~applies
        yield Part.SHOWN, left

    def strip(self, filters: Filters) -> Strip:
        """How many rows stand in each part."""
        counts = {part.value: int(mask.sum()) for part, mask in self.parts(filters)}
        return Strip(**counts, total=sum(counts.values()))

    def facets(self, filters: Filters) -> Facets:
        """For each value of a dimension, how many rows have it under every other filter and in all."""
        everything = np.ones(self.size, dtype=bool)
        # A dimension that is not set changes nothing when left out: those share one mask.
        active = filters.active()
        passing = self.mask(filters)
        facets: dict[str, tuple[FacetRow, ...]] = {}
        for dimension, name in (_CODED | _NAMED).items():
            others = self.mask(filters, without=(dimension,)) if dimension in active else passing
            column = self._columns[dimension]
            shown, total = column.counts(others), column.counts(everything)
            rows = [FacetRow(v, int(s), int(t)) for v, s, t in zip(column.values, shown, total, strict=True)]
            facets[name] = tuple(sorted(rows, key=lambda row: (-row.total, row.value)))
        others = self.placed & self.mask(filters, without=("coarsest",))
        ranks = np.bincount(self._rank[others], minlength=len(_PRECISIONS))
        steps = tuple(
            PrecisionStep(step, 0 if step is None else int(ranks[GeoPrecision(step).rank + 1 :].sum()))
            for step in _STEPS
        )
        return Facets(**facets, precision=steps)

    def ordered(self, mask: Mask, *, order: str, descending: bool) -> npt.NDArray[np.int64]:
        """Numbers of the rows of a mask in order; unknown values come last either way, ties by date, then id.

        ``order`` is "date" or the name of a column. Raises FilterError for another name.
        """
        rows = np.flatnonzero(mask)
        if order == "date":
            # Rows are stored by date, the undated last.
            dated = rows[self.dated[rows]]
            undated = rows[~self.dated[rows]]
            return np.concatenate([dated[::-1] if descending else dated, undated])
        if order not in self.frame.columns:
            raise FilterError(
                f"no column is named {order!r}; order by date, or one of the codebook's columns"
            )
        column: Any = self.frame[order].iloc[rows]
        if order == "geo_precision":
            column = pd.Series(self._rank[rows].astype(float)).where(self._rank[rows] >= 0)
        elif pd.api.types.is_string_dtype(column):
            column = column.str.casefold()
        ranked = column.reset_index(drop=True).sort_values(
            ascending=not descending, kind="stable", na_position="last"
        )
        by_value: npt.NDArray[np.int64] = ranked.index.to_numpy()
        return rows[by_value]

    def extent(self) -> tuple[date, date] | None:
        """First and last day of all dated rows; an open start counts by its end."""
        if not self.dated.any():
            return None
        end = self.end[self.dated]
        first = np.where(self.open[self.dated], end, self.start[self.dated]).min()
        return first.astype(object), end.max().astype(object)
