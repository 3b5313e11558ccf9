"""The published events of this process: page, embeds, exports and charts ask their questions here."""

import threading
import time
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.errors import SnapshotError
from dashboard.query.filters import Filters
from dashboard.query.histogram import histogram
from dashboard.query.manifest import POINTER, DatasetSource, current_version, pin_name
from dashboard.query.opened import OpenSnapshot
from dashboard.query.views import Facets, IncidentView, Part, Strip, TellingArticle

#: The pointer is looked at no more often than this, in seconds.
PATIENCE = 1.0


class EventSource:
    """Answers from the current snapshot, and from the next one as soon as the pointer moves.

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

    @property
    def version(self) -> str:
        """Name of the snapshot that answers now."""
        return self._now().manifest.version

    @property
    def as_of(self) -> datetime:
        """When it was published, UTC."""
        return self._now().manifest.as_of

    @property
    def dataset(self) -> str:
        """Title of the dataset."""
        return self._now().manifest.title

    @property
    def licence(self) -> str:
        """Terms of the dataset."""
        return self._now().manifest.licence

    @property
    def datasets(self) -> tuple[DatasetSource, ...]:
        """The imported datasets among the rows."""
        return self._now().manifest.datasets

    def withheld(self, filters: Filters) -> tuple[DatasetSource, ...]:
        """The datasets among the rows that pass whose terms forbid passing rows on."""
        manifest = self._now().manifest
        kept = tuple(dataset for dataset in manifest.datasets if not dataset.redistribution)
        if len(manifest.datasets) == 1 and not manifest.articles:
            return kept if kept and self.count(filters) else ()
        return tuple(
            dataset
            for dataset in kept
            if (not filters.datasets or dataset.name in filters.datasets)
            and self.count(filters.replace(datasets=(dataset.name,)))
        )

    @property
    def articles(self) -> int:
        """Number of articles read."""
        return self._now().manifest.articles

    @property
    def total(self) -> int:
        """Number of incidents."""
        return self._now().index.size

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
        index, manifest = snapshot.index, snapshot.manifest
        mask = index.mask(filters) if part is None else dict(index.parts(filters))[part]
        rows = index.ordered(mask, order=order, descending=descending)[max(offset, 0) :]
        page = rows if limit is None else rows[: max(limit, 0)]
        frame = index.frame.iloc[page].reset_index(drop=True)
        frame.attrs = {
            "version": manifest.version,
            "dataset": manifest.title,
            "licence": manifest.licence,
            "as_of": manifest.as_of.isoformat(),
        }
        return frame

    def count(self, filters: Filters) -> int:
        """Number of incidents that pass."""
        return int(self._now().index.mask(filters).sum())

    def strip(self, filters: Filters) -> Strip:
        """Where the incidents stand that pass every filter but dates, countries, precision and map area."""
        return self._now().index.strip(filters)

    def facets(self, filters: Filters) -> Facets:
        """The values of each dimension, counted under every other filter and in all."""
        return self._now().index.facets(filters)

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
        ids = self._ids(filters, order=order, descending=descending)
        return (ids.index(event_id) + 1, len(ids)) if event_id in ids else None

    def neighbours(
        self, event_id: str, filters: Filters, *, order: str = "date", descending: bool = False
    ) -> tuple[str | None, str | None]:
        """The incidents before and after one in the order; None at an end, or where it does not pass."""
        ids = self._ids(filters, order=order, descending=descending)
        if event_id not in ids:
            return None, None
        at = ids.index(event_id)
        return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)

    def incident(self, event_id: str) -> IncidentView | None:
        """All that is known of one incident, with its claims and the sentences that tell it; None for an
        unknown id.
        """
        return self._now().incident(event_id)

    def articles_of(self, filters: Filters) -> list[TellingArticle]:
        """The articles that tell any incident that passes, the latest first."""
        snapshot = self._now()
        rows = np.flatnonzero(snapshot.index.mask(filters))
        return snapshot.articles([snapshot.index.ids[row] for row in rows])

    def _ids(self, filters: Filters, *, order: str, descending: bool) -> list[str]:
        index = self._now().index
        rows = index.ordered(index.mask(filters), order=order, descending=descending)
        return [index.ids[row] for row in rows]

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
