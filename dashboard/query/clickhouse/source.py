"""The events that ClickHouse holds: the questions of the query layer, answered by its newest version."""

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from dashboard.query.cells import MOST_CELLS, Cells, level_for
from dashboard.query.clickhouse import cells, facets, timeline
from dashboard.query.clickhouse.brush import WarehouseBrush
from dashboard.query.clickhouse.conditions import (
    HAS_POINT,
    Condition,
    condition,
    in_bounds,
    of_rows,
    part_of,
)
from dashboard.query.clickhouse.connection import TIMEOUT, Connection
from dashboard.query.clickhouse.opened import OpenVersion, numbers
from dashboard.query.clickhouse.ordering import comes_before, order_by
from dashboard.query.clickhouse.versions import Version, current
from dashboard.query.filters import Bounds, Filters
from dashboard.query.index import MOST_VALUES
from dashboard.query.manifest import DatasetSource
from dashboard.query.published import PublishedSource, with_origin
from dashboard.query.recent import Recent
from dashboard.query.rows import as_records
from dashboard.query.source import withheld_of
from dashboard.query.telling import incident_view
from dashboard.query.views import Facets, IncidentView, Killed, Part, Strip, TellingArticle

#: Seconds after which it is asked whether there is a newer version.
PATIENCE = 5.0
#: Answers of a kind that a process keeps: several panels ask the same when a filter changes.
KEPT = 24


class ClickHouseSource(PublishedSource):
    """An ``EventSource``: answers from the newest complete version that a warehouse holds.

    One per process, shared by its threads; to be opened after a fork. Each answer comes from one version as a
    whole. Reading only: the server is told to refuse everything else.
    """

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        """Open the warehouse at ``url`` (``clickhouse.connection``); a question may take ``timeout`` seconds.

        Raises InputError for an address that has no meaning or where the extra is not installed,
        WarehouseError where the server is not reached, refuses, or holds no dataset.
        """
        self._connection = Connection(url, timeout=timeout)
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self._open = OpenVersion(self._connection, current(self._connection))
        self._counts: Recent[int] = Recent(KEPT)
        self._strips: Recent[Strip] = Recent(KEPT)
        self._facets: Recent[Facets] = Recent(KEPT)
        self._cells: Recent[Cells] = Recent(KEPT)

    def withheld(self, filters: Filters) -> tuple[DatasetSource, ...]:
        """The datasets among the rows that pass whose terms forbid passing rows on."""
        version = self._now().version
        return withheld_of(version.datasets, filters, articles=version.articles, count=self.count)

    @property
    def publishers(self) -> int:
        """Number of publishers."""
        return self._now().publishers

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
        """The incidents that pass, or those of one part of the strip; see ``EventSource.rows``."""
        version = self._now()
        found = version.frame(
            condition(filters) if part is None else part_of(filters, part),
            order=order_by(order, descending=descending),
            offset=max(offset, 0),
            limit=None if limit is None else max(limit, 0),
        )
        return _told(version, found)

    def pages(self, filters: Filters, *, size: int) -> Iterator[pd.DataFrame]:
        """All incidents that pass, by date, in DataFrames of at most ``size`` rows (at least one), all from
        one version; ``attrs["passing"]`` is the number of all.
        """
        version, passing, last = self._now(), condition(filters), -1
        number = self._count(version, passing, key=(filters, None))
        for _ in range(0, max(number, 1), size):
            after = Condition("row > {last:Int64}", {"last": last})
            page = _told(version, version.frame(passing & after, limit=size))
            page.attrs["passing"] = number
            yield page
            if len(page):
                last = version.rows_of([page["event_id"].iloc[-1]])[page["event_id"].iloc[-1]]

    def count(self, filters: Filters, *, part: Part | None = None) -> int:
        """Number of incidents that pass, or of those of one part of the strip."""
        if part is not None:
            found: int = getattr(self.strip(filters), part)
            return found
        return self._count(self._now(), condition(filters), key=(filters, None))

    def on_map(self, filters: Filters, *, within: Bounds | None = None, most: int) -> pd.DataFrame | None:
        """The incidents with a point that pass every filter but the map's own area, anywhere or within a part
        of the map, as ``rows`` gives them; None where there are more than ``most``.
        """
        version = self._now()
        there = condition(filters.without("bounds"))
        there &= in_bounds(within, name="view_") if within else HAS_POINT
        if self._count(version, there, key=(filters.without("bounds"), within or "anywhere")) > most:
            return None
        return _told(version, version.frame(there))

    def cells(
        self, filters: Filters, *, zoom: float, within: Bounds | None = None, most: int = MOST_CELLS
    ) -> Cells:
        """The incidents that pass every filter but the map's own area, counted by cells of the map that suit
        a zoom of MapLibre.
        """
        version, level, asked = self._now(), level_for(zoom), filters.without("bounds")
        return self._cells.get(
            (version.version.version, asked, level, within, most),
            lambda: cells.cells_of(version, asked, level=level, within=within, most=most),
        )

    def around(self, filters: Filters) -> list[tuple[float, float]]:
        """Points (latitude, longitude) by which to choose a view that holds the incidents which pass every
        filter but the map's own area.
        """
        return cells.around(self._now(), filters)

    def brush(
        self, filters: Filters, *, zoom: float, within: Bounds | None = None, most: int = MOST_CELLS
    ) -> WarehouseBrush:
        """What answers each step of a moving date brush: each with one question."""
        others = filters.without("dates")
        drawn = self.cells(others, zoom=zoom, within=within, most=most)
        return WarehouseBrush(self._now(), others, cells=drawn)

    def in_cell(self, filters: Filters, *, level: int, code: int, limit: int) -> pd.DataFrame:
        """The latest incidents in a cell of the map, as ``rows`` gives them."""
        version = self._now()
        there = cells.in_cell(filters, level=level, code=code)
        return _told(version, version.frame(there, order="row DESC", limit=limit))

    def named(self, event_ids: Sequence[str]) -> pd.DataFrame:
        """The incidents of some ids, in their order, as ``rows`` gives them; unknown ids are left out."""
        version = self._now()
        rows = version.rows_of(event_ids)
        frame = version.frame(of_rows(sorted(rows.values())))
        at = {event_id: place for place, event_id in enumerate(frame["event_id"])}
        found = frame.take([at[event_id] for event_id in event_ids if event_id in at])
        return _told(version, found.reset_index(drop=True))

    def strip(self, filters: Filters) -> Strip:
        """Where the incidents stand that pass every filter but dates, countries, precision and map area."""
        version = self._now()
        key = (version.version.version, filters)
        return self._strips.get(key, lambda: facets.strip_of(version, filters))

    def facets(self, filters: Filters, *, words: str = "", most: int = MOST_VALUES) -> Facets:
        """The values of each dimension, counted under every other filter and in all.

        Of actors and sources the ``most`` frequent are listed, of actors only those with all of the words,
        and always those that the filters name.
        """
        version = self._now()
        return self._facets.get(
            (version.version.version, filters, words, most),
            lambda: facets.facets_of(version, filters, words=words, most=most),
        )

    def killed(self, filters: Filters) -> Killed:
        """The people killed in the incidents that pass."""
        return facets.killed_in(self._now(), filters)

    def histogram(self, filters: Filters, *, bins: int = 60) -> pd.DataFrame:
        """Counts along time by event type; see ``EventSource.histogram``."""
        return timeline.histogram_of(self._now(), filters, bins=bins)

    def extent(self) -> tuple[date, date] | None:
        """First and last day of all dated incidents."""
        return timeline.extent_of(self._now())

    def position(
        self, event_id: str, filters: Filters, *, order: str = "date", descending: bool = False
    ) -> tuple[int, int] | None:
        """Rank from 1 of an incident among those that pass, and their number; None if it does not."""
        version = self._now()
        row = version.rows_of([event_id]).get(event_id)
        if row is None:
            return None
        before = comes_before(version, order, row, descending=descending)
        found = version.counted(
            f"count() AS number, countIf(row = {row}) AS here, countIf({before}) AS before",
            condition(filters),
        )
        (told,) = found.to_pylist()
        return (told["before"] + 1, told["number"]) if told["here"] else None

    def incident(self, event_id: str) -> IncidentView | None:
        """All that is known of one incident, with its claims and the sentences that tell it; None for an
        unknown id.
        """
        version = self._now()
        row = version.rows_of([event_id]).get(event_id)
        if row is None:
            return None
        here = of_rows([row])
        (told,) = version.counted("reason", here).to_pylist()
        kinds = ("actors", "claims", "members", "tolls", "sentences") if version.version.articles else ()
        beside = {
            kind: version.beside(kind, event_id) if kind in kinds else []
            for kind in ("actors", "claims", "members", "tolls", "sentences")
        }
        articles = []
        if beside["members"]:
            ids = list({member["article_id"] for member in beside["members"]})
            columns = "article_id, title, publisher, url, published_at"
            articles = version.articles(
                f"SELECT {columns} FROM {version.table('articles')} "
                "WHERE article_id IN {ids:Array(String)}",
                ids=ids,
            )
        return incident_view(
            as_records(version.frame(here))[0], reason=told["reason"], articles=articles, **beside
        )

    def articles_of(self, filters: Filters) -> list[TellingArticle]:
        """The articles that tell any incident that passes, the latest first."""
        version, passing = self._now(), condition(filters)
        if not version.version.articles:
            return []
        members, articles = version.table("members"), version.table("articles")
        rows = version.articles(
            "SELECT article_id, title, publisher, url, published_at, toInt64(events) AS events "
            f"FROM {articles} INNER JOIN (SELECT article_id, uniqExact(event_id) AS events FROM {members} "
            f"WHERE event_id IN (SELECT event_id FROM {version.incidents} WHERE {passing.sql}) "
            "GROUP BY article_id) AS telling USING (article_id) "
            "ORDER BY published_at DESC NULLS LAST, article_id",
            **passing.values,
        )
        return [TellingArticle(**row) for row in rows]

    def close(self) -> None:
        """Let go of the server, or of the folder."""
        self._connection.close()

    def _count(self, version: OpenVersion, passing: Condition, *, key: object) -> int:
        if passing.sql == "1":
            return version.version.incidents

        def ask() -> int:
            return int(numbers(version.counted("count() AS number", passing), "number")[0])

        return self._counts.get((version.version.version, key), ask)

    def _published(self) -> Version:
        return self._now().version

    def _now(self) -> OpenVersion:
        """The version to answer from, after a look for a newer one where the last look is a while ago."""
        if time.monotonic() - self._looked >= PATIENCE and self._lock.acquire(blocking=False):
            try:
                found = current(self._connection)
                self._looked = time.monotonic()
                if found != self._open.version:
                    self._open = OpenVersion(self._connection, found)
            finally:
                self._lock.release()
        return self._open


def _told(version: OpenVersion, frame: pd.DataFrame) -> pd.DataFrame:
    return with_origin(frame, version.version)
