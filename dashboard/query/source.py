"""What is asked of the published events, whatever answers: page, embeds, exports and charts know this."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

import pandas as pd

from dashboard.query.brush import BrushStep
from dashboard.query.cells import MOST_CELLS, Cells
from dashboard.query.filters import Bounds, Filters
from dashboard.query.index import MOST_VALUES
from dashboard.query.manifest import DatasetSource
from dashboard.query.views import Facets, IncidentView, Killed, Part, Strip, TellingArticle


class DateBrush(Protocol):
    """What answers each step of a moving date brush."""

    @property
    def cells(self) -> Cells:
        """The cells that are drawn."""

    @property
    def event_types(self) -> tuple[str, ...]:
        """The event types by code."""

    def step(self, first: date, last: date) -> BrushStep:
        """The counts from one day to another, both inclusive."""


class EventSource(Protocol):
    """Answers questions about the published events; safe to share between threads.

    Each answer comes from one version of them as a whole. What cannot be answered raises ConflictEventsError;
    it is never "no events". Kept by ``SnapshotSource`` and ``ClickHouseSource``, which give the same answers.
    """

    @property
    def version(self) -> str:
        """Name of the version that answers now."""

    @property
    def as_of(self) -> datetime:
        """When it was published, UTC."""

    @property
    def dataset(self) -> str:
        """Title of the dataset."""

    @property
    def licence(self) -> str:
        """Terms of the dataset."""

    @property
    def datasets(self) -> tuple[DatasetSource, ...]:
        """The imported datasets among the rows."""

    def withheld(self, filters: Filters) -> tuple[DatasetSource, ...]:
        """The datasets among the rows that pass whose terms forbid passing rows on."""

    @property
    def articles(self) -> int:
        """Number of articles read."""

    @property
    def total(self) -> int:
        """Number of incidents."""

    @property
    def publishers(self) -> int:
        """Number of publishers."""

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

    def pages(self, filters: Filters, *, size: int) -> Iterator[pd.DataFrame]:
        """All incidents that pass, by date, as DataFrames of at most ``size`` rows (at least one DataFrame),
        all from one version; ``attrs["passing"]`` is the number of all.
        """

    def count(self, filters: Filters, *, part: Part | None = None) -> int:
        """Number of incidents that pass, or of those of one part of the strip."""

    def on_map(self, filters: Filters, *, within: Bounds | None = None, most: int) -> pd.DataFrame | None:
        """The incidents with a point that pass every filter but the map's own area, anywhere or within a part
        of the map, as ``rows`` gives them; None where there are more than ``most``.
        """

    def cells(
        self, filters: Filters, *, zoom: float, within: Bounds | None = None, most: int = MOST_CELLS
    ) -> Cells:
        """The incidents that pass every filter but the map's own area, counted by cells of the map that suit
        a zoom of MapLibre.
        """

    def around(self, filters: Filters) -> list[tuple[float, float]]:
        """Points (latitude, longitude) by which to choose a view that holds the incidents which pass every
        filter but the map's own area.
        """

    def brush(
        self, filters: Filters, *, zoom: float, within: Bounds | None = None, most: int = MOST_CELLS
    ) -> DateBrush:
        """What answers each step of a moving date brush, under the other filters and this view of the map."""

    def in_cell(self, filters: Filters, *, level: int, code: int, limit: int) -> pd.DataFrame:
        """The latest incidents in a cell of the map, as ``rows`` gives them."""

    def named(self, event_ids: Sequence[str]) -> pd.DataFrame:
        """The incidents of some ids, in their order, as ``rows`` gives them; unknown ids are left out."""

    def strip(self, filters: Filters) -> Strip:
        """Where the incidents stand that pass every filter but dates, countries, precision and map area."""

    def facets(self, filters: Filters, *, words: str = "", most: int = MOST_VALUES) -> Facets:
        """The values of each dimension, counted under every other filter and in all.

        Of actors and sources the ``most`` frequent are listed, of actors only those with all of the words,
        and always those that the filters name.
        """

    def killed(self, filters: Filters) -> Killed | None:
        """The people killed in the incidents that pass; None where that is not kept."""

    def histogram(self, filters: Filters, *, bins: int = 60) -> pd.DataFrame:
        """Counts along time by event type: columns bin_start, bin_end (last day), event_type, exact, spread.

        See ``dashboard.query.histogram.histogram`` for axis, units and what spread means.
        """

    def extent(self) -> tuple[date, date] | None:
        """First and last day of all dated incidents."""

    def position(
        self, event_id: str, filters: Filters, *, order: str = "date", descending: bool = False
    ) -> tuple[int, int] | None:
        """Rank from 1 of an incident among those that pass, and their number; None if it does not."""

    def neighbours(
        self, event_id: str, filters: Filters, *, order: str = "date", descending: bool = False
    ) -> tuple[str | None, str | None]:
        """The incidents before and after one in the order; None at an end, or where it does not pass."""

    def incident(self, event_id: str) -> IncidentView | None:
        """All that is known of one incident, with its claims and the sentences that tell it; None for an
        unknown id.
        """

    def articles_of(self, filters: Filters) -> list[TellingArticle]:
        """The articles that tell any incident that passes, the latest first."""


def withheld_of(
    datasets: tuple[DatasetSource, ...], filters: Filters, *, articles: int, count: Callable[[Filters], int]
) -> tuple[DatasetSource, ...]:
    """The datasets whose terms forbid passing rows on, and of which ``count`` finds any that pass."""
    kept = tuple(dataset for dataset in datasets if not dataset.redistribution)
    if len(datasets) == 1 and not articles:
        return kept if kept and count(filters) else ()
    return tuple(
        dataset
        for dataset in kept
        if (not filters.datasets or dataset.name in filters.datasets)
        and count(filters.replace(datasets=(dataset.name,)))
    )
