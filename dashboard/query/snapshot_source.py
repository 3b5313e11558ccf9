"""The published events of this process, answered from the current snapshot of a folder."""

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.errors import SnapshotError
from dashboard.query.brush import Brush
from dashboard.query.cells import MOST_CELLS, Cells, level_for
from dashboard.query.columns import Numbers
from dashboard.query.filters import Bounds, Filters
from dashboard.query.histogram import histogram
from dashboard.query.index import MOST_VALUES
from dashboard.query.manifest import POINTER, DatasetSource, Manifest, current_version, pin_name
from dashboard.query.opened import OpenSnapshot
from dashboard.query.picked import Picked
from dashboard.query.published import PublishedSource, with_origin
from dashboard.query.recent import Recent
from dashboard.query.source import withheld_of
from dashboard.query.views import Facets, IncidentView, Killed, Part, Strip, TellingArticle

#: The pointer is looked at no more often than this, in seconds.
PATIENCE = 1.0
#: Sets of cumulative counts that a process keeps: up to 64 MB each.
BRUSHES = 2


class SnapshotSource(PublishedSource):
    """An ``EventSource`` that answers from the current snapshot, and from the next one as soon as the pointer
    moves.

    One per process, shared by its threads. Each answer comes from one snapshot as a whole. When the new
    snapshot is damaged, the one that is open stays. ``pinned`` opens the snapshot kept under that name
    instead.
    """

    def __init__(self, folder: Path, *, pinned: str | None = None) -> None:
        """Open the snapshot that ``folder`` (``Settings.snapshots``) points to; SnapshotError where there is
        none.
        """
        self.folder = folder
        self._pinned = pinned
        self._pointer = folder / POINTER if pinned is None else folder / "pins" / pin_name(pinned)
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._looked = time.monotonic()
        self._open = self._opened()
        self._brushes: Recent[Brush] = Recent(BRUSHES)

    def withheld(self, filters: Filters) -> tuple[DatasetSource, ...]:
        """The datasets among the rows that pass whose terms forbid passing rows on."""
        snapshot = self._now()
        manifest = snapshot.manifest
        return withheld_of(
            manifest.datasets,
            filters,
            articles=manifest.articles,
            count=lambda asked: snapshot.index.picked(asked).size,
        )

    def rows(
        self,
        filters: Filters,
        *,
        part: Part | None = None,
        order: str = "date",
        descending: bool = False,
        offset: int = 0,
        limit: int | None = None,
    ) -> pd.DataFrame:
        """The incidents that pass, or those of one part of the strip, as a DataFrame.

        Columns: INCIDENT_COLUMNS, then admin1_code, feature_code, injured_low, injured_best, injured_high,
        place_text. Text is ``str``, days ``datetime64``, integers ``Int64``; unknown is NaN, NaT or NA.
        ``order`` is "date" (first possible day, an open start by its end) or a column; unknown values come
        last. ``attrs`` holds version, dataset, licence and as_of. Raises FilterError for an unknown column.
        """

        snapshot = self._now()
        page = snapshot.ordered(
            _those(snapshot, filters, part),
            order=order,
            descending=descending,
            offset=max(offset, 0),
            limit=None if limit is None else max(limit, 0),
        )
        return _told(snapshot, page)

    def pages(self, filters: Filters, *, size: int) -> Iterator[pd.DataFrame]:
        """All incidents that pass, by date, as DataFrames of at most ``size`` rows (at least one DataFrame),
        all from one snapshot; ``attrs["passing"]`` is the number of all.
        """
        snapshot = self._now()
        picked = snapshot.index.picked(filters)
        for start in range(0, max(picked.size, 1), size):
            page = _told(snapshot, picked.some(start, start + size))
            page.attrs["passing"] = picked.size
            yield page

    def count(self, filters: Filters, *, part: Part | None = None) -> int:
        """Number of incidents that pass, or of those of one part of the strip."""
        if part is not None:
            found: int = getattr(self.strip(filters), part)
            return found
        return self._now().index.picked(filters).size

    def on_map(self, filters: Filters, *, within: Bounds | None = None, most: int) -> pd.DataFrame | None:
        """The incidents with a point that pass every filter but the map's own area, anywhere or within a part
        of the map, as ``rows`` gives them; None where there are more than ``most``.
        """
        snapshot = self._now()
        rows = snapshot.index.on_map(filters, within=within, most=most)
        return None if rows is None else _told(snapshot, rows)

    def cells(
        self, filters: Filters, *, zoom: float, within: Bounds | None = None, most: int = MOST_CELLS
    ) -> Cells:
        """The incidents that pass every filter but the map's own area, counted by cells of the map that suit
        a zoom of MapLibre.
        """
        return self._now().index.cells(filters, level=level_for(zoom), within=within, most=most)

    def around(self, filters: Filters) -> list[tuple[float, float]]:
        """Points (latitude, longitude) by which to choose a view that holds the incidents which pass every
        filter but the map's own area.
        """
        return self._now().index.around(filters)

    def brush(
        self, filters: Filters, *, zoom: float, within: Bounds | None = None, most: int = MOST_CELLS
    ) -> Brush:
        """What answers each step of a moving date brush; kept for the next step, under the same other
        filters and the same view of the map.
        """
        snapshot, others = self._now(), filters.without("dates")

        def make() -> Brush:
            cells = snapshot.index.cells(others, level=level_for(zoom), within=within, most=most)
            return Brush(snapshot.index, others, cells=cells)

        key = (snapshot.manifest.version, others, level_for(zoom), within, most)
        return self._brushes.get(key, make)

    def in_cell(self, filters: Filters, *, level: int, code: int, limit: int) -> pd.DataFrame:
        """The latest incidents in a cell of the map, as ``rows`` gives them."""
        snapshot = self._now()
        rows = snapshot.index.in_cell(filters, level=level, code=code)
        return _told(snapshot, rows[::-1][:limit])

    def named(self, event_ids: Sequence[str]) -> pd.DataFrame:
        """The incidents of some ids, in their order, as ``rows`` gives them; unknown ids are left out."""
        snapshot = self._now()
        return _told(snapshot, snapshot.rows_of(event_ids))

    def strip(self, filters: Filters) -> Strip:
        """Where the incidents stand that pass every filter but dates, countries, precision and map area."""
        return self._now().index.strip(filters)

    def facets(self, filters: Filters, *, words: str = "", most: int = MOST_VALUES) -> Facets:
        """The values of each dimension, counted under every other filter and in all.

        Of actors and sources the ``most`` frequent are listed, of actors only those with all of the words,
        and always those that the filters name.
        """
        return self._now().index.facets(filters, words=words, most=most)

    def killed(self, filters: Filters) -> Killed | None:
        """The people killed in the incidents that pass; None where the snapshot does not keep it."""
        return self._now().index.killed(filters)

    @property
    def publishers(self) -> int:
        """Number of publishers."""
        return len(self._now().index.names.source) - 1

    def histogram(self, filters: Filters, *, bins: int = 60) -> pd.DataFrame:
        """Counts along time by event type: columns bin_start, bin_end (last day), event_type, exact, spread.

        See ``dashboard.query.histogram.histogram`` for axis, units and what spread means.
        """
        return histogram(self._now().index, filters, bins=bins)

    def extent(self) -> tuple[date, date] | None:
        """First and last day of all dated incidents."""
        return self._now().index.extent()

    def position(
        self, event_id: str, filters: Filters, *, order: str = "date", descending: bool = False
    ) -> tuple[int, int] | None:
        """Rank from 1 of an incident among those that pass, and their number; None if it does not."""
        snapshot = self._now()
        picked = snapshot.index.picked(filters)
        row = snapshot.row_of(event_id)
        if row is None or not picked.holds(np.array([row])).any():
            return None
        if order == "date" and not descending:
            return picked.rank(row) + 1, picked.size
        rows = snapshot.ordered(picked, order=order, descending=descending)
        return int(np.flatnonzero(rows == row)[0]) + 1, picked.size

    def incident(self, event_id: str) -> IncidentView | None:
        """All that is known of one incident, with its claims and the sentences that tell it; None for an
        unknown id.
        """
        return self._now().incident(event_id)

    def articles_of(self, filters: Filters) -> list[TellingArticle]:
        """The articles that tell any incident that passes, the latest first."""
        snapshot = self._now()
        return snapshot.articles(snapshot.index.picked(filters))

    def _published(self) -> Manifest:
        return self._now().manifest

    def _now(self) -> OpenSnapshot:
        """The snapshot to answer from, after a look at the pointer where the last one is a while ago."""
        if time.monotonic() - self._looked >= PATIENCE and self._lock.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                stamp = self._stamp()
                if stamp != self._seen:
                    self._open = self._opened()
                    self._seen = stamp
            except SnapshotError:
                # What is open is whole: keep answering from it, and look again in a while.
                pass
            finally:
                self._lock.release()
        return self._open

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _opened(self) -> OpenSnapshot:
        # Two publications between reading the pointer and opening the folder delete it: read it again.
        for attempt in range(3):
            version = current_version(self.folder, pinned=self._pinned)
            try:
                return OpenSnapshot(self.folder / version)
            except SnapshotError:
                if attempt == 2 or current_version(self.folder, pinned=self._pinned) == version:
                    raise
        raise AssertionError("the loop returns or raises")


def _those(snapshot: OpenSnapshot, filters: Filters, part: Part | None) -> Picked:
    if part is None:
        return snapshot.index.picked(filters)
    rows = dict(snapshot.index.parts(filters))[part]
    return Picked(rows, np.empty(0, dtype=np.int64))


def _told(snapshot: OpenSnapshot, rows: Numbers) -> pd.DataFrame:
    return with_origin(snapshot.frame(rows), snapshot.manifest)
