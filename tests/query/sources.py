"""The sources that hold to one contract: each test of it is run on all of them."""

from pathlib import Path

import pytest

from dashboard.query.snapshot_source import SnapshotSource
from dashboard.query.source import EventSource

SNAPSHOT, WAREHOUSE = "snapshot", "clickhouse"
SOURCES = (SNAPSHOT, pytest.param(WAREHOUSE, marks=pytest.mark.cluster))


def opened(kind: str, folder: Path) -> EventSource:
    """The current snapshot of a folder, as it is or loaded into ClickHouse."""
    if kind == SNAPSHOT:
        return SnapshotSource(folder)
    # Not at the top: only `make test-cluster` installs what it needs.
    from dashboard.query.clickhouse.loading import load_snapshot
    from dashboard.query.clickhouse.source import ClickHouseSource
    from tests.query.warehouse import new_database

    url = new_database()
    load_snapshot(url, folder)
    return ClickHouseSource(url)
