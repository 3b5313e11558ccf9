"""What a version of the published events says of itself, whichever ``EventSource`` answers from it."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

import pandas as pd

from dashboard.query.filters import Filters
from dashboard.query.manifest import DatasetSource
from dashboard.query.source import EventSource


class Published(Protocol):
    """A version; ``as_of`` is UTC, ``datasets`` are those whose rows were imported."""

    @property
    def version(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """Title of the dataset."""

    @property
    def licence(self) -> str:
        """Terms of the dataset."""

    @property
    def as_of(self) -> datetime:
        """When it was published."""

    @property
    def articles(self) -> int:
        """Number of articles read."""

    @property
    def incidents(self) -> int:
        """Number of incidents."""

    @property
    def datasets(self) -> tuple[DatasetSource, ...]:
        """The imported datasets among the rows."""


class PublishedSource(EventSource, Protocol):
    """An ``EventSource`` of which one version answers at a time."""

    @abstractmethod
    def _published(self) -> Published:
        """The version that answers now."""

    @property
    def version(self) -> str:
        """Name of the version that answers now."""
        return self._published().version

    @property
    def as_of(self) -> datetime:
        """When it was published, UTC."""
        return self._published().as_of

    @property
    def dataset(self) -> str:
        """Title of the dataset."""
        return self._published().title

    @property
    def licence(self) -> str:
        """Terms of the dataset."""
        return self._published().licence

    @property
    def datasets(self) -> tuple[DatasetSource, ...]:
        """The imported datasets among the rows."""
        return self._published().datasets

    @property
    def articles(self) -> int:
        """Number of articles read."""
        return self._published().articles

    @property
    def total(self) -> int:
        """Number of incidents."""
        return self._published().incidents

    def neighbours(
        self, event_id: str, filters: Filters, *, order: str = "date", descending: bool = False
    ) -> tuple[str | None, str | None]:
        """The incidents before and after one in the order; None at an end, or where it does not pass."""
        at = self.position(event_id, filters, order=order, descending=descending)
        if at is None:
            return None, None
        start = max(at[0] - 2, 0)
        near = self.rows(filters, order=order, descending=descending, offset=start, limit=at[0] + 1 - start)
        ids: list[str] = near["event_id"].tolist()
        here = at[0] - 1 - start
        return (ids[here - 1] if here else None), (ids[here + 1] if here + 1 < len(ids) else None)


def with_origin(frame: pd.DataFrame, published: Published) -> pd.DataFrame:
    """Some rows, with what a reader must be told of where they come from in ``attrs``."""
    frame.attrs = {
        "version": published.version,
        "dataset": published.title,
        "licence": published.licence,
        "as_of": published.as_of.isoformat(),
    }
    return frame
