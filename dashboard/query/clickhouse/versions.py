"""The versions that a warehouse holds: each is complete, for its row here is written last."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dashboard.errors import WarehouseError
from dashboard.query.clickhouse.connection import Connection, TableMissing
from dashboard.query.clickhouse.tables import VERSIONS
from dashboard.query.manifest import DatasetSource

#: Rises when the tables change so that an older reader could not read them.
FORMAT = 1
_FIELDS = "version, title, licence, as_of, articles, incidents, first_day, last_day, datasets, format"


@dataclass(frozen=True, slots=True)
class Version:
    """What one version holds; ``as_of`` is UTC, the days of its dated rows count from 1970."""

    version: str
    title: str
    licence: str
    as_of: datetime
    articles: int
    incidents: int
    first_day: int
    last_day: int
    datasets: tuple[DatasetSource, ...] = ()
    format: int = FORMAT

    def as_row(self, *, loaded: int) -> dict[str, Any]:
        """Its row in the table; ``loaded`` orders versions (nanoseconds since 1970)."""
        datasets = json.dumps([asdict(dataset) for dataset in self.datasets])
        return asdict(self) | {"as_of": self.as_of.isoformat(), "datasets": datasets, "loaded": loaded}


def newest(connection: Connection, most: int = 1) -> list[Version]:
    """The versions that were completed last, the newest first."""
    rows = connection.rows(f"SELECT {_FIELDS} FROM {VERSIONS} ORDER BY loaded DESC LIMIT {most}")
    return [Version(**row | _read(row["as_of"], row["datasets"])) for row in rows]


def _read(as_of: str, datasets: str) -> dict[str, Any]:
    sources = tuple(DatasetSource(**each) for each in json.loads(datasets))
    return {"as_of": datetime.fromisoformat(as_of), "datasets": sources}


def current(connection: Connection) -> Version:
    """The version that answers; WarehouseError where none is complete, or this package cannot read it."""
    mend = "load one with `conflict-events load`"
    try:
        found = newest(connection)
    except TableMissing:
        found = []
    if not found:
        raise WarehouseError(f"the warehouse at {connection.place} holds no dataset; {mend}")
    if found[0].format != FORMAT:
        raise WarehouseError(
            f"the dataset {found[0].version} has format {found[0].format}, this version reads {FORMAT}; "
            f"{mend}"
        )
    return found[0]
